"""Read the text of a Word document (DOCX): headings, numbered paragraphs, items, quotes, emphasis."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from commoncall.kernel.documents import emphasis, numbering
from commoncall.kernel.documents.blocks import BlockStyle
from commoncall.kernel.documents.emphasis import Run
from commoncall.kernel.documents.gathering import Gathering
from commoncall.kernel.documents.word.archive import Parts
from commoncall.kernel.documents.word.names import child, name, number, value
from commoncall.kernel.documents.word.numbers import Numbers
from commoncall.kernel.documents.word.styles import ABOVE_TITLE, NUMBERED, Style, Styles
from commoncall.kernel.documents.word.words import Words

_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"
_THROUGH = frozenset({"w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag"})


def read(content: bytes, gathered: Gathering) -> None:
    """Gather the blocks of a document."""
    parts = Parts(content, gathered.limits)
    body = child(parts["document"], "w:body")
    if parts.has_macros:
        gathered.note("macros")
    core = parts["core"]
    language = core.find(_LANGUAGE) if core is not None else None
    gathered.language = gathered.clean((language.text or "") if language is not None else "")
    if body is not None:
        _Reader(parts, gathered).read(body)


class _Reader:
    """Goes through the paragraphs of a document in their order."""

    def __init__(self, parts: Parts, gathered: Gathering) -> None:
        self._gathered = gathered
        self._styles = Styles(parts["styles"])
        self._numbers = Numbers(parts["numbering"])
        self._words = Words(self._styles, gathered, {"w:footnoteReference": parts["footnotes"], "w:endnoteReference": parts["endnotes"]})
        self._carried: list[Run] = []

    def read(self, body: etree._Element) -> None:
        """Read all that stands in the body of the document, one after another."""
        for element in _blocks(body):
            if name(element) == "w:p":
                self._read_paragraph(element)
            elif name(element) == "w:tbl":
                self._read_table(element)
            elif name(element) == "w:altChunk":
                self._gathered.counted["objects"] += 1
        if self._carried:
            self._gathered.add(emphasis.marked(self._carried))

    def _read_paragraph(self, paragraph: etree._Element) -> None:
        runs = self._carried + self._words.read(paragraph)
        properties = child(paragraph, "w:pPr")
        boxes = self._words.take_boxes()
        if child(properties, "w:rPr", "w:del") is not None:
            # Its end was removed: what it says goes on in the next paragraph.
            self._carried = runs
        else:
            self._carried = []
            self._add(runs, properties)
        for box in boxes:
            self.read(box)

    def _add(self, runs: list[Run], properties: etree._Element | None) -> None:
        named = child(properties, "w:pStyle")
        style = self._styles.of(value(named) if named is not None else None)
        if not "".join(one.text for one in runs).strip():
            return
        if style.name in ("title", "subtitle", ABOVE_TITLE.lower()) and self._take_frame(style.name, emphasis.marked(runs)):
            return
        outline = number(child(properties, "w:outlineLvl"))
        heading = outline + 1 if outline is not None and 0 <= outline <= 8 else style.heading if outline is None else 0
        printed = self._printed(properties, style)
        if heading:
            self._add_heading(runs, heading, printed[0] if printed else "")
        elif style.is_quote:
            self._gathered.add(emphasis.marked(runs), BlockStyle.QUOTE)
        elif printed is not None:
            self._gathered.add(emphasis.marked(runs), printed[1], printed[2], printed[0])
        else:
            self._add_plain(runs, style)

    def _take_frame(self, style: str, text: str) -> bool:
        """Take what stands around the text before it begins: the title, and what is above and below it."""
        gathered = self._gathered
        field = {"title": "title", "subtitle": "under_title"}.get(style, "heading")
        if gathered.blocks or getattr(gathered, field):
            return False
        setattr(gathered, field, gathered.clean(text))
        gathered.is_levelled = gathered.is_levelled or field == "title"
        return True

    def _printed(self, properties: etree._Element | None, style: Style) -> tuple[str, BlockStyle, int] | None:
        """Return the number that Word prints before a paragraph, with what it makes of it; None where it stands in no list."""
        direct = child(properties, "w:numPr")
        identifier = number(child(direct, "w:numId"))
        level = number(child(direct, "w:ilvl"))
        identifier = style.list_id if identifier is None else identifier
        level = (style.list_level if level is None else level) or 0
        if not identifier:
            return None
        counted = self._numbers.next(identifier, level)
        if counted is None:
            return None
        text = numbering.printed(counted.number)
        if numbering.is_plain(text) and (level == 0 or "." in text):
            return text, BlockStyle.PARAGRAPH, 1
        own = style.item_level if level == 0 else 0
        return text, BlockStyle.ITEM, max(level + 1 - counted.top_is_counted, own, 1)

    def _add_heading(self, runs: list[Run], level: int, printed: str) -> None:
        text = emphasis.marked(runs if self._styles.are_ours else _without_strong(runs))
        found = None if printed else self._typed(text, "heading")
        self._gathered.add(found.rest if found else text, BlockStyle.HEADING, level, found.number if found else printed)

    def _add_plain(self, runs: list[Run], style: Style) -> None:
        """Add a paragraph in no list of Word's; people type numbers and bullets before paragraphs too."""
        text = emphasis.marked(runs).lstrip()
        level = style.item_level if style.name != "list paragraph" else 0
        found = self._typed(text, style.name)
        if found is None:
            self._gathered.add(text, BlockStyle.ITEM if level else BlockStyle.PARAGRAPH, level or 1)
        elif found.style is BlockStyle.PARAGRAPH and not (level and self._styles.are_ours):
            self._gathered.add(found.rest, BlockStyle.PARAGRAPH, 1, found.number)
        else:
            self._gathered.add(found.rest, BlockStyle.ITEM, self._level(found.number, level), found.number)

    def _typed(self, text: str, style: str) -> numbering.Typed | None:
        """Return the number before a text; in documents of ours it stands before a tab, in paragraphs of certain styles."""
        if not self._styles.are_ours or style == "normal":
            return numbering.typed(text, bullets=style != "heading")
        number, tab, rest = text.partition("\t")
        has_number = style in (NUMBERED.lower(), "heading") or style.startswith("list")
        return numbering.Typed(number, rest) if tab and has_number else None

    def _level(self, typed: str, of_style: int) -> int:
        last = self._gathered.blocks[-1] if self._gathered.blocks else None
        if of_style:
            return of_style
        if last is None or last.style is not BlockStyle.ITEM:
            return 1
        return numbering.level(typed, last.number, last.level)

    def _read_table(self, table: etree._Element) -> None:
        """Read each row as one paragraph, its cells parted by a bar."""
        self._gathered.counted["tables"] += 1
        for row in table.iter():
            if name(row) == "w:tr" and child(row, "w:trPr", "w:del") is None:
                cells = [self._cell(one) for one in _blocks(row) if name(one) == "w:tc"]
                self._gathered.add(" | ".join(cell for cell in cells if cell))

    def _cell(self, cell: etree._Element) -> str:
        said = [emphasis.marked(self._words.read(one)).strip() for one in _blocks(cell) if name(one) == "w:p"]
        boxed = [emphasis.marked(self._words.read(one)).strip() for box in self._words.take_boxes() for one in _blocks(box) if name(one) == "w:p"]
        return self._gathered.clean(" ".join(one for one in (*said, *boxed) if one))


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield what stands in an element, looking through what only wraps it."""
    for element in parent:
        if name(element) in _THROUGH:
            yield from _blocks(element)
        else:
            yield element


def _without_strong(runs: list[Run]) -> list[Run]:
    """Return runs without bold where all of them are, as headings are."""
    if all(one.strong for one in runs if one.text.strip()):
        return [Run(one.text, one.emphasis) for one in runs]
    return runs
