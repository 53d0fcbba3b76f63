"""What all deeds on decisions share: the decision held still, the database's clock, and what is written of it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commoncall.decisions.history import deciding as kinds
from commoncall.decisions.models import Decision
from commoncall.kernel import time
from commoncall.kernel.authority import Actor, system
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties.models import Coalition, Organisation
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal

State = Decision.State

log = logging.getLogger(__name__)


def each(due: Iterable[UUID], deed: Callable[[UUID], bool]) -> int:
    """Do a deed of the clock to each of those whose instant has come, and return to how many it was done.

    Whatever fails with one of them holds up no other; it is raised once all had their turn, so that the clock notes it and comes again.
    """
    done, failed = 0, None
    for one in due:
        try:
            done += deed(one)
        except Exception as error:
            log.warning("Decision %s could not be opened or closed.", one)
            failed = failed or error
    if failed is not None:
        raise failed
    return done


def held(decision: Decision, by: Actor) -> Decision:
    """Take hold of a decision so that nothing else happens to it before the present deed is done: neither an answer nor its close."""
    locked = Decision.objects.select_for_update(of=("self",)).select_related("coalition", "body", "version__text", "rung")
    found = locked.filter(pk=decision.pk, coalition_id=by.coalition_id).first()
    if found is None:
        raise NotVisible(_("There is no such decision here."))
    return found


def refuse_unseen(seen: str, present: str) -> None:
    """Refuse to write over what somebody else wrote since the writer looked; ``seen`` is empty where nobody says what they saw."""
    if seen and seen != present:
        raise Conflict(_("Somebody else changed this meanwhile. What you wrote is kept below; compare before you save it."), code="overwriting")


def held_open(decision: Decision, by: Actor, *, alone: bool = False) -> tuple[Decision, datetime]:
    """Hold an open decision so that it cannot be closed before the present answer is done; return it and the instant of the answer.

    Many may answer at once; ``alone`` lets none beside, where the answer may itself close the decision. The database's clock is
    read once the decision is held: what it says then decides whether the answer is in time. Refused: before it is opened and once
    it is closed; late, with the exact instant at which it ended.
    """
    told = time.told()
    found = next(iter(Decision.objects.raw(_HOLD_ALONE if alone else _HOLD, [decision.pk, by.coalition_id, told, told])), None)
    if found is None:
        raise _not_open(decision, by)
    at: datetime = found.reached_at  # type: ignore[attr-defined]
    _refuse_unless_open(found.state, found.closes_at, at)
    return found, at


# Whoever is late finds no row, and so neither waits for what closes the decision nor stands in its way. The clock outside is read
# once the row is held, however long that took.
_HELD = """
    WITH held AS MATERIALIZED (
        SELECT * FROM decisions_decision
        WHERE id = %s AND coalition_id = %s AND state = 'open'
        AND (closes_at IS NULL OR closes_at > coalesce(%s::timestamptz, clock_timestamp())) FOR {strength})
    SELECT held.*, coalesce(%s::timestamptz, clock_timestamp()) AS reached_at FROM held"""
_HOLD, _HOLD_ALONE = _HELD.replace("{strength}", "KEY SHARE"), _HELD.replace("{strength}", "UPDATE")


def _not_open(decision: Decision, by: Actor) -> Refusal:
    """Return why a decision takes no answer."""
    found = Decision.objects.only("state", "closes_at").filter(pk=decision.pk, coalition_id=by.coalition_id).first()
    if found is None:
        return NotVisible(_("There is no such decision here."))
    try:
        _refuse_unless_open(found.state, found.closes_at, time.database_now())
    except Conflict as why:
        return why
    return Conflict(_("It is being closed at this very moment."), code="not_open")


def _refuse_unless_open(state: str, closes_at: datetime | None, at: datetime) -> None:
    if state in {State.DRAFT, State.NOTICE}:
        raise Conflict(_("This decision is not open yet."), code="not_open")
    if closes_at is not None and at >= closes_at:
        words = _("The time to answer ended on %(instant)s. An answer after that instant does not count.")
        raise Conflict(words % {"instant": instant(closes_at)}, code="late", facts={"closes_at": closes_at.isoformat()})
    if state != State.OPEN:
        raise Conflict(_("This decision is closed already."), code="not_open")


def instant(at: datetime) -> str:
    """Return an instant in words, exact to the second, in UTC."""
    there = at.astimezone(UTC)
    return f"{date_format(there.date(), 'DATE_FORMAT')}, {there:%H:%M:%S} UTC"


def refuse_unless(decision: Decision, *states: str) -> None:
    """Refuse what cannot be done with a decision in the state that it is in."""
    if decision.state not in states:
        words = _("This cannot be done now: the decision is in another state (%(state)s).")
        raise Conflict(words % {"state": State(decision.state).label}, code="state", facts={"state": decision.state})


def number_of(decision: Decision) -> int:
    """Return the number of a decision in the register of its coalition; two that get theirs at once take turns."""
    if decision.number is not None:
        return decision.number
    Coalition.objects.select_for_update(no_key=True).get(pk=decision.coalition_id)
    last = Decision.objects.filter(coalition_id=decision.coalition_id).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def clock_of(decision: Decision) -> Actor:
    """Return the machine as it acts on a decision, for what time or another deed brings about."""
    return system().within(decision.coalition_id, decision.coalition.chain_id)


def record(
    kind: Kind,
    decision: Decision,
    by: Actor,
    *,
    organisation: Organisation | None = None,
    undoes: UUID | None = None,
    facts: Mapping[str, Any] | None = None,
    particulars: Mapping[str, Any] | None = None,
) -> Entry:
    """Write what was done with a decision."""
    return book.record_all([deed(kind, decision, organisation=organisation, undoes=undoes, facts=facts, particulars=particulars)], by=by)[0]


def deed(
    kind: Kind,
    decision: Decision,
    *,
    organisation: Organisation | None = None,
    undoes: UUID | None = None,
    facts: Mapping[str, Any] | None = None,
    particulars: Mapping[str, Any] | None = None,
) -> book.Deed:
    """Return what is to be written of a deed; the title of the decision stands there only where all who read the entry may read it."""
    told = dict(particulars or {})
    if kinds.may_be_titled(kind, decision.label):
        told["title"] = decision.title
    if organisation is not None:
        told["organisation"] = organisation.name
    return book.Deed(
        kinds.within(kind, decision.label),
        subject=decision.pk,
        subject_kind="decision",
        concerns=organisation.pk if organisation else None,
        facts={"number": decision.number, **(facts or {})},
        particulars=told,
        undoes=undoes,
    )
