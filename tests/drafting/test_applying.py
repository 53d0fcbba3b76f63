"""What an amendment makes of a text, and why some cannot be proposed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commoncall.drafting.rules import amending, applying
from commoncall.drafting.rules.amending import Change, Do
from commoncall.drafting.rules.applying import NotThereError, apply, changing, deleting, difference, faults, shown, tidy
from commoncall.drafting.rules.paragraphs import Paragraph, Style
from commoncall.drafting.rules.redline import Mark
from tests.drafting.texts import text_with, texts_and_changes

TEXT = text_with("States shall act.", "They shall act now.", "Thank you.")


def said(paragraphs: tuple[Paragraph, ...]) -> list[str]:
    return [one.text for one in paragraphs]


def test_a_paragraph_is_changed_deleted_and_inserted_where_it_was_meant() -> None:
    changes = [
        changing(TEXT[0], "All states shall act."),
        deleting(TEXT[1]),
        Change(Do.INSERT, "k1", "Slowly."),
        Change(Do.INSERT, "k1", "And surely."),
        Change(Do.INSERT, "", "Before everything."),
    ]
    assert said(apply(TEXT, changes)) == ["Before everything.", "All states shall act.", "Slowly.", "And surely.", "Thank you."]


def test_what_is_inserted_can_follow_what_is_inserted_by_the_same_amendment() -> None:
    changes = [Change(Do.INSERT, "new", "Second."), Change(Do.INSERT, "k2", "First.", key="new")]
    assert said(apply(TEXT, changes)) == [*said(TEXT), "First.", "Second."]


def test_a_changed_paragraph_keeps_its_key_and_takes_the_style_that_was_proposed() -> None:
    heading = apply(TEXT, [Change(Do.CHANGE, "k0", "Acting", Style.HEADING, 2, False)])[0]
    assert heading == Paragraph("k0", "Acting", Style.HEADING, 2, False)


@pytest.mark.parametrize(
    "change", [Change(Do.CHANGE, "elsewhere", "x"), Change(Do.DELETE, "elsewhere"), Change(Do.INSERT, "elsewhere", "x")], ids=lambda one: one.do
)
def test_nothing_is_done_to_a_paragraph_that_is_not_there(change: Change) -> None:
    with pytest.raises(NotThereError):
        apply(TEXT, [change])
    assert [fault.code for fault in faults(TEXT, [change])] == ["missing"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ([], "none"),
        ([Change(Do.CHANGE, "k0", "States shall act.")], "same"),
        ([Change(Do.CHANGE, "k0", "  ")], "empty"),
        ([Change(Do.INSERT, "k0", "")], "empty"),
        ([Change(Do.INSERT, "k0", "x" * (applying.LONGEST_PARAGRAPH + 1))], "long"),
        ([Change(Do.DELETE, "k0"), Change(Do.CHANGE, "k0", "x")], "twice"),
        ([Change(Do.INSERT, "k0", "x", key="k1")], "twice"),
        ([Change(Do.INSERT, "k0", str(number)) for number in range(applying.MOST_CHANGES + 1)], "many"),
        ([Change(Do.INSERT, "new", "It would follow itself.", key="new")], "missing"),
    ],
)
def test_what_cannot_be_proposed_says_why(changes: list[Change], code: str) -> None:
    assert faults(TEXT, changes)[0].code == code


def test_the_same_words_in_another_style_are_a_change() -> None:
    assert not faults(TEXT, [Change(Do.CHANGE, "k0", TEXT[0].text, Style.HEADING)])


def test_changes_are_shown_word_by_word_in_the_order_of_the_text() -> None:
    changes = [deleting(TEXT[2]), Change(Do.INSERT, "k1", "Slowly.", key="n"), changing(TEXT[0], "All states shall act.")]
    first, second, third = shown(TEXT, changes)
    assert (first.do, second.do, third.do) == (Do.CHANGE, Do.INSERT, Do.DELETE)
    assert "".join(one.text for one in first.pieces if one.mark is not Mark.ADDED) == "States shall act."
    assert "".join(one.text for one in first.pieces if one.mark is not Mark.REMOVED) == "All states shall act."
    assert (second.after, second.now and second.now.key) == ("k1", "n")
    assert (third.now, [one.mark for one in third.pieces]) == (None, [Mark.REMOVED])


def test_a_change_to_a_paragraph_that_another_text_lacks_is_not_shown_with_it() -> None:
    assert shown(TEXT[:1], [deleting(TEXT[2]), Change(Do.INSERT, "k2", "After what is gone.")]) == ()


@given(texts_and_changes())
def test_the_difference_between_a_text_and_itself_amended_is_the_amendment(given: tuple[tuple[Paragraph, ...], list[Change]]) -> None:
    text, changes = given
    now = apply(text, changes)
    assert apply(text, difference(text, now)) == now


@given(texts_and_changes())
def test_changes_are_stored_and_read_without_loss(given: tuple[tuple[Paragraph, ...], list[Change]]) -> None:
    _text, changes = given
    assert amending.read([one.as_stored() for one in changes]) == tuple(changes)


@given(st.text())
def test_a_tidied_paragraph_is_one_line_and_can_be_kept(text: str) -> None:
    kept = tidy(text)
    assert "\n" not in kept
    assert "\x00" not in kept
    assert tidy(kept) == kept
    assert kept.encode() is not None


def test_tidying_leaves_the_joiners_and_spaces_that_scripts_need() -> None:
    assert tidy(" می‌خواهم\u00a0که\n") == "می‌خواهم\u00a0که"
