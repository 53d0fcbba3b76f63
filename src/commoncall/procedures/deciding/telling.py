"""Mails about a decision while it is under way. Each is a task of the clock, asked for in the transaction of the deed that it tells of."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy

from commoncall.decisions import sentences
from commoncall.decisions.actions.holding import clock_of
from commoncall.decisions.models import Decision, Response
from commoncall.decisions.queries import roll
from commoncall.decisions.rules.outcomes import has_roll
from commoncall.decisions.rules.rule import Answer, Rule, Way
from commoncall.kernel.outbox.kinds import mail_kind
from commoncall.procedures.deciding.readers import coordinators, instant, post, readers

NOTICE = mail_kind("decisions.notice", gettext_lazy("Notice of a decision"))
OPENED = mail_kind("decisions.opened", gettext_lazy("Asked to decide"))
WITHDRAWN = mail_kind("decisions.withdrawn", gettext_lazy("A decision was withdrawn"))
ENTERED = mail_kind("decisions.entered", gettext_lazy("An answer was entered"))
TROUBLE = mail_kind("decisions.trouble", gettext_lazy("A decision could not be opened"))

State = Decision.State


def _found(identifier: str) -> Decision:
    return Decision.objects.select_related("coalition", "body").get(pk=UUID(identifier))


def those_who_decide(decision: Decision) -> list[UUID]:
    """Return who is on the roll; before there is one, and where none is kept, who would be."""
    if decision.opened_at is not None and has_roll(Rule.of(decision.rule)):
        return list(decision.roll.values_list("organisation_id", flat=True))
    return [UUID(one.organisation) for one in roll.who_may(decision)]


@transaction.atomic
def tell_of_notice(decision: str) -> int:
    """Write to those who will decide what is to be decided, when it opens, and until when it then is; again where that has moved."""
    found = _found(decision)
    if found.state != State.NOTICE:
        return 0
    to = readers(found.coalition, those_who_decide(found), found.topic)
    may_demand = Rule.of(found.rule).discussion_window.hours > 0 or Rule.of(found.rule).discussion_window.working_days > 0
    discussed = found.demands.exists()
    return len(
        post(
            NOTICE,
            "decision_notice",
            found,
            to,
            lambda one: {
                "opens": instant(found.opens_at, one),
                "closes": instant(found.closes_at, one),
                "may_demand": may_demand and not discussed,
                "discussed": discussed,
            },
            by=clock_of(found),
        )
    )


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
    """Write to those who had been told of a decision that it was withdrawn, and why."""
    found = _found(decision)
    to = readers(found.coalition, those_who_decide(found), found.topic)
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
