"""Paragraphs between others that stayed: there, being somewhat alike in the same order is enough, and headings answer to headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commoncall.drafting.rules.redline.likeness import Likeness

#: In its place, a paragraph need only be so much like what it became.
_AKIN = 0.22
#: How much two headings gain by being headings: less than two paragraphs that are clearly alike.
_HEADINGS = 0.25
#: A gap of more pairs than this is left as it is.
_MOST_PAIRS = 4_000


@dataclass(frozen=True)
class Gap:
    """The texts of both sides, and the places of the paragraphs that are still alone between two that belong together."""

    old_texts: Sequence[str]
    new_texts: Sequence[str]
    old: Sequence[int]
    new: Sequence[int]


def filled(gap: Gap, likeness: Likeness) -> list[tuple[int, int]]:
    """Return which belong together, in the same order on both sides, so that all together gain the most."""
    if not gap.old or not gap.new or len(gap.old) * len(gap.new) > _MOST_PAIRS:
        return []
    gains = [[_gain(gap, likeness, one, other) for other in gap.new] for one in gap.old]
    best = [[0.0] * (len(gap.new) + 1) for _row in range(len(gap.old) + 1)]
    for row in range(len(gap.old) - 1, -1, -1):
        for column in range(len(gap.new) - 1, -1, -1):
            together = gains[row][column] + best[row + 1][column + 1] if gains[row][column] > 0 else 0.0
            best[row][column] = max(together, best[row + 1][column], best[row][column + 1])
    found = []
    row = column = 0
    while row < len(gap.old) and column < len(gap.new):
        if best[row][column] == best[row + 1][column]:
            row += 1
        elif best[row][column] == best[row][column + 1]:
            column += 1
        else:
            found.append((gap.old[row], gap.new[column]))
            row, column = row + 1, column + 1
    return found


def _gain(gap: Gap, likeness: Likeness, old: int, new: int) -> float:
    headings = gap.old_texts[old].startswith("#"), gap.new_texts[new].startswith("#")
    if headings[0] != headings[1]:
        return 0.0
    return likeness.of(old, new) + (_HEADINGS if all(headings) else -_AKIN)
