"""Write a document as Markdown, so that reading it again gives the same blocks.

Changes are written as CriticMarkup: ``{++added++}`` and ``{--removed--}``, because they stay readable where nothing renders
them, in a mail or a text editor, while ``<ins>`` and ``<del>`` vanish wherever HTML in Markdown is turned off, as it is here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from commoncall.kernel.documents import numbering, printable
from commoncall.kernel.documents.blocks import Block, BlockStyle, Document, Mark

_MARKS = {Mark.KEPT: "{}", Mark.ADDED: "{{++{}++}}", Mark.REMOVED: "{{--{}--}}"}
# Signs that would say something to a reader of Markdown anywhere in a line. Asterisks and their own backslashes stay.
_OF_CHANGES = r"(?<=\{)(?:\+\+|--|~~|==|>>)|(?:\+\+|--|~~|==|<<)(?=\})"
_SIGNS = re.compile(rf"\\(?![\\*])|`|\](?=\()|(?<=\[)\^|<(?=[A-Za-z/!?])|&(?=#?\w{{1,32}};)|(?<!\w)_+(?=\S)|{_OF_CHANGES}")
_OPENING = re.compile(r"#{1,6}(?=\s|$)|[>~+_-]|\*(?=\s)|(?:\*\s?){3,}$|\[(?=[^\]]{1,999}\]:)|\{(?=:)")
_COUNTED = re.compile(r"(\d{1,9})(?=[.)](?:\s|$))")
_DEEPEST_HEADING = 6


def write(document: Document) -> bytes:
    """Return a document as Markdown in UTF-8: what is said of it above the text, then its blocks."""
    parts = [
        _front(document),
        f"# {_closed(_opening(document.title))}" if document.title else "",
        *_Blocks(document.blocks).written(),
        *_lists(document),
    ]
    return ("\n\n".join(part for part in parts if part) + "\n").encode("utf-8", errors="replace")


def _front(document: Document) -> str:
    fields = {
        "title": document.title,
        "language": document.language,
        "heading": document.heading,
        "under_title": document.under_title,
        "footer": document.footer,
    }
    lines = [f"{name}: {json.dumps(' '.join(value.split()), ensure_ascii=False)}" for name, value in fields.items() if value]
    return "\n".join(["---", *lines, "---"])


def _lists(document: Document) -> Iterator[str]:
    """The lists under the text; a heading for all of them, and one for each."""
    if document.lists and document.list_title:
        yield f"## {_escaped(document.list_title)}"
    for one in document.lists:
        if one.heading:
            yield f"### {_escaped(one.heading)}"
        yield "\n".join(f"- {_opening(line)}" for line in one.lines)


class _Blocks:
    """Writes blocks one after another; how one is written may hang on what stands before it."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._indent = ""
        self._count = 0
        self._sign = "."

    def written(self) -> Iterator[str]:
        """Yield the text of each block."""
        for block in self._blocks:
            yield self._written(block)

    def _written(self, block: Block) -> str:
        if block.style is BlockStyle.ITEM:
            return self._indent + "- " * max(block.level, 1) + self._numbered(block)
        if block.style is BlockStyle.PARAGRAPH and block.number.isdecimal() and block.number.isascii():
            return self._in_list(block)
        self._indent, self._count = "", 0
        if block.style is BlockStyle.HEADING:
            return f"{'#' * min(block.level + 1, _DEEPEST_HEADING)} {_closed(self._numbered(block))}"
        return f"> {_said(block)}" if block.style is BlockStyle.QUOTE else self._numbered(block)

    def _in_list(self, block: Block) -> str:
        """A numbered paragraph; where its number does not follow the one before, another sign after it begins another list."""
        number = int(block.number)
        if self._count and number != self._count + 1:
            self._sign = ")" if self._sign == "." else "."
        marker = f"{number}{self._sign} "
        self._count, self._indent = number, " " * len(marker)
        return marker + _said(block)

    def _numbered(self, block: Block) -> str:
        """A block with its number, which is read again where it looks like one that people type."""
        if not block.number:
            return _said(block)
        closed = f"{block.number}." if numbering.is_plain(block.number) else block.number
        return f"{closed} {_said(block, is_first=block.number.isdecimal())}"


def _said(block: Block, *, is_first: bool = True) -> str:
    """Return the words of a block, with what became of them, and its note."""
    written = "".join(_MARKS[piece.mark].format(_escaped(piece.text)) for piece in block.pieces if piece.text).strip()
    note = f" {{>>{_escaped(block.note)}<<}}" if block.note else ""
    return (_opened(written) if is_first else written) + note


def _opening(text: str) -> str:
    return _opened(_escaped(text))


def _opened(written: str) -> str:
    """Return what is written with a backslash before what would open something else, or be taken for a number."""
    if counted := _COUNTED.match(written):
        return f"{counted[1]}\\{written[counted.end() :]}"
    if numbering.typed(written) and written[0].isalnum():
        return re.sub(r"[.)]", r"\\\g<0>", written, count=1)
    return f"\\{written}" if numbering.typed(written) or _OPENING.match(written) else written


def _closed(heading: str) -> str:
    """Return a heading whose last signs are its own, and not those that may close a heading."""
    return re.sub(r"(?<=\s)#(?=#*$)", r"\\#", heading)


def _escaped(text: str) -> str:
    """Return a text on one line, whose signs are taken for themselves; asterisks are the marks that they are for us."""
    return _SIGNS.sub(lambda found: "".join(f"\\{sign}" for sign in found.group()), printable.line(text))
