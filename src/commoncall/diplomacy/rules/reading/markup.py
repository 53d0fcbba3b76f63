"""The tables and the text of a saved web page: only as much of HTML as that takes, in one pass, however broken the page is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_LONGEST_TAG = 8000
_NAME = re.compile(r"/?[a-zA-Z][a-zA-Z0-9]*")
_ATTRIBUTE = re.compile(r"""([a-zA-Z\-]{1,30})\s?=\s?(?:"([^"]{0,400})"|'([^']{0,400})'|([^\s"'>]{1,400}))""")
_UNSEEN = frozenset(("script", "style", "template", "noscript", "textarea", "select"))
_BLOCKS = frozenset(("p", "div", "td", "th", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "center", "br", "title"))


@dataclass(slots=True)
class Cell:
    """A cell: its text, the footnotes to which it refers, and whether it reaches over others."""

    texts: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    is_merged: bool = False

    @property
    def text(self) -> str:
        """All of its text on one line."""
        return " ".join("".join(self.texts).split())


@dataclass(slots=True)
class Grid:
    """A table. ``is_closed`` says that its end was found."""

    rows: list[list[Cell]] = field(default_factory=list)
    is_closed: bool = False


@dataclass(slots=True)
class Page:
    """What a page holds: tables, lines of text, footnotes by their number, the texts of named elements, and whether its end was found."""

    grids: list[Grid] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    notes: dict[str, list[str]] = field(default_factory=dict)
    named: dict[str, list[str]] = field(default_factory=dict)
    saved_from: str = ""
    is_whole: bool = True

    @property
    def lines(self) -> list[str]:
        """The text of the page, line by line, without empty ones."""
        return [line for piece in "".join(self.pieces).split("\n") if (line := " ".join(piece.split()))]


def read(text: str) -> Page:
    """Return what a page holds."""
    reader = _Reader()
    for tag, attributes, words in _tokens(text):
        if tag:
            reader.tag(tag, attributes)
        else:
            reader.text(words)
    reader.page.is_whole = reader.ended or not reader.began
    saved = re.search(r"<!-- saved from url=\(\d{4}\)(https?://[^\s<>]{1,280}) -->", text[:2000])
    reader.page.saved_from = saved.group(1) if saved else ""
    return reader.page


def _tokens(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield tags (name, attributes) and texts; nothing is looked at twice, so that no page takes long."""
    place, end = 0, len(text)
    while place < end:
        start = text.find("<", place)
        start = end if start < 0 else start
        if start > place:
            yield "", "", html.unescape(text[place:start])
        if start == end:
            return
        if text.startswith("<!--", start):
            place = _after(text, "-->", start + 4)
            continue
        stop = text.find(">", start, start + _LONGEST_TAG)
        name = _NAME.match(text, start + 1)
        if stop < 0 or (name is None and text[start + 1 : start + 2] not in "!?"):
            place = start + 1
            continue
        place = stop + 1
        if name is not None:
            tag = name.group().lower()
            yield tag, text[name.end() : stop], ""
            if tag in _UNSEEN:
                place = _after_element(text, tag, place)


def _after(text: str, mark: str, place: int) -> int:
    found = text.find(mark, place)
    return len(text) if found < 0 else found + len(mark)


def _after_element(text: str, tag: str, place: int) -> int:
    found = re.compile(rf"</{tag}\b", re.IGNORECASE).search(text, place)
    return found.start() if found else len(text)


class _Reader:
    """Puts tags and texts together."""

    def __init__(self) -> None:
        self.page = Page()
        self.began = self.ended = False
        self._open: list[Grid] = []
        self._cells: list[Cell | None] = []
        self._raised = 0
        self._note: list[str] | None = None
        self._named: list[str] | None = None

    def text(self, words: str) -> None:
        self.page.pieces.append(words)
        if self._note is not None:
            self._note.append(words)
        if self._named is not None:
            self._named.append(words)
        cell = self._cells[-1] if self._cells else None
        if cell is not None and self._raised:
            cell.references += re.findall(r"\d{1,3}", words)
        elif cell is not None:
            cell.texts.append(words)

    def tag(self, tag: str, attributes: str) -> None:
        if tag.lstrip("/") in _BLOCKS:
            self._break(tag)
        deed = {
            "html": self._begin,
            "/html": self._end,
            "table": self._table,
            "/table": self._close_table,
            "tr": self._row,
            "td": self._cell,
            "th": self._cell,
            "/td": self._close_cell,
            "/th": self._close_cell,
            "sup": self._raise,
            "/sup": self._lower,
            "a": self._anchor,
            "div": self._name,
            "span": self._name,
            "/div": self._close_name,
            "/span": self._close_name,
        }.get(tag)
        if deed is not None:
            deed(attributes)

    def _break(self, tag: str) -> None:
        self.page.pieces.append("\n")
        if self._note is not None:
            self._note.append("\n")
        cell = self._cells[-1] if self._cells else None
        if cell is not None and tag in {"br", "p", "div"}:
            cell.texts.append("\n")

    def _begin(self, _attributes: str) -> None:
        self.began = True

    def _end(self, _attributes: str) -> None:
        self.ended = True

    def _table(self, _attributes: str) -> None:
        grid = Grid()
        self.page.grids.append(grid)
        self._open.append(grid)
        self._cells.append(None)

    def _close_table(self, _attributes: str) -> None:
        if self._open:
            self._open.pop().is_closed = True
            self._cells.pop()
        self._note = None

    def _row(self, _attributes: str) -> None:
        if self._open:
            self._open[-1].rows.append([])
            self._cells[-1] = None

    def _cell(self, attributes: str) -> None:
        if self._open:
            cell = Cell(is_merged=re.search(r"(?:col|row)span\s?=\s?[\"']?(?:[2-9]|1\d)", attributes, re.IGNORECASE) is not None)
            if not self._open[-1].rows:
                self._open[-1].rows.append([])
            self._open[-1].rows[-1].append(cell)
            self._cells[-1] = cell

    def _close_cell(self, _attributes: str) -> None:
        if self._cells:
            self._cells[-1] = None
        self._note, self._raised = None, 0

    def _raise(self, _attributes: str) -> None:
        self._raised += 1

    def _lower(self, _attributes: str) -> None:
        self._raised = max(0, self._raised - 1)

    def _anchor(self, attributes: str) -> None:
        name = _attributes(attributes).get("name", "") if not self._raised else ""
        if name.isdecimal() and len(name) < 4:
            self._note = self.page.notes.setdefault(name, [])

    def _name(self, attributes: str) -> None:
        name = _attributes(attributes).get("id", "")
        if name:
            self._named = self.page.named.setdefault(name, [])

    def _close_name(self, _attributes: str) -> None:
        self._named = None


def _attributes(text: str) -> dict[str, str]:
    return {found[1].lower(): found[2] or found[3] or found[4] or "" for found in _ATTRIBUTE.finditer(text[:2000])}
