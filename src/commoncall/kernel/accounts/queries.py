"""Reading accounts: whose they are, what they sign in with, and where they are signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from commoncall.kernel import time
from commoncall.kernel.accounts import rules
from commoncall.kernel.accounts.history import device_words
from commoncall.kernel.accounts.models import Account, Authenticator, EmailAddress, Passkey, RecoveryCode, Session, Token
from commoncall.kernel.accounts.secrets import encrypted_anew, link_hash, session_key_hash
from commoncall.kernel.authority import Actor, Capacity


def visible_to(actor: Actor) -> QuerySet[Account]:
    """Return the accounts that the actor may look into: its own, and for the operator all."""
    if actor.is_operator:
        return Account.objects.all()
    return Account.objects.filter(pk=actor.account_id) if actor.account_id else Account.objects.none()


def account(account_id: UUID | str) -> Account | None:
    """Return an account that may come in."""
    return Account.objects.filter(pk=account_id, is_active=True).first()


def holder(address: str) -> Account | None:
    """Return the account, barred or not, that has proved to read an address."""
    found = EmailAddress.objects.filter(address__iexact=rules.plain_address(address)).select_related("account").first()
    return found.account if found else None


def addresses(of: Account) -> list[EmailAddress]:
    """Return an account's addresses, the main one first."""
    return list(EmailAddress.objects.filter(account=of).order_by("-is_main", "address"))


def main_address(of: Account) -> str:
    """Return where the account's owner reads what concerns the account itself."""
    return next((one.address for one in addresses(of)), "")


@dataclass(frozen=True)
class Known:
    """An account as a steward sees it: whose, where its owner reads mail, and in how many browsers it is signed in."""

    account: Account
    address: str
    sessions: int


#: So many of those who are barred are shown.
MOST_BARRED = 200


def signing_in_with(address: str, actor: Actor) -> Account | None:
    """Return the account that signs in with an address, for those who may keep accounts out."""
    return holder(address) if _keeps_doors(actor) else None


def of_somebody_else(account_id: UUID, actor: Actor) -> Known | None:
    """Return an account, barred or not, for those who may keep it out; nobody keeps out themselves."""
    if not _keeps_doors(actor) or account_id == actor.account_id:
        return None
    found = Account.objects.filter(pk=account_id).first()
    if found is None:
        return None
    return Known(found, main_address(found), Session.objects.filter(account=found, expire_date__gt=time.now()).count())


def barred(actor: Actor) -> list[Known]:
    """Return the accounts that are kept out, by name, for those who may let them in again: one query."""
    if not _keeps_doors(actor):
        return []
    address = EmailAddress.objects.filter(account=OuterRef("pk"), is_main=True).values("address")[:1]
    found = Account.objects.filter(is_active=False).annotate(main=Subquery(address)).order_by("name", "pk")
    return [Known(one, one.main or "", 0) for one in found[:MOST_BARRED]]


def _keeps_doors(actor: Actor) -> bool:
    return actor.is_operator or actor.capacity is Capacity.STEWARD


def stewards() -> QuerySet[Account]:
    """Return the stewards of the installation who may come in."""
    return Account.objects.filter(is_steward=True, is_active=True)


@dataclass(frozen=True)
class SecondFactor:
    """What an account has besides a mailbox to show that it is its owner who signs in."""

    has_application: bool
    passkeys: int
    recovery_codes: int

    def __bool__(self) -> bool:
        return self.has_application or bool(self.passkeys)


def second_factor(of: Account) -> SecondFactor:
    """Return what an account can show as a second factor; false where it has none."""
    return SecondFactor(
        Authenticator.objects.filter(account=of, confirmed_at__isnull=False).exists(),
        Passkey.objects.filter(account=of).count(),
        RecoveryCode.objects.filter(account=of, used_at__isnull=True).count(),
    )


def under_former_keys() -> int:
    """Return how many authenticator secrets a former key of the installation has still encrypted; for the operator."""
    kept = Authenticator.objects.exclude(secret="").values_list("secret", flat=True)
    return sum(encrypted_anew(secret) is not None for secret in kept.iterator())


def passkeys(of: Account) -> QuerySet[Passkey]:
    """Return an account's passkeys, the oldest first."""
    return Passkey.objects.filter(account=of).order_by("made_at", "id")


@dataclass(frozen=True)
class SeenSession:
    """A place where an account is signed in, in words."""

    id: UUID
    device: str
    began_at: datetime
    seen_at: datetime
    is_this: bool


def sessions(of: Account, this_key: str | None = None) -> list[SeenSession]:
    """Return where an account is signed in, this browser first and then the latest seen."""
    this = session_key_hash(this_key) if this_key else ""
    rows = Session.objects.filter(account=of, expire_date__gt=time.now()).order_by("-seen_at")
    seen = [SeenSession(row.id, device_words(row.browser, row.system), row.began_at, row.seen_at, row.pk == this) for row in rows]
    return sorted(seen, key=lambda one: not one.is_this)


def good_link(link: str, *purposes: rules.Purpose, on_this_machine: bool = False) -> Token | None:
    """Return the token of a link that can still be used for one of these purposes, from where it is asked for; changes nothing."""
    tokens = Token.objects.filter(link_hash=link_hash(link), purpose__in=purposes, expires_at__gt=time.now())
    tokens = tokens.filter(Q(used_at__isnull=True) | Q(is_lasting=True))
    if not on_this_machine:
        tokens = tokens.filter(is_local=False)
    return tokens.select_related("account").first()


def awaited(token_id: UUID) -> Token | None:
    """Return the token for which a browser still waits to be told a code."""
    return Token.objects.filter(pk=token_id, purpose=rules.Purpose.SIGN_IN, used_at__isnull=True, expires_at__gt=time.now()).first()


def as_data(of: Account) -> dict[str, Any]:
    """Return all that is kept of an account itself, as plain values for its owner to take along."""
    return {
        "name": of.name,
        "language": of.language,
        "time_zone": of.time_zone,
        "density": of.density,
        "keys": of.keys_on,
        "made_at": of.created_at.isoformat(),
        "steward": of.is_steward,
        "addresses": [{"address": one.address, "main": one.is_main, "verified_at": one.verified_at.isoformat()} for one in addresses(of)],
        "passkeys": [{"name": one.name, "made_at": one.made_at.isoformat()} for one in passkeys(of)],
        "sessions": [{"device": one.device, "began_at": one.began_at.isoformat(), "last_seen_at": one.seen_at.isoformat()} for one in sessions(of)],
        "authenticator_application": second_factor(of).has_application,
    }
