"""What differs between two versions of a text: demand by demand, and within each, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commoncall.drafting.rules import redline
from commoncall.drafting.rules.redline import Mark, Piece, are_kept
from commoncall.drafting.rules.redline import words as pieces

__all__ = ["Mark", "Pair", "Piece", "are_kept", "demands", "pieces"]


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
    """Return for the demands of now those of before to which they belong."""
    return {pair.new: pair.old for pair in redline.match(before, now) if pair.new is not None and pair.old is not None}
