"""Leaving the long steps of a long import to the clock: finding out what it would do, doing it, undoing it."""

from __future__ import annotations

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from commoncall.kernel import languages
from commoncall.kernel.authority import Actor
from commoncall.kernel.background import later
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.refusals import Conflict
from commoncall.membership import permissions
from commoncall.membership.models import Batch

#: The name under which the clock knows this work (see ``working.carry_out``).
TASK = "membership.import"

#: So many rows are dealt with while somebody waits; more take longer than anybody should.
AT_ONCE = 1000

#: What the clock is at, and where an import stands again when that comes to nothing.
BACK = {
    Batch.State.PLANNING: Batch.State.MAPPING,
    Batch.State.APPLYING: Batch.State.READY,
    Batch.State.UNDOING: Batch.State.DONE,
}


def is_long(batch: Batch) -> bool:
    """Tell whether an import has too many rows for somebody to wait for it."""
    return int(batch.counts.get("rows", 0)) > AT_ONCE


def apply_later(batch: Batch, *, by: Actor) -> Batch:
    """Have an import done by the clock, as the person who asks for it now.

    Who may: ``membership.import``. Recorded: nothing until it is done. Refused: what is not ready, or done already.
    """
    return _hand_over(batch, Batch.State.READY, Batch.State.APPLYING, by)


def revert_later(batch: Batch, *, by: Actor) -> Batch:
    """Have an import undone by the clock. Who may: ``membership.import``. Refused: what was never done, or is undone."""
    return _hand_over(batch, Batch.State.DONE, Batch.State.UNDOING, by)


@transaction.atomic
def _hand_over(batch: Batch, wanted: str, state: str, by: Actor) -> Batch:
    permissions.IMPORT.verdict(by).require()
    batch = Batch.objects.select_for_update(of=("self",)).select_related("coalition").get(pk=batch.pk)
    if batch.state != wanted:
        raise Conflict(_("This list is being worked on, or has been taken in already."))
    return hand_over(batch, state, by=by)


def hand_over(batch: Batch, state: str, *, by: Actor) -> Batch:
    """Note what the clock shall do with an import that the caller has locked; both stand or fall together."""
    batch.state, batch.problem = state, ""
    batch.save(update_fields=["state", "problem"])
    later(TASK, one_at_a_time=f"import {batch.coalition_id}", batch=str(batch.pk), language=languages.current(), actor=parties.traces(by))
    return batch


@transaction.atomic
def stop(batch: Batch, *, by: Actor) -> Batch:
    """Call off what the clock has not begun yet. Who may: ``membership.import``. Refused: once it is under way."""
    permissions.IMPORT.verdict(by).require()
    try:
        with transaction.atomic():
            batch = Batch.objects.select_for_update(of=("self",), nowait=True).get(pk=batch.pk)
    except OperationalError:
        raise Conflict(_("It is under way and cannot be stopped any more. Wait until it is done; then it can be undone.")) from None
    return put_back(batch)


def put_back(batch: Batch, problem: str = "") -> Batch:
    """Put an import back to where it stood before it was left to the clock, with the reason, if there is one."""
    if batch.state in BACK:
        batch.state, batch.problem = BACK[Batch.State(batch.state)], problem
        batch.save(update_fields=["state", "problem"])
    return batch
