"""Gather what a reader of one format finds, clean and under the limits, and what should be said about it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from commoncall.kernel.documents import printable
from commoncall.kernel.documents.blocks import Block, BlockStyle, Document, Piece
from commoncall.kernel.documents.refusals import DocumentRefused

_DEEPEST = 9


@dataclass(frozen=True)
class Limits:
    """How large a document may be before it is refused; sizes in bytes and characters."""

    file_size: int = 20 * 1024 * 1024
    uncompressed_size: int = 200 * 1024 * 1024
    part_size: int = 40 * 1024 * 1024
    compression_ratio: int = 250
    entries: int = 5_000
    #: As much as can be matched with another version in the time of one request; some 700 printed pages.
    text_length: int = 2_000_000
    paragraphs: int = 10_000


@dataclass(frozen=True)
class Note:
    """Something that the reader should know about how the file was read; see refusals.NOTES."""

    code: str
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Read:
    """A document as it was read, and what should be said about that."""

    document: Document
    notes: tuple[Note, ...] = ()


class Gathering:
    """The blocks found so far, and a count of what was left out or turned into something else."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.blocks: list[Block] = []
        self.counted: Counter[str] = Counter()
        self.notes: list[Note] = []
        self.title = ""
        self.heading = ""
        self.under_title = ""
        self.footer = ""
        self.language = ""
        self.is_levelled = False
        self._said = 0
        self._met = 0

    def clean(self, text: str) -> str:
        """Return a text on one line, without what cannot be shown."""
        shown, left_out = printable.without_unshown(text)
        if left_out:
            self.counted["invisible_characters"] += left_out
        return printable.line(shown).strip(" ")

    def add(self, text: str, style: BlockStyle = BlockStyle.PARAGRAPH, level: int = 1, number: str = "") -> None:
        """Add a block, unless it says nothing; refuse what is too much."""
        said = self.clean(text)
        if not said:
            return
        self._said += len(said)
        self._refuse_more_than_enough(self._said)
        if len(self.blocks) >= self.limits.paragraphs:
            raise DocumentRefused("too_many_paragraphs", limit=self.limits.paragraphs)
        self.blocks.append(Block((Piece(said),), style, min(max(level, 1), _DEEPEST), number))

    def meet(self, text: str) -> None:
        """Count words that were met, before anything is made of them: much text is refused while it is still cheap."""
        self._met += len(text)
        self._refuse_more_than_enough(self._met // 2)

    def _refuse_more_than_enough(self, length: int) -> None:
        if length > self.limits.text_length:
            raise DocumentRefused("too_much_text", limit=self.limits.text_length)

    def note(self, code: str, **params: object) -> None:
        """Keep something that should be said."""
        self.notes.append(Note(code, params))

    def read(self, language: str) -> Read:
        """Return all that was gathered; a document without words is refused."""
        if not self.is_levelled:
            self._level()
        if not self.blocks and not self.title:
            raise DocumentRefused("no_words")
        document = Document(
            self.title, language or self.language, tuple(self.blocks), heading=self.heading, under_title=self.under_title, footer=self.footer
        )
        return Read(document, (*self.notes, *(Note(code, {"number": number}) for code, number in sorted((+self.counted).items()))))

    def _level(self) -> None:
        """Take the first block as the title where it is a heading above all others; bring the others up to level 1."""
        headings = [one.level for one in self.blocks if one.style is BlockStyle.HEADING]
        if not headings:
            return
        top = min(headings)
        first = self.blocks[0]
        if not self.title and first.style is BlockStyle.HEADING and first.level == top and headings.count(top) == 1 and len(self.blocks) > 1:
            self.title = self.blocks.pop(0).text
            top = min(headings[1:], default=top)
        self.blocks = [_raised(one, top - 1) for one in self.blocks]


def _raised(block: Block, by: int) -> Block:
    if block.style is not BlockStyle.HEADING or not by:
        return block
    return Block(block.pieces, block.style, block.level - by, block.number, block.note)
