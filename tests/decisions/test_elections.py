"""Counting ranked ballots: by the letter of each rule, to the last digit, and with nothing left to chance but what the rule leaves to lot."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commoncall.decisions.rules.elections import Deed, Election, Lot, Tied, blt, by_order, by_seed, irv, meek, scottish

VOTE, NANO = 100_000, 1_000_000_000


def election(candidates: int, seats: int, papers: dict[str, int], withdrawn: str = "") -> Election:
    """Write an election in short: "abc" ranks the first, the second and the third candidate."""
    named = tuple("abcdefghijklmno"[:candidates])
    rankings = tuple((tuple(named.index(one) for one in ranking), times) for ranking, times in papers.items())
    return Election(named, seats, rankings, frozenset(named.index(one) for one in withdrawn))


def names(one: Election, numbers: tuple[int, ...]) -> str:
    return "".join(one.candidates[number] for number in numbers)


# The Scottish rules


def test_every_paper_of_a_surplus_goes_on_at_its_share_cut_off_after_five_decimals() -> None:
    # 7 papers for a, quota 4: the surplus of 3 goes on at 3/7 = 0.42857 a paper, and the rest of it is lost to rounding.
    one = election(4, 2, {"ab": 4, "ac": 2, "a": 1, "b": 1, "c": 1, "d": 1})
    counted = scottish(one)
    assert (counted.quota, counted.valid) == (4 * VOTE, 10)
    first, surplus, *_ = counted.stages
    assert first.votes == (7 * VOTE, VOTE, VOTE, VOTE)
    assert (surplus.deed, surplus.whose) == (Deed.SURPLUS, 0)
    assert surplus.votes == (4 * VOTE, VOTE + 4 * 42857, VOTE + 2 * 42857, VOTE)
    assert (surplus.untransferable, surplus.lost) == (42857, 1)


def test_a_paper_that_came_with_a_surplus_goes_on_at_a_share_of_what_it_was_worth() -> None:
    one = election(4, 3, {"abc": 10, "bc": 4, "c": 2, "d": 2})
    counted = scottish(one)
    assert counted.quota == 5 * VOTE
    second = next(stage for stage in counted.stages if stage.whose == 1)
    # b had four papers at 1 and ten at 0.5: nine votes, of which four go on. 4/9 and 2/9 are cut off after five decimals.
    assert second.votes[2] == 2 * VOTE + 4 * 44_444 + 10 * 22_222


def test_the_highest_surplus_goes_first_and_equal_ones_by_the_last_stage_at_which_they_differed() -> None:
    one = election(5, 3, {"ad": 9, "be": 8, "c": 3, "d": 2, "e": 2})
    assert next(stage.whose for stage in scottish(one).stages if stage.deed is Deed.SURPLUS) == 0
    # When c is out, a and b stand at 18 each, two above the quota; before that, a had more.
    tied = election(5, 3, {"ad": 13, "be": 12, "ca": 5, "cb": 6, "d": 12, "e": 12})
    counted = scottish(tied)
    assert (counted.quota, counted.stages[1].votes[:2], counted.stages[1].elected) == (16 * VOTE, (18 * VOTE, 18 * VOTE), (0, 1))
    assert (counted.stages[2].deed, counted.stages[2].whose, counted.ties) == (Deed.SURPLUS, 0, ())


def test_who_is_excluded_was_behind_at_the_last_stage_at_which_the_tied_differed() -> None:
    # After d goes out, b and c stand at 4 each; at the first stage b had 3 and c had 4, so b goes.
    one = election(4, 1, {"a": 6, "b": 3, "c": 4, "db": 1})
    counted = scottish(one)
    assert [stage.excluded for stage in counted.stages if stage.excluded][:2] == [(3,), (1,)]
    assert counted.ties == ()


def test_the_latest_stage_counts_not_the_earliest() -> None:
    # b and d end at 1.5 each. At the first stage d was ahead, at the latest that differed b was: so d is excluded.
    one = election(4, 2, {"ab": 3, "d": 1, "acd": 1})
    counted = scottish(one)
    assert [stage.excluded for stage in counted.stages] == [(), (), (2,), (3,)]
    assert (names(one, counted.winners), counted.ties) == ("ab", ())


def test_who_has_the_quota_and_no_more_passes_nothing_on() -> None:
    one = election(4, 2, {"a": 4, "b": 3, "c": 2, "d": 1})
    assert [stage.deed for stage in scottish(one).stages] == [Deed.FIRST, Deed.EXCLUSION, Deed.EXCLUSION]


def test_a_tie_at_all_stages_stops_the_count_until_a_lot_was_drawn() -> None:
    one = election(3, 1, {"a": 3, "b": 2, "c": 2})
    with pytest.raises(Tied) as stopped:
        scottish(one)
    assert (stopped.value.tie.stage, stopped.value.tie.what, stopped.value.tie.candidates) == (2, "exclusion", (1, 2))
    counted = scottish(one, by_order([2, 1, 0], 3))
    assert counted.stages[1].excluded == (1,), "who stands earlier in the lot is favoured"
    assert [(tie.candidates, tie.chosen) for tie in counted.ties] == [((1, 2), 1)]
    with pytest.raises(Tied):
        scottish(one, by_order([0, 2], 3))
    assert scottish(one, by_order([2, 1], 3)).winners == counted.winners, "a lot between the tied is enough"


def test_a_seed_settles_ties_alike_everywhere_and_by_nothing_else() -> None:
    # The order of SHA-256 of "rain", a line feed, and 1, 2, 3.
    assert by_seed("rain", 3).order == by_seed("rain", 3).order
    assert {by_seed(str(number), 3).order for number in range(60)} == {(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)}


@pytest.mark.parametrize("order", [[0, 0], [3], [-1, 0]])
def test_a_lot_names_candidates_once(order: list[int]) -> None:
    with pytest.raises(ValueError, match="each once"):
        by_order(order, 3)


def test_as_many_candidates_as_seats_are_elected_and_more_seats_stay_open() -> None:
    for rule in (scottish, meek):
        counted = rule(election(2, 3, {"a": 1}))
        assert (sorted(counted.winners), counted.open_seats) == ([0, 1], 1)


def test_who_withdrew_is_passed_over_and_papers_for_nobody_else_are_not_valid() -> None:
    one = election(3, 1, {"ab": 4, "c": 3, "a": 2}, withdrawn="a")
    for rule in (scottish, meek, irv):
        counted = rule(one)
        assert (names(one, counted.winners), counted.valid) == ("b", 7)


# Meek


def test_an_elected_candidate_keeps_what_makes_a_quota_and_the_quota_sinks_with_what_is_spent() -> None:
    # Of 4 papers that name nobody after a, half a vote each is over: (8 - over) / 3.
    one = election(3, 2, {"a": 4, "b": 2, "c": 2})
    counted = meek(one, by_order([0, 1, 2], 3))
    assert counted.winners[:1] == (0,)
    kept = counted.stages[-1].votes[0]
    assert kept < 3 * NANO
    assert counted.quota < 8 * NANO // 3


def test_papers_reach_those_who_were_elected_before_too() -> None:
    """As Meek wanted it: other than by Gregory's methods, a later paper helps an elected candidate, who then keeps less of all."""
    one = election(4, 2, {"ab": 6, "cab": 2, "d": 3, "b": 1})
    counted = meek(one)
    assert sorted(names(one, counted.winners)) == ["a", "b"]
    last = counted.stages[-1]
    assert last.keep[0] < 6 * NANO // 8


def test_who_could_be_reached_by_the_surplus_that_is_left_is_tied_with_the_lowest() -> None:
    # b passes on to a what is two votes but for the rounding, as many as d has.
    one = election(4, 2, {"ba": 3, "b": 3, "d": 2})
    with pytest.raises(Tied) as stopped:
        meek(one, by_order([2, 1], 4))
    assert stopped.value.tie.candidates == (0, 3)


rankings = st.integers(2, 7).flatmap(
    lambda many: st.tuples(
        st.just(many),
        st.integers(1, many),
        st.lists(st.tuples(st.permutations(range(many)), st.integers(1, many), st.integers(1, 9)), min_size=1, max_size=25),
        st.sets(st.integers(0, many - 1), max_size=1),
        st.permutations(range(many)),
    )
)


def drawn(values: tuple[int, int, list[tuple[list[int], int, int]], set[int], list[int]]) -> tuple[Election, list[int]]:
    many, seats, papers, withdrawn, order = values
    made = tuple((tuple(ranking[:length]), times) for ranking, length, times in papers)
    return Election(tuple(map(str, range(many))), seats, made, frozenset(withdrawn)), order


def by_the_letter(one: Election, lot: Lot) -> tuple[tuple[int, ...], int]:
    """Meek's reference rule as it is written, paper by paper, with no thought of speed: who is elected, and the last quota."""
    papers, hopeful, elected = one.usable(), set(one.standing), []
    keep = {number: NANO if number in hopeful else 0 for number in range(len(one.candidates))}

    def distributed() -> dict[int, int]:
        votes = dict.fromkeys(keep, 0)
        for ranking, times in papers:
            weight = NANO
            for number in ranking:
                kept = -(-weight * keep[number] // NANO)
                votes[number] += kept * times
                weight -= kept
        return votes

    votes = distributed()
    quota = sum(votes.values()) // (one.seats + 1) + 1
    while len(elected) < one.seats and len(elected) + len(hopeful) > one.seats:
        before = None
        while True:
            votes = distributed()
            quota = sum(votes.values()) // (one.seats + 1) + 1
            winners = sorted((number for number in hopeful if votes[number] >= quota), key=lambda number: (-votes[number], number))
            elected += winners
            hopeful -= set(winners)
            surplus = max(sum(votes[number] - quota for number in elected), 0)
            if winners:
                break
            if surplus < 1000 or (before is not None and surplus >= before):
                lowest = min(votes[number] for number in hopeful)
                tied = [number for number in hopeful if votes[number] <= lowest + surplus]
                out = tied[0] if len(tied) == 1 else lot.excluded(tied, 0)
                hopeful.discard(out)
                keep[out] = 0
                break
            before = surplus
            for number in elected:
                kept = -(-keep[number] * quota // NANO)
                keep[number] = -(-kept * NANO // votes[number])
    rest = sorted(hopeful, key=lambda number: (-votes[number], number)) if len(elected) < one.seats else []
    return tuple(elected + rest), quota


@given(rankings)
def test_meek_gives_what_the_reference_rule_gives_paper_by_paper(
    values: tuple[int, int, list[tuple[list[int], int, int]], set[int], list[int]],
) -> None:
    one, order = drawn(values)
    counted = meek(one, by_order(order, len(order)))
    assert (counted.winners, counted.quota) == by_the_letter(one, by_order(order, len(order)))


@given(rankings)
def test_no_vote_is_made_or_lost_and_every_seat_is_filled(values: tuple[int, int, list[tuple[list[int], int, int]], set[int], list[int]]) -> None:
    one, order = drawn(values)
    for rule in (scottish, meek):
        counted = rule(one, by_order(order, len(order)))
        for stage in counted.stages:
            assert sum(stage.votes) + stage.untransferable + stage.lost == counted.valid * counted.unit
        assert len(set(counted.winners)) == len(counted.winners) == min(one.seats, len(one.standing))
        assert not set(counted.winners) & one.withdrawn


# Instant run-off


def test_instant_run_off_excludes_the_last_until_somebody_has_more_than_half() -> None:
    one = election(3, 1, {"a": 4, "bc": 3, "cb": 2})
    counted = irv(one)
    assert (names(one, counted.winners), counted.quota) == ("b", 5)
    assert [stage.excluded for stage in counted.stages] == [(), (2,)]
    with pytest.raises(ValueError, match="one seat"):
        irv(election(3, 2, {"a": 1}))
    with pytest.raises(Tied):
        irv(election(2, 1, {"a": 1, "b": 1}))


# Files

FILE = """4 2           # four candidates, two seats
-4
3 1 2 0
2 2 1 0
1 0
(17) 4 3 0
0
"Amina"
"Bo \\"B\\" #1"
"Chen"
"Dolores"
"A committee"
"""


def test_a_file_is_read_as_it_was_meant() -> None:
    one = blt.read(FILE)
    assert one.candidates == ("Amina", 'Bo "B" #1', "Chen", "Dolores")
    assert (one.seats, one.withdrawn, one.title, one.blank, one.valid) == (2, {3}, "A committee", 1, 9)
    assert dict(one.papers) == {(0, 1): 3, (1, 0): 2, (2,): 4}


def test_what_a_spreadsheet_makes_of_a_file_is_read_too() -> None:
    commas = "\ufeff3,1,,\r\n2,1,2,0,\r\n1,3,0,,\r\n0,,,\r\nAmina,\r\nBo\r\nChen;\r\nA committee,,\r\n"
    one = blt.read(commas)
    assert (one.candidates, dict(one.papers), one.title) == (("Amina", "Bo", "Chen"), {(0, 1): 2, (2,): 1}, "A committee")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 0, "is empty"),
        ("three 2\n0\n", 1, "no whole number"),
        ("3\n0\n", 1, "how many candidates"),
        ("0 1\n0\n", 1, "candidates, not 0"),
        ("2 0\n0\n", 1, "seats, not 0"),
        ("99999999999 1\n0\n", 1, "too large"),
        ("2 1\n1 1 0\nAmina\nBo\n", 3, "a line with 0 alone comes before the names"),
        ("2 1\n1 1 0\n", 2, "ends before the papers do"),
        ("2 1\n1 1 2\n0\nA\nB\n", 2, "does not end with 0"),
        ("2 1\n1 1 0 1 2 0\n0\nA\nB\n", 2, "a line of its own"),
        ("2 1\n1 3 0\n0\nA\nB\n", 2, "no candidate 3"),
        ("2 1\n1 1 1 0\n0\nA\nB\n", 2, "stands on the paper twice"),
        ("2 1\n1 1=2 0\n0\nA\nB\n", 2, "equally"),
        ("2 1\n0.5 1 0\n0\nA\nB\n", 2, "no whole number"),
        ("2 1\n1 1 0\n-2\n0\nA\nB\n", 3, "before the first paper"),
        ("2 1\n-3\n0\nA\nB\n", 2, "from -1 to -2"),
        ("2 1\n1 1 0\n0\nA\n", 4, "as many names"),
        ("2 1\n1 1 0\n0\nA\nA\n", 5, "tell them apart"),
        ('2 1\n1 1 0\n0\n"A\n"B"\n', 4, "not closed"),
    ],
)
def test_a_file_that_is_not_clear_is_refused_with_the_line_and_what_to_do(text: str, line: int, words: str) -> None:
    with pytest.raises(blt.BltFault, match=words) as refused:
        blt.read(text)
    assert refused.value.line == line


@given(st.text(alphabet='0123456789 -=,#"ab\n', max_size=80))
def test_no_file_brings_the_reader_down(text: str) -> None:
    try:
        one = blt.read(text)
    except blt.BltFault:
        return
    assert one.candidates


# Real elections


def plain(name: str) -> str:
    return re.sub(r"\s*\([^)]*\)", "", name).strip().casefold()


@pytest.mark.sample_data
def test_all_twenty_wards_have_their_official_winners_and_quota(sample_data: Path) -> None:
    folder = sample_data / "ballots" / "scotland-2017"
    with (folder / "official-results.csv").open(encoding="utf-8") as rows:
        official = list(csv.DictReader(rows))
    assert len(official) == 20
    for row in official:
        one = blt.read((folder / row["file"]).read_text(encoding="utf-8"))
        counted = scottish(one)
        told = (counted.valid, counted.quota, sorted(plain(one.candidates[winner]) for winner in counted.winners))
        assert told == (int(row["valid_ballots"]), int(row["quota"]) * VOTE, sorted(row["elected"].split(" | "))), row["file"]
        assert counted.ties == (), row["file"]
        assert meek(one).quota * VOTE <= counted.quota * NANO, "what is spent lowers Meek's quota"
