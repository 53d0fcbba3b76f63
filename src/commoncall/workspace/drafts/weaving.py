"""Several amendments to one paragraph, woven into its words: what each takes out and puts in stands where it belongs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from commoncall.drafting.rules.applying import pieces
from commoncall.drafting.rules.collisions import hunks
from commoncall.kernel.documents.blocks import Mark


@dataclass(frozen=True)
class Edit:
    """Where an amendment touches the words of a paragraph: it takes out what stands from ``start`` to ``end``, and puts ``added`` there."""

    start: int
    end: int
    added: str
    number: int


@dataclass(frozen=True)
class Bit:
    """A piece of a paragraph as it is shown: kept, added or removed, by which amendments, and whether amendments collide over it."""

    text: str
    mark: Mark = Mark.KEPT
    numbers: tuple[int, ...] = ()
    is_contested: bool = False


def edits(before: str, now: str, number: int) -> list[Edit]:
    """Return where an amendment touches a paragraph, in the order of its words."""
    return [Edit(one.start, one.end, one.text, number) for one in hunks(before, now)]


def weave(text: str, touched: Iterable[Edit], colliding: Collection[int]) -> list[Bit]:
    """Return a paragraph with all that is proposed woven into it, in the order of its words.

    The amendments with the numbers in ``colliding`` are not woven in: the words over which they go are marked as contested
    instead, and stand as they are. What several propose alike stands once, with all their numbers.
    """
    each = list(touched)
    contested = [one for one in each if one.number in colliding]
    bits: list[Bit] = []
    at = 0
    for (start, end, added), numbers in sorted(_alike(one for one in each if one.number not in colliding).items()):
        begins = max(start, at)
        bits += _kept(text, at, begins, contested)
        at = max(end, at)
        if at > begins:
            bits.append(Bit(text[begins:at], Mark.REMOVED, () if added else numbers))
        if added:
            bits.append(Bit(added, Mark.ADDED, numbers))
    return [*bits, *_kept(text, at, len(text), contested)]


def _alike(found: Iterable[Edit]) -> dict[tuple[int, int, str], tuple[int, ...]]:
    alike: dict[tuple[int, int, str], tuple[int, ...]] = {}
    for one in found:
        place = (one.start, one.end, one.added)
        alike[place] = (*alike.get(place, ()), one.number)
    return alike


def _kept(text: str, start: int, end: int, contested: Iterable[Edit]) -> list[Bit]:
    """Return the words from a place to a place, parted where those begin and end over which amendments collide."""
    spans = [(max(one.start, start), min(one.end, end)) for one in contested if one.start < end and one.end > start]
    edges = sorted({start, end, *(edge for span in spans for edge in span)})
    return [Bit(text[one:other], is_contested=any(first <= one and other <= last for first, last in spans)) for one, other in pairwise(edges)]


def compared(before: str, now: str) -> list[Bit]:
    """Return one change to a paragraph, word by word."""
    return [Bit(piece.text, piece.mark) for piece in pieces(before, now)]


def excerpt(bits: Sequence[Bit], around: int = 40) -> list[Bit]:
    """Return pieces with what is kept cut short, so that what changes stands in front of its reader."""
    last = len(bits) - 1
    return [one if one.mark is not Mark.KEPT else Bit(_cut(one.text, around, place == 0, place == last)) for place, one in enumerate(bits)]


def _cut(text: str, around: int, is_first: bool, is_last: bool) -> str:
    if len(text) <= around * 2:
        return text
    before = "" if is_first else text[:around].rpartition(" ")[0] + " "
    after = "" if is_last else " " + text[-around:].partition(" ")[2]
    return f"{before}…{after}"
