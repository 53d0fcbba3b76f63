"""What a comparison is made of: a row for every paragraph of both texts, and how many of each kind there are."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from commoncall.drafting.rules.redline.pieces import Piece


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
    anything beside the number differs. ``split_from`` is the place of the old paragraph from which an added one was divided off,
    ``merged_into`` that of the new paragraph to which the words of a removed one were joined.
    """

    old_index: int | None
    new_index: int | None
    status: Status
    pieces: tuple[Piece, ...]
    renumbered: bool = False
    reworded: bool = False
    split_from: int | None = None
    merged_into: int | None = None

    @property
    def is_only_renumbered(self) -> bool:
        """Whether nothing but its number differs, wherever it stands."""
        return self.renumbered and not self.reworded


@dataclass(frozen=True)
class Counts:
    """How many rows of each status there are: every paragraph of the old text is kept, changed, moved (and changed) or removed.

    ``only_renumbered`` counts those of the changed, and of the moved and changed, that differ by nothing but their number.
    """

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
        held = {str(status): 0 for status in Status}
        for row in self.rows:
            held[str(row.status)] += 1
        return Counts(**held, only_renumbered=sum(row.is_only_renumbered for row in self.rows))

    @property
    def is_empty(self) -> bool:
        """Whether both texts are the same."""
        return all(row.status is Status.KEPT for row in self.rows)
