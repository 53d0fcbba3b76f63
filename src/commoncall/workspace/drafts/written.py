"""A wording as it is written into one field: paragraphs parted by empty lines, with a few plain signs before them.

``#`` begins a heading (``##`` a smaller one), ``-`` an item without a letter, ``a)`` one with, ``>`` a quotation, and ``~`` a
paragraph without a number. Numbers and letters are counted by the text itself, so that what is typed of them is left out.
A backslash before such a sign lets it be a part of the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from commoncall.drafting.rules.paragraphs import Paragraph, Style

#: How far a level of items is moved in.
_STEP = 2
_DEEPEST = 6
_SIGN = re.compile(
    r"""(?P<heading>\#{1,6})[ \t]+
    |(?P<bare>[-*•–][ \t]+)
    |(?P<letter>\(?[a-z]{1,4}\)[ \t]+)
    |(?P<quote>>[ \t]?)
    |(?P<number>\(?\d{1,4}[.)][ \t]+)
    |(?P<plain>~[ \t]*)""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Said:
    """A paragraph as it was typed, before it is known which one of the text it is."""

    text: str
    style: Style = Style.PARAGRAPH
    level: int = 1
    numbered: bool = True

    def keyed(self, key: str) -> Paragraph:
        """Return it as the paragraph of the text that has this key."""
        return Paragraph(key, self.text, self.style, self.level, self.numbered)


def write(paragraphs: Iterable[Paragraph]) -> str:
    """Return a wording as it stands in the field. ``read`` gives the same paragraphs again."""
    written: list[str] = []
    former: Paragraph | None = None
    for one in paragraphs:
        if former is not None:
            # Items of one list stand under one another, everything else apart.
            written.append("\n" if former.style is Style.ITEM and one.style is Style.ITEM else "\n\n")
        written.append(_line(one))
        former = one
    return "".join(written)


def _line(one: Paragraph) -> str:
    text = f"\\{one.text}" if _SIGN.match(one.text) or one.text.startswith("\\") else one.text
    if one.style is Style.HEADING:
        return f"{'#' * min(max(one.level, 1), _DEEPEST)} {text}"
    if one.style is Style.ITEM:
        return f"{' ' * _STEP * (one.level - 1)}{'a)' if one.numbered else '-'} {text}"
    if one.style is Style.QUOTE:
        return f"> {text}"
    return text if one.numbered else f"~ {text}"


def read(written: str) -> list[Said]:
    """Return the paragraphs that are written in a field; a line that begins with no sign goes on with the one before it."""
    return [_said(" ".join(lines)) for lines in _blocks(written)]


def _blocks(written: str) -> Iterator[list[str]]:
    block: list[str] = []
    for line in written.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4).split("\n"):
        begins = bool(_SIGN.match(line.lstrip()))
        if block and (not line.strip() or begins):
            yield block
            block = []
        if line.strip():
            # How far the first line is moved in tells the level of an item; of the others it tells nothing.
            block.append(line.rstrip() if not block else line.strip())
    if block:
        yield block


def _said(line: str) -> Said:
    text = line.lstrip()
    found = _SIGN.match(text)
    if found is None:
        return Said(_tidy(text.removeprefix("\\")))
    rest = _tidy(text[found.end() :].removeprefix("\\"))
    if found["heading"]:
        return Said(rest, Style.HEADING, len(found["heading"]), numbered=False)
    if found["bare"] or found["letter"]:
        return Said(rest, Style.ITEM, min((len(line) - len(text)) // _STEP, _DEEPEST) + 1, numbered=bool(found["letter"]))
    if found["quote"]:
        return Said(rest, Style.QUOTE, numbered=False)
    return Said(rest, numbered=not found["plain"])


def _tidy(text: str) -> str:
    return " ".join(text.split())
