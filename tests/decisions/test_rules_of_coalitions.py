"""Every published rule of a coalition can be expressed, and does what the coalition says it does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

import pytest

from commoncall.decisions.rules.answers import answers_of
from commoncall.decisions.rules.counting import is_settled, report
from commoncall.decisions.rules.feasible import faults
from commoncall.decisions.rules.rule import ANY_NUMBER, Answer, Failure, Missing, Rule, Time
from commoncall.decisions.rules.windows import WorkingCalendar, ends_at
from tests.decisions import coalitions
from tests.decisions.rolls import a_roll, answers


def test_selc_passes_with_more_than_half_of_the_circle_and_no_objection() -> None:
    circle = a_roll(10)
    assert report(coalitions.SELC, circle, answers(agree=6)).adopted
    half = report(coalitions.SELC, circle, answers(agree=5))
    assert half.missing == (Missing.SHARE,)
    assert (half.needed, half.base) == (6, 10)


def test_selc_fails_by_one_objection_whatever_the_majority() -> None:
    outcome = report(coalitions.SELC, a_roll(10), answers(agree=9, objections=1))
    assert outcome.missing == (Missing.OBJECTIONS,)
    assert coalitions.SELC.failure is Failure.LAPSE
    assert coalitions.SELC.wording_time == Time(hours=24)


def test_isoc_needs_51_of_100_of_all_on_the_board() -> None:
    board = a_roll(100)
    assert report(coalitions.ISOC, board, answers(agree=51)).adopted
    assert report(coalitions.ISOC, board, answers(agree=50)).missing == (Missing.SHARE,)


def test_isoc_closes_early_once_51_of_100_agree_and_not_before() -> None:
    board = a_roll(100)
    assert not is_settled(coalitions.ISOC, board, answers(agree=50))
    assert is_settled(coalitions.ISOC, board, answers(agree=51))
    assert coalitions.ISOC.early_close
    assert coalitions.ISOC.may_change


def test_isoc_lets_one_demand_a_week_of_discussion_within_two_days() -> None:
    rule = coalitions.ISOC
    assert (rule.discussion_window, rule.discussion, rule.discussion_demanded_by) == (Time(hours=48), Time(hours=168), 1)


def test_ofpn_meets_with_half_and_one_and_needs_three_quarters_of_those_present() -> None:
    members = [replace(one, is_present=place < 11) for place, one in enumerate(a_roll(20))]
    outcome = report(coalitions.OFPN_MEETING, members, answers(agree=9, against=2))
    assert outcome.adopted
    assert (outcome.present, outcome.needed, outcome.quorum_needed) == (11, 9, 11)
    assert report(coalitions.OFPN_MEETING, members, answers(agree=8, against=1)).missing == (Missing.SHARE,)


def test_ofpn_cannot_decide_at_a_meeting_of_half() -> None:
    members = [replace(one, is_present=place < 10) for place, one in enumerate(a_roll(20))]
    outcome = report(coalitions.OFPN_MEETING, members, answers(agree=10))
    assert outcome.missing == (Missing.QUORUM_SHARE,)
    assert (outcome.gathered, outcome.quorum_needed) == (10, 11)


def test_ofpn_decides_by_mail_by_simple_majority_unless_five_dissent() -> None:
    members = a_roll(20)
    assert report(coalitions.OFPN_MAIL, members, answers(agree=6, against=4)).adopted
    outcome = report(coalitions.OFPN_MAIL, members, answers(agree=15, against=5))
    assert outcome.missing == (Missing.OBJECTIONS,)
    assert (outcome.against, outcome.objections, outcome.objecting) == (5, 0, 5)
    assert Answer.OBJECT not in answers_of(coalitions.OFPN_MAIL)


def test_cclc_counts_whoever_gave_a_proxy_among_those_at_the_meeting() -> None:
    rule = coalitions.CCLC
    members = [replace(one, is_present=place < 3) for place, one in enumerate(a_roll(5))]
    assert report(rule, members, answers(agree=2, against=1)).adopted
    with_proxies = [replace(one, proxy_held_by="v3") if one.organisation in {"v4", "v5"} else one for one in members]
    given = {"v1": Answer.AGREE, "v2": Answer.AGREE, "v3": Answer.AGAINST, "v4": Answer.AGAINST}
    outcome = report(rule, with_proxies, given)
    assert outcome.missing == (Missing.SHARE,)
    assert (outcome.present, outcome.agree, outcome.needed) == (5, 2, 3)
    assert rule.proxies == ANY_NUMBER


def test_australian_groups_fail_with_99_responses_at_100_percent() -> None:
    outcome = report(coalitions.AUSTRALIA, a_roll(200, regions=5), answers(agree=99))
    assert outcome.missing == (Missing.QUORUM,)
    assert (outcome.gathered, outcome.quorum_needed, outcome.missing_divisions) == (99, 100, ())


def test_australian_groups_adopt_with_75_of_100_responses_from_every_state() -> None:
    states = a_roll(200, regions=5)
    assert report(coalitions.AUSTRALIA, states, answers(agree=75, against=25)).adopted
    assert report(coalitions.AUSTRALIA, states, answers(agree=74, against=26)).missing == (Missing.SHARE,)
    assert report(coalitions.AUSTRALIA, states, answers(agree=74, abstain=26)).missing == (Missing.SHARE,)


def test_australian_groups_fail_without_a_single_response_from_one_state() -> None:
    lone = [*a_roll(149, regions=4), replace(a_roll(150)[-1], region="Tasmania")]
    outcome = report(coalitions.AUSTRALIA, lone, answers(agree=149))
    assert outcome.missing == (Missing.DIVISIONS,)
    assert outcome.missing_divisions == ("Tasmania",)
    assert outcome.divisions["Tasmania"] == 0


def test_cs_coalition_consults_for_three_working_days_and_lists_all() -> None:
    outcome = report(coalitions.CS_COALITION, a_roll(8), answers(agree=1, objections=7))
    assert not outcome.adopted
    assert outcome.missing == ()
    assert coalitions.CS_COALITION.lists_all
    thursday = datetime(2026, 11, 19, 8, tzinfo=UTC)
    assert ends_at(thursday, coalitions.CS_COALITION.window, WorkingCalendar(zone="Europe/Kyiv")) == datetime(2026, 11, 24, 21, 59, 59, tzinfo=UTC)


def test_rockville_needs_two_thirds_of_the_whole_committee() -> None:
    assert report(coalitions.ROCKVILLE, a_roll(9), answers(agree=6)).adopted
    assert report(coalitions.ROCKVILLE, a_roll(10), answers(agree=6)).missing == (Missing.SHARE,)
    assert report(coalitions.ROCKVILLE, a_roll(10), answers(agree=7)).adopted


def test_tmc_needs_three_quarters_of_all_and_asks_each_to_acknowledge() -> None:
    assert report(coalitions.TMC, a_roll(36), answers(agree=27)).adopted
    assert not report(coalitions.TMC, a_roll(36), answers(agree=26)).adopted
    assert coalitions.TMC.acknowledged


def test_grns_decides_by_majority_in_three_days_and_else_passes_it_on() -> None:
    assert report(coalitions.GRNS, a_roll(7), answers(agree=2, against=1)).adopted
    tied = report(coalitions.GRNS, a_roll(7), answers(agree=2, against=2))
    assert tied.missing == (Missing.TIE,)
    assert coalitions.GRNS.failure is Failure.ESCALATE
    assert coalitions.GRNS.window == Time(hours=72)


def test_usitua_finds_consensus_in_substantial_agreement_with_objections_on_record() -> None:
    outcome = report(coalitions.USITUA, a_roll(20), answers(agree=9, abstain=4, objections=3))
    assert outcome.adopted
    assert outcome.objections == 3
    assert report(coalitions.USITUA, a_roll(20), answers(agree=8, objections=3)).missing == (Missing.SHARE,)
    assert not coalitions.USITUA.binds


def test_igc_polls_for_rough_consensus_without_a_roll() -> None:
    assert report(coalitions.IGC, [], answers(agree=4, against=2)).adopted
    assert not report(coalitions.IGC, [], answers(agree=3, against=2)).adopted
    assert faults(coalitions.IGC, []) == ()


def test_foe_lebanon_binds_those_who_were_against() -> None:
    assert report(coalitions.FOE_LEBANON, a_roll(5), answers(agree=3, against=2)).adopted
    assert coalitions.FOE_LEBANON.binds


def test_silence_is_broken_by_one_objection_and_kept_by_none() -> None:
    assert report(coalitions.SILENCE, a_roll(60), {}).adopted
    assert report(coalitions.SILENCE, a_roll(60), answers(agree=59, objections=1)).missing == (Missing.SILENCE_BROKEN,)


@pytest.mark.parametrize(("blocks", "adopted"), [(0, True), (2, True), (3, False)])
def test_consensus_minus_two_stands_two_blocks_and_not_three(blocks: int, adopted: bool) -> None:
    assert report(coalitions.CONSENSUS_MINUS_TWO, a_roll(9), answers(agree=4, objections=blocks)).adopted is adopted


@pytest.mark.parametrize("name", coalitions.TABLE)
def test_every_rule_of_the_table_is_kept_as_plain_values_and_read_again(name: str) -> None:
    rule = coalitions.TABLE[name]
    assert Rule.of(rule.as_stored()) == rule
    assert isinstance(rule.as_stored()["share"], str)
    assert Rule.of(rule.as_stored()).share == Fraction(rule.share)


@pytest.mark.parametrize("name", coalitions.TABLE)
def test_every_rule_of_the_table_may_be_saved(name: str) -> None:
    assert faults(coalitions.TABLE[name], a_roll(200, regions=5)) == ()
