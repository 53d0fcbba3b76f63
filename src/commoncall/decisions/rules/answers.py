"""Which answers a rule lets be given, and which of them need a reason."""

from __future__ import annotations

from commoncall.decisions.rules.rule import Answer, Rule, Way

YES = frozenset({Answer.AGREE, Answer.AGREE_WITH_COMMENTS})

_WITHOUT_VOTE = (Answer.AGREE, Answer.AGREE_WITH_COMMENTS, Answer.ABSTAIN, Answer.STAND_ASIDE, Answer.OBJECT)
_GIVEN: dict[Way, tuple[Answer, ...]] = {
    Way.CONSENSUS: _WITHOUT_VOTE,
    Way.SILENCE: _WITHOUT_VOTE,
    Way.CONSULTATION: (Answer.AGREE, Answer.AGREE_WITH_COMMENTS, Answer.ABSTAIN, Answer.OBJECT),
    Way.POLL: (Answer.AGREE, Answer.AGREE_WITH_COMMENTS, Answer.ABSTAIN, Answer.AGAINST),
}


def answers_of(rule: Rule) -> tuple[Answer, ...]:
    """Return the answers that may be given under a rule, in the order in which they are offered.

    Objecting is offered in a vote only where objections can end it and a plain no does not do so already; with comments nobody
    agrees in secret.
    """
    if rule.way is not Way.VOTE:
        return _GIVEN[rule.way]
    if rule.secret:
        return Answer.AGREE, Answer.AGAINST, Answer.ABSTAIN
    plain = (Answer.AGREE, Answer.AGREE_WITH_COMMENTS, Answer.AGAINST, Answer.ABSTAIN)
    return plain if rule.objections_end_it is None or rule.noes_object else (*plain, Answer.OBJECT)


def needs_reason(rule: Rule, answer: Answer) -> bool:
    """Tell whether an answer is only taken with its reason: an objection always is, in secret nothing is."""
    return answer is Answer.OBJECT and not rule.secret
