"""Mails about a decision while it is under way. Each is a task of the clock, asked for in the transaction of the deed that it tells of."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy

from commoncall.decisions import sentences
from commoncall.decisions.actions.holding import clock_of
from commoncall.decisions.models import Decision, Response
from commoncall.decisions.queries import roll
from commoncall.decisions.queries.decisions import PROCEEDING
from commoncall.decisions.rules.outcomes import has_roll, is_closed_by_hand
from commoncall.decisions.rules.rule import Answer, Rule, Time, Way
from commoncall.kernel.outbox.kinds import mail_kind
from commoncall.membership.models import Membership, Standing
from commoncall.procedures.deciding.readers import Reader, coordinators, instant, post, readers

NOTICE = mail_kind("decisions.notice", gettext_lazy("Notice of a decision"))
OPENED = mail_kind("decisions.opened", gettext_lazy("Asked to decide"))
WITHDRAWN = mail_kind("decisions.withdrawn", gettext_lazy("A decision was withdrawn"))
ENTERED = mail_kind("decisions.entered", gettext_lazy("An answer was entered"))
TROUBLE = mail_kind("decisions.trouble", gettext_lazy("A decision could not be opened"))

State = Decision.State

#: Within this time after a decision was begun, whoever it concerns was told of it with what was proposed.
JUST_NOW = timedelta(minutes=1)


def _found(identifier: str) -> Decision:
    return Decision.objects.select_related("coalition", "body").get(pk=UUID(identifier))


def those_who_decide(decision: Decision) -> list[UUID]:
    """Return who is on the roll; before there is one, and where none is kept, who would be."""
    if decision.opened_at is not None and has_roll(Rule.of(decision.rule)):
        return list(decision.roll.values_list("organisation_id", flat=True))
    return [UUID(one.organisation) for one in roll.who_may(decision)]


def _concerned(decision: Decision) -> list[Reader]:
    """Return who acts for the member about which a procedure is; nobody for an applicant, which reads nothing of what is said of it."""
    if decision.concerned_id is None or decision.subject_kind != PROCEEDING:
        return []
    return readers(decision.coalition, [decision.concerned_id], decision.topic)


def _is_suspended(decision: Decision) -> bool:
    return Membership.objects.filter(pk=decision.concerned_id, standing=Standing.SUSPENDED).exists()


def _was_told(decision: Decision) -> bool:
    """Tell whether the member concerned has just read when it opens: what is announced as it is proposed was told it with that."""
    told_with_it = decision.announced_at is not None and decision.announced_at - decision.begun_at < JUST_NOW
    return told_with_it and not is_closed_by_hand(Rule.of(decision.rule))


@transaction.atomic
def tell_of_notice(decision: str) -> int:
    """Write to those who will decide what is to be decided, when it opens, and until when it then is; again where that has moved.

    The member concerned, which has no vote, is told of the day too.
    """
    found = _found(decision)
    if found.state != State.NOTICE:
        return 0
    window = Rule.of(found.rule).discussion_window
    discussed = found.demands.exists()
    may_demand = window != Time() and not discussed
    told: dict[str, object] = {"may_demand": may_demand, "discussed": discussed, "suspended": _is_suspended(found)}
    concerned = [] if _was_told(found) and not discussed else _concerned(found)
    by, written = clock_of(found), 0
    for to, is_concerned in ((readers(found.coalition, those_who_decide(found), found.topic), False), (concerned, True)):
        written += len(post(NOTICE, "decision_notice", found, to, partial(_when, found, told | {"concerned": is_concerned}), by=by))
    return written


def _when(decision: Decision, told: dict[str, object], reader: Reader) -> dict[str, object]:
    return {**told, "opens": instant(decision.opens_at, reader), "closes": instant(decision.closes_at, reader)}


@transaction.atomic
def tell_of_opening(decision: str) -> int:
    """Write to those on the roll that they are asked, until when, and what it means not to answer."""
    found = _found(decision)
    if found.state != State.OPEN:
        return 0
    rule = Rule.of(found.rule)
    told = {"silence": rule.way is Way.SILENCE, "consultation": rule.way is Way.CONSULTATION, "secret": rule.secret}
    to = readers(found.coalition, those_who_decide(found), found.topic)
    return len(post(OPENED, "decision_opened", found, to, lambda one: {**told, "closes": instant(found.closes_at, one)}, by=clock_of(found)))


@transaction.atomic
def tell_of_withdrawal(decision: str) -> int:
    """Write to those who had been told of a decision that it was withdrawn, and why; to the member concerned too."""
    found = _found(decision)
    to = [*readers(found.coalition, those_who_decide(found), found.topic), *_concerned(found)]
    return len(post(WITHDRAWN, "decision_withdrawn", found, to, lambda _one: {"why": found.decided_how}, by=clock_of(found)))


@transaction.atomic
def tell_of_entry(decision: str, response: str, sender: str) -> int:
    """Write to an organisation's people what was entered for them, and how they put it right; nothing once they have answered themselves."""
    found = _found(decision)
    entered = Response.objects.select_related("organisation").filter(pk=UUID(response), is_entered=True).first()
    if entered is None:
        return 0
    given = Answer(entered.answer)
    told = {"came_how": entered.came_how, "reason": entered.reason, "sender": sender, "may_correct": found.state == State.OPEN}
    to = readers(found.coalition, [entered.organisation_id], found.topic)
    way = Rule.of(found.rule).way
    return len(
        post(
            ENTERED,
            "decision_entered",
            found,
            to,
            lambda one: {**told, "answer": sentences.answer_words(given, way), "closes": instant(found.closes_at, one)},
            by=clock_of(found),
        )
    )


@transaction.atomic
def tell_of_trouble(decision: str, why: str) -> int:
    """Write to the coordinators that what was announced could not be opened, and why; it is a draft again."""
    found = _found(decision)
    return len(post(TROUBLE, "decision_trouble", found, coordinators(found.coalition), lambda _one: {"why": why}, by=clock_of(found)))
