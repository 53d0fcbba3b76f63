"""Counting answers by a rule: what came of them, exactly, and whether anything that may still come could change it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from fractions import Fraction

from commoncall.decisions.rules import quorums
from commoncall.decisions.rules.answers import YES
from commoncall.decisions.rules.rule import Answer, Base, Channel, Missing, Report, Rule, Tie, Voter, Way

_HALF = Fraction(1, 2)


@dataclass(frozen=True)
class _Box:
    """What is in the box: the answers that count, whose they are where that is known, and those who took part."""

    answers: Counter[Answer]
    taking_part: Set[str]
    present: Set[str]
    chairs: frozenset[Answer] = frozenset()
    not_counted: tuple[str, ...] = ()
    counted_still: tuple[str, ...] = ()

    @property
    def agree(self) -> int:
        return sum(self.answers[one] for one in YES)


def report(rule: Rule, roll: Sequence[Voter], answers: Mapping[str, Answer]) -> Report:
    """Return what came of answers by organisation. Those of organisations that are not on the roll are not looked at.

    A poll keeps no roll: there ``roll`` is no more than what is known of those who answered, and every answer counts whose
    organisation is not known to be suspended.
    """
    known = {one.organisation: one for one in roll}
    given = {key: answer for key, answer in answers.items() if rule.way is Way.POLL or key in known}
    suspended = tuple(sorted(key for key in given if key in known and not known[key].counts))
    counted = {key: answer for key, answer in given.items() if key not in suspended}
    chairs = frozenset(answer for key, answer in counted.items() if key in known and known[key].is_chair)
    box = _Box(Counter(counted.values()), counted.keys(), quorums.present(roll, given), chairs, suspended)
    return _counted(rule, roll, box)


def report_of_ballots(rule: Rule, roll: Sequence[Voter], voted: Set[str], ballots: Sequence[Answer]) -> Report:
    """Return what came of a secret vote: the quorum is taken from who voted, by the roll; the rest from the ballots.

    Whoever was suspended after voting no longer makes a quorum, yet the ballot stays among the others, for nobody can tell which it is.
    """
    suspended = tuple(sorted(one.organisation for one in roll if one.organisation in voted and not one.counts))
    taking_part = {one.organisation for one in roll if one.organisation in voted and one.counts}
    box = _Box(Counter(ballots), taking_part, quorums.present(roll, voted), counted_still=suspended)
    return _counted(rule, roll, box)


def is_settled(rule: Rule, roll: Sequence[Voter], answers: Mapping[str, Answer]) -> bool:
    """Tell whether the outcome stands, whatever those answer who have not answered yet, if the answers that are given stay.

    A secret vote is never settled, for nothing is counted before its close; nor is a poll or a consultation, which nobody can
    foresee or decide. Silence is settled once it is broken, and is not kept before its instant.
    """
    if rule.secret or rule.way in {Way.POLL, Way.CONSULTATION}:
        return False
    waiting = [one.organisation for one in roll if one.counts and one.organisation not in answers]
    now = report(rule, roll, answers)
    if not now.adopted:
        # Nothing helps more than that everybody else agrees.
        return not report(rule, roll, {**dict.fromkeys(waiting, Answer.AGREE), **answers}).adopted
    if rule.way is Way.SILENCE:
        return False
    # Nothing harms more than that everybody else comes and objects: that nobody else does is what the outcome is now.
    all_there = [replace(one, is_present=True) for one in roll]
    return report(rule, all_there, {**dict.fromkeys(waiting, Answer.OBJECT), **answers}).adopted


def _counted(rule: Rule, roll: Sequence[Voter], box: _Box) -> Report:
    gathering = quorums.gathering(rule, roll, box.taking_part, box.present)
    base = _base(rule, roll, box)
    objecting = box.answers[Answer.OBJECT] + (box.answers[Answer.AGAINST] if rule.noes_object else 0)
    missing = _missing(rule, roll, box, base, objecting)
    missing += gathering.missing if quorums.asks(rule) else ()
    return Report(
        adopted=not missing and rule.way is not Way.CONSULTATION,
        missing=missing,
        entitled=0 if rule.way is Way.POLL else len(roll),
        answered=sum(box.answers.values()),
        present=len(box.present),
        agree=box.agree,
        against=box.answers[Answer.AGAINST],
        abstain=box.answers[Answer.ABSTAIN],
        stand_aside=box.answers[Answer.STAND_ASIDE],
        objections=box.answers[Answer.OBJECT],
        objecting=objecting,
        base=base,
        needed=needed(rule, base) if asks_for_share(rule) else 0,
        gathered=gathering.gathered,
        quorum_needed=gathering.needed,
        not_counted=box.not_counted,
        counted_still=box.counted_still,
        division=rule.quorum_division or "",
        divisions=gathering.divisions,
        missing_divisions=gathering.missing_divisions,
        divisions_needed=gathering.divisions_needed,
    )


def _missing(rule: Rule, roll: Sequence[Voter], box: _Box, base: int, objecting: int) -> tuple[Missing, ...]:
    """Return which conditions other than the quorum are not met."""
    if rule.way is Way.CONSULTATION:
        return ()
    missing: list[Missing] = []
    if not roll and rule.way is not Way.POLL:
        missing.append(Missing.NOBODY)
    if asks_for_share(rule) and not _has_share(rule, box, base):
        missing.append(Missing.TIE if _is_tied(rule, box) else Missing.SHARE)
    if rule.way is Way.CONSENSUS and not missing and not box.answers.total():
        # Saying nothing is consent in a silence alone.
        missing.append(Missing.NO_ANSWER)
    limit = limit_of_objections(rule)
    if limit is not None and objecting >= limit:
        missing.append(Missing.SILENCE_BROKEN if rule.way is Way.SILENCE else Missing.OBJECTIONS)
    return tuple(missing)


def asks_for_share(rule: Rule) -> bool:
    """Tell whether a share has to agree: in a vote and in a poll, and in a consensus that no number of blocks ends."""
    return rule.way in {Way.VOTE, Way.POLL} or (rule.way is Way.CONSENSUS and rule.objections_end_it is None)


def limit_of_objections(rule: Rule) -> int | None:
    """Return the number of objections at which it fails, or nothing where no number does."""
    if rule.way in {Way.CONSULTATION, Way.POLL}:
        return None
    return 1 if rule.way is Way.SILENCE and rule.objections_end_it is None else rule.objections_end_it


def needed(rule: Rule, base: int) -> int:
    """Return how many of ``base`` have to agree."""
    exact = rule.share * base
    return math.floor(exact) + 1 if rule.more_than else math.ceil(exact)


def _base(rule: Rule, roll: Sequence[Voter], box: _Box) -> int:
    if rule.base is Base.CAST:
        return box.agree + box.answers[Answer.AGAINST] + box.answers[Answer.OBJECT]
    if rule.base is Base.ALL:
        return len(roll)
    if rule.base is Base.PRESENT and rule.channel is Channel.MEETING:
        return len(box.present)
    return sum(box.answers.values())


def _has_share(rule: Rule, box: _Box, base: int) -> bool:
    if base == 0 and (rule.more_than or rule.share > 0):
        return False
    if _is_tied(rule, box) and rule.tie is Tie.CHAIR:
        return bool(box.chairs & YES) and not box.chairs & {Answer.AGAINST, Answer.OBJECT}
    return box.agree >= needed(rule, base)


def _is_tied(rule: Rule, box: _Box) -> bool:
    """Tell whether there are as many noes as yeses, where more than half of these were needed."""
    noes = box.answers[Answer.AGAINST] + box.answers[Answer.OBJECT]
    return rule.base is Base.CAST and rule.share == _HALF and rule.more_than and box.agree == noes > 0
