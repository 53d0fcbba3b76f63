"""Which amendments touch the same words."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from commoncall.drafting.rules.amending import Change, Do
from commoncall.drafting.rules.applying import changing, deleting
from commoncall.drafting.rules.collisions import Collision, Place, Proposed, collisions, hunks
from commoncall.drafting.rules.paragraphs import Paragraph, Style
from tests.drafting.texts import WORDS, text_with, texts_and_amendments

TEXT = text_with("All states shall ban the use of mines and clear their land.", "They report each year.")


def saying(name: str, now: str, at: int = 0) -> Proposed:
    return Proposed(name, (changing(TEXT[at], now),))


MUST = saying("must", "All states must ban the use of mines and clear their land.")
QUICK = saying("quick", "All states shall ban the use of mines and quickly clear their land.")
MAY = saying("may", "All states may ban the use of mines and clear their land.")
GONE = Proposed("gone", (deleting(TEXT[0]),))


def test_two_who_change_the_same_word_collide() -> None:
    assert collisions(TEXT, [MUST, MAY]) == [Collision("k0", ("must", "may"), True, Place.WORDS)]


def test_two_who_change_other_words_of_one_paragraph_do_not() -> None:
    assert collisions(TEXT, [MUST, QUICK]) == []


def test_two_who_change_other_paragraphs_do_not() -> None:
    assert collisions(TEXT, [MUST, saying("often", "They report twice each year.", 1)]) == []


def test_words_side_by_side_with_nothing_between_them_collide() -> None:
    """Whether "must" and "rule out" can stand together, only somebody who reads them can say."""
    assert collisions(TEXT, [MUST, saying("rule", "All states shall rule out the use of mines and clear their land.")])[0].overlapping


def test_a_deletion_collides_with_any_change_of_that_paragraph_and_not_with_another_deletion() -> None:
    assert collisions(TEXT, [GONE, QUICK]) == [Collision("k0", ("gone", "quick"), True, Place.WORDS)]
    again = Proposed("too", (deleting(TEXT[0]),))
    assert collisions(TEXT, [GONE, again]) == [Collision("k0", ("gone", "too"), False, Place.SAME)]


def test_two_who_say_the_same_are_shown_together_and_exclude_nobody() -> None:
    assert collisions(TEXT, [MUST, Proposed("too", MUST.changes)]) == [Collision("k0", ("must", "too"), False, Place.SAME)]


def test_insertions_at_one_place_are_shown_together_in_their_order() -> None:
    one, two = (Proposed(name, (Change(Do.INSERT, "k0", name, key=name),)) for name in ("one", "two"))
    first = Proposed("zero", (Change(Do.INSERT, "", "Before", key="b"),))
    assert collisions(TEXT, [two, one, first]) == [Collision("k0", ("two", "one"), False, Place.INSERTION)]


def test_an_insertion_after_ones_own_insertion_counts_for_the_place_in_the_text() -> None:
    own = Proposed("own", (Change(Do.INSERT, "k0", "x", key="x"), Change(Do.INSERT, "x", "y", key="y")))
    other = Proposed("other", (Change(Do.INSERT, "k0", "z", key="z"),))
    assert collisions(TEXT, [own, other]) == [Collision("k0", ("own", "other"), False, Place.INSERTION)]


def test_collisions_at_two_places_of_one_paragraph_are_two() -> None:
    land = saying("land", "All states shall ban the use of mines and clear their soil.")
    soil = saying("soil", "All states shall ban the use of mines and clear their fields.")
    assert [one.ids for one in collisions(TEXT, [MUST, land, MAY, soil])] == [("must", "may"), ("land", "soil")]


def test_two_other_ways_for_a_paragraph_to_stand_collide() -> None:
    ways = [Proposed(style, (Change(Do.CHANGE, "k0", TEXT[0].text, Style(style)),)) for style in ("heading", "quote")]
    assert collisions(TEXT, ways) == [Collision("k0", ("heading", "quote"), True, Place.WORDS)]
    assert collisions(TEXT, [ways[0], QUICK]) == []


def test_in_chinese_signs_beside_each_other_are_told_apart() -> None:
    text = text_with("各国应当立即销毁全部库存。")
    one = Proposed("one", (changing(text[0], "各国必须立即销毁全部库存。"),))
    two = Proposed("two", (changing(text[0], "各国应当立即销毁所有库存。"),))
    assert collisions(text, [one, two]) == []
    assert collisions(text, [one, Proposed("three", (changing(text[0], "各国可以立即销毁全部库存。"),))])[0].overlapping


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))
def test_hunks_say_exactly_what_differs(before: str, now: str) -> None:
    made, place = "", 0
    for hunk in hunks(before, now):
        made += before[place : hunk.start] + hunk.text
        place = hunk.end
    assert made + before[place:] == now


@given(texts_and_amendments())
def test_who_collides_does_not_depend_on_the_order(given: tuple[tuple[Paragraph, ...], list[Proposed]]) -> None:
    text, amendments = given
    found = {
        frozenset((one.paragraph, one.place, *sorted(map(str, one.ids))) for one in collisions(text, list(order)))
        for order in itertools.permutations(amendments)
    }
    assert len(found) == 1
