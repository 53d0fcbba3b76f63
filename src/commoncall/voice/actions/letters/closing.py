"""Closing a letter: exactly once, never early; and giving one up that nobody signed."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import events, time
from commoncall.kernel.asks import actions as asking
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.authority import Actor
from commoncall.kernel.refusals import Conflict
from commoncall.voice import kinds as asked
from commoncall.voice import permissions
from commoncall.voice.actions.announced import LetterClosed
from commoncall.voice.actions.holding import State, clock_of, each, held, held_if_free, record, refuse_unless, require_reason
from commoncall.voice.history import letters as kinds
from commoncall.voice.models import Letter, Signature


@transaction.atomic
def close(letter: Letter, *, by: Actor) -> Letter:
    """Close a letter now: it takes no signatures any more, and nobody is asked any longer.

    Who may: ``voice.prepare``. Recorded, and announced as ``LetterClosed``. Refused: what is not open.
    """
    permissions.may_prepare(by, letter.coalition).require()
    found = held(letter, by)
    refuse_unless(found, State.OPEN)
    now = time.database_now()
    end(found, min(now, found.closes_at) if found.closes_at else now, by)
    return found


def end(letter: Letter, at: datetime, by: Actor) -> None:
    """Close, within the present transaction, which holds the letter alone."""
    letter.state, letter.closed_at = State.CLOSED, at
    letter.save(update_fields=["state", "closed_at"])
    record(kinds.CLOSED, letter, by, facts={"closed_at": at.isoformat()})
    _ask_nobody(letter)
    events.announce(LetterClosed(letter.pk))


def _ask_nobody(letter: Letter) -> None:
    for kind in (asked.SIGN, asked.RENEW, asked.AUTHORISE, asked.SIGN_HERE, asked.OPEN_AGAIN):
        asking.withdraw_all(asks.open_about(letter.coalition, kind, [letter.pk]), by=clock_of(letter))


def close_due(at: datetime | None = None) -> int:
    """Close the letters whose instant has come, and return how many were closed. For the clock.

    Each in one transaction, as of the instant that was said all along: whatever kills it on the way leaves the letter open, which
    takes no signature any more since the database's clock says so, until the next one closes it. Nothing is closed before that
    clock says so, whatever ``at`` is.
    """
    now = time.database_now()
    until = min(at, now) if at is not None else now
    due = Letter.objects.filter(state=State.OPEN, closes_at__lte=until).order_by("closes_at", "id").values_list("pk", flat=True)
    return each(list(due), partial(_close_if_due, at=until))


@transaction.atomic
def _close_if_due(identifier: UUID, at: datetime) -> bool:
    found = held_if_free(identifier, state=State.OPEN, closes_at__lte=at)
    if found is None or found.closes_at is None:
        return False
    end(found, found.closes_at, clock_of(found))
    return True


@transaction.atomic
def give_up(letter: Letter, why: str, *, by: Actor) -> Letter:
    """Give a letter up that is prepared, or that nobody has signed: it stays to be read by the coordinators.

    Who may: ``voice.prepare``. Recorded for the coordinators. Refused: without a reason; once anybody stands under it; twice.
    """
    permissions.may_prepare(by, letter.coalition).require()
    found = held(letter, by)
    reason = require_reason(why)
    refuse_unless(found, State.DRAFT, State.OPEN)
    if Signature.objects.filter(letter=found, signed_at__isnull=False, withdrawn_at=None, removed_at=None).exists():
        raise Conflict(_("It was signed already: what others signed is not given up. Close it instead."), code="signed")
    # Another letter may follow the former one then.
    found.state, found.closed_at, found.former = State.GIVEN_UP, time.now(), None
    found.save(update_fields=["state", "closed_at", "former"])
    _ask_nobody(found)
    record(kinds.GIVEN_UP, found, by, particulars={"reason": reason})
    return found
