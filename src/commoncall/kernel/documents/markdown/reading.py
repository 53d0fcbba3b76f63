"""Read Markdown: headings, numbered paragraphs, items, quotes; everything else becomes plain paragraphs."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from commoncall.kernel.documents import numbering
from commoncall.kernel.documents.blocks import BlockStyle
from commoncall.kernel.documents.gathering import Gathering
from commoncall.kernel.documents.markdown import inline

_FRONT = re.compile(r"\A---[ \t]*\n(.{0,10000}?\n)(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_FIELD = re.compile(r"^(title|language|heading|under_title|footer):[ \t]+(.{1,2000})$", re.MULTILINE)
_FOOTNOTE = re.compile(r"^\[\^([^\]\s]{1,60})\]:[ \t]*(.{1,20000}(?:\n(?:[ ]{2,}|\t).{1,20000}){0,100})$", re.MULTILINE)
# What Kramdown and its kin write about a block, such as {:toc}, says nothing to people; nor does the list of contents it makes.
_DIRECTIVE = re.compile(r"^(?:[ \t]{0,3}[*+-][ \t]+TOC[ \t]*\n)?[ \t]{0,9}\{:[^}\n]{0,200}\}[ \t]*$", re.MULTILINE)
_PARSER = MarkdownIt("commonmark", {"maxNesting": 40}).enable("table").disable(["code", "inline"])


def read(text: str, gathered: Gathering) -> None:
    """Gather the blocks of a text in Markdown."""
    body = _without_front(text.replace("\r\n", "\n").replace("\r", "\n"), gathered)
    body = _DIRECTIVE.sub("", body)
    notes = {key: " ".join(words.split()) for key, words in _FOOTNOTE.findall(body)}
    links: dict[str, Any] = {}
    found = _PARSER.parse(_FOOTNOTE.sub("", body) if notes else body, links)
    walk = _Walk(gathered, inline.Reader(gathered, notes, links))
    for token in found:
        walk.take(token)
    _take_own_title(gathered, walk.first_heading)


def _without_front(text: str, gathered: Gathering) -> str:
    """Take what stands between two lines of dashes at the top, as far as it says something of the document."""
    front = _FRONT.match(text)
    if front is None:
        return text
    for name, value in _FIELD.findall(front[1]):
        setattr(gathered, name, gathered.clean(_unquoted(value.strip())))
    return text[front.end() :]


def _unquoted(value: str) -> str:
    if value.startswith('"'):
        try:
            return str(json.loads(value))
        except ValueError:
            return value.strip('"')
    return value.strip("'")


def _take_own_title(gathered: Gathering, first_heading: int) -> None:
    """Take the title out of the text where it is told above it too, as we write it, and the headings below it up by one."""
    first = gathered.blocks[0] if gathered.blocks else None
    if first is None or first.style is not BlockStyle.HEADING or first_heading != 1 or first.text != gathered.title:
        return
    gathered.blocks = [inline.raised(one) for one in gathered.blocks[1:]]
    gathered.is_levelled = True


@dataclass
class _List:
    """A list that is open: the number that it has reached, and whether it is one level further in.

    A number behind a bullet, as in ``- 3. words``, is that of the bullet's item and no list of its own.
    """

    number: int | None
    depth: int = 1
    line: int = -1

    def go_on(self, item: Token) -> None:
        """Go on to the next item."""
        self.line = item.map[0] if item.map else -1
        if self.number is not None:
            self.number += 1


class _Walk:
    """Goes through the blocks that the parser found, one after another."""

    def __init__(self, gathered: Gathering, words: inline.Reader) -> None:
        self._gathered = gathered
        self._words = words
        self._within: list[Token] = []
        self._lists: list[_List] = []
        self._cells: list[str] = []
        self._said_in_item = False
        self.first_heading = 0

    def take(self, token: Token) -> None:
        """Take one token: go in, go out, or gather its words."""
        if token.nesting == 1:
            self._enter(token)
        elif token.nesting == -1:
            self._leave()
        elif token.type == "inline":
            self._gather(token.content)
        elif token.type == "fence":
            self._gathered.add(token.content)
        elif token.type == "html_block":
            self._gather(token.content)

    def _enter(self, token: Token) -> None:
        self._within.append(token)
        if token.type == "ordered_list_open":
            is_own = not (self._lists and self._lists[-1].number is None and token.map and token.map[0] == self._lists[-1].line)
            self._lists.append(_List(int(token.attrs.get("start", 1)) - 1, depth=int(is_own)))
        elif token.type == "bullet_list_open":
            self._lists.append(_List(None))
        elif token.type == "list_item_open":
            self._said_in_item = False
            self._lists[-1].go_on(token)
        elif token.type == "table_open":
            self._gathered.counted["tables"] += 1

    def _leave(self) -> None:
        opened = self._within.pop()
        if opened.type in ("ordered_list_open", "bullet_list_open"):
            self._lists.pop()
        elif opened.type == "list_item_open":
            self._said_in_item = True
        elif opened.type == "tr_open":
            self._gathered.add(" | ".join(cell for cell in self._cells if cell))
            self._cells = []

    def _gather(self, raw: str) -> None:
        opened = self._within[-1] if self._within else None
        if opened is not None and opened.type == "heading_open":
            self._add_heading(raw, int(opened.tag[1]))
        elif opened is not None and opened.type in ("th_open", "td_open"):
            self._cells.append(self._words.read(raw))
        elif self._lists:
            self._add_in_list(raw)
        elif any(one.type == "blockquote_open" for one in self._within):
            self._gathered.add(self._words.read(raw), BlockStyle.QUOTE)
        else:
            self._add_paragraph(raw)

    def _add_heading(self, raw: str, level: int) -> None:
        self.first_heading = self.first_heading or level
        said = numbering.typed(raw)
        self._gathered.add(self._words.read(said.rest if said else raw), BlockStyle.HEADING, level, said.number if said else "")

    def _add_paragraph(self, raw: str) -> None:
        found = numbering.typed(raw)
        if found is None:
            self._gathered.add(self._words.read(raw))
            return
        last = self._gathered.blocks[-1] if self._gathered.blocks else None
        follows = last is not None and last.style is BlockStyle.ITEM
        level = numbering.level(found.number, last.number, last.level) if last is not None and follows else 1
        self._gathered.add(self._words.read(found.rest), found.style, level if found.style is BlockStyle.ITEM else 1, found.number)

    def _add_in_list(self, raw: str) -> None:
        """Add what stands in a list: numbers at the outermost level number paragraphs, all else are items."""
        depth = sum(one.depth for one in self._lists) - (self._lists[0].number is not None)
        counted = self._lists[-1].number
        number = "" if counted is None or self._said_in_item else str(counted)
        found = None if number else numbering.typed(raw)
        style = BlockStyle.ITEM if depth else found.style if found else BlockStyle.PARAGRAPH
        self._gathered.add(self._words.read(found.rest if found else raw), style, max(depth, 1), found.number if found else number)
        self._said_in_item = True
