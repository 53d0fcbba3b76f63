"""A comparison carried out: the old text becomes the new one, and nothing is taken on trust."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commoncall.drafting.rules.redline.pieces import Mark
from commoncall.drafting.rules.redline.rows import Redline, Row


def apply(redline: Redline, old: Sequence[str]) -> list[str]:
    """Carry a comparison out on the old text and return the new one. Refused (ValueError) where it was made of another text."""
    seen: set[int] = set()
    new: dict[int, str] = {}
    for row in redline.rows:
        before = ""
        if row.old_index is not None:
            if row.old_index in seen or not 0 <= row.old_index < len(old):
                raise ValueError(f"There is no paragraph {row.old_index} that could be taken.")
            seen.add(row.old_index)
            before = old[row.old_index]
        said = "".join(_carried_out(row, before))
        if row.new_index is not None:
            if row.new_index in new:
                raise ValueError(f"There are two paragraphs {row.new_index}.")
            new[row.new_index] = said
        elif said:
            raise ValueError("A paragraph that is gone still says something.")
    if len(seen) != len(old) or sorted(new) != list(range(len(new))):
        raise ValueError("Not every paragraph is told of.")
    return [new[place] for place in range(len(new))]


def is_exact(redline: Redline, old: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether carrying a comparison out on the old text gives exactly the new one, by doing it."""
    try:
        return apply(redline, old) == list(new)
    except ValueError:
        return False


def _carried_out(row: Row, text: str) -> Iterator[str]:
    """Yield what a paragraph says when it is changed as the row says; what is kept comes from the text, not from the row."""
    place = 0
    for piece in row.pieces:
        if piece.mark is Mark.ADDED:
            yield piece.text
            continue
        end = place + len(piece.text)
        if text[place:end] != piece.text:
            raise ValueError(f"Paragraph {row.old_index} does not say what the comparison says.")
        if piece.mark is Mark.KEPT:
            yield text[place:end]
        place = end
    if place != len(text):
        raise ValueError(f"Paragraph {row.old_index} says more than the comparison says.")
