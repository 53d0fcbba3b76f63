"""Deciding on an application: putting it to those who decide, and recording what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import events, time
from commoncall.kernel.asks import actions as asks
from commoncall.kernel.asks.rules import end_of
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.models import Organisation, Person
from commoncall.kernel.refusals import Refusal
from commoncall.membership import permissions
from commoncall.membership.actions.applying import consulting, stages
from commoncall.membership.actions.applying.stages import UNDER_WAY, State, close_asks, facts_of, held, record
from commoncall.membership.actions.leaving import belongs_again
from commoncall.membership.history import admitting as entries
from commoncall.membership.kinds import CHECK, DECIDE, OBJECTION, VOTE
from commoncall.membership.models import Application, Membership, Opinion
from commoncall.membership.rules.admitting import Again


@dataclass(frozen=True)
class Admitted(events.Event):
    """An applicant belongs to its coalition now."""

    application_id: UUID
    organisation_id: UUID


@dataclass(frozen=True)
class Seated:
    """A seat that is asked: whose it is, and who sits there."""

    seat: UUID
    organisation: Organisation | None = None
    person: Person | None = None


@dataclass(frozen=True)
class Outcome:
    """What was decided: the reasons that the applicant is told, where and (if not today) on which day.

    ``despite`` says why it goes against what was answered, where it does; it is kept in the history alone. ``at`` is the instant at
    which it was decided, where that is known to the second.
    """

    reasons: str = ""
    where: str = ""
    on: date | None = None
    despite: str = ""
    again: Again = field(default_factory=Again)
    at: datetime | None = None


@transaction.atomic
def put_to(
    application: Application,
    *,
    seats: Sequence[Seated] = (),
    organisations: Sequence[Organisation] = (),
    voting: int | None = None,
    due_at: datetime,
    by: Actor,
) -> list[Opinion]:
    """Put an application to those who decide: seats of a body, organisations in writing, or (neither) the coordinators.

    ``voting`` is how many decide on it by the ladder of a floor above: those are asked there, and nobody is asked here.

    Who may: ``membership.handle_applications``; the procedure writes to them. Recorded, with one ask for each. Refused: an
    application that has been put to them, or decided, already.
    """
    permissions.HANDLE.verdict(by).require()
    application = held(application, State.CHECKING, State.CONSULTING, by=by)
    close_asks(application, CHECK, by=by)
    whom = [(one.organisation, one.seat) for one in seats] + [(one, None) for one in organisations]
    opinions = consulting.asked(application, Opinion.Stage.DECISION, whom)
    for one in seats:
        ask_seat(application, one, due_at, by=by)
    for organisation in organisations:
        consulting.ask_one(OBJECTION, application, organisation, due_at, by)
    application.state, application.decision_due_at = State.DECIDING, due_at
    application.save(update_fields=["state", "decision_due_at"])
    if not opinions and voting is None:
        ask_to_decide(application, due_at, by=by)
    record(entries.DECISION_BEGUN, application, by, facts={"asked": len(opinions) or voting or 0, "due_at": due_at.isoformat()})
    return opinions


def ask_seat(application: Application, one: Seated, due_at: datetime | None, *, by: Actor) -> None:
    """Ask whoever sits for a seat, and nobody else of its organisation; part of the deed that puts it to them.

    Where nobody sits there now, nobody is asked until somebody does.
    """
    if one.person is None:
        return
    due = due_at if due_at and due_at > time.now() else None
    facts = facts_of(application) | {"seat": str(one.seat)}
    asks.ask(VOTE, application.coalition, organisation=one.organisation, person=one.person, subject=application.pk, facts=facts, due_at=due, by=by)


def ask_to_decide(application: Application, due_at: datetime | None, *, by: Actor) -> None:
    """Ask the coordinators to record what becomes of an application, unless they are asked already."""
    if not stages.open_asks(application, DECIDE.name):
        due = due_at if due_at and due_at > time.now() else None
        asks.ask(DECIDE, application.coalition, subject=application.pk, facts=facts_of(application), due_at=due, by=by)


@transaction.atomic
def admit(application: Application, organisation: Organisation, outcome: Outcome, *, by: Actor) -> Application:
    """Record that an applicant is admitted as ``organisation``, whose membership the procedure has just made or changed.

    Who may: ``membership.handle_applications``. Recorded: the body, the day, the reasons. The charter that was accepted stands
    with the membership. Refused: an application that is not before those who decide.
    """
    permissions.HANDLE.verdict(by).require()
    application = held(application, State.DECIDING, by=by)
    _decide(application, State.ADMITTED, outcome, by)
    application.organisation = organisation
    application.save(update_fields=["organisation"])
    pledged = application.pledged_at.astimezone(UTC).date() if application.pledged_at else None
    charter = {"charter_version": application.charter_version, "charter_accepted_on": pledged if application.charter_version else None}
    belongs_again(organisation)
    Membership.objects.filter(pk=organisation.pk).update(**charter)
    facts = {"category": application.category, "application": str(application.pk)}
    told: dict[str, Any] = {"organisation": organisation.name, "where": outcome.where, "reasons": outcome.reasons, "despite": outcome.despite}
    record(entries.ADMITTED, application, by, facts=facts, concerns=organisation.pk, **told)
    events.announce(Admitted(application.pk, organisation.pk))
    return application


@transaction.atomic
def decline(application: Application, outcome: Outcome, *, by: Actor) -> Application:
    """Record that an applicant is declined, with the reasons that it is told and whether it may apply again.

    Who may: ``membership.handle_applications``. Recorded. Refused: without reasons; an application that is decided already.
    What is plain from the start (the same organisation twice, a condition that is not met) may be declined at any stage.
    """
    permissions.HANDLE.verdict(by).require()
    application = held(application, *UNDER_WAY, by=by)
    if not outcome.reasons.strip():
        raise Refusal(_("Say why: the applicant is told."), field="reasons")
    _decide(application, State.DECLINED, outcome, by)
    again = outcome.again
    facts = {"may_apply_again": again.allowed, "from": again.from_day.isoformat() if again.from_day else None}
    record(entries.DECLINED, application, by, facts=facts, where=outcome.where, reasons=outcome.reasons, despite=outcome.despite)
    return application


def _decide(application: Application, state: str, outcome: Outcome, by: Actor) -> None:
    now = time.now()
    if outcome.on is not None and outcome.on > now.date():
        raise Refusal(_("This day is still to come."), field="on")
    close_asks(application, DECIDE, by=by)
    stages.withdraw_asks(application, by=by)
    application.state = state
    application.decided_at = outcome.at or (min(end_of(outcome.on), now) if outcome.on else now)
    application.decided_by_id, application.decided_where = by.person_id, outcome.where.strip()
    application.reasons = outcome.reasons.strip()
    application.save(update_fields=["state", "decided_at", "decided_by", "decided_where", "reasons"])


@transaction.atomic
def note_late(application: Application, *, by: Actor) -> bool:
    """Note once that a decision is late; whether it was noted just now. Part of the procedure that tells of it."""
    application = held(application, State.DECIDING, by=by)
    if application.reminded_at is not None:
        return False
    application.reminded_at = time.now()
    application.save(update_fields=["reminded_at"])
    record(entries.DECISION_LATE, application, by)
    return True
