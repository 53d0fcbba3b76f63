"""Read HTML that was pasted, which is never trusted: it is cleaned first, and only its text and structure are kept."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3

from commoncall.kernel.documents import emphasis, numbering
from commoncall.kernel.documents.blocks import BlockStyle
from commoncall.kernel.documents.emphasis import Run
from commoncall.kernel.documents.gathering import Gathering
from commoncall.kernel.documents.web.depth import bounded

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_PARTS = {"div", "section", "article", "header", "footer", "main", "aside", "figure", "figcaption", "address", "center"}
_BLOCKS = frozenset({"p", "dt", "dd", "pre", "hr", *_PARTS})
_LISTS = frozenset({"ol", "ul"})
_CELLS = frozenset({"td", "th"})
_LOOKS = {"b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis", "cite": "emphasis", "span": "", "font": ""}
_REMOVED = frozenset({"del", "s", "strike"})
_KEPT = {*_HEADINGS, *_BLOCKS, *_LISTS, *_CELLS, *_LOOKS, *_REMOVED, "li", "br", "table", "tr", "tbody", "blockquote", "q", "img", "ins"}
_CONTROLS = {"textarea", "select", "button", "canvas", "audio", "video"}
_WITHOUT_TEXT = {"script", "style", "template", "title", "svg", "math", "iframe", "object", "noscript", *_CONTROLS}
_LEFT_OUT = re.compile(r"<(?:script|style|iframe|object|svg|template|noscript|form)\b", re.IGNORECASE)
_WEIGHT = re.compile(r"font-weight\s*:\s*(\w+)")
_SLANT = re.compile(r"font-style\s*:\s*(\w+)")
_DEEPEST_LIST = 9


def read(pasted: str, gathered: Gathering) -> None:
    """Gather the blocks of a page or of a part of one."""
    if _LEFT_OUT.search(pasted):
        gathered.note("scripts")
    cleaned = nh3.clean(
        bounded(pasted.replace("\0", ""), gathered.limits.text_length),
        tags=_KEPT,
        clean_content_tags=_WITHOUT_TEXT,
        attributes={"ol": {"start", "type"}, "b": {"style"}, "span": {"style"}, "li": {"value"}},
        filter_style_properties={"font-weight", "font-style"},
        link_rel=None,
    )
    reader = _Reader(gathered)
    reader.feed(cleaned)
    reader.close()
    reader.finish()


class _Reader(HTMLParser):
    """Goes through cleaned HTML, tag by tag, and never deeper: how far tags are nested costs it nothing."""

    def __init__(self, gathered: Gathering) -> None:
        super().__init__(convert_charrefs=True)
        self._gathered = gathered
        self._runs: list[Run] = []
        self._looks: list[tuple[str, str, bool]] = []
        self._lists: list[int | None] = []
        self._number = ""
        self._heading = 0
        self._quotes = 0
        self._removed = 0
        self._cells: list[str] = []
        self._in_row = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, a list, a row or another look."""
        told = {name: value or "" for name, value in attrs}
        if tag in _LOOKS:
            self._look(tag, told.get("style", ""))
        elif tag in _REMOVED:
            self._removed += 1
            self._gathered.counted["tracked_changes"] += 1
        elif tag == "br":
            self._runs.append(Run(" "))
        elif tag == "img":
            self._gathered.counted["pictures"] += 1
        elif tag in _CELLS and self._in_row:
            self._end_cell()
        else:
            self._begin(tag, told)

    def handle_endtag(self, tag: str) -> None:
        """End a block, a list, a row or a look."""
        if tag in _LOOKS:
            self._looks = self._looks[: next((at for at in range(len(self._looks) - 1, -1, -1) if self._looks[at][0] == tag), len(self._looks))]
        elif tag in _REMOVED:
            self._removed = max(self._removed - 1, 0)
        elif tag in _CELLS and self._in_row:
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag in _BLOCKS or tag in _HEADINGS or tag in _LISTS or tag in ("li", "blockquote", "table"):
            self._end_block()
            self._leave(tag)

    def handle_data(self, data: str) -> None:
        """Take words as they look here."""
        if self._removed:
            return
        self._gathered.meet(data)
        looks = {look for _tag, look, is_on in self._looks if is_on}
        self._runs.append(Run(re.sub(r"\s+", " ", data), "emphasis" in looks, "strong" in looks))

    def finish(self) -> None:
        """Take what is left when nothing follows."""
        self._end_row()
        self._end_block()

    def _begin(self, tag: str, told: dict[str, str]) -> None:
        self._end_block()
        if tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
        elif tag in _LISTS:
            self._lists.append(_whole(told.get("start", "1")) - 1 if tag == "ol" else None)
        elif tag == "li":
            self._begin_item(told)
        elif tag == "blockquote":
            self._quotes += 1
        elif tag == "table":
            self._gathered.counted["tables"] += 1
        elif tag == "tr":
            self._in_row = True

    def _begin_item(self, told: dict[str, str]) -> None:
        if not self._lists:
            self._lists.append(None)
        counted = self._lists[-1]
        if counted is not None:
            counted = _whole(told["value"]) if told.get("value") else counted + 1
            self._lists[-1] = counted
        self._number = "" if counted is None else str(counted)

    def _leave(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._heading = 0
        elif tag in _LISTS and self._lists:
            self._lists.pop()
        elif tag == "blockquote":
            self._quotes = max(self._quotes - 1, 0)

    def _look(self, tag: str, style: str) -> None:
        """Begin a look; pages of word processors undo ``<b>`` by a style, and write spans for bold words."""
        weight, slant = _WEIGHT.search(style), _SLANT.search(style)
        if weight:
            is_bold = weight[1] in ("bold", "bolder") or _whole(weight[1]) >= 600
            self._looks.append((tag, "strong", is_bold))
        if slant:
            self._looks.append((tag, "emphasis", slant[1] in ("italic", "oblique")))
        if not weight and not slant:
            self._looks.append((tag, _LOOKS[tag], bool(_LOOKS[tag])))

    def _end_cell(self) -> None:
        said = self._gathered.clean(emphasis.marked(self._runs))
        self._runs = []
        if said:
            self._cells.append(said)

    def _end_row(self) -> None:
        if self._in_row:
            self._end_cell()
            self._gathered.add(" | ".join(self._cells))
        self._cells, self._in_row = [], False

    def _end_block(self) -> None:
        """Add the words so far as the block in which they stand."""
        if self._in_row:
            self._runs.append(Run(" "))
            return
        text = self._gathered.clean(emphasis.marked(_neat(self._runs)))
        self._runs = []
        if not text:
            return
        found = None if self._number else numbering.typed(text, bullets=True)
        said = found.rest if found else text
        number = found.number if found else self._number
        if self._heading:
            self._gathered.add(emphasis.plain(said), BlockStyle.HEADING, self._heading, number)
        elif self._lists:
            self._add_item(said, number)
        elif self._quotes:
            self._gathered.add(text, BlockStyle.QUOTE)
        else:
            self._gathered.add(said, found.style if found else BlockStyle.PARAGRAPH, self._typed_level(number), number)
        self._number = ""

    def _add_item(self, text: str, number: str) -> None:
        depth = len(self._lists) - (self._lists[0] is not None)
        style = BlockStyle.ITEM if depth else BlockStyle.PARAGRAPH
        self._gathered.add(text, style, min(max(depth, 1), _DEEPEST_LIST), number)

    def _typed_level(self, number: str) -> int:
        last = self._gathered.blocks[-1] if self._gathered.blocks else None
        if last is None or last.style is not BlockStyle.ITEM or numbering.is_plain(number):
            return 1
        return numbering.level(number, last.number, last.level)


def _neat(runs: list[Run]) -> list[Run]:
    """Return runs without spaces at the beginning, before which nothing is said."""
    first = next((at for at, one in enumerate(runs) if one.text.strip()), len(runs))
    return runs[first:]


def _whole(text: str) -> int:
    return min(int(text), 99_999) if text.isascii() and text.isdecimal() and len(text) < 9 else 1
