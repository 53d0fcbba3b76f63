"""What merges by itself, and what somebody has to choose."""

from __future__ import annotations

import itertools

from hypothesis import given

from commoncall.drafting.rules.amending import Change, Do
from commoncall.drafting.rules.applying import apply, changing, deleting
from commoncall.drafting.rules.collisions import Place, Proposed, collisions
from commoncall.drafting.rules.merging import merge
from commoncall.drafting.rules.paragraphs import Paragraph, Style
from tests.drafting.test_collisions import GONE, MAY, MUST, QUICK, TEXT, saying
from tests.drafting.texts import text_with, texts_and_amendments


def said(paragraphs: tuple[Paragraph, ...]) -> list[str]:
    return [one.text for one in paragraphs]


def test_changes_to_other_words_of_one_paragraph_are_both_made() -> None:
    merged = merge(TEXT, [QUICK, MUST])
    assert said(merged.paragraphs)[0] == "All states must ban the use of mines and quickly clear their land."
    assert merged.open == ()


def test_where_two_collide_the_paragraph_stands_as_it_was_until_somebody_chooses() -> None:
    merged = merge(TEXT, [MUST, MAY, QUICK])
    assert said(merged.paragraphs) == said(TEXT)
    (collision,) = merged.open
    assert (collision.paragraph, collision.ids, collision.overlapping) == ("k0", ("may", "must", "quick"), True)


def test_what_was_chosen_stands_in_the_place_of_the_paragraph() -> None:
    chosen = [Paragraph("k0", "States must act."), Paragraph("", "And quickly.")]
    merged = merge(TEXT, [MUST, MAY], {"k0": chosen})
    assert said(merged.paragraphs) == ["States must act.", "And quickly.", "They report each year."]
    assert merged.open == ()
    assert len({one.key for one in merged.paragraphs} - {""}) == 3
    assert said(merge(TEXT, [GONE, MAY], {"k0": []}).paragraphs) == ["They report each year."]


def test_what_was_chosen_with_an_insertion_is_not_inserted_twice() -> None:
    both = Proposed("both", (*MUST.changes, Change(Do.INSERT, "k0", "And soon.", key="soon")))
    chosen = [Paragraph("k0", "All states must."), Paragraph("soon", "And soon.")]
    assert said(merge(TEXT, [both, MAY], {"k0": chosen}).paragraphs) == ["All states must.", "And soon.", TEXT[1].text]


def test_insertions_of_two_stand_in_the_order_of_the_amendments_and_the_same_words_once() -> None:
    inserting = [Proposed(name, (Change(Do.INSERT, "k0", words, key=name),)) for name, words in (("a1", "One."), ("a2", "Two."), ("a3", "One."))]
    assert said(merge(TEXT, list(reversed(inserting))).paragraphs)[1:3] == ["One.", "Two."]


def test_what_is_inserted_after_a_deleted_paragraph_stands() -> None:
    assert said(merge(TEXT, [GONE, Proposed("in", (Change(Do.INSERT, "k0", "Instead.", key="i"),))]).paragraphs) == ["Instead.", TEXT[1].text]


def test_style_and_words_that_two_change_are_both_changed() -> None:
    heading = Proposed("heading", (Change(Do.CHANGE, "k0", TEXT[0].text, Style.HEADING),))
    first = merge(TEXT, [heading, QUICK]).paragraphs[0]
    assert (first.style, "quickly" in first.text) == (Style.HEADING, True)


def test_an_amendment_to_an_amendment_is_merged_into_its_words() -> None:
    parent = Proposed("p", (changing(TEXT[0], "All states must ban mines."), Change(Do.INSERT, "k0", "New words here.", key="new")))
    words = apply(TEXT, parent.changes)
    child = Proposed("q", (changing(words[0], "All states must now ban mines."), changing(words[1], "New and better words here.")), amends="p")
    deeper = Proposed("r", (changing(apply(words, child.changes)[1], "New and much better words here."),), amends="q")
    assert said(merge(TEXT, [deeper, child, parent]).paragraphs)[:2] == ["All states must now ban mines.", "New and much better words here."]


def test_amendments_to_an_amendment_that_collide_leave_its_paragraph_open() -> None:
    parent = Proposed("p", (Change(Do.INSERT, "k0", "Mines are banned for ever.", key="new"),))
    words = apply(TEXT, parent.changes)
    children = [
        Proposed(name, (changing(words[1], text),), amends="p") for name, text in (("q", "Mines are banned now."), ("r", "Mines are banned here."))
    ]
    merged = merge(TEXT, [parent, *children])
    assert [(one.paragraph, one.ids) for one in merged.open] == [("k0", ("p", "q", "r"))]


def test_an_amendment_to_words_that_were_accepted_with_changes_is_carried_over_where_it_can_be() -> None:
    proposed, treated = "All states must ban mines and clear land.", "Most states must ban mines and clear land."
    parent = Proposed("p", (changing(TEXT[0], treated),))
    words = text_with(proposed)
    child = Proposed("q", (changing(words[0], "All states must ban mines and clear all land."),), amends="p")
    assert said(merge(TEXT, [parent, child]).paragraphs)[0] == "Most states must ban mines and clear all land."
    other = Proposed("q", (changing(words[0], "Some states must ban mines and clear land."),), amends="p")
    assert [one.ids for one in merge(TEXT, [parent, other]).open] == [("p", "q")]


def test_what_was_said_in_another_language_has_to_be_worded() -> None:
    foreign = Proposed("fr", (Change(Do.CHANGE, "k1", "Ils font rapport chaque mois."),), is_foreign=True)
    merged = merge(TEXT, [foreign, MUST])
    assert [(one.paragraph, one.place, one.overlapping) for one in merged.open] == [("k1", Place.LANGUAGES, False)]
    assert "must" in merged.paragraphs[0].text
    assert said(merge(TEXT, [foreign], {"k1": [Paragraph("k1", "They report each month.")]}).paragraphs)[1] == "They report each month."


def test_an_amendment_to_what_is_no_longer_there_is_open_and_not_lost() -> None:
    lost = Proposed("lost", (Change(Do.CHANGE, "elsewhere", "x"),))
    assert [one.ids for one in merge(TEXT, [lost]).open] == [("lost",)]


def test_one_amendment_alone_merges_to_what_it_says() -> None:
    both = Proposed("both", (*MUST.changes, deleting(TEXT[1])))
    assert merge(TEXT, [both]).paragraphs == apply(TEXT, both.changes)


@given(texts_and_amendments())
def test_the_order_in_which_amendments_are_merged_does_not_matter(given: tuple[tuple[Paragraph, ...], list[Proposed]]) -> None:
    text, amendments = given
    assert len({(merged.paragraphs, merged.open) for order in itertools.permutations(amendments) for merged in [merge(text, list(order))]}) == 1


@given(texts_and_amendments())
def test_exactly_what_collides_is_left_open(given: tuple[tuple[Paragraph, ...], list[Proposed]]) -> None:
    text, amendments = given
    colliding = {one.paragraph for one in collisions(text, amendments) if one.overlapping}
    assert {one.paragraph for one in merge(text, amendments).open} == colliding


@given(texts_and_amendments())
def test_one_after_another_gives_the_same_as_all_together(given: tuple[tuple[Paragraph, ...], list[Proposed]]) -> None:
    """Where nothing collides and nobody inserts at another's place or says the same, merging is applying in any order."""
    text, amendments = given
    if collisions(text, amendments):
        return
    now = text
    there = {one.key: one for one in text}
    for one in amendments:
        rest = [another for another in amendments if another is not one]
        assert {key.key for key in merge(text, rest).paragraphs} >= {key for key in there if key not in _gone(rest)}
    if sum(len(one.changes) for one in amendments) == len({change.paragraph for one in amendments for change in one.changes}):
        for one in amendments:
            now = apply(now, one.changes)
        assert merge(text, amendments).paragraphs == now


def _gone(amendments: list[Proposed]) -> set[str]:
    return {change.paragraph for one in amendments for change in one.changes if change.do is Do.DELETE}


def test_saying_something_of_another_paragraph_changes_nothing_here() -> None:
    assert merge(TEXT, [saying("often", "They report twice each year.", 1)]).paragraphs[0] == TEXT[0]
