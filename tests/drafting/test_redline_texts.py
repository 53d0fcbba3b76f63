"""Two versions of a text are compared paragraph by paragraph: what moved, was renumbered, divided or joined is known again."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commoncall.drafting.rules import redline
from commoncall.drafting.rules.redline import Counts, Mark, Piece, Redline, Status

BAN = "1. All states shall ban the use of mines and clear the land that they hold."
CARE = "2. They shall care for survivors and for the families of those who died."
REPORT = "3. Each year they report to the others what they did, and what is left to do."
MONEY = "4. Those that can shall pay for the clearing of land in states that cannot."
TEXT = ["# Article 1", BAN, CARE, REPORT, MONEY]

#: Few paragraphs, often the same, so that chance brings every kind of trouble.
POOL = [*TEXT, "", " ", "Option 1:", "Option 1:", "3.", "(a)", BAN + " " + CARE, CARE.replace("2.", "7."), "*", "条约。", "المعاهدة", "# Article 2"]
paragraphs = st.lists(st.sampled_from(POOL) | st.text(max_size=15), max_size=10)


def statuses(found: Redline) -> list[tuple[int | None, int | None, Status]]:
    return [(row.old_index, row.new_index, row.status) for row in found.rows]


@given(paragraphs, paragraphs)
def test_carrying_it_out_gives_the_other_text_in_both_directions(old: list[str], new: list[str]) -> None:
    for one, other in ((old, new), (new, old)):
        found = redline.compare(one, other)
        assert redline.apply(found, one) == other
        assert redline.is_exact(found, one, other)


@given(paragraphs, paragraphs)
def test_every_paragraph_of_both_texts_is_told_of_once(old: list[str], new: list[str]) -> None:
    found = redline.compare(old, new)
    assert sorted(row.old_index for row in found.rows if row.old_index is not None) == list(range(len(old)))
    assert [row.new_index for row in found.rows if row.new_index is not None] == list(range(len(new)))
    for row in found.rows:
        assert redline.before(row.pieces) == (old[row.old_index] if row.old_index is not None else "")
        assert redline.now(row.pieces) == (new[row.new_index] if row.new_index is not None else "")
    counts = found.counts
    both = counts.kept + counts.changed + counts.moved + counts.moved_and_changed
    assert (both + counts.removed, both + counts.added) == (len(old), len(new))


@given(paragraphs, paragraphs)
def test_matching_pairs_each_paragraph_once(old: list[str], new: list[str]) -> None:
    pairs = redline.match(old, new)
    assert sorted(pair.old for pair in pairs if pair.old is not None) == list(range(len(old)))
    assert sorted(pair.new for pair in pairs if pair.new is not None) == list(range(len(new)))
    assert all(pair.old is not None or pair.new is not None for pair in pairs)


@given(paragraphs)
def test_a_text_compared_with_itself_is_kept(text: list[str]) -> None:
    assert redline.compare(text, text).is_empty


def test_what_moved_moved_and_nothing_else() -> None:
    found = redline.compare([BAN, CARE, REPORT, MONEY], [MONEY, BAN, CARE, REPORT])
    assert statuses(found) == [(3, 0, Status.MOVED), (0, 1, Status.KEPT), (1, 2, Status.KEPT), (2, 3, Status.KEPT)]


def test_another_number_alone_is_told_apart_from_other_words() -> None:
    found = redline.compare([BAN, CARE], [BAN, "2. Something was put between them, of which nobody had spoken.", CARE.replace("2.", "3.")])
    row = found.rows[-1]
    assert (row.old_index, row.status, row.renumbered, row.reworded) == (1, Status.CHANGED, True, False)
    assert row.pieces[:2] == (Piece(Mark.REMOVED, "2."), Piece(Mark.ADDED, "3."))
    assert found.counts == Counts(kept=1, changed=1, added=1, only_renumbered=1)
    reworded = redline.compare([CARE], ["3. They shall care for survivors and for their families."]).rows[0]
    assert (reworded.renumbered, reworded.reworded) == (True, True)
    assert not redline.compare([CARE], ["2. They shall care for survivors and for their families."]).rows[0].renumbered


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("(a) ", "(b) "),
        ("iv. ", "v. "),
        ("## Article 3 ", "## Article 4 "),
        ("第三条 ", "第四条 "),
        ("المادة 3 ", "المادة 4 "),
        ("1.2.3. ", "1.2.4. "),
    ],
)
def test_numbers_are_known_in_many_forms(one: str, other: str) -> None:
    row = redline.compare([one + "they care for all survivors"], [other + "they care for all survivors"]).rows[0]
    assert (row.renumbered, row.reworded) == (True, False)


def test_a_word_that_looks_like_a_number_is_a_word() -> None:
    row = redline.compare(["Article by article they agreed to all of it"], ["Clause by clause they agreed to all of it"]).rows[0]
    assert (row.renumbered, row.reworded) == (False, True)


def test_a_paragraph_that_was_divided_is_known_again_in_both_parts() -> None:
    whole = "All states shall ban the use of mines. They shall care for survivors and for the families of those who died."
    parts = ["All states shall ban the use of mines.", "They shall care for survivors and for the families of those who died."]
    found = redline.compare([REPORT, whole, MONEY], [REPORT, *parts, MONEY])
    added = next(row for row in found.rows if row.status is Status.ADDED)
    assert added.split_from == 1
    back = redline.compare([REPORT, *parts, MONEY], [REPORT, whole, MONEY])
    removed = next(row for row in back.rows if row.status is Status.REMOVED)
    assert removed.merged_into == 1


def test_what_is_new_is_no_part_of_its_neighbour() -> None:
    found = redline.compare([BAN, MONEY], [BAN.replace("clear", "clean"), "Nobody had said before that boats need a harbour.", MONEY])
    assert all(row.split_from is None and row.merged_into is None for row in found.rows)


def test_what_is_gone_stands_where_it_stood() -> None:
    assert [row.old_index for row in redline.compare([BAN, CARE, REPORT], [BAN, REPORT]).rows] == [0, 1, 2]
    assert [row.old_index for row in redline.compare([BAN, CARE, REPORT], [CARE, REPORT]).rows] == [0, 1, 2]


def test_short_lines_that_are_everywhere_do_not_wander() -> None:
    old = ["**Option 1:**", BAN, "**Option 2:**", CARE, "**Option 1:**", REPORT]
    new = ["**Option 1:**", BAN, MONEY, "**Option 1:**", REPORT]
    found = redline.compare(old, new)
    assert not any(row.status in {Status.MOVED, Status.MOVED_AND_CHANGED} for row in found.rows)


def test_paragraphs_that_share_no_words_are_not_one() -> None:
    found = redline.compare(["Cats sleep all day long in the warm sun."], ["Governments must act today without any delay."])
    assert found.counts == Counts(added=1, removed=1)


def test_of_several_that_are_alike_each_gets_its_own() -> None:
    old = [f"The committee for {place} meets twice a year and reports to the assembly." for place in ("water", "land", "schools", "health")]
    new = [one.replace("twice", "three times") for one in old]
    assert [(row.old_index, row.new_index) for row in redline.compare(old, new).rows] == [(0, 0), (1, 1), (2, 2), (3, 3)]


@given(st.randoms(use_true_random=False))
def test_shuffled_paragraphs_are_all_found(drawn: random.Random) -> None:
    old = [f"Paragraph about {drawn.choice('abcdefgh')} and {place} with words that only it has {place * 7919}." for place in range(30)]
    new = list(old)
    drawn.shuffle(new)
    assert {(pair.old, pair.new) for pair in redline.match(old, new)} == {(old.index(text), place) for place, text in enumerate(new)}


def test_exact_is_found_out_and_not_believed() -> None:
    old, new = [BAN, CARE, REPORT], [CARE, BAN.replace("ban", "forbid"), MONEY]
    found = redline.compare(old, new)
    assert redline.is_exact(found, old, new)
    assert not redline.is_exact(found, old, [*new, ""])
    assert not redline.is_exact(found, [*old, ""], new)
    assert not redline.is_exact(found, [BAN + " ", CARE, REPORT], new)
    for place, row in enumerate(found.rows):
        fewer = Redline(found.rows[:place] + found.rows[place + 1 :])
        assert not redline.is_exact(fewer, old, new)
        twice = Redline((*found.rows, row))
        assert not redline.is_exact(twice, old, new)
        for number, piece in enumerate(row.pieces):
            for text in (piece.text + "x", "x" * len(piece.text)):
                wrong = replace(row, pieces=(*row.pieces[:number], replace(piece, text=text), *row.pieces[number + 1 :]))
                assert not redline.is_exact(Redline((*found.rows[:place], wrong, *found.rows[place + 1 :])), old, new)
