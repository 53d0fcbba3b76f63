"""Making, describing, barring and closing accounts."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.accounts import history as kinds
from commoncall.kernel.accounts import permissions, queries
from commoncall.kernel.accounts.actions.recording import record
from commoncall.kernel.accounts.models import Account, EmailAddress, Session
from commoncall.kernel.accounts.rules import plain_address
from commoncall.kernel.authority import Actor, Capacity, Proof
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict, NotAllowed, Refusal

DENSITIES = ("roomy", "compact", "plain")


@dataclass(frozen=True)
class Description:
    """How an account's owner is called, and how they like their pages. An empty time zone is the browser's."""

    name: str = ""
    language: str = ""
    time_zone: str = ""
    density: str = "roomy"
    keys_on: bool = True


def reading(address: str, description: Description) -> Account:
    """Return the account of whoever has just proved to read an address; made now, as described, where there is none yet.

    Refused: an account that was barred.
    """
    found = queries.holder(address)
    if found is None:
        try:
            return _make(address, description)
        except IntegrityError:
            # Two browsers have proved it at the same moment; the other was quicker.
            found = queries.holder(address)
    if found is None or not found.is_active:
        raise NotAllowed(_("This account has been barred by the stewards of this installation."))
    return found


@transaction.atomic
def _make(address: str, description: Description) -> Account:
    account = Account.objects.create(**asdict(description))
    EmailAddress.objects.create(account=account, address=plain_address(address), is_main=True, verified_at=time.now())
    by = Actor(capacity=Capacity.PERSON, proof=Proof.LINK, account_id=account.id, person_name=account.name or address)
    record(kinds.ACCOUNT_MADE, account, by=by, address=plain_address(address))
    return account


@transaction.atomic
def make_steward(address: str, description: Description, *, by: Actor) -> Account:
    """Make the account that reads ``address``, new or not, a steward's. Who may: the operator, who vouches for the address.

    Refused: without a name.
    """
    permissions.may_make_links(by).require()
    if not description.name.strip():
        raise Refusal(_("Say who you are: the name stands in the history."), field="name")
    account = reading(address, description)
    if not account.is_steward:
        account.is_steward = True
        account.save(update_fields=["is_steward"])
        record(kinds.STEWARD_MADE, account, by=by, name=str(account))
    return account


@transaction.atomic
def describe(account: Account, description: Description, *, by: Actor) -> Account:
    """Change name, language, time zone and how pages look. Who may: the owner. Refused: what is not among the choices."""
    permissions.may_change(by, account).require()
    _check(description)
    account = Account.objects.select_for_update().get(pk=account.pk)
    changed = asdict(description) | {"name": description.name.strip()}
    if all(getattr(account, key) == value for key, value in changed.items()):
        return account
    for key, value in changed.items():
        setattr(account, key, value)
    account.save(update_fields=list(changed))
    record(kinds.ACCOUNT_DESCRIBED, account, by=by)
    return account


def _check(description: Description) -> None:
    if not description.name.strip():
        raise Refusal(_("Say what you are called."), field="name")
    if description.language not in dict(settings.LANGUAGES):
        raise Refusal(_("Choose a language from the list."), field="language")
    if description.time_zone and not time.zone_is_known(description.time_zone):
        raise Refusal(_("This time zone is not known. Choose one from the list."), field="time_zone")
    if description.density not in DENSITIES:
        raise Refusal(_("Choose one of these."), field="density")


@transaction.atomic
def bar(account: Account, *, by: Actor) -> Account:
    """Keep an account out from this moment on: its sessions end. Who may: ``permissions.may_bar``."""
    permissions.may_bar(by, account).require()
    Session.objects.filter(account=account).delete()
    return _set_active(account, False, kinds.ACCOUNT_BARRED, by)


@transaction.atomic
def let_in(account: Account, *, by: Actor) -> Account:
    """Let a barred account in again. Who may: ``permissions.may_bar``."""
    permissions.may_bar(by, account).require()
    return _set_active(account, True, kinds.ACCOUNT_LET_IN, by)


def _set_active(account: Account, is_active: bool, kind: Kind, by: Actor) -> Account:
    account = Account.objects.select_for_update().get(pk=account.pk)
    if account.is_active != is_active:
        account.is_active = is_active
        account.save(update_fields=["is_active"])
        record(kind, account, by=by, name=str(account))
    return account


@transaction.atomic
def close(account: Account, *, by: Actor) -> None:
    """Close an account for good: it goes, and with it its addresses, sessions and keys.

    Its personal data in the installation's history is shredded. What its owner signed in a coalition stays signed.
    Who may: the owner, with the second factor where there is one. Refused: to the last steward.
    """
    permissions.may_change_sign_in(by, account).require()
    account = Account.objects.select_for_update().get(pk=account.pk)
    if account.is_steward and not queries.stewards().exclude(pk=account.pk).exists():
        raise Conflict(_("You are the last steward of this installation. Let somebody else become one first."))
    own = Entry.objects.filter(Q(account=account.id) | Q(subject=account.id), chain_id=book.INSTALLATION)
    book.shred(own.values_list("id", flat=True))
    nameless = Actor(capacity=by.capacity, proof=by.proof, account_id=by.account_id)
    record(kinds.ACCOUNT_CLOSED, account, by=nameless)
    account.delete()
