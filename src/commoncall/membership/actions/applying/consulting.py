"""Consulting members about an applicant: asking each, keeping what it says, and ending when all have answered or time is up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.asks import actions as asks
from commoncall.kernel.asks.kinds import AskKind
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.asks.permissions import may_answer
from commoncall.kernel.authority import Actor, Verdict, system
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal
from commoncall.membership import permissions
from commoncall.membership.actions.applying import stages
from commoncall.membership.actions.applying.stages import State, close_asks, facts_of, held, open_asks, record
from commoncall.membership.history import admitting as entries
from commoncall.membership.kinds import CHECK, CONSULTATION, OBJECTION, VOTE
from commoncall.membership.models import Answer, Application, Opinion

LONGEST_COMMENT = 4000


@transaction.atomic
def ask_members(application: Application, organisations: Sequence[Organisation], ends_at: datetime, *, by: Actor) -> list[Opinion]:
    """Begin the consultation: each of these organisations is asked for its view until an instant.

    Who may: ``membership.handle_applications``; the procedure writes to them. Recorded: that it began, and one ask for each.
    Refused: nobody to ask; an instant in the past; an application that is not being checked.
    """
    permissions.HANDLE.verdict(by).require()
    application = held(application, State.CHECKING, by=by)
    if not organisations:
        raise Refusal(_("There is nobody to ask."))
    close_asks(application, CHECK, by=by)
    opinions = asked(application, Opinion.Stage.CONSULTATION, [(one, None) for one in organisations])
    for one in organisations:
        ask_one(CONSULTATION, application, one, ends_at, by)
    application.state, application.consultation_ends_at = State.CONSULTING, ends_at
    application.save(update_fields=["state", "consultation_ends_at"])
    record(entries.CONSULTATION_BEGUN, application, by, facts={"asked": len(opinions), "ends_at": ends_at.isoformat()})
    return opinions


def asked(application: Application, stage: str, whom: Sequence[tuple[Organisation | None, object]]) -> list[Opinion]:
    """Make the rows in which answers are kept: one for each organisation or seat; part of the deed that asks them."""
    now = time.now()
    rows = [Opinion(application=application, stage=stage, organisation=one, seat=seat, asked_at=now) for one, seat in whom]
    return Opinion.objects.bulk_create(rows)


def ask_one(kind: AskKind, application: Application, organisation: Organisation, due_at: datetime, by: Actor) -> None:
    """Ask one organisation about an application, by an instant."""
    asks.ask(kind, application.coalition, organisation=organisation, subject=application.pk, facts=facts_of(application), due_at=due_at, by=by)


@transaction.atomic
def say(opinion: Opinion, answer: str, comment: str = "", *, by: Actor) -> Opinion:
    """Answer for one's organisation about an applicant; it can be changed until the time is over.

    Who may: whoever represents the organisation that is asked. Recorded: the answer; the comment stands beside it alone, for
    those who decide. Refused: once the time is over or the application has moved on; “against” without saying why.
    """
    return _answered(opinion, answer, comment, permissions.may_advise(by, opinion), by)


@transaction.atomic
def vote(opinion: Opinion, answer: str, comment: str = "", *, by: Actor) -> Opinion:
    """Answer for a seat in the body that decides; it can be changed until the outcome is recorded.

    Part of the procedure, which judges that the actor sits there today. Otherwise as in ``say``.
    """
    return _answered(opinion, answer, comment, permissions.SIT.verdict(by), by)


def _answered(opinion: Opinion, answer: str, comment: str, verdict: Verdict, by: Actor) -> Opinion:
    verdict.require()
    state = State.CONSULTING if opinion.stage == Opinion.Stage.CONSULTATION else State.DECIDING
    application = held(opinion.application, state, by=by)
    opinion = Opinion.objects.select_for_update(of=("self",)).select_related("application", "organisation").get(pk=opinion.pk)
    _check(opinion, application, answer, comment)
    opinion.answer, opinion.comment = answer, comment.strip()
    opinion.person_id, opinion.answered_at = by.person_id, time.now()
    opinion.save(update_fields=["answer", "comment", "person", "answered_at"])
    for one in _asks_of(opinion, application):
        _settle(one, application, by)
    facts = {"answer": answer, "stage": opinion.stage, "organisation": str(opinion.organisation_id or "")}
    record(entries.OPINION_GIVEN, application, by, facts=facts)
    return opinion


def _settle(asked_: Ask, application: Application, by: Actor) -> None:
    # An alternate may answer for a seat of which somebody else was asked: then nothing is left to ask.
    if may_answer(by, asked_).allowed:
        asks.answer(asked_, by=by)
    else:
        asks.withdraw(asked_, by=system().within(application.coalition_id, application.coalition.chain_id))


def _check(opinion: Opinion, application: Application, answer: str, comment: str) -> None:
    if answer not in Answer.values:
        raise Refusal(_("Choose one of the answers."), field="answer")
    if answer == Answer.NO and not comment.strip():
        raise Refusal(_("Say why: those who decide need to know it. The applicant is not told."), field="comment")
    if len(comment) > LONGEST_COMMENT:
        raise Refusal(_("This is longer than the %(most)s characters that can be kept.") % {"most": LONGEST_COMMENT}, field="comment")
    ends_at = application.consultation_ends_at if opinion.stage == Opinion.Stage.CONSULTATION else application.decision_due_at
    # A seat can still answer when it is late, as long as nothing is recorded; silence that was taken for consent cannot.
    if opinion.seat is None and ends_at is not None and time.now() >= ends_at:
        raise Conflict(_("The time for answers is over."))


def _asks_of(opinion: Opinion, application: Application) -> list[Ask]:
    kind = VOTE if opinion.seat else CONSULTATION if opinion.stage == Opinion.Stage.CONSULTATION else OBJECTION
    waiting = open_asks(application, kind.name)
    if opinion.seat is None:
        return [one for one in waiting if one.organisation_id == opinion.organisation_id]
    return [one for one in waiting if one.facts.get("seat") == str(opinion.seat)]


@transaction.atomic
def end(application: Application, *, by: Actor) -> Application:
    """Note that a consultation is over, and ask no longer those who have not answered.

    Who may: ``membership.handle_applications``, which time itself has. Recorded, with how many answered what. Refused: before
    its end, unless all have answered; an application that is at another stage.
    """
    permissions.HANDLE.verdict(by).require()
    application = held(application, State.CONSULTING, by=by)
    answers = list(application.opinions.filter(stage=Opinion.Stage.CONSULTATION).values_list("answer", flat=True))
    if "" in answers and application.consultation_ends_at and time.now() < application.consultation_ends_at:
        raise Conflict(_("The consultation is not over: its time has not run out, and not all have answered."))
    stages.withdraw_asks(application, CONSULTATION.name, by=by)
    counted = {word: answers.count(word) for word in Answer.values} | {"silent": answers.count("")}
    record(entries.CONSULTATION_ENDED, application, by, facts=counted)
    return application


@transaction.atomic
def skip(application: Application, why: str, *, by: Actor) -> Application:
    """Note that nobody is consulted on an application, and why: ``nobody`` by arrangement, ``none`` there, or ``unnamed``.

    Who may: ``membership.handle_applications``. Recorded.
    """
    permissions.HANDLE.verdict(by).require()
    application = held(application, State.CHECKING, by=by)
    record(entries.CONSULTATION_SKIPPED, application, by, facts={"why": why})
    return application


def opinion_of(application: Application, by: Actor) -> Opinion:
    """Return the row in which the actor's organisation answers now; raise ``NotVisible`` where it is not asked."""
    stage = Opinion.Stage.CONSULTATION if application.state == State.CONSULTING else Opinion.Stage.DECISION
    found = application.opinions.filter(stage=stage, seat=None, organisation_id=by.organisation_id).select_related("application").first()
    if by.organisation_id is None or found is None:
        raise NotVisible(_("There is no such application here."))
    return found
