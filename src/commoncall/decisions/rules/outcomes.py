"""What comes of a decision when it is closed, by what its rule says of failure."""

from __future__ import annotations

import enum

from commoncall.decisions.rules.rule import Answer, Channel, Failure, Report, Rule, Way


class Outcome(enum.StrEnum):
    """What comes of a decision that is closed by its rule."""

    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"
    RETURNED = "returned"
    ESCALATED = "escalated"
    LAPSED = "lapsed"
    CONSULTED = "consulted"


def outcome(rule: Rule, report: Report, *, has_text: bool, has_rung_above: bool) -> Outcome:
    """Return what comes of a decision.

    Only a text can be returned for another draft, and only where there is a rung above is something passed on; else it is not
    adopted, and that is all.
    """
    if rule.way is Way.CONSULTATION:
        return Outcome.CONSULTED
    if report.adopted:
        return Outcome.ADOPTED
    if rule.failure is Failure.RETURN and has_text:
        return Outcome.RETURNED
    if rule.failure is Failure.ESCALATE and has_rung_above:
        return Outcome.ESCALATED
    return Outcome.LAPSED if rule.failure is Failure.LAPSE else Outcome.NOT_ADOPTED


def has_roll(rule: Rule) -> bool:
    """Tell whether a roll is kept: of a poll of rough consensus there is none."""
    return rule.way is not Way.POLL


def is_closed_by_hand(rule: Rule) -> bool:
    """Tell whether it is closed at the meeting, and by no clock."""
    return rule.channel is Channel.MEETING


def dissents(answer: Answer | None) -> bool:
    """Tell whether an answer is of those who did not go along, and stand first where answers are listed."""
    return answer in {Answer.OBJECT, Answer.AGAINST, Answer.STAND_ASIDE}
