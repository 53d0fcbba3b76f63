"""Putting to the vote what is no text: an application, a suspension, an expulsion. The ladder says who decides, by which rule, for how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from commoncall.decisions import sentences
from commoncall.decisions.actions import opening, preparing
from commoncall.decisions.actions.holding import State, clock_of, record
from commoncall.decisions.actions.preparing import About, Preparation
from commoncall.decisions.history import deciding as kinds
from commoncall.decisions.models import Decision, Rung
from commoncall.decisions.queries import decisions, ladder
from commoncall.decisions.queries.answers import FEWEST_BALLOTS
from commoncall.decisions.queries.roll import who_decides
from commoncall.decisions.rules import feasible
from commoncall.decisions.rules.outcomes import is_closed_by_hand
from commoncall.decisions.rules.rule import Report, Rule, Time, Voter, Way
from commoncall.kernel import time
from commoncall.kernel.authority import Actor, system
from commoncall.kernel.labels import Label
from commoncall.kernel.parties.models import Coalition, Organisation
from commoncall.kernel.refusals import Conflict, Refusal

#: Besides those on the roll, who always read it, nobody but the coordinators: the wider labels would tell of applicants and procedures.
LABEL = Label.AMBER_STRICT

#: Ways by which nobody decides anything.
_WITHOUT_OUTCOME = (Way.CONSULTATION, Way.POLL)


@dataclass(frozen=True)
class Put:
    """A rung as something can be put to it now: its rule, who would decide, and when that would be over; no instant at a meeting."""

    rung: Rung
    rule: Rule
    voters: tuple[Voter, ...]
    closes_at: datetime | None


def put(coalition: Coalition, code: str, concerned: Organisation | None = None) -> Put | None:
    """Return how something is put to a rung of the ladder now; nothing where there is no such rung, or nobody could decide by it."""
    rung = ladder.find(coalition, code)
    if rung is None:
        return None
    rule, without = ladder.rule_of(rung), str(concerned.pk) if concerned else ""
    voters = tuple(one for one in who_decides(coalition, rung.body, rung.region) if one.organisation != without)
    never = any(one.why in feasible.NEVER_MET for one in feasible.faults(rule, voters))
    if rule.way in _WITHOUT_OUTCOME or not voters or never:
        return None
    opens_at = opening.earliest(coalition, rule, time.now())
    return Put(rung, rule, voters, None if is_closed_by_hand(rule) else opening.earliest_close(coalition, rule, opens_at))


def begin(where: Put, title: str, question: str, about: About, *, by: Actor) -> Decision:
    """Put something to the vote on a rung: opened at once, or with the notice that its rule asks for.

    What is decided at a meeting is prepared only: whoever coordinates announces it with its day. Who may, what is recorded and
    refused: as in ``preparing.prepare`` and ``opening``.
    """
    wanted = Preparation(title[: preparing.LONGEST_TITLE], question, rung=where.rung, channel=where.rule.channel, label=LABEL, about=about)
    decision = preparing.prepare(where.rung.coalition, wanted, by=by)
    if where.closes_at is None:
        return decision
    if where.rule.notice != Time() or where.rule.discussion_window != Time():
        return opening.announce(decision, by=by)
    return opening.open_now(decision, by=by)


def latest(subject: UUID, *codes: str) -> Decision | None:
    """Return the latest decision about something, one that was withdrawn left out; of these rungs alone where any are named."""
    return decisions.about(subject, *codes).exclude(state=State.WITHDRAWN).first()


def under_way(subject: UUID) -> Decision | None:
    """Return the decision about something that is being prepared, announced or open."""
    return decisions.about(subject).filter(state__in=[State.DRAFT, *decisions.UNDER_WAY]).first()


def let_go(subject: UUID, why: str, *, coalition: Coalition) -> None:
    """Withdraw what is under way about something that is settled otherwise. What is being closed at this very moment stays."""
    decision = under_way(subject)
    if decision is not None:
        preparing.withdraw(decision, why, by=system().within(coalition.pk, coalition.chain_id))


def refuse_under_way(subject: UUID) -> None:
    """Refuse to note by hand what is being decided on. What is only prepared gives way to what was decided elsewhere."""
    decision = under_way(subject)
    if decision is not None and decision.state != State.DRAFT:
        words = _("It is being decided on (decision %(number)s). Withdraw that decision first, or wait for its outcome.")
        raise Conflict(words % {"number": decision.number}, code="under_way")


def refuse_begun(subject: UUID) -> None:
    """Refuse to put to the vote what is being decided on, or prepared for that, already."""
    if under_way(subject) is not None:
        raise Conflict(_("A decision on this is under way already."), code="under_way")


def note_unfollowed(decision: Decision, why: Refusal) -> None:
    """Note that what was decided could not be done by itself: those who decided have decided, and a coordinator sees to the rest."""
    record(kinds.NOT_FOLLOWED, decision, clock_of(decision), particulars={"reason": str(why.reason)})


def subject_of(decision: Decision) -> UUID:
    """Return the identifier of what a decision is about; one that nothing has where it is about a text or a question."""
    return decision.subject or UUID(int=0)


def named(decision: Decision) -> str:
    """Return how a decision is named where something refers to it."""
    return _("Decision %(number)s of the register") % {"number": decision.number}


def reasons(decision: Decision, language: str) -> str:
    """Return in a language why something was not adopted: the rule, and what was missing. Nothing says who answered what."""
    report = Report.of(decision.outcome or {})
    rule = Rule.of(decision.rule)
    is_told = not rule.secret or report.answered >= FEWEST_BALLOTS
    with translation.override(language):
        missing = sentences.missing_words(report) if is_told else []
        return " ".join([_("It was not adopted."), *missing, sentences.sentence(rule)])
