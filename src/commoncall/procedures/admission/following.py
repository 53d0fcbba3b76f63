"""What follows by itself: coordinators are asked to check, consultations end on time, and whoever is late is told. For the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from commoncall.decisions.models import Decision
from commoncall.decisions.queries import decisions
from commoncall.kernel import time
from commoncall.kernel.asks import actions as asks
from commoncall.kernel.asks import queries as asked
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor, system
from commoncall.kernel.refusals import Conflict
from commoncall.leadership import queries as leadership
from commoncall.membership import kinds
from commoncall.membership.actions.applying import deciding
from commoncall.membership.actions.applying import stages as taking
from commoncall.membership.actions.applying.filling import HandedIn, Withdrawn
from commoncall.membership.actions.applying.stages import ASKED_ABOUT_IT, State, facts_of, held
from commoncall.membership.models import Application, Opinion
from commoncall.membership.queries import applications
from commoncall.procedures.admission import stages, telling, voting
from commoncall.procedures.deciding import subjects

#: How many are taken at a time, so that a worker that is told to stop does not have to finish a long list.
AT_ONCE = 100

#: Whoever was asked so lately needs no reminder yet, however soon the time is over.
RECENT = timedelta(hours=24)
REMINDED = (kinds.CONSULTATION.name, kinds.VOTE.name, kinds.OBJECTION.name, kinds.DECIDE.name)


def _machine(application: Application) -> Actor:
    return system().within(application.coalition_id, application.coalition.chain_id)


def receive(event: HandedIn) -> None:
    """Ask the coordinators to check an application that was just handed in, and write to them."""
    for application in Application.objects.filter(pk=event.application_id).select_related("coalition"):
        _receive(application)


@transaction.atomic
def _receive(application: Application) -> None:
    by = _machine(application)
    with suppress(Conflict):
        application = held(application, State.CHECKING, by=by)
        if not Ask.objects.filter(kind=kinds.CHECK.name, subject=application.pk).exists():
            asks.ask(kinds.CHECK, application.coalition, subject=application.pk, facts=facts_of(application), by=by)
            telling.tell_of_arrival(application, by=by)


def let_go(event: Withdrawn) -> None:
    """Ask nobody any longer about an application that its writer took back."""
    for application in Application.objects.filter(pk=event.application_id).select_related("coalition"):
        _let_go(application)


@transaction.atomic
def _let_go(application: Application) -> None:
    taking.withdraw_asks(application, by=_machine(application))
    voting.withdraw(application)


def advance_due() -> int:
    """Do all that time brings about for applications, each in a transaction of its own; return how many were moved or told of.

    Several workers may do it at once: each takes hold of an application first, and finds that another has moved it on.
    """
    now = time.now()
    done = _each(applications.not_received(now - timedelta(minutes=1)), _receive)
    done += _each(applications.due_consultations(now), _advance)
    done += _each(applications.due_decisions(now), _tell_of_lateness)
    done += _each(_settled_and_still_asked(), _let_go)
    done += _each(_settled_and_still_decided_on(), _let_go)
    return done + ask_who_sits_now() + remind_due()


def ask_who_sits_now() -> int:
    """Ask those who have come to sit for a seat that has not answered, instead of those who sat there before; return how many."""
    waiting = applications.unanswered_seats()[:AT_ONCE]
    sitting = {one.seat_id: one.person_id for one in leadership.sitting_now().filter(seat__in=[one.seat for one in waiting], is_alternate=False)}
    asked_now = {(one.subject, one.facts.get("seat")): one for one in applications.open_votes()}
    changed = [one for one in waiting if one.seat and _who(asked_now.get((one.application_id, str(one.seat)))) != sitting.get(one.seat)]
    return sum(_ask_anew(one) for one in changed)


def _who(ask: Ask | None) -> UUID | None:
    return ask.person_id if ask else None


@transaction.atomic
def _ask_anew(opinion: Opinion) -> int:
    by = _machine(opinion.application)
    with suppress(Conflict):
        application = held(opinion.application, State.DECIDING, by=by)
        for former in taking.open_asks(application, kinds.VOTE.name):
            if former.facts.get("seat") == str(opinion.seat):
                asks.withdraw(former, by=by)
        now = [one for one in stages.seated(application) if one.seat == opinion.seat and one.person]
        for one in now:
            deciding.ask_seat(application, one, application.decision_due_at, by=by)
        if now and application.decision_due_at:
            telling.tell_seats(application, now, application.decision_due_at, by=by)
        return len(now)
    return 0


def _each(due: QuerySet[Application], deed: Callable[[Application], object]) -> int:
    found = list(due[:AT_ONCE])
    for application in found:
        with suppress(Conflict):
            deed(application)
    return len(found)


def _advance(application: Application) -> None:
    stages.advance(application, by=_machine(application))


@transaction.atomic
def _tell_of_lateness(application: Application) -> None:
    by = _machine(application)
    found = subjects.under_way(application.pk)
    if found is not None and found.state != found.State.DRAFT:
        # It ends at its own instant, and what follows comes by itself.
        return
    if deciding.note_late(application, by=by):
        deciding.ask_to_decide(application, None, by=by)
        telling.tell_of_lateness(application, by=by)


def _settled_and_still_asked() -> QuerySet[Application]:
    waiting = Ask.objects.filter(kind__in=ASKED_ABOUT_IT, answered_at=None, withdrawn_at=None).values("subject")
    return Application.objects.filter(pk__in=waiting, state__in=applications.SETTLED).select_related("coalition")


def _settled_and_still_decided_on() -> QuerySet[Application]:
    begun = [Decision.State.DRAFT, *decisions.UNDER_WAY]
    waiting = Decision.objects.filter(subject_kind=decisions.APPLICATION, state__in=begun).values("subject")
    return Application.objects.filter(pk__in=waiting, state__in=applications.SETTLED).select_related("coalition")


def remind_due() -> int:
    """Write once to each who has not answered about an application and has two days left; return how many asks that were."""
    now = time.now()
    due = asked.to_be_reminded(now).filter(kind__in=REMINDED, asked_at__lte=now - RECENT)[:AT_ONCE]
    return sum(_remind(one) for one in list(due))


@transaction.atomic
def _remind(ask: Ask) -> int:
    free: Iterable[Ask] = asked.to_be_reminded().filter(pk=ask.pk).select_for_update(of=("self",), skip_locked=True)
    found = list(free)
    for one in found:
        application = Application.objects.select_related("coalition").filter(pk=one.subject or UUID(int=0)).first()
        if application is not None:
            telling.remind(one, application, by=_machine(application))
    return asks.note_reminders(found) if found else 0
