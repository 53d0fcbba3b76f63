"""Changing what one signs in with, and telling the owner of the account of each such change, in case it was somebody else."""

from __future__ import annotations

from datetime import UTC
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from commoncall.kernel import time
from commoncall.kernel.accounts import queries
from commoncall.kernel.accounts.actions import addresses, authenticator, passkeys, recovery
from commoncall.kernel.accounts.models import Account, EmailAddress
from commoncall.kernel.authority import Actor
from commoncall.kernel.outbox.kinds import mail_kind
from commoncall.procedures import letters

CHANGED = mail_kind("accounts.sign_in_changed", gettext_lazy("How somebody signs in was changed"))


@transaction.atomic
def add_passkey(account: Account, name: str, token_id: UUID, answer: str, *, by: Actor) -> list[str]:
    """Add a passkey, as ``passkeys.add`` does, and tell the owner. Who may and what is refused: as there."""
    codes = passkeys.add(account, name, token_id, answer, by=by)
    _tell(account, "passkey_added", by, what=name.strip()[:80])
    return codes


@transaction.atomic
def remove_passkey(account: Account, passkey_id: UUID, *, by: Actor) -> None:
    """Remove a passkey, as ``passkeys.remove`` does, and tell the owner. Who may and what is refused: as there."""
    name = queries.passkeys(account).filter(pk=passkey_id).values_list("name", flat=True).first()
    passkeys.remove(account, passkey_id, by=by)
    _tell(account, "passkey_removed", by, what=name or "")


@transaction.atomic
def set_up_application(account: Account, typed: str, *, by: Actor) -> list[str]:
    """Set an authenticator application up, as ``authenticator.confirm`` does, and tell the owner. Who may and what is refused: as there."""
    codes = authenticator.confirm(account, typed, by=by)
    _tell(account, "application_added", by)
    return codes


@transaction.atomic
def remove_application(account: Account, *, by: Actor) -> None:
    """Remove the application, as ``authenticator.remove`` does, and tell the owner. Who may: as there."""
    had = queries.second_factor(account).has_application
    authenticator.remove(account, by=by)
    if had:
        _tell(account, "application_removed", by)


@transaction.atomic
def take_second_factor_off(account: Account, *, by: Actor) -> None:
    """Take every second factor off, as ``recovery.take_off`` does, and tell the owner. Who may: as there."""
    recovery.take_off(account, by=by)
    _tell(account, "taken_off", by)


@transaction.atomic
def choose_main_address(account: Account, address_id: UUID, *, by: Actor) -> EmailAddress:
    """Make another address the main one, as ``addresses.make_main`` does, and tell the owner at the former one too.

    Who may and what is refused: as there.
    """
    former = queries.main_address(account)
    row = addresses.make_main(account, address_id, by=by)
    if row.address != former:
        _tell(account, "main_address", by, what=row.address, former=former)
    return row


def _tell(account: Account, change: str, by: Actor, *, what: str = "", former: str = "") -> None:
    """Write to the account's main address, and to the one that was it until now, what was changed and what to do about it."""
    language, now = letters.language_for(account.language), time.now().astimezone(UTC)
    with translation.override(language):
        day = date_format(now, "j F Y")
    told = {"change": change, "name": str(account), "what": what, "former": former, "day": day, "time": f"{now:%H:%M}"}
    told["link"] = settings.ADDRESS + reverse("you-security")
    for address in dict.fromkeys(filter(None, (queries.main_address(account), former))):
        letters.send(CHANGED, "sign_in_changed", told, to=address, language=language, by=by)
