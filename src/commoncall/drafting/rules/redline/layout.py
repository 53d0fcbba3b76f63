"""A file of text as paragraphs and the space between them, which together are the file again, character for character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from commoncall.drafting.rules.redline import numbering

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n|\r[ \t]*\r")
_HEADING = re.compile(r"\#{1,6}[ \t]")
_ITEM = re.compile(r"(?:[-*+•–—]|\d{1,4}[.)]|\(?[^\W\d_]{1,4}\))[ \t]")
_MARK_OF_UTF8 = "\ufeff"


@dataclass(frozen=True)
class Layout:
    """Paragraphs without the space around them, and what stands before the first and after each: one more than paragraphs."""

    paragraphs: tuple[str, ...]
    spaces: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return the whole text."""
        return self.spaces[0] + "".join(text + space for text, space in zip(self.paragraphs, self.spaces[1:], strict=True))


def of_text(text: str) -> Layout:
    """Divide a text at blank lines, and before every heading, numbered paragraph and item; where no line is blank, at every line."""
    spans = list(_spans(text, each_line=not _BLANK_LINE.search(text.strip())))
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    spaces = [text[edges[place] : edges[place + 1]] for place in range(0, len(edges), 2)]
    return Layout(tuple(text[start:end] for start, end in spans), tuple(spaces))


def of_paragraphs(paragraphs: Iterable[str]) -> Layout:
    """Lay out paragraphs that come from no text, with a blank line between them."""
    texts = tuple(paragraphs)
    return Layout(texts, ("", *("\n\n" for _text in texts[1:]), *(("\n",) if texts else ())))


def _spans(text: str, *, each_line: bool) -> Iterator[tuple[int, int]]:
    """Yield from where to where each paragraph goes."""
    start = end = -1
    for line in _LINE.finditer(text):
        said = line[0].strip().lstrip(_MARK_OF_UTF8).lstrip()
        begins = each_line or not said or _begins(said)
        if start >= 0 and begins:
            yield start, end
            start = -1
        if not said:
            continue
        place = text.index(said, line.start())
        start, end = (place if start < 0 else start), place + len(said)
        if _HEADING.match(said):
            yield start, end
            start = -1
    if start >= 0:
        yield start, end


def _begins(line: str) -> bool:
    return bool(_HEADING.match(line) or _ITEM.match(line) or numbering.split(line)[0])
