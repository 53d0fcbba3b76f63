"""Texts that are made to take for ever, or simply enormous, are compared like any other: these tests would not end if they were not."""

from __future__ import annotations

import random

import pytest

from commoncall.drafting.rules import redline
from commoncall.drafting.rules.redline import Counts

drawn = random.Random(1948)
WORDS = [f"word{number}" for number in range(4000)]


def text(words: int) -> str:
    return " ".join(drawn.choices(WORDS, [1 / (place + 1) for place in range(len(WORDS))], k=words))


def compared(old: list[str], new: list[str]) -> Counts:
    found = redline.compare(old, new)
    assert redline.is_exact(found, old, new)
    return found.counts


def test_fifty_thousand_equal_paragraphs() -> None:
    assert compared(["the same in all of them"] * 50_000, ["the same in all of them"] * 40_000) == Counts(kept=40_000, removed=10_000)


def test_fifty_thousand_paragraphs_in_any_order() -> None:
    old = [f"paragraph {number} says this and nothing else" for number in range(50_000)]
    new = list(old)
    drawn.shuffle(new)
    counts = compared(old, new)
    assert counts.kept + counts.moved == 50_000


def test_paragraphs_of_few_kinds_in_another_order() -> None:
    compared([f"alpha beta gamma delta {place % 50}" for place in range(20_000)], [f"alpha beta gamma delta {place % 49}" for place in range(20_000)])


def test_a_paragraph_of_three_hundred_thousand_words() -> None:
    old = text(300_000).split()
    new = ["changed" if place % 5000 == 0 else word for place, word in enumerate(old)]
    assert compared([" ".join(old)], [" ".join(new)]) == Counts(changed=1)


def test_a_paragraph_of_two_words_again_and_again() -> None:
    compared(["a b " * 100_000], ["b a " * 90_000 + "c"])
    compared([" ".join(drawn.choices("ab", k=50_000))], [" ".join(drawn.choices("ab", k=50_000))])


def test_a_text_of_headings_and_one_of_brackets() -> None:
    compared(["# h"] * 3000, [f"# g{number}" for number in range(3000)])
    compared(["[" * 200_000], ["]" * 200_000])


@pytest.mark.parametrize("sign", ["漢", "\u0301", "\u200d", "👨‍👩", "*", " ", "\u17d2"])
def test_one_sign_again_and_again(sign: str) -> None:
    compared([sign * 100_000], [sign * 99_999 + "x"])


@pytest.mark.slow
def test_five_megabytes_of_unlike_paragraphs() -> None:
    compared([text(20) for _number in range(40_000)], [text(20) for _number in range(40_000)])


@pytest.mark.slow
def test_many_long_paragraphs_of_two_words() -> None:
    old, new = ([" ".join(drawn.choices("ab", k=8000)) for _number in range(40)] for _side in range(2))
    compared(old, new)
