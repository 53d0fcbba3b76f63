"""Paragraphs that were divided, or joined: what looks added was said before by its neighbour, what looks removed is said by it now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from commoncall.drafting.rules.redline.likeness import said
from commoncall.drafting.rules.redline.pieces import Mark
from commoncall.drafting.rules.redline.rows import Row, Status

#: So much of a paragraph must have come out of its neighbour, or gone into it; and it must be so many words long.
_LEAST, _TELLING = 0.75, 5


def divided(rows: Sequence[Row]) -> list[Row]:
    """Return the rows, of which those that were divided off or joined say so."""
    changed = [row for row in rows if row.old_index is not None and row.new_index is not None]
    added = {row.new_index: row for row in rows if row.status is Status.ADDED and row.new_index is not None}
    removed = {row.old_index: row for row in rows if row.status is Status.REMOVED and row.old_index is not None}
    came_from = _parents(added, {row.new_index: row for row in changed if row.new_index is not None}, Mark.REMOVED)
    went_into = _parents(removed, {row.old_index: row for row in changed if row.old_index is not None}, Mark.ADDED)
    found = []
    for row in rows:
        split = came_from.get(row.new_index) if row.status is Status.ADDED and row.new_index is not None else None
        merged = went_into.get(row.old_index) if row.status is Status.REMOVED and row.old_index is not None else None
        if split:
            found.append(replace(row, split_from=split.old_index))
        else:
            found.append(replace(row, merged_into=merged.new_index) if merged else row)
    return found


def _parents(alone: dict[int, Row], changed: dict[int, Row], mark: Mark) -> dict[int, Row]:
    """Return for paragraphs that stand alone the row beside them whose pieces of this mark say what they say, each word once."""
    spare: dict[int, Counter[str]] = {}
    found: dict[int, Row] = {}
    for step in (-1, 1):
        for place in sorted(alone, reverse=step > 0):
            beside = changed.get(place + step) or found.get(place + step)
            if place in found or beside is None:
                continue
            left = spare.setdefault(id(beside), _words(beside, mark))
            words = Counter(said("".join(piece.text for piece in alone[place].pieces)))
            if words.total() >= _TELLING and (words & left).total() >= _LEAST * words.total():
                found[place] = beside
                left.subtract(words & left)
    return found


def _words(row: Row, mark: Mark) -> Counter[str]:
    return Counter(word for piece in row.pieces if piece.mark is mark for word in said(piece.text))
