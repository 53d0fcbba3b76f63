"""Read the words of one Markdown block: emphasis stays as it is written, all other marks go."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from commoncall.kernel.documents import emphasis
from commoncall.kernel.documents.blocks import Block, BlockStyle
from commoncall.kernel.documents.gathering import Gathering

# Changes that are tracked in the text, as CriticMarkup writes them: {++added++}, {--removed--}, {~~old~>new~~}, {==kept==}, {>>comment<<}.
_CHANGED = re.compile(
    r"\{\+\+(?P<added>.*?)\+\+\}|\{--(?P<removed>.*?)--\}|\{~~(?:(?!~~\}).)*?~>(?P<new>.*?)~~\}"
    r"|\{==(?P<kept>.*?)==\}|\{>>(?P<comment>.*?)<<\}",
    re.DOTALL,
)
_LOW_LINES = re.compile(r"(?<!\w)(__?)(?=[^\s_])(.{1,2000}?)(?<=[^\s_])\1(?!\w)", re.DOTALL)
_CALLED = re.compile(r"\[\^([^\]\s]{1,60})\]")
_LOW_LINE_ITSELF = "\ue000"
_BACKSLASH_ITSELF = "\ue001"
_ITSELF = {"_": _LOW_LINE_ITSELF, "*": "\\*", "\\": _BACKSLASH_ITSELF}
_BACKSLASHES = re.compile(rf"{_BACKSLASH_ITSELF}(?P<meant>[*\\{_BACKSLASH_ITSELF}])?")
_LONGEST = 60_000
_PARSER = MarkdownIt("commonmark", {"maxNesting": 40}).disable(["emphasis"])


class Reader:
    """Reads the words of blocks, and counts what it leaves out."""

    def __init__(self, gathered: Gathering, footnotes: Mapping[str, str], links: dict[str, Any]) -> None:
        self._counted = gathered.counted
        self._footnotes = footnotes
        self._links = links

    def read(self, raw: str) -> str:
        """Return the words of a block; one that is longer than any paragraph is taken as it stands."""
        if len(raw) > _LONGEST:
            return raw
        text = _CALLED.sub(self._footnote, self._accepted(raw)) if "{" in raw or "[^" in raw else raw
        found: list[Token] = []
        _PARSER.inline.parse(text, _PARSER, self._links, found)
        said = _LOW_LINES.sub(_as_asterisks, "".join(self._said(one) for one in found))
        return _freed(_BACKSLASHES.sub(_as_backslashes, said.replace(_LOW_LINE_ITSELF, "_")))

    def _accepted(self, raw: str) -> str:
        return _CHANGED.sub(self._as_accepted, raw)

    def _as_accepted(self, change: re.Match[str]) -> str:
        self._counted["comments" if change["comment"] is not None else "tracked_changes"] += change["kept"] is None
        return change["added"] or change["new"] or change["kept"] or ""

    def _footnote(self, called: re.Match[str]) -> str:
        words = self._footnotes.get(called[1])
        if words is None:
            return called[0]
        self._counted["footnotes"] += 1
        return f" ({words})"

    def _said(self, token: Token) -> str:
        """Return what one token says in the text."""
        if token.type == "text":
            return token.content
        if token.type == "text_special":
            return _ITSELF.get(token.content, token.content)
        if token.type in ("softbreak", "hardbreak"):
            return " "
        if token.type == "code_inline":
            return token.content.replace("*", "\\*").replace("_", _LOW_LINE_ITSELF)
        if token.type == "link_open":
            self._counted["links"] += 1
        if token.type == "image":
            self._counted["pictures"] += 1
        return ""


def _as_asterisks(found: re.Match[str]) -> str:
    sign = "*" * len(found[1])
    return f"{sign}{found[2]}{sign}"


def _as_backslashes(found: re.Match[str]) -> str:
    """A backslash is doubled where it would otherwise say something of the sign after it."""
    meant = found["meant"]
    return "\\" if meant is None else "\\\\" + ("\\\\" if meant == _BACKSLASH_ITSELF else meant)


def _freed(text: str) -> str:
    """Return a text without the backslashes that its asterisks do not need."""
    bare = text.replace("\\*", "*")
    return bare if bare != text and emphasis.runs(bare) == emphasis.runs(text) else text


def raised(block: Block) -> Block:
    """Return a block, and if it is a heading, one level further up."""
    if block.style is not BlockStyle.HEADING:
        return block
    return Block(block.pieces, block.style, max(block.level - 1, 1), block.number, block.note)
