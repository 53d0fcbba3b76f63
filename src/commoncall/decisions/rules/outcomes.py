"""A report as it is kept, and what an outcome means for what was decided on."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from commoncall.decisions.rules.rule import Answer, Channel, Failure, Missing, Report, Rule, Way


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


#: What can be answered, by the way in which the rule decides.
_CHOICES = {
    Way.VOTE: (Answer.AGREE, Answer.AGREE_WITH_COMMENTS, Answer.ABSTAIN, Answer.STAND_ASIDE, Answer.AGAINST, Answer.OBJECT),
    Way.CONSENSUS: (Answer.AGREE, Answer.AGREE_WITH_COMMENTS, Answer.ABSTAIN, Answer.STAND_ASIDE, Answer.OBJECT),
    Way.SILENCE: (Answer.AGREE, Answer.AGREE_WITH_COMMENTS, Answer.STAND_ASIDE, Answer.OBJECT),
    Way.CONSULTATION: (Answer.AGREE, Answer.AGREE_WITH_COMMENTS, Answer.ABSTAIN, Answer.AGAINST, Answer.OBJECT),
    Way.POLL: (Answer.AGREE, Answer.AGREE_WITH_COMMENTS, Answer.ABSTAIN, Answer.AGAINST),
}


def choices(rule: Rule) -> tuple[Answer, ...]:
    """Return what can be answered under a rule, in the order in which it is offered.

    A secret ballot says yes, no, or that one abstains: a comment or a reason would tell whose it is.
    """
    if rule.secret:
        return tuple(one for one in _CHOICES[rule.way] if one in {Answer.AGREE, Answer.ABSTAIN, Answer.AGAINST, Answer.OBJECT})
    return _CHOICES[rule.way]


def needs_reason(rule: Rule, answer: Answer) -> bool:
    """Tell whether an answer is taken with its reason only: an objection always has one, except in a secret ballot."""
    return answer is Answer.OBJECT and not rule.secret


def has_roll(rule: Rule) -> bool:
    """Tell whether a roll is kept: of a poll of rough consensus there is none."""
    return rule.way is not Way.POLL


def is_closed_by_hand(rule: Rule) -> bool:
    """Tell whether it is closed at the meeting, and by no clock."""
    return rule.channel is Channel.MEETING


def stored(report: Report) -> dict[str, Any]:
    """Return a report as plain values for JSON."""
    values = asdict(report)
    return values | {"missing": [one.value for one in report.missing]}


def read(kept: Mapping[str, Any]) -> Report:
    """Return a report from what ``stored`` made of it; what is unknown is left out."""
    known = {one.name for one in fields(Report)}
    values = {name: value for name, value in kept.items() if name in known}
    for name in ("not_counted", "missing_divisions"):
        values[name] = tuple(values.get(name, ()))
    values["missing"] = tuple(Missing(one) for one in values.get("missing", ()))
    return Report(**values)
