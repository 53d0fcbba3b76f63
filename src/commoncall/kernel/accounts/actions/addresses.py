"""An account's own addresses: adding one that was proved, choosing the main one, removing one."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.accounts import history as kinds
from commoncall.kernel.accounts import permissions, queries
from commoncall.kernel.accounts.actions.recording import record
from commoncall.kernel.accounts.models import Account, EmailAddress
from commoncall.kernel.accounts.rules import plain_address
from commoncall.kernel.authority import Actor
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal


@transaction.atomic
def add(account: Account, address: str, *, by: Actor) -> EmailAddress:
    """Add an address that the owner has just proved to read. Who may: the owner.

    Refused: an address that belongs to another account, which only those learn who read it.
    """
    permissions.may_change_sign_in(by, account).require()
    plain = plain_address(address)
    holder = queries.holder(plain)
    if holder is not None and holder.pk != account.pk:
        raise Conflict(_("%(address)s belongs to another account here. Sign in with it and close that account first.") % {"address": plain})
    row, made = EmailAddress.objects.get_or_create(account=account, address=plain, defaults={"verified_at": time.now()})
    if made:
        record(kinds.ADDRESS_ADDED, account, by=by, address=plain)
    return row


@transaction.atomic
def make_main(account: Account, address_id: UUID, *, by: Actor) -> EmailAddress:
    """Make one of the account's addresses the one where its owner reads what concerns the account. Who may: the owner."""
    permissions.may_change_sign_in(by, account).require()
    row = _own(account, address_id)
    if not row.is_main:
        EmailAddress.objects.filter(account=account, is_main=True).update(is_main=False)
        row.is_main = True
        row.save(update_fields=["is_main"])
        record(kinds.MAIN_ADDRESS_CHOSEN, account, by=by, address=row.address)
    return row


@transaction.atomic
def remove(account: Account, address_id: UUID, *, by: Actor) -> None:
    """Remove one of the account's addresses. Who may: the owner. Refused: the main one, and so the last."""
    permissions.may_change_sign_in(by, account).require()
    row = _own(account, address_id)
    if row.is_main:
        raise Refusal(_("This is your main address. Make another one the main address first."))
    row.delete()
    record(kinds.ADDRESS_REMOVED, account, by=by, address=row.address)


def _own(account: Account, address_id: UUID) -> EmailAddress:
    # The account's row is the one lock for all that hangs on it, so that no two changes can pass each other.
    Account.objects.select_for_update().get(pk=account.pk)
    row = EmailAddress.objects.filter(account=account, pk=address_id).first()
    if row is None:
        raise NotVisible(_("There is no such address."))
    return row
