"""What differs between two paragraphs, in whole words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commoncall.drafting.rules.redline import aligning
from commoncall.drafting.rules.redline.aligning import Run
from commoncall.drafting.rules.redline.cleaning import Cleaning
from commoncall.drafting.rules.redline.pieces import Mark, Piece, joined
from commoncall.drafting.rules.redline.tokens import Token, tokens


def words(before: str, now: str) -> tuple[Piece, ...]:
    """Return a text in pieces that were kept, removed and added, in reading order; whole words, in any script.

    What was kept and removed is exactly what it said before, what was kept and added is exactly what it says now.
    """
    if before == now or not before or not now:
        return joined([Piece(Mark.KEPT, before)] if before == now else [Piece(Mark.REMOVED, before), Piece(Mark.ADDED, now)])
    old, new = list(tokens(before)), list(tokens(now))
    common = Cleaning(old, new, aligning.runs([one.text for one in old], [one.text for one in new])).done()
    return joined(_pieces(before, now, old, new, common))


def _pieces(before: str, now: str, old: Sequence[Token], new: Sequence[Token], common: Sequence[Run]) -> Iterator[Piece]:
    at_old = at_new = 0
    for run in common:
        first, last = (old[run.old], old[run.old + run.size - 1]), (new[run.new], new[run.new + run.size - 1])
        yield from _changed(before[at_old : first[0].start], now[at_new : last[0].start])
        at_old, at_new = first[1].end, last[1].end
        if before[first[0].start : at_old] == now[last[0].start : at_new]:
            yield Piece(Mark.KEPT, before[first[0].start : at_old])
        else:
            yield from _spaced(before, now, old[run.old : run.old + run.size], new[run.new : run.new + run.size])
    yield from _changed(before[at_old:], now[at_new:])


def _spaced(before: str, now: str, old: Sequence[Token], new: Sequence[Token]) -> Iterator[Piece]:
    """Yield the same words with other white space between them."""
    at_old, at_new = old[0].start, new[0].start
    for one, other in zip(old, new, strict=True):
        yield from _changed(before[at_old : one.start], now[at_new : other.start])
        yield Piece(Mark.KEPT, one.text)
        at_old, at_new = one.end, other.end


def _changed(gone: str, come: str) -> Iterator[Piece]:
    """Yield what stands between common words; white space that both begin or end with is common too."""
    start = 0
    while start < min(len(gone), len(come)) and gone[start] == come[start] and gone[start].isspace():
        start += 1
    end = 0
    while end < min(len(gone), len(come)) - start and gone[-1 - end] == come[-1 - end] and gone[-1 - end].isspace():
        end += 1
    yield Piece(Mark.KEPT, gone[:start])
    yield Piece(Mark.REMOVED, gone[start : len(gone) - end])
    yield Piece(Mark.ADDED, come[start : len(come) - end])
    yield Piece(Mark.KEPT, gone[len(gone) - end :])
