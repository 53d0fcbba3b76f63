"""Moving an application on to its next stage: to the members who are consulted, and to those who decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.decisions.models import Decision
from commoncall.kernel import time
from commoncall.kernel.asks.rules import end_of
from commoncall.kernel.authority import Actor
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import Refusal
from commoncall.leadership import queries as leadership
from commoncall.membership import permissions
from commoncall.membership.actions.applying import consulting, deciding
from commoncall.membership.actions.applying.deciding import Seated
from commoncall.membership.actions.applying.stages import State, held
from commoncall.membership.models import Application
from commoncall.membership.queries import admission, applications
from commoncall.membership.rules.admitting import Way
from commoncall.procedures.admission import telling, voting
from commoncall.procedures.deciding.subjects import Put


@dataclass(frozen=True)
class Ahead:
    """What lies before an application: who is consulted until when, and who then decides until when.

    ``why_nobody`` says why nobody is consulted: ``nobody`` by arrangement, ``none`` in the country, ``unnamed`` where the
    applicant is named to the coordinators alone. ``is_recorded`` says that a body decides which is not asked here (it meets, has
    no seats, or may not know the applicant's name): the coordinators record what it decided, with where and when. ``put`` is how it
    is decided by the ladder; then neither seats nor organisations are asked in any other way.
    """

    way: Way
    consulted: tuple[Organisation, ...]
    why_nobody: str
    seats: tuple[Seated, ...]
    asked_in_writing: tuple[Organisation, ...]
    is_recorded: bool
    consultation_ends_at: datetime
    decision_due_at: datetime
    put: Put | None = None


def ahead(application: Application) -> Ahead:
    """Return what lies before an application, by its category's stages as they are arranged now."""
    way = admission.way(application.coalition, application.category)
    unnamed = application.naming == Naming.COORDINATORS
    if unnamed:
        way = way.keeping_quiet()
    consulted = tuple(applications.neighbours(application, way.consults))
    put = voting.where(application, way)
    is_asked = put is None and not unnamed
    seats = seated(application) if is_asked and way.decided_by == "committee" else ()
    in_writing = tuple(applications.neighbours(application, "all")) if is_asked and way.decided_by == "members" else ()
    why = "" if consulted else "unnamed" if unnamed else "nobody" if way.consults == "nobody" else "none"
    today = time.now().date()
    return Ahead(
        way,
        consulted,
        why,
        seats,
        in_writing,
        is_recorded=way.decided_by != "coordinators" and not seats and not in_writing and put is None,
        consultation_ends_at=end_of(today + timedelta(days=way.consultation_days)),
        decision_due_at=(put.closes_at if put else None) or end_of(today + timedelta(days=way.decision_days)),
        put=put,
    )


def seated(application: Application) -> tuple[Seated, ...]:
    """Return the seats with a vote in the committee today, each with whoever sits there."""
    body = leadership.committee(application.coalition)
    if body is None:
        return ()
    seats = [one for one in leadership.seats_now(body) if one.has_vote]
    sitting = {one.seat_id: one.person for one in leadership.sitting_now().filter(seat__in=seats, is_alternate=False)}
    return tuple(Seated(one.pk, one.organisation, sitting.get(one.pk)) for one in seats)


@transaction.atomic
def advance(application: Application, *, by: Actor) -> Application:
    """Move an application on: from checking to those who are consulted, or (where nobody is) to those who decide.

    Whoever is asked is written to in the same transaction. Who may: ``membership.handle_applications``, and time itself once a
    consultation is over. Recorded. Refused: while a condition has not been looked at; while members can still answer; an
    application that somebody has moved on meanwhile.
    """
    permissions.HANDLE.verdict(by).require()
    application = held(application, State.CHECKING, State.CONSULTING, by=by)
    before = ahead(application)
    if application.state == State.CONSULTING:
        consulting.end(application, by=by)
    else:
        _refuse_unchecked(application)
        if before.consulted:
            consulting.ask_members(application, before.consulted, before.consultation_ends_at, by=by)
            telling.tell_consulted(application, before.consulted, before.consultation_ends_at, by=by)
            return Application.objects.get(pk=application.pk)
        consulting.skip(application, before.why_nobody, by=by)
    _put_to_those_who_decide(application, before, by)
    return Application.objects.get(pk=application.pk)


def _refuse_unchecked(application: Application) -> None:
    found = applications.findings(application)
    if any(one.key not in found for one in parties.arrangements(application.coalition).criteria):
        raise Refusal(_("Look at each condition first: not all of them have a finding."))


def _put_to_those_who_decide(application: Application, before: Ahead, by: Actor) -> None:
    due_at = before.decision_due_at
    if before.put is not None:
        _put_to_the_ladder(application, before.put, due_at, by)
        return
    deciding.put_to(application, seats=before.seats, organisations=before.asked_in_writing, due_at=due_at, by=by)
    if before.seats:
        telling.tell_seats(application, before.seats, due_at, by=by)
    if before.asked_in_writing:
        telling.tell_in_writing(application, before.asked_in_writing, due_at, by=by)


def _put_to_the_ladder(application: Application, put: Put, due_at: datetime, by: Actor) -> None:
    # First the application, as all deeds do; then the decision on it, which writes to those who decide.
    decision = voting.begin(application, put, by=by)
    deciding.put_to(application, voting=len(put.voters), due_at=decision.closes_at or due_at, by=by)
    if decision.state == Decision.State.DRAFT:
        # What is decided at a meeting waits for whoever announces it with its day.
        deciding.ask_to_decide(application, due_at, by=by)
