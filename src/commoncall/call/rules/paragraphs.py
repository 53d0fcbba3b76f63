"""What a call says, as the paragraphs of a text that many write together, and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commoncall.drafting.rules.paragraphs import Paragraph, Style, new_key, numbers


class NotACall(ValueError):
    """Paragraphs that are no call; ``place`` counts from 0 the one that stands where a call has nothing."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


@dataclass(frozen=True)
class Said:
    """What stands before the demands, the demands in order, and what comes after them."""

    preamble: str
    demands: tuple[str, ...]
    closing: str


def as_paragraphs(preamble: str, demands: Sequence[str], closing: str) -> list[Paragraph]:
    """Return what a call says as paragraphs: the demands with numbers, what stands before and after them without."""
    around = [[Paragraph(new_key(), line, numbered=False) for line in _lines(words)] for words in (preamble, closing)]
    return [*around[0], *(Paragraph(new_key(), demand) for demand in demands), *around[1]]


def as_said(paragraphs: Sequence[Paragraph]) -> Said:
    """Return paragraphs as a call says them: what has a number is a demand, with the items under it.

    Raises ``NotACall`` where something without a number stands between two demands: it would belong to neither.
    """
    demands: list[str] = []
    around: tuple[list[str], list[str]] = ([], [])
    for place, (one, number) in enumerate(zip(paragraphs, numbers(paragraphs), strict=True)):
        if one.style is Style.PARAGRAPH and number:
            if around[1]:
                raise NotACall(place - 1)
            demands.append(_line(one.text))
        elif one.style is Style.ITEM and demands and not around[1]:
            demands[-1] += f" {number} {_line(one.text)}" if number else f" {_line(one.text)}"
        else:
            around[bool(demands)].append(_line(one.text))
    return Said("\n".join(around[0]), tuple(demands), "\n".join(around[1]))


def _lines(words: str) -> list[str]:
    return [line for part in words.splitlines() if (line := part.strip())]


def _line(words: str) -> str:
    return " ".join(words.split())
