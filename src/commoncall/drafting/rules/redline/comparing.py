"""Two texts compared as a person reads the new one, with what is gone where it stood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from commoncall.drafting.rules.redline import numbering
from commoncall.drafting.rules.redline.dividing import divided
from commoncall.drafting.rules.redline.matching import match
from commoncall.drafting.rules.redline.order import stayed
from commoncall.drafting.rules.redline.pieces import Mark, Piece, before, joined, now
from commoncall.drafting.rules.redline.rows import Redline, Row, Status
from commoncall.drafting.rules.redline.tokens import tokens
from commoncall.drafting.rules.redline.wording import words


def compare(old: Sequence[str], new: Sequence[str]) -> Redline:
    """Compare two texts, each given as its paragraphs."""
    partners = {pair.old: pair.new for pair in match(old, new) if pair.old is not None and pair.new is not None}
    rows = {place: row for place, other in partners.items() if _is_one(row := _row(place, other, old, new))}
    stays = stayed({place: partners[place] for place in rows}, old)
    return Redline(tuple(divided(_in_reading_order(rows, stays, old, new))))


def _row(origin: int, place: int, old: Sequence[str], new: Sequence[str]) -> Row:
    one, other = old[origin], new[place]
    if one == other:
        return Row(origin, place, Status.KEPT, words(one, other))
    (number, rest), (new_number, new_rest) = numbering.split(one), numbering.split(other)
    if not number or not new_number:
        return Row(origin, place, Status.CHANGED, words(one, other), reworded=True)
    renumbered = number != new_number
    numbers = (Piece(Mark.REMOVED, number), Piece(Mark.ADDED, new_number)) if renumbered else (Piece(Mark.KEPT, number),)
    pieces = joined([*numbers, *words(one.removeprefix(number), other.removeprefix(new_number))])
    return Row(origin, place, Status.CHANGED, pieces, renumbered, reworded=not renumbered or rest != new_rest)


def _is_one(row: Row) -> bool:
    """Tell whether anything of a paragraph was kept; headings answer to each other even if only their places are the same."""
    if row.status is Status.KEPT or row.is_only_renumbered or all(text.startswith("#") for text in (before(row.pieces), now(row.pieces))):
        return True
    kept = (numbering.split(piece.text)[1] for piece in row.pieces if piece.mark is Mark.KEPT)
    return any(token.weight for text in kept for token in tokens(text))


def _in_reading_order(rows: Mapping[int, Row], stays: set[int], old: Sequence[str], new: Sequence[str]) -> list[Row]:
    """Return the rows in the order of the new text; what is gone comes after the paragraph before it that stayed."""
    gone: dict[int, list[Row]] = {}
    last = -1
    for place, text in enumerate(old):
        last = place if place in stays else last
        if place not in rows:
            gone.setdefault(last, []).append(Row(place, None, Status.REMOVED, joined([Piece(Mark.REMOVED, text)])))
    became = {row.new_index: row for row in rows.values()}
    found = gone.get(-1, [])
    for place, text in enumerate(new):
        row = became.get(place) or Row(None, place, Status.ADDED, joined([Piece(Mark.ADDED, text)]))
        if row.old_index is not None and row.old_index in stays:
            found += [row, *gone.get(row.old_index, ())]
        else:
            found.append(row if row.old_index is None else replace(row, status=_moved(row.status)))
    return found


def _moved(status: Status) -> Status:
    return Status.MOVED if status is Status.KEPT else Status.MOVED_AND_CHANGED
