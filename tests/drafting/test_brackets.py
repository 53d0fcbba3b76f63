"""Alternatives in square brackets are seen as what they are: words that are not settled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commoncall.drafting.rules.brackets import alternatives, are_open, open_in
from tests.drafting.texts import text_with


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("States [shall/should] act.", [("shall", "should")]),
        ("States [shall][should] [may] act.", [("shall", "should", "may")]),
        ("States shall act [without delay].", [("without delay",)]),
        ("[Option 1: all [most] states/Option 2: some] act.", [("Option 1: all [most] states", "Option 2: some")]),
        ("[A] and then [B/C].", [("A",), ("B", "C")]),
        ("See https://example.org/a [see https://example.org/b].", [("see https://example.org/b",)]),
        ("By [decision 1/CP.21 and later ones] [2020/2030].", [("decision 1/CP.21 and later ones", "2020", "2030")]),
        ("Never [closed", [("closed",)]),
        ("[يجب/ينبغي] على الدول", [("يجب", "ينبغي")]),
    ],
)
def test_alternatives_are_found_with_their_options(text: str, options: list[tuple[str, ...]]) -> None:
    assert [one.options for one in alternatives(text)] == options


@pytest.mark.parametrize("text", ["Nothing.", "As said before [12].", "They […] act [...] [sic].", "A ] alone."])
def test_notes_and_omissions_are_not_open(text: str) -> None:
    assert not are_open(text_with(text))


def test_paragraphs_with_alternatives_are_named() -> None:
    assert open_in(text_with("Settled.", "[Not] settled.", "Settled.")) == ("k1",)


@given(st.text(alphabet="ab []/"))
def test_alternatives_stand_within_the_text_and_beside_each_other(text: str) -> None:
    last = 0
    for one in alternatives(text):
        assert last <= one.start < one.end <= len(text)
        last = one.end
