"""Write a document for Word (DOCX): real styles, printed numbers, and changes as Word itself tracks them."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import docx
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from commoncall.kernel.documents import emphasis, printable
from commoncall.kernel.documents.blocks import Block, BlockStyle, Document, Mark, Piece
from commoncall.kernel.documents.directions import is_right_to_left, stretches, tag
from commoncall.kernel.documents.word import look
from commoncall.kernel.documents.word.styles import ABOVE_TITLE, NUMBERED

_TRACKED = {Mark.ADDED: "w:ins", Mark.REMOVED: "w:del"}
_COLUMNS = 2


def write(document: Document) -> bytes:
    """Return a document as a DOCX file."""
    written = _Writer(document)
    written.frame()
    for block in document.blocks:
        written.block(block)
    written.lists()
    return written.saved()


class _Writer:
    """Writes one document, paragraph by paragraph."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._right_to_left = is_right_to_left(document.language)
        self._word = docx.Document(io.BytesIO(look.dressed(tag(document.language))))
        self._author = printable.line(document.heading or document.title)[:255] or "—"
        self._identifiers = itertools.count(1)
        self._styles = {one.name: one.style_id for one in self._word.styles}
        self._tell_properties()

    def frame(self) -> None:
        """Write what stands above the text and below every page."""
        for text, style in ((self._document.heading, ABOVE_TITLE), (self._document.title, "Title"), (self._document.under_title, "Subtitle")):
            if text:
                self._paragraph(style, [Piece(text)])
        footer = self._word.sections[0].footer.paragraphs[0]
        footer.style = self._word.styles["Footer"]
        self._fill(footer._p, [Piece(f"{self._document.footer}  ·  " if self._document.footer else "")])
        self._page_number(footer._p)

    def block(self, block: Block) -> None:
        """Write one block."""
        paragraph = self._paragraph(_style_of(block), block.pieces, number=block.number)
        self._mark_end(paragraph, block)
        if block.note:
            self._comment(paragraph, block.note)

    def lists(self) -> None:
        """Write the lists under the text, in columns by heading."""
        if not self._document.lists:
            return
        if self._document.list_title:
            self._paragraph("Heading 1", [Piece(self._document.list_title)])
        self._columns(_COLUMNS)
        for one in self._document.lists:
            if one.heading:
                self._paragraph("Heading 4", [Piece(one.heading)])
            for line in one.lines:
                self._paragraph(look.SIGNATORY, [Piece(line)])

    def saved(self) -> bytes:
        """Return the file."""
        content = io.BytesIO()
        self._word.save(content)
        return content.getvalue()

    def _tell_properties(self) -> None:
        properties = self._word.core_properties
        properties.title = printable.line(self._document.title)[:255]
        properties.author = properties.last_modified_by = printable.line(self._document.heading)[:255]
        properties.language = tag(self._document.language)
        properties.comments = ""
        # The dates of the frame's template are not those of this document, which has none of its own.
        for element in list(properties._element):
            if element.tag in (qn("dcterms:created"), qn("dcterms:modified")):
                properties._element.remove(element)

    def _paragraph(self, style: str, pieces: Iterable[Piece], *, number: str = "") -> Any:
        """Write one paragraph at the end."""
        # Straight into the body: looking up the style anew for each paragraph takes longer than all else.
        paragraph = self._word.element.body.add_p()
        paragraph.style = self._styles[style]
        kept = list(pieces)
        if number:
            marks = {one.mark for one in kept if one.text}
            kept.insert(0, Piece(f"{number}\t", marks.pop() if len(marks) == 1 else Mark.KEPT))
        self._fill(paragraph, kept)
        return paragraph

    def _fill(self, paragraph: Any, pieces: list[Piece]) -> None:
        """Put runs into a paragraph; those that were added or removed within an element that says so."""
        if self._right_to_left:
            properties = paragraph.get_or_add_pPr()
            if properties.find(qn("w:bidi")) is None:
                properties.insert_element_before(OxmlElement("w:bidi"), "w:spacing", "w:ind", "w:jc", "w:rPr")
        for mark, runs in itertools.groupby(emphasis.shown(pieces), key=lambda run: run.mark):
            parent = paragraph
            if mark is not Mark.KEPT:
                parent = self._tracked(_TRACKED[mark])
                paragraph.append(parent)
            for run in runs:
                for text, is_turned in self._stretches(run.text):
                    parent.append(self._run(text, run, is_turned))

    def _stretches(self, text: str) -> list[tuple[str, bool]]:
        shown = printable.line(text, keep_tabs=True)
        return stretches(shown) if self._right_to_left else [(shown, False)]

    def _run(self, text: str, run: emphasis.Run, is_turned: bool) -> Any:
        element, properties = OxmlElement("w:r"), OxmlElement("w:rPr")
        told = [("w:b", run.strong), ("w:bCs", run.strong), ("w:i", run.emphasis), ("w:iCs", run.emphasis), ("w:rtl", is_turned)]
        for name, is_told in told:
            if is_told:
                properties.append(OxmlElement(name))
        if len(properties):
            element.append(properties)
        for part in _tabbed(text):
            if part == "\t":
                element.append(OxmlElement("w:tab"))
            else:
                words = OxmlElement("w:delText" if run.mark is Mark.REMOVED else "w:t")
                words.text = part
                words.set(qn("xml:space"), "preserve")
                element.append(words)
        return element

    def _tracked(self, name: str) -> Any:
        element = OxmlElement(name)
        element.set(qn("w:id"), str(next(self._identifiers)))
        element.set(qn("w:author"), self._author)
        return element

    def _mark_end(self, paragraph: Any, block: Block) -> None:
        """Where all of a paragraph was added or removed, its end was too."""
        marks = {one.mark for one in block.pieces if one.text}
        if len(marks) == 1 and (mark := marks.pop()) is not Mark.KEPT:
            properties = paragraph.get_or_add_pPr()
            looks = OxmlElement("w:rPr")
            looks.append(self._tracked(_TRACKED[mark]))
            properties.append(looks)

    def _comment(self, paragraph: Any, note: str) -> None:
        """Hang a note on a paragraph as a comment, which is no part of the text."""
        whole = Paragraph(paragraph, self._word)
        runs = whole.runs or [whole.add_run("")]
        comment = self._word.add_comment(runs[0], text=printable.line(note), author=self._author, initials="")
        comment._comment_elm.attrib.pop(qn("w:date"), None)

    def _page_number(self, paragraph: Any) -> None:
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        field.append(self._run("1", emphasis.Run("1"), False))
        paragraph.append(field)

    def _columns(self, count: int) -> None:
        """Go on in columns, on the same page."""
        section = self._word.add_section(WD_SECTION.CONTINUOUS)
        columns = section._sectPr.find(qn("w:cols"))
        if columns is None:
            columns = OxmlElement("w:cols")
            section._sectPr.append(columns)
        columns.set(qn("w:num"), str(count))
        columns.set(qn("w:space"), "340")
        if self._right_to_left:
            section._sectPr.append(OxmlElement("w:bidi"))


def _style_of(block: Block) -> str:
    if block.style is BlockStyle.HEADING:
        return f"Heading {min(block.level, 9)}"
    if block.style is BlockStyle.QUOTE:
        return "Quote"
    if block.style is BlockStyle.ITEM:
        return look.item_style(block.level) if block.number else look.bullet_style(block.level)
    return NUMBERED if block.number else "Body Text"


def _tabbed(text: str) -> Iterator[str]:
    """Yield the parts of a text between its tabs, and the tabs."""
    for index, part in enumerate(text.split("\t")):
        if index:
            yield "\t"
        if part:
            yield part
