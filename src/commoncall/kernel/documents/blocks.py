"""What a document is made of, whichever file it came from or goes into."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass, field


class BlockStyle(enum.StrEnum):
    """How a block stands in its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"


class Mark(enum.StrEnum):
    """What became of a piece of text, in a document that shows what was changed."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """A piece of a block's text, and what became of it. Its text may hold ``*emphasis*`` and ``**strong words**``."""

    text: str
    mark: Mark = Mark.KEPT


@dataclass(frozen=True)
class Block:
    """A block of a document: its pieces in order (one, unless it shows changes), and the number that is printed before it."""

    pieces: tuple[Piece, ...]
    style: BlockStyle = BlockStyle.PARAGRAPH
    level: int = 1
    number: str = ""
    note: str = ""

    @property
    def text(self) -> str:
        """Return what the block says now: its pieces without those that were removed."""
        return "".join(one.text for one in self.pieces if one.mark is not Mark.REMOVED)


@dataclass(frozen=True)
class Signatories:
    """A list under a document: a heading (such as a country), and a line for each."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """A document in one language.

    ``language`` is its code, by which the direction and the fonts are chosen. ``heading`` stands above the title (such as the
    coalition's name), ``under_title`` below it (version, date, label), ``footer`` on every page. ``lists`` follow the text.
    """

    title: str
    language: str
    blocks: Sequence[Block]
    heading: str = ""
    under_title: str = ""
    footer: str = ""
    lists: Sequence[Signatories] = field(default_factory=tuple)
    list_title: str = ""
