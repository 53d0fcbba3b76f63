"""Two texts compared as a person reads the new one, with what is gone where it stood; and the proof that it is exact."""

from __future__ import annotations

import enum
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from commoncall.drafting.rules.redline import numbering
from commoncall.drafting.rules.redline.matching import match
from commoncall.drafting.rules.redline.pieces import Mark, Piece
from commoncall.drafting.rules.redline.wording import words


class Status(enum.StrEnum):
    """What became of a paragraph."""

    KEPT = "kept"
    CHANGED = "changed"
    MOVED = "moved"
    MOVED_AND_CHANGED = "moved_and_changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Row:
    """A paragraph: where it stood and where it stands (from 0; none where it is new, or gone), and its text in pieces.

    ``renumbered`` says that it carries another number than before in its own words, such as "4." for "3."; ``reworded`` that
    anything beside the number differs.
    """

    old_index: int | None
    new_index: int | None
    status: Status
    pieces: tuple[Piece, ...]
    renumbered: bool = False
    reworded: bool = False


@dataclass(frozen=True)
class Counts:
    """How many paragraphs of each status there are, and how many have another number and are otherwise the same."""

    kept: int = 0
    changed: int = 0
    moved: int = 0
    moved_and_changed: int = 0
    added: int = 0
    removed: int = 0
    only_renumbered: int = 0


@dataclass(frozen=True)
class Redline:
    """What differs between two texts: a row for every paragraph of both, in the order in which a person reads the new one."""

    rows: tuple[Row, ...]

    @property
    def counts(self) -> Counts:
        """Return how many paragraphs of each status there are."""
        held = {status: 0 for status in Status}
        for row in self.rows:
            held[row.status] += 1
        renumbered = sum(row.renumbered and not row.reworded for row in self.rows)
        return Counts(**{str(status): times for status, times in held.items()}, only_renumbered=renumbered)


def compare(old: Sequence[str], new: Sequence[str]) -> Redline:
    """Compare two texts, each given as its paragraphs."""
    partners = {pair.old: pair.new for pair in match(old, new) if pair.old is not None and pair.new is not None}
    stayed = _stayed(partners, old)
    gone: dict[int, list[int]] = {}
    last = -1
    for place in range(len(old)):
        if place in stayed:
            last = place
        elif place not in partners:
            gone.setdefault(last, []).append(place)
    origins = {new_place: place for place, new_place in partners.items()}
    rows = [_removed(old, place) for place in gone.get(-1, ())]
    for place, text in enumerate(new):
        origin = origins.get(place)
        rows.append(_row(old, origin, place, text, moved=origin is not None and origin not in stayed))
        if origin is not None and origin in stayed:
            rows.extend(_removed(old, one) for one in gone.get(origin, ()))
    return Redline(tuple(rows))


def _removed(old: Sequence[str], place: int) -> Row:
    return Row(place, None, Status.REMOVED, (Piece(Mark.REMOVED, old[place]),) if old[place] else ())


def _row(old: Sequence[str], origin: int | None, place: int, text: str, *, moved: bool) -> Row:
    if origin is None:
        return Row(None, place, Status.ADDED, (Piece(Mark.ADDED, text),) if text else ())
    before = old[origin]
    if before == text:
        return Row(origin, place, Status.MOVED if moved else Status.KEPT, words(before, text))
    (number, rest), (now, now_rest) = numbering.split(before), numbering.split(text)
    renumbered = bool(number and now) and number != now
    status = Status.MOVED_AND_CHANGED if moved else Status.CHANGED
    return Row(origin, place, status, words(before, text), renumbered, not renumbered or rest != now_rest)


def _stayed(partners: Mapping[int, int], old: Sequence[str]) -> set[int]:
    """Return the old paragraphs that did not move: as much text as can be in the same order in both."""
    order = sorted(partners)
    values = [partners[place] for place in order]
    best: list[tuple[int, int]] = []  # for each end reached so far: how much text lies before it, rising with where it ends
    ends: list[int] = []
    before: dict[int, int] = {}
    for place, value in zip(order, values, strict=True):
        spot = bisect_left(ends, value)
        weight, previous = best[spot - 1] if spot else (0, -1)
        weight += len(old[place]) + 1
        before[place] = previous
        while spot < len(ends) and best[spot][0] <= weight:
            del ends[spot], best[spot]
        ends.insert(spot, value)
        best.insert(spot, (weight, place))
    found = set()
    place = best[-1][1] if best else -1
    while place >= 0:
        found.add(place)
        place = before[place]
    return found


def apply(redline: Redline, old: Sequence[str]) -> list[str]:
    """Carry a comparison out on the old text and return the new one. Refused (ValueError) where it was made of another text."""
    seen: set[int] = set()
    new: dict[int, str] = {}
    for row in redline.rows:
        if row.old_index is not None:
            if row.old_index in seen or not 0 <= row.old_index < len(old):
                raise ValueError(f"There is no paragraph {row.old_index} that could be taken.")
            seen.add(row.old_index)
        said = "".join(_carried_out(row, old[row.old_index] if row.old_index is not None else ""))
        if row.new_index is not None:
            new[row.new_index] = said
    if len(seen) != len(old) or sorted(new) != list(range(len(new))):
        raise ValueError("Not every paragraph is told of once.")
    return [new[place] for place in range(len(new))]


def _carried_out(row: Row, text: str) -> Iterator[str]:
    place = 0
    for piece in row.pieces:
        if piece.mark is Mark.ADDED:
            yield piece.text
            continue
        if not text.startswith(piece.text, place):
            raise ValueError(f"Paragraph {row.old_index} does not say what the comparison says.")
        place += len(piece.text)
        if piece.mark is Mark.KEPT:
            yield piece.text
    if place != len(text):
        raise ValueError(f"Paragraph {row.old_index} says more than the comparison says.")


def is_exact(redline: Redline, old: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether carrying a comparison out on the old text gives exactly the new one, by doing it."""
    try:
        return apply(redline, old) == list(new)
    except ValueError:
        return False
