"""Where an account is signed in: noting a new device, and ending sessions."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.accounts import history as kinds
from commoncall.kernel.accounts import permissions
from commoncall.kernel.accounts.actions.recording import record
from commoncall.kernel.accounts.models import Account, Session
from commoncall.kernel.accounts.rules import Device
from commoncall.kernel.accounts.secrets import session_key_hash
from commoncall.kernel.authority import Actor
from commoncall.kernel.refusals import NotVisible


def note_sign_in(account: Account, device: Device, *, by: Actor) -> None:
    """Record that an account comes in with a device on which it is not signed in already; part of the deed of signing in."""
    here = Session.objects.filter(account=account, browser=device.browser, system=device.system, expire_date__gt=time.now())
    if not here.exists():
        record(kinds.SIGNED_IN, account, by=by, browser=device.browser, system=device.system)


@transaction.atomic
def end(account: Account, session_id: UUID, *, by: Actor) -> None:
    """Sign an account out somewhere; it holds from that browser's next request. Who may: the owner."""
    permissions.may_change(by, account).require()
    session = Session.objects.filter(account=account, id=session_id).first()
    if session is None:
        raise NotVisible(_("There is no such session."))
    session.delete()
    record(kinds.SESSION_ENDED, account, by=by, browser=session.browser, system=session.system)


@transaction.atomic
def end_others(account: Account, this_key: str, *, by: Actor) -> int:
    """Sign an account out everywhere but here, and return in how many places that was. Who may: the owner."""
    permissions.may_change(by, account).require()
    ended, _by_model = Session.objects.filter(account=account).exclude(pk=session_key_hash(this_key)).delete()
    if ended:
        record(kinds.SESSIONS_ENDED, account, by=by, facts={"ended": ended})
    return ended
