"""Counting at its edges: nobody, everybody, exactly the threshold, the suspended, ties, regions; and what is settled stays so."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commoncall.decisions.rules.answers import answers_of
from commoncall.decisions.rules.counting import is_settled, report, report_of_ballots
from commoncall.decisions.rules.rule import Answer, Base, Channel, Division, Missing, Report, Rule, Tie, Voter, Way
from tests.decisions.rolls import a_roll, answers

MAJORITY = Rule()
MEETING = Rule(channel=Channel.MEETING, base=Base.PRESENT)


@pytest.mark.parametrize("way", [Way.VOTE, Way.CONSENSUS, Way.SILENCE])
def test_where_nobody_is_on_the_roll_nothing_is_adopted(way: Way) -> None:
    outcome = report(Rule(way=way), [], {})
    assert not outcome.adopted
    assert Missing.NOBODY in outcome.missing


@pytest.mark.parametrize("base", Base)
def test_where_all_abstain_nothing_is_adopted(base: Base) -> None:
    outcome = report(Rule(base=base), a_roll(3), answers(abstain=3))
    assert outcome.missing == (Missing.SHARE,)
    assert outcome.abstain == 3


def test_exactly_the_threshold_suffices_unless_more_is_asked() -> None:
    at_least = Rule(share=Fraction(2, 3), more_than=False)
    assert report(at_least, a_roll(9), answers(agree=6, against=3)).adopted
    assert report(replace(at_least, more_than=True), a_roll(9), answers(agree=6, against=3)).missing == (Missing.SHARE,)
    assert report(replace(at_least, more_than=True), a_roll(9), answers(agree=7, against=2)).adopted


def test_a_third_is_exact_where_a_float_would_not_be() -> None:
    rule = Rule(share=Fraction(1, 3), more_than=False, base=Base.ALL)
    assert report(rule, a_roll(3_000_003), answers(agree=1_000_001)).adopted
    assert not report(rule, a_roll(3_000_003), answers(agree=1_000_000)).adopted


def test_a_hundred_percent_means_everybody() -> None:
    rule = Rule(share=Fraction(1), more_than=False, base=Base.ALL)
    assert report(rule, a_roll(4), answers(agree=4)).adopted
    assert not report(rule, a_roll(4), answers(agree=3)).adopted


def test_no_share_at_all_is_ended_by_objections_alone() -> None:
    rule = Rule(share=Fraction(0), more_than=False, objections_end_it=3)
    assert report(rule, a_roll(9), {}).adopted
    assert report(rule, a_roll(9), answers(objections=2)).adopted
    assert report(rule, a_roll(9), answers(agree=6, objections=3)).missing == (Missing.OBJECTIONS,)


def test_the_limit_of_objections_is_met_exactly_at_its_number() -> None:
    rule = Rule(objections_end_it=4)
    assert report(rule, a_roll(20), answers(agree=10, objections=3)).adopted
    assert report(rule, a_roll(20), answers(agree=10, objections=4)).missing == (Missing.OBJECTIONS,)


def test_a_plain_no_ends_nothing_where_it_is_no_objection() -> None:
    assert report(Rule(objections_end_it=1), a_roll(9), answers(agree=5, against=4)).adopted


def test_whoever_stands_aside_or_comments_does_not_block() -> None:
    given_now = {"v1": Answer.AGREE_WITH_COMMENTS, "v2": Answer.STAND_ASIDE, "v3": Answer.ABSTAIN}
    outcome = report(Rule(way=Way.CONSENSUS, objections_end_it=1), a_roll(5), given_now)
    assert outcome.adopted
    assert (outcome.agree, outcome.stand_aside, outcome.abstain) == (1, 1, 1)


def test_an_answer_from_outside_the_roll_is_not_looked_at() -> None:
    outcome = report(MAJORITY, a_roll(2), {"stranger": Answer.AGREE})
    assert (outcome.answered, outcome.agree) == (0, 0)


def test_the_answer_of_a_suspended_organisation_does_not_count_and_the_denominator_stays() -> None:
    roll = [replace(one, counts=one.organisation != "v1") for one in a_roll(4)]
    outcome = report(Rule(base=Base.ALL), roll, answers(agree=3))
    assert outcome.not_counted == ("v1",)
    assert (outcome.agree, outcome.base, outcome.needed) == (2, 4, 3)
    assert outcome.missing == (Missing.SHARE,)


def test_a_suspended_organisation_makes_no_quorum_and_breaks_no_silence() -> None:
    roll = [replace(one, counts=one.organisation != "v1") for one in a_roll(4)]
    assert report(Rule(quorum=3), roll, answers(agree=3)).missing == (Missing.QUORUM,)
    assert report(Rule(way=Way.SILENCE), roll, answers(objections=1)).adopted


def test_a_tie_fails_unless_the_chair_decides_it() -> None:
    roll = [replace(one, is_chair=one.organisation == "v1") for one in a_roll(4)]
    assert report(MAJORITY, roll, answers(agree=2, against=2)).missing == (Missing.TIE,)
    assert report(replace(MAJORITY, tie=Tie.CHAIR), roll, answers(agree=2, against=2)).adopted


def test_a_chair_who_was_against_abstained_or_is_suspended_breaks_no_tie() -> None:
    rule = replace(MAJORITY, tie=Tie.CHAIR)
    for place in ("v3", "v5"):
        roll = [replace(one, is_chair=one.organisation == place) for one in a_roll(5)]
        assert report(rule, roll, answers(agree=2, against=2, abstain=1)).missing == (Missing.TIE,)
    gone = [replace(one, is_chair=one.organisation == "v1", counts=one.organisation != "v1") for one in a_roll(5)]
    assert report(rule, gone, answers(agree=3, against=2)).missing == (Missing.TIE,)


def test_two_chairs_who_differ_break_no_tie() -> None:
    roll = [replace(one, is_chair=one.organisation in {"v1", "v3"}) for one in a_roll(4)]
    assert report(replace(MAJORITY, tie=Tie.CHAIR), roll, answers(agree=2, against=2)).missing == (Missing.TIE,)


def test_nobody_present_decides_nothing() -> None:
    outcome = report(MEETING, a_roll(5), {})
    assert (outcome.base, outcome.adopted) == (0, False)


def test_whoever_answers_at_a_meeting_is_there() -> None:
    outcome = report(replace(MEETING, quorum=3), a_roll(5), answers(agree=2, abstain=1))
    assert (outcome.present, outcome.gathered, outcome.adopted) == (3, 3, True)


def test_a_quorum_by_region_is_taken_from_the_roll() -> None:
    rule = Rule(quorum_division=Division.REGION)
    roll = a_roll(6, regions=3)
    assert report(rule, roll, answers(agree=3)).adopted
    outcome = report(rule, roll, answers(agree=2))
    assert outcome.missing == (Missing.DIVISIONS,)
    assert outcome.missing_divisions == ("142",)


def test_a_region_without_a_voter_is_not_waited_for_and_a_voter_without_a_region_stands_for_none() -> None:
    rule = Rule(quorum_division=Division.REGION)
    roll = [*a_roll(2, regions=2), Voter("homeless")]
    outcome = report(rule, roll, answers(agree=2))
    assert outcome.adopted
    assert set(outcome.divisions) == {"002", "019"}
    assert report(rule, [Voter("homeless")], {"homeless": Answer.AGREE}).missing == (Missing.DIVISIONS,)


def test_so_many_regions_with_so_many_answers_each() -> None:
    rule = Rule(quorum_division=Division.REGION, quorum_divisions=2, quorum_each=2)
    roll = a_roll(9, regions=3)
    assert report(rule, roll, answers(agree=4)).missing == (Missing.DIVISIONS,)
    assert report(rule, roll, answers(agree=5)).adopted


def test_a_quorum_by_country_or_category_is_taken_likewise() -> None:
    roll = [Voter("a", country="ML", category="ordinary"), Voter("b", country="KE", category="ordinary")]
    assert not report(Rule(quorum_division=Division.COUNTRY), roll, {"a": Answer.AGREE}).adopted
    assert report(Rule(quorum_division=Division.CATEGORY), roll, {"a": Answer.AGREE}).adopted


def test_ballots_give_the_share_and_the_roll_gives_the_quorum() -> None:
    rule = Rule(secret=True, quorum=3, quorum_division=Division.REGION)
    ballots = [Answer.AGREE, Answer.AGREE, Answer.AGAINST]
    assert report_of_ballots(rule, a_roll(6, regions=3), {"v1", "v2", "v3"}, ballots).adopted
    outcome = report_of_ballots(rule, a_roll(6, regions=3), {"v1", "v2", "v4"}, ballots)
    assert outcome.missing_divisions == ("142",)
    assert not outcome.adopted


def test_a_ballot_of_one_suspended_since_stays_in_the_box_and_the_report_says_so() -> None:
    roll = [replace(one, counts=one.organisation != "v1") for one in a_roll(3)]
    outcome = report_of_ballots(Rule(secret=True, quorum=2), roll, {"v1", "v2"}, [Answer.AGREE, Answer.AGREE])
    assert outcome.counted_still == ("v1",)
    assert (outcome.agree, outcome.gathered, outcome.missing) == (2, 1, (Missing.QUORUM,))


def test_a_report_is_kept_as_plain_values_and_read_again() -> None:
    outcome = report(Rule(quorum=9, quorum_division=Division.REGION), a_roll(6, regions=3), answers(agree=2))
    assert Report.of(outcome.as_stored()) == outcome


def test_a_secret_vote_is_never_settled_before_its_close() -> None:
    assert not is_settled(Rule(secret=True), a_roll(1), answers(agree=1))


def test_silence_is_settled_once_it_is_broken_and_never_kept_early() -> None:
    rule = Rule(way=Way.SILENCE)
    assert is_settled(rule, a_roll(3), answers(objections=1))
    assert not is_settled(rule, a_roll(3), answers(agree=3))


def test_nothing_is_settled_while_an_objection_may_still_end_it() -> None:
    rule = Rule(base=Base.ALL, objections_end_it=1)
    assert not is_settled(rule, a_roll(4), answers(agree=3))
    assert is_settled(replace(rule, objections_end_it=2), a_roll(4), answers(agree=3))
    assert is_settled(rule, a_roll(4), answers(objections=1))


def test_nothing_is_settled_at_a_meeting_while_somebody_may_still_come() -> None:
    assert not is_settled(MEETING, a_roll(2), answers(agree=1))
    suspended = [*a_roll(1), Voter("v2", counts=False)]
    assert report(MEETING, suspended, answers(agree=1)).adopted
    assert not is_settled(MEETING, suspended, answers(agree=1))


SHARES = st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(3, 5), Fraction(2, 3), Fraction(3, 4), Fraction(1)])
RULES = st.builds(
    Rule,
    way=st.sampled_from([Way.VOTE, Way.CONSENSUS, Way.SILENCE]),
    channel=st.sampled_from(Channel),
    share=SHARES,
    more_than=st.booleans(),
    base=st.sampled_from(Base),
    objections_end_it=st.none() | st.integers(0, 4),
    noes_object=st.booleans(),
    quorum=st.integers(0, 5),
    quorum_share=st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(2, 3), Fraction(1)]),
    quorum_more_than=st.booleans(),
    quorum_division=st.none() | st.just(Division.REGION),
    quorum_divisions=st.integers(0, 3),
    quorum_each=st.integers(1, 2),
    tie=st.sampled_from(Tie),
)
VOTERS = st.builds(
    Voter,
    organisation=st.just(""),
    region=st.sampled_from(["", "002", "019"]),
    counts=st.sampled_from([True, True, True, False]),
    is_present=st.booleans(),
    is_chair=st.booleans(),
)
ROLLS = st.lists(VOTERS, max_size=4).map(lambda roll: [replace(one, organisation=f"v{place}") for place, one in enumerate(roll, start=1)])
ANSWERS = st.dictionaries(st.sampled_from(["v1", "v2", "v3", "v4"]), st.sampled_from(Answer), max_size=4)

#: What may still come from one who may answer: each answer, nothing at all, or coming to the meeting and saying nothing.
STILL = (Answer.AGREE, Answer.AGAINST, Answer.ABSTAIN, Answer.OBJECT, None, "comes")


def completions(roll: Sequence[Voter], given_now: Mapping[str, Answer]) -> Iterator[tuple[list[Voter], dict[str, Answer]]]:
    """Yield everything that may still come: the roll with those who came since, and all answers."""
    waiting = [one.organisation for one in roll if one.organisation not in given_now and one.counts]
    suspended = [one.organisation for one in roll if one.organisation not in given_now and not one.counts]
    for come in itertools.product(STILL, repeat=len(waiting)):
        said = dict(zip(waiting, come, strict=True))
        for seen in itertools.product((False, True), repeat=len(suspended)):
            there = {name for name, what in said.items() if what == "comes"} | set(itertools.compress(suspended, seen))
            now = [replace(one, is_present=one.is_present or one.organisation in there) for one in roll]
            yield now, {**given_now, **{name: what for name, what in said.items() if isinstance(what, Answer)}}


#: Rules that are easily met and answers of which most agree: else hardly anything would be adopted while somebody has not answered.
EASY = st.builds(
    lambda rule, **easy: replace(rule, **easy),
    RULES,
    way=st.sampled_from([Way.VOTE, Way.CONSENSUS]),
    share=st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1, 2)]),
    objections_end_it=st.sampled_from([None, 1, 2, 3]),
    quorum=st.integers(0, 2),
    quorum_share=st.sampled_from([Fraction(0), Fraction(1, 2)]),
    quorum_division=st.none(),
)
AGREEING = st.dictionaries(st.sampled_from(["v1", "v2", "v3", "v4"]), st.sampled_from([Answer.AGREE] * 4 + [Answer.AGAINST]), min_size=1, max_size=3)


@settings(max_examples=250, deadline=None)
@given(so_far=st.tuples(RULES, ANSWERS) | st.tuples(EASY, AGREEING), roll=ROLLS)
def test_what_is_settled_stays_so_whatever_comes_and_what_is_not_may_still_turn(so_far: tuple[Rule, dict[str, Answer]], roll: list[Voter]) -> None:
    rule, given_now = so_far
    outcomes = {report(rule, now, all_answers).adopted for now, all_answers in completions(roll, given_now)}
    silent_yes = rule.way is Way.SILENCE and outcomes == {True}
    assert is_settled(rule, roll, given_now) is (len(outcomes) == 1 and not silent_yes)


@settings(max_examples=200, deadline=None)
@given(rule=RULES, roll=ROLLS, given_now=ANSWERS)
def test_what_is_counted_adds_up(rule: Rule, roll: list[Voter], given_now: dict[str, Answer]) -> None:
    outcome = report(rule, roll, given_now)
    on_roll = {one.organisation for one in roll} & given_now.keys()
    assert outcome.answered == outcome.agree + outcome.against + outcome.abstain + outcome.stand_aside + outcome.objections
    assert outcome.answered + len(outcome.not_counted) == len(on_roll)
    assert outcome.adopted is (not outcome.missing)
    assert outcome.gathered <= outcome.entitled == len(roll)


@pytest.mark.parametrize("way", Way)
def test_every_way_offers_answers_and_a_no(way: Way) -> None:
    offered = answers_of(Rule(way=way))
    assert Answer.AGREE in offered
    assert {Answer.AGAINST, Answer.OBJECT} & set(offered)
