"""Making, trying and spending what lets its holder do one thing, soon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import F, Q
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.accounts import rules, secrets
from commoncall.kernel.accounts.models import Account, Token
from commoncall.kernel.accounts.rules import Purpose
from commoncall.kernel.refusals import Conflict, Refusal


@dataclass(frozen=True)
class Secret:
    """What was made, in the clear for the last time: it goes into a mail or onto a console, and is kept nowhere."""

    id: UUID
    code: str
    link: str


def make(
    purpose: Purpose, lasts: timedelta, *, account: Account | None = None, address: str = "", is_local: bool = False, is_lasting: bool = False
) -> Secret:
    """Make a token; part of a deed, which records it where that matters. Every token has a code and a link, used or not."""
    now, link, code = time.now(), secrets.new_link(), secrets.new_code()
    token = Token(
        purpose=purpose.value,
        account=account,
        address=rules.plain_address(address),
        link_hash=secrets.link_hash(link),
        is_local=is_local,
        is_lasting=is_lasting,
        made_at=now,
        expires_at=now + lasts,
    )
    token.code_hash = secrets.code_hash(code, token.id)
    token.save(force_insert=True)
    return Secret(token.id, code, link)


def wrong_code() -> Refusal:
    """Return the refusal of a code, which is the same whatever is wrong with it."""
    return Refusal(_("This code is not right, or no longer good. Look at it again, or ask for a new one."), field="code")


def try_code(token_id: UUID, typed: str) -> Token:
    """Count one try at a token's code and return the token if the code is right; it is not spent yet.

    Refused alike: a wrong code, one tried five times, used or run out. Called outside any transaction, so that the count stays.
    """
    tokens = Token.objects.filter(pk=token_id, purpose=Purpose.SIGN_IN, used_at__isnull=True, expires_at__gt=time.now())
    counted = tokens.filter(tries__lt=rules.TRIES).update(tries=F("tries") + 1)
    token = Token.objects.filter(pk=token_id).first() if counted else None
    given = secrets.code_hash(rules.digits(typed), token_id)
    if token is None or not constant_time_compare(given, token.code_hash):
        raise wrong_code()
    return token


def spend(token: Token) -> None:
    """Use a token up. Refused: one that somebody else has used meanwhile, or that has run out."""
    now = time.now()
    unused = Q(used_at__isnull=True) | Q(is_lasting=True)
    if not Token.objects.filter(unused, pk=token.pk, expires_at__gt=now).update(used_at=now):
        raise Conflict(_("This has been used already, or has run out. Ask for a new one."))


def forget_old() -> int:
    """Remove the tokens that have run out; the clock calls this."""
    return Token.objects.filter(expires_at__lt=time.now() - timedelta(days=1)).delete()[0]
