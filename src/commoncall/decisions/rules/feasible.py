"""What is wrong with a rule before it is saved: that it can never be met, or that two things in it contradict each other."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from commoncall.decisions.rules.counting import report
from commoncall.decisions.rules.quorums import by_division
from commoncall.decisions.rules.rule import Answer, Base, Channel, Dissociation, Failure, Missing, Rule, Tie, Time, Voter, Way

#: Nothing is asked for longer than this: whoever waits for more than a year waits in vain.
LONGEST_HOURS = 366 * 24
LONGEST_WORKING_DAYS = 260


class Why(enum.StrEnum):
    """What is wrong. The first ones mean that nothing could ever be adopted by the rule."""

    NOBODY = "nobody"
    SHARE_TOO_HIGH = "share_too_high"
    LIMIT_OF_NONE = "limit_of_none"
    QUORUM_TOO_HIGH = "quorum_too_high"
    QUORUM_SHARE_TOO_HIGH = "quorum_share_too_high"
    NO_DIVISIONS = "no_divisions"
    TOO_MANY_DIVISIONS = "too_many_divisions"
    TOO_MANY_OF_EACH = "too_many_of_each"

    NEGATIVE = "negative"
    ALWAYS_MET = "always_met"
    PRESENT_IN_WRITING = "present_in_writing"
    POLL_OF_ALL = "poll_of_all"
    QUORUM_WITHOUT_VOTE = "quorum_without_vote"
    NOES_WITHOUT_LIMIT = "noes_without_limit"
    CHAIR_WITHOUT_TIE = "chair_without_tie"
    EARLY_WITHOUT_END = "early_without_end"
    SILENCE_AT_MEETING = "silence_at_meeting"
    HIDDEN_WITHOUT_VOTE = "hidden_without_vote"
    HIDDEN_OBJECTIONS = "hidden_objections"
    HIDDEN_EARLY = "hidden_early"
    HIDDEN_CHANGED = "hidden_changed"
    HIDDEN_PROXIES = "hidden_proxies"
    HIDDEN_CHAIR = "hidden_chair"
    HIDDEN_REASONS = "hidden_reasons"
    RECEIPTS_IN_THE_OPEN = "receipts_in_the_open"
    NO_TIME = "no_time"
    BOTH_TIMES = "both_times"
    TOO_LONG = "too_long"
    DISCUSSION_WITHOUT_DEMAND = "discussion_without_demand"
    DEMAND_WITHOUT_DISCUSSION = "demand_without_discussion"
    DEMANDED_BY_TOO_MANY = "demanded_by_too_many"
    FAILURE_WITHOUT_VOTE = "failure_without_vote"
    BINDS_AND_LETS_GO = "binds_and_lets_go"


#: The faults that mean that nothing could ever be adopted by the rule.
NEVER_MET = frozenset(list(Why)[: list(Why).index(Why.NEGATIVE)])


@dataclass(frozen=True)
class Fault:
    """A fault of a rule: what is wrong, in which field, how many were asked for, and how many there are."""

    why: Why
    field: str
    wanted: int = 0
    there_are: int = 0


def faults(rule: Rule, roll: Sequence[Voter]) -> tuple[Fault, ...]:
    """Return what is wrong with a rule for those who would decide now; nothing where it can be saved."""
    numbers = tuple(_negative(rule))
    return numbers or (*_never_met(rule, roll), *_of_the_vote(rule), *_of_the_secret(rule), *_of_the_time(rule, roll))


def can_be_met(rule: Rule, roll: Sequence[Voter]) -> bool:
    """Tell whether any answers at all would have something adopted by the rule."""
    return not any(one.why in NEVER_MET for one in _never_met(rule, roll))


def _negative(rule: Rule) -> Iterator[Fault]:
    for name in ("share", "objections_end_it", "quorum", "quorum_share", "quorum_divisions", "quorum_each", "discussion_demanded_by", "proxies"):
        value = getattr(rule, name)
        if value is not None and value < 0:
            yield Fault(Why.NEGATIVE, name)
    for name in _TIMES:
        time: Time = getattr(rule, name)
        if time.hours < 0 or time.working_days < 0:
            yield Fault(Why.NEGATIVE, name)


def _never_met(rule: Rule, roll: Sequence[Voter]) -> Iterator[Fault]:
    """Say what is missing even where everybody who counts comes and agrees: no other answers bring a rule nearer to being met."""
    if rule.way is Way.CONSULTATION:
        return
    # Whoever does not count brings it no nearer by coming: of those present it would only be a part that does not agree.
    everybody = [replace(one, is_present=one.is_present or one.counts) for one in roll]
    voters = [one.organisation for one in roll if one.counts] or (["anybody"] if rule.way is Way.POLL else [])
    best = report(rule, everybody, dict.fromkeys(voters, Answer.AGREE))
    for missing in best.missing:
        if missing is Missing.NOBODY:
            yield Fault(Why.NOBODY, "")
        elif missing in {Missing.SHARE, Missing.TIE} and roll:
            yield Fault(Why.SHARE_TOO_HIGH, "share", best.needed, best.agree)
        elif missing in {Missing.OBJECTIONS, Missing.SILENCE_BROKEN}:
            yield Fault(Why.LIMIT_OF_NONE, "objections_end_it")
        elif missing is Missing.QUORUM:
            yield Fault(Why.QUORUM_TOO_HIGH, "quorum", rule.quorum, best.gathered)
        elif missing is Missing.QUORUM_SHARE:
            yield Fault(Why.QUORUM_SHARE_TOO_HIGH, "quorum_share", best.quorum_needed, best.gathered)
        elif missing is Missing.DIVISIONS:
            yield _divisions(rule, roll)
    if rule.way is Way.POLL and not roll and not best.adopted:
        yield Fault(Why.SHARE_TOO_HIGH, "share", best.needed, best.agree)


def _divisions(rule: Rule, roll: Sequence[Voter]) -> Fault:
    numbers = by_division(rule, roll, [one for one in roll if one.counts])
    if not numbers:
        return Fault(Why.NO_DIVISIONS, "quorum_division")
    if rule.quorum_divisions > len(numbers):
        return Fault(Why.TOO_MANY_DIVISIONS, "quorum_divisions", rule.quorum_divisions, len(numbers))
    # Of the divisions that have to have enough, the one with the fewest does not have them.
    lacking = sorted(numbers.values(), reverse=True)[(rule.quorum_divisions or len(numbers)) - 1]
    return Fault(Why.TOO_MANY_OF_EACH, "quorum_each", rule.quorum_each, lacking)


def _of_the_vote(rule: Rule) -> Iterator[Fault]:
    if rule.way is Way.VOTE and rule.share == 0 and not rule.more_than and rule.objections_end_it is None:
        yield Fault(Why.ALWAYS_MET, "share")
    if rule.base is Base.PRESENT and rule.channel is Channel.WRITTEN and rule.way in {Way.VOTE, Way.CONSENSUS}:
        yield Fault(Why.PRESENT_IN_WRITING, "base")
    if rule.way is Way.POLL and rule.base in {Base.ALL, Base.PRESENT}:
        yield Fault(Why.POLL_OF_ALL, "base")
    if rule.way not in {Way.VOTE, Way.CONSENSUS} and (rule.quorum or rule.quorum_share or rule.quorum_division):
        yield Fault(Why.QUORUM_WITHOUT_VOTE, "quorum")
    if rule.noes_object and (rule.way is not Way.VOTE or rule.objections_end_it is None):
        yield Fault(Why.NOES_WITHOUT_LIMIT, "noes_object")
    half_of_cast = rule.base is Base.CAST and rule.share * 2 == 1 and rule.more_than
    if rule.tie is Tie.CHAIR and (rule.way is not Way.VOTE or not half_of_cast):
        yield Fault(Why.CHAIR_WITHOUT_TIE, "tie")
    if rule.early_close and rule.way in {Way.CONSULTATION, Way.POLL}:
        yield Fault(Why.EARLY_WITHOUT_END, "early_close")
    if rule.way is Way.SILENCE and rule.channel is Channel.MEETING:
        yield Fault(Why.SILENCE_AT_MEETING, "channel")
    if rule.way is Way.CONSULTATION and rule.failure is Failure.ESCALATE:
        yield Fault(Why.FAILURE_WITHOUT_VOTE, "failure")
    if rule.binds and rule.dissociation is not Dissociation.NONE:
        yield Fault(Why.BINDS_AND_LETS_GO, "binds")


def _of_the_secret(rule: Rule) -> Iterator[Fault]:
    if not rule.secret:
        if rule.receipts:
            yield Fault(Why.RECEIPTS_IN_THE_OPEN, "receipts")
        return
    if rule.way is not Way.VOTE:
        yield Fault(Why.HIDDEN_WITHOUT_VOTE, "secret")
    if rule.objections_end_it is not None and not rule.noes_object:
        yield Fault(Why.HIDDEN_OBJECTIONS, "objections_end_it")
    if rule.early_close:
        yield Fault(Why.HIDDEN_EARLY, "early_close")
    if rule.may_change:
        yield Fault(Why.HIDDEN_CHANGED, "may_change")
    if rule.proxies:
        yield Fault(Why.HIDDEN_PROXIES, "proxies")
    if rule.tie is Tie.CHAIR:
        yield Fault(Why.HIDDEN_CHAIR, "tie")
    if rule.reasons_asked:
        yield Fault(Why.HIDDEN_REASONS, "reasons_asked")


_TIMES = ("notice", "window", "discussion_window", "discussion", "wording_time")


def _of_the_time(rule: Rule, roll: Sequence[Voter]) -> Iterator[Fault]:
    for name in _TIMES:
        time: Time = getattr(rule, name)
        if time.hours and time.working_days:
            yield Fault(Why.BOTH_TIMES, name)
        if time.hours > LONGEST_HOURS or time.working_days > LONGEST_WORKING_DAYS:
            yield Fault(Why.TOO_LONG, name)
    if rule.channel is Channel.WRITTEN and rule.window == Time():
        yield Fault(Why.NO_TIME, "window")
    if rule.discussion != Time() and rule.discussion_window == Time():
        yield Fault(Why.DISCUSSION_WITHOUT_DEMAND, "discussion_window")
    if rule.discussion_window != Time() and rule.discussion == Time():
        yield Fault(Why.DEMAND_WITHOUT_DISCUSSION, "discussion")
    if rule.discussion_window != Time() and rule.way is not Way.POLL and not 1 <= rule.discussion_demanded_by <= len(roll):
        yield Fault(Why.DEMANDED_BY_TOO_MANY, "discussion_demanded_by", rule.discussion_demanded_by, len(roll))
