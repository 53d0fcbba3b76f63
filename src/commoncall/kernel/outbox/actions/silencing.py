"""Not writing to an address any more, as its owner asks, and writing to it again. No import and no coordinator does either."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.outbox import history as kinds
from commoncall.kernel.outbox import queries, rules
from commoncall.kernel.outbox.models import Message, Silenced
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import NotAllowed


@transaction.atomic
def silence(coalition: Coalition, address: str, *, by: Actor) -> None:
    """Write nothing more from a coalition to an address; what waits for it is held. Who may: the address's owner alone.

    The caller has seen proof of that: a signed link from a mail, or an account that reads the address.
    """
    _set(coalition, rules.silence_mark(coalition.id, address), silent=True, by=by)


@transaction.atomic
def unsilence(coalition: Coalition, address: str, *, by: Actor) -> None:
    """Write to an address again. Who may: the address's owner alone, as for ``silence``; never an import."""
    _set(coalition, rules.silence_mark(coalition.id, address), silent=False, by=by)


@transaction.atomic
def heed(token: str, *, silent: bool, by: Actor) -> Coalition:
    """Silence an address, or write to it again, as the holder of a signed link asks. Refused: a link that was not ours."""
    coalition, mark = queries.named_by(token)
    _set(coalition, mark, silent=silent, by=by)
    return coalition


def _set(coalition: Coalition, mark: str, *, silent: bool, by: Actor) -> None:
    if by.preview:
        raise NotAllowed(_("Nothing is changed while you look as somebody else."))
    known = Silenced.objects.filter(coalition=coalition, address_hash=mark)
    if silent:
        _silenced, changed = Silenced.objects.get_or_create(coalition=coalition, address_hash=mark, defaults={"since": time.now()})
        _hold_waiting(coalition, mark)
    else:
        changed = bool(known.delete()[0])
    if changed:
        kind = kinds.ADDRESS_SILENCED if silent else kinds.ADDRESS_HEARD_AGAIN
        book.record(kind, by=by, chain=coalition.chain_id)


def _hold_waiting(coalition: Coalition, mark: str) -> None:
    waiting = Message.objects.filter(coalition=coalition, state=Message.State.WAITING, is_secret=False).select_for_update(skip_locked=True)
    held = [message.pk for message in waiting.only("address") if rules.silence_mark(coalition.id, message.address) == mark]
    Message.objects.filter(pk__in=held).update(state=Message.State.HELD)
