"""What differs between two versions of a text: demand by demand, and within each, word by word."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

#: Words with the space after them, single signs, and single letters of scripts that are written without spaces.
_TOKEN = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|[^\W_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+\s*|\s+|[\W_]"
)

#: Two demands that share less than this are two demands, of which one went and another came.
_AKIN = 0.45


class Mark(enum.StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """A piece of text, and what became of it."""

    mark: Mark
    text: str


@dataclass(frozen=True)
class Pair:
    """A demand before and now: its numbers (none where it is new, or gone), and its text in pieces."""

    before: int | None
    now: int | None
    pieces: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        """Whether anything of it differs."""
        return not are_kept(self.pieces)

    @property
    def is_moved(self) -> bool:
        """Whether it has another number than before."""
        return self.before is not None and self.now is not None and self.before != self.now


def pieces(before: str, now: str) -> tuple[Piece, ...]:
    """Return a text in pieces that were kept, removed and added, in reading order. Whole words are told apart, never parts."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(now)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    found: list[Piece] = []
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece(Mark.KEPT, "".join(old[start:end])))
            continue
        if end > start:
            found.append(Piece(Mark.REMOVED, "".join(old[start:end])))
        if new_end > new_start:
            found.append(Piece(Mark.ADDED, "".join(new[new_start:new_end])))
    return tuple(found)


def are_kept(found: Sequence[Piece]) -> bool:
    """Tell whether nothing of a text differs."""
    return all(piece.mark is Mark.KEPT for piece in found)


def demands(before: Sequence[str], now: Sequence[str]) -> list[Pair]:
    """Return the demands of two versions side by side, in the order of the later one; what is gone stands where it stood.

    Demands that are alike belong together, wherever they stand now.
    """
    partners = _partners(before, now)
    gone = [index for index in range(len(before)) if index not in partners.values()]
    pairs: list[Pair] = []
    for index, text in enumerate(now):
        partner = partners.get(index)
        if partner is not None:
            pairs.extend(_removed(before, [one for one in gone if one < partner]))
            gone = [one for one in gone if one > partner]
        old = before[partner] if partner is not None else ""
        pairs.append(Pair(partner + 1 if partner is not None else None, index + 1, pieces(old, text)))
    return [*pairs, *_removed(before, gone)]


def _removed(before: Sequence[str], indexes: Sequence[int]) -> Iterator[Pair]:
    for index in indexes:
        yield Pair(index + 1, None, pieces(before[index], ""))


def _partners(before: Sequence[str], now: Sequence[str]) -> dict[int, int]:
    """Return for the demands of now those of before to which they belong: the most alike first, each once."""
    scored = [(_likeness(old, new), -abs(index - place), index, place) for index, new in enumerate(now) for place, old in enumerate(before)]
    partners: dict[int, int] = {}
    for score, _distance, index, place in sorted(scored, reverse=True):
        if score >= _AKIN and index not in partners and place not in partners.values():
            partners[index] = place
    return partners


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    return SequenceMatcher(None, _TOKEN.findall(one.casefold()), _TOKEN.findall(other.casefold()), autojunk=False).ratio()
