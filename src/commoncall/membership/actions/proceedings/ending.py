"""Ending a procedure or a suspension, and taking back the last step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.authority import Actor, system
from commoncall.kernel.history.kinds import undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict, Refusal
from commoncall.membership import permissions
from commoncall.membership.actions.proceedings.keeping import OPEN, State, close, locked, no_longer_asked, record, stand, still
from commoncall.membership.history import leaving as kinds
from commoncall.membership.models import Membership, Proceeding, Standing
from commoncall.membership.queries.visibility import found


@transaction.atomic
def lift(proceeding: Proceeding, outcome: str, *, by: Actor, undoing: UUID | None = None) -> Proceeding:
    """Lift a suspension: the organisation is in good standing again, at once. It can be done at any time.

    Who may: ``membership.proceed``. Recorded, with the reason. Refused: without one; when it is not in force. Can be undone.
    """
    permissions.may_proceed(by).require()
    kept = still(proceeding, by, State.IN_FORCE)
    if not outcome.strip():
        raise Refusal(_("Say who decided that, and why."), field="outcome")
    close(kept, State.LIFTED, outcome)
    stand(kept.membership, Standing.GOOD)
    record(kinds.SUSPENSION_LIFTED, kept, by, particulars={"outcome": kept.outcome}, undoing=undoing)
    return kept


@transaction.atomic
def drop(proceeding: Proceeding, outcome: str, *, by: Actor, undoing: UUID | None = None) -> Proceeding:
    """End a procedure without a suspension; one that is in force ends with it, and its member is in good standing again.

    Who may: ``membership.proceed``. Recorded, with the reason. Refused: without one; when it is over already. Can be undone.
    """
    permissions.may_proceed(by).require()
    kept = still(proceeding, by, *OPEN)
    if not outcome.strip():
        raise Refusal(_("Say who decided that, and why."), field="outcome")
    before = kept.state
    close(kept, State.DROPPED, outcome)
    if before == State.IN_FORCE:
        stand(kept.membership, Standing.GOOD)
    no_longer_asked(kept, by)
    record(kinds.PROCEEDING_DROPPED, kept, by, facts={"before": before}, particulars={"outcome": kept.outcome}, undoing=undoing)
    return kept


def lift_due(at: datetime | None = None, *, then: Callable[[Proceeding], object] = lambda _lifted: None) -> list[Proceeding]:
    """Lift the suspensions whose time, as an assembly set it, has come; for the clock.

    Each is a deed of its own, and what is done ``then`` is part of it.
    """
    due = Proceeding.objects.filter(state=State.IN_FORCE, until_at__lte=at or time.now()).select_related("coalition")
    return [lifted for one in due.order_by("until_at", "id") if (lifted := _lift_by_itself(one, at or time.now(), then))]


@transaction.atomic
def _lift_by_itself(proceeding: Proceeding, at: datetime, then: Callable[[Proceeding], object]) -> Proceeding | None:
    by = system().within(proceeding.coalition_id, proceeding.coalition.chain_id)
    kept = locked(proceeding.pk, by)
    # Another worker may have done it, or a coordinator have gone on, between the list and the lock.
    if kept.state != State.IN_FORCE or kept.until_at is None or kept.until_at > at:
        return None
    lifted = lift(kept, _("The time that the assembly set was over."), by=by)
    then(lifted)
    return lifted


def close_for(membership: Membership, outcome: str, *, by: Actor) -> None:
    """Drop what is open about an organisation that goes; part of the deed that ends its membership."""
    there = Proceeding.objects.select_for_update(of=("self",)).select_related("membership__organisation")
    for kept in there.filter(membership=membership, state__in=OPEN):
        before = kept.state
        close(kept, State.DROPPED, outcome)
        record(kinds.PROCEEDING_DROPPED, kept, by, facts={"before": before}, particulars={"outcome": kept.outcome})


@transaction.atomic
def take_back(entry: Entry, *, by: Actor) -> Proceeding:
    """Undo a suspension that was noted by hand: part of ``procedures.standing``, which sees to what is being decided.

    Who may: ``membership.proceed``. Recorded. Refused: what was voted; where it has gone on since.
    """
    if entry.facts.get("by_vote"):
        raise Conflict(_("Those who decide have decided it. It can be lifted, with the reason."))
    kept = _reopened(entry, by, State.IN_FORCE)
    kept.state, kept.decided_at = State.NOTICED, None
    kept.save(update_fields=["state", "decided_at"])
    stand(kept.membership, Standing(entry.facts["before"]))
    record(kinds.PROCEEDING_REOPENED, kept, by, undoing=entry.id)
    return kept


@undoes(kinds.SUSPENSION_LIFTED)
def _suspended_again(entry: Entry, by: Actor) -> Proceeding:
    kept = _reopened(entry, by, State.LIFTED)
    _open_again(kept, State.IN_FORCE)
    stand(kept.membership, Standing.SUSPENDED)
    record(kinds.PROCEEDING_REOPENED, kept, by, undoing=entry.id)
    return kept


@undoes(kinds.PROCEEDING_DROPPED)
def _not_dropped(entry: Entry, by: Actor) -> Proceeding:
    kept = _reopened(entry, by, State.DROPPED)
    _open_again(kept, State(entry.facts["before"]))
    if kept.state == State.IN_FORCE:
        stand(kept.membership, Standing.SUSPENDED)
    record(kinds.PROCEEDING_REOPENED, kept, by, undoing=entry.id)
    return kept


def _reopened(entry: Entry, by: Actor, state: State) -> Proceeding:
    permissions.may_proceed(by).require()
    found(by, entry.concerns)
    kept = locked(entry.subject, by)
    if kept.state != state or kept.membership.standing == Standing.LEFT:
        raise Conflict(_("It has gone on since, so this can no longer be undone."))
    return kept


def _open_again(kept: Proceeding, state: State) -> None:
    if Proceeding.objects.filter(membership=kept.membership, state__in=OPEN).exists():
        raise Conflict(_("A procedure about this organisation is open already."))
    kept.state, kept.outcome, kept.closed_at = state, "", None
    kept.save(update_fields=["state", "outcome", "closed_at"])
