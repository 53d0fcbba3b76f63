"""A rule that can never be met is refused with the reason, and no rule that could be met is."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings

from commoncall.decisions.rules.counting import report
from commoncall.decisions.rules.feasible import Fault, Why, can_be_met, faults
from commoncall.decisions.rules.rule import Answer, Base, Channel, Dissociation, Division, Rule, Tie, Time, Voter, Way
from tests.decisions.rolls import a_roll
from tests.decisions.test_counting import ROLLS, RULES

ROLL = a_roll(12, regions=3)
SECRET = Rule(secret=True, may_change=False, reasons_asked=False)

REFUSED = {
    Why.SHARE_TOO_HIGH: Rule(share=Fraction(101, 100), more_than=False),
    Why.LIMIT_OF_NONE: Rule(objections_end_it=0),
    Why.QUORUM_TOO_HIGH: Rule(quorum=13),
    Why.QUORUM_SHARE_TOO_HIGH: Rule(quorum_share=Fraction(1), quorum_more_than=True),
    Why.NO_DIVISIONS: Rule(quorum_division=Division.COUNTRY),
    Why.TOO_MANY_DIVISIONS: Rule(quorum_division=Division.REGION, quorum_divisions=4),
    Why.TOO_MANY_OF_EACH: Rule(quorum_division=Division.REGION, quorum_each=5),
    Why.NEGATIVE: Rule(quorum=-1),
    Why.ALWAYS_MET: Rule(share=Fraction(0), more_than=False),
    Why.PRESENT_IN_WRITING: Rule(base=Base.PRESENT),
    Why.POLL_OF_ALL: Rule(way=Way.POLL, base=Base.ALL),
    Why.QUORUM_WITHOUT_VOTE: Rule(way=Way.SILENCE, quorum=3),
    Why.NOES_WITHOUT_LIMIT: Rule(noes_object=True),
    Why.CHAIR_WITHOUT_TIE: Rule(tie=Tie.CHAIR, base=Base.ALL),
    Why.EARLY_WITHOUT_END: Rule(way=Way.CONSULTATION, early_close=True),
    Why.SILENCE_AT_MEETING: Rule(way=Way.SILENCE, channel=Channel.MEETING),
    Why.HIDDEN_WITHOUT_VOTE: replace(SECRET, way=Way.SILENCE),
    Why.HIDDEN_OBJECTIONS: replace(SECRET, objections_end_it=2),
    Why.HIDDEN_EARLY: replace(SECRET, early_close=True),
    Why.HIDDEN_CHANGED: replace(SECRET, may_change=True),
    Why.HIDDEN_PROXIES: replace(SECRET, proxies=1),
    Why.HIDDEN_CHAIR: replace(SECRET, tie=Tie.CHAIR),
    Why.HIDDEN_REASONS: replace(SECRET, reasons_asked=True),
    Why.RECEIPTS_IN_THE_OPEN: Rule(receipts=True),
    Why.NO_TIME: Rule(window=Time()),
    Why.BOTH_TIMES: Rule(notice=Time(hours=1, working_days=1)),
    Why.TOO_LONG: Rule(window=Time(working_days=261)),
    Why.DISCUSSION_WITHOUT_DEMAND: Rule(discussion=Time(hours=1)),
    Why.DEMAND_WITHOUT_DISCUSSION: Rule(discussion_window=Time(hours=1)),
    Why.DEMANDED_BY_TOO_MANY: Rule(discussion_window=Time(hours=1), discussion=Time(hours=1), discussion_demanded_by=13),
    Why.BINDS_AND_LETS_GO: Rule(binds=True, dissociation=Dissociation.NOTED),
}


@pytest.mark.parametrize("why", REFUSED)
def test_each_fault_is_found_alone_and_named(why: Why) -> None:
    assert [one.why for one in faults(REFUSED[why], ROLL)] == [why]


def test_where_nobody_would_decide_nothing_can_be_adopted() -> None:
    assert Why.NOBODY in {one.why for one in faults(Rule(), [])}


def test_a_fault_says_how_many_were_asked_for_and_how_many_there_are() -> None:
    assert faults(Rule(quorum=13), ROLL) == (Fault(Why.QUORUM_TOO_HIGH, "quorum", 13, 12),)
    each = Rule(quorum_division=Division.REGION, quorum_each=5)
    assert faults(each, ROLL) == (Fault(Why.TOO_MANY_OF_EACH, "quorum_each", 5, 4),)


def test_consensus_without_a_quorum_is_fine() -> None:
    assert faults(Rule(way=Way.CONSENSUS, objections_end_it=1), ROLL) == ()


def test_a_secret_vote_with_a_limit_of_noes_is_fine() -> None:
    assert faults(replace(SECRET, objections_end_it=3, noes_object=True), ROLL) == ()


def outcomes(rule: Rule, roll: Sequence[Voter]) -> set[bool]:
    """Return every outcome that any answers could have, whoever comes."""
    able = [one.organisation for one in roll if one.counts]
    found = set()
    for come in itertools.product((*Answer, None, "comes"), repeat=len(able)):
        said = dict(zip(able, come, strict=True))
        there = [replace(one, is_present=one.is_present or said.get(one.organisation) == "comes") for one in roll]
        found.add(report(rule, there, {name: what for name, what in said.items() if isinstance(what, Answer)}).adopted)
        if len(found) == len((True, False)):
            break
    return found


@settings(max_examples=300, deadline=None)
@given(rule=RULES, roll=ROLLS.filter(lambda roll: len(roll) <= 3))
def test_a_rule_is_found_to_be_never_met_exactly_where_no_answers_meet_it(rule: Rule, roll: list[Voter]) -> None:
    assert can_be_met(rule, roll) is (True in outcomes(rule, roll))
