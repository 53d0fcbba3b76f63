"""Write a document as an OpenDocument text (ODT), with changes as such documents track them."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from commoncall.kernel.documents import emphasis, printable
from commoncall.kernel.documents.blocks import Block, BlockStyle, Document, Mark, Piece
from commoncall.kernel.documents.directions import is_right_to_left, tag
from commoncall.kernel.documents.emphasis import Run
from commoncall.kernel.documents.opendocument import parts

_KIND = b"application/vnd.oasis.opendocument.text"
# The oldest moment that such an archive can tell: a document has no date of its own, and the same words give the same file.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_LOOKS = {(True, False): "E", (False, True): "S", (True, True): "ES"}


def write(document: Document) -> bytes:
    """Return a document as an ODT file."""
    right_to_left = is_right_to_left(document.language)
    files = {
        "META-INF/manifest.xml": parts.MANIFEST,
        "content.xml": parts.content(_Text(document).written()),
        "styles.xml": parts.styles(tag(document.language), document.footer, right_to_left=right_to_left),
        "meta.xml": parts.meta(document.title, document.heading, tag(document.language)),
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        # What kind of document it is stands first and uncompressed, so that its first bytes tell.
        archive.writestr(zipfile.ZipInfo("mimetype", _MOMENT), _KIND, zipfile.ZIP_STORED)
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), content.encode("utf-8", errors="replace"), zipfile.ZIP_DEFLATED)
    return written.getvalue()


class _Text:
    """The words of one document, and the changes in it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._author = printable.line(document.heading or document.title) or "—"
        self._changes: list[str] = []
        self._identifiers = itertools.count(1)

    def written(self) -> str:
        """Return all of it."""
        body = "".join((*self._frame(), *(self._block(one) for one in self._document.blocks), *self._lists()))
        tracked = f"<text:tracked-changes>{''.join(self._changes)}</text:tracked-changes>" if self._changes else ""
        return tracked + body

    def _frame(self) -> Iterator[str]:
        document = self._document
        for text, style in ((document.heading, "Above"), (document.title, "Title"), (document.under_title, "Subtitle")):
            if text:
                yield f'<text:p text:style-name="{style}">{parts.words(text)}</text:p>'

    def _lists(self) -> Iterator[str]:
        if not self._document.lists:
            return
        if self._document.list_title:
            yield f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{parts.words(self._document.list_title)}</text:h>'
        yield '<text:section text:style-name="Columns" text:name="Signatories">'
        for one in self._document.lists:
            if one.heading:
                yield f'<text:h text:style-name="Heading_20_2" text:outline-level="2">{parts.words(one.heading)}</text:h>'
            for line in one.lines:
                yield f'<text:p text:style-name="Signatory">{parts.words(line)}</text:p>'
        yield "</text:section>"

    def _block(self, block: Block) -> str:
        """Return one block; where all of it was removed, its number was too."""
        pieces = list(block.pieces)
        marks = {one.mark for one in pieces if one.text}
        if block.number:
            pieces.insert(0, Piece(f"{block.number}\t", next(iter(marks)) if len(marks) == 1 else Mark.KEPT))
        return _listed(block, _paragraph(block, self._note(block) + self._words(pieces)))

    def _words(self, pieces: Sequence[Piece]) -> str:
        written = ""
        for mark, grouped in itertools.groupby(emphasis.shown(pieces), key=lambda run: run.mark):
            said = "".join(_spanned(run) for run in grouped)
            if mark is Mark.KEPT:
                written += said
            elif mark is Mark.ADDED:
                name = self._change("<text:insertion>{}</text:insertion>")
                written += f'<text:change-start text:change-id="{name}"/>{said}<text:change-end text:change-id="{name}"/>'
            else:
                # What was removed stands with the change; in the text there is only its place.
                name = self._change("<text:deletion>{}" + f"<text:p>{said}</text:p></text:deletion>")
                written += f'<text:change text:change-id="{name}"/>'
        return written

    def _change(self, change: str) -> str:
        """Keep a change, with who made it, and return its name; documents of this kind want a moment, and this is none of ours."""
        name = f"c{next(self._identifiers)}"
        told = f"<office:change-info><dc:creator>{escape(self._author)}</dc:creator><dc:date>1980-01-01T00:00:00</dc:date></office:change-info>"
        self._changes.append(f'<text:changed-region xml:id="{name}" text:id="{name}">{change.replace("{}", told, 1)}</text:changed-region>')
        return name

    def _note(self, block: Block) -> str:
        """A note hangs on its paragraph as a comment, which is no part of the text."""
        if not block.note:
            return ""
        return f"<office:annotation><dc:creator>{escape(self._author)}</dc:creator><text:p>{parts.words(block.note)}</text:p></office:annotation>"


def _paragraph(block: Block, said: str) -> str:
    """Return a block as a paragraph or a heading of its style."""
    if block.style is BlockStyle.HEADING:
        level = min(max(block.level, 1), 9)
        return f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{said}</text:h>'
    return f'<text:p text:style-name="{_style(block)}">{said}</text:p>'


def _style(block: Block) -> str:
    if block.style is BlockStyle.QUOTE:
        return "Quotations"
    if block.style is BlockStyle.ITEM:
        return f"Item_20_{min(max(block.level, 1), parts.DEEPEST_ITEM)}" if block.number else "Bullet"
    return "Numbered" if block.number else "Text_20_body"


def _listed(block: Block, paragraph: str) -> str:
    """Return an item without a number within as many lists as its level says."""
    if block.style is not BlockStyle.ITEM or block.number:
        return paragraph
    depth = min(max(block.level, 1), parts.DEEPEST_ITEM)
    named = '<text:list text:style-name="Bullets"><text:list-item>'
    return named + "<text:list><text:list-item>" * (depth - 1) + paragraph + "</text:list-item></text:list>" * depth


def _spanned(run: Run) -> str:
    look = _LOOKS.get((run.emphasis, run.strong))
    said = parts.words(run.text)
    return f'<text:span text:style-name="{look}">{said}</text:span>' if look else said
