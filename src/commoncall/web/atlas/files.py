"""The map as a file of its own, for other sites and for print: it needs no style sheet, and its words are inside it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string

from commoncall.design.tokens import palette
from commoncall.web.atlas.draw import Key, Map
from commoncall.web.atlas.geometry import world
from commoncall.web.xml import writable

MARGIN = 25
TITLE, WORDS, NOTE = 32, 19, 16
SWATCH = 28

#: What a letter takes on the average, as a share of its size; letters of East Asia take all of it.
LETTER = 0.52


@dataclass(frozen=True, slots=True)
class Written:
    """A line of text, or a line of the key beside its swatch, at its place."""

    words: str
    x: int
    y: int
    kind: str = ""
    swatch: int = 0


def svg_file(map_: Map, *, description: str, notes: Sequence[str], language: str, rtl: bool = False) -> str:
    """Return a whole SVG document: the title of the map, the map, its key, and the notes that the caller gives (source, as of).

    Colours stand at each shape and not in a style sheet, which the policies of other sites would switch off. Addresses
    of places have to be whole ones. Nothing is taken from elsewhere.
    """
    geometry = world()
    titles = list(_wrapped(map_.title, TITLE, geometry.width))
    top = MARGIN + len(titles) * TITLE * 5 // 4
    keys, below = _keys(map_.keys, top + geometry.height + MARGIN + WORDS, geometry.width, rtl=rtl)
    small = [_apart(line) if rtl else line for note in notes for line in _wrapped(note, NOTE, geometry.width)]
    start = geometry.width - MARGIN if rtl else MARGIN
    written = [Written(words, start, below + WORDS + (number + 1) * NOTE * 7 // 5) for number, words in enumerate(small)]
    context = {
        "map": map_,
        "description": description,
        "language": language,
        "rtl": rtl,
        "width": geometry.width,
        "height": below + WORDS + (len(small) + 1) * NOTE * 7 // 5,
        "top": top,
        "titles": [Written(words, start, MARGIN + (number + 1) * TITLE * 5 // 4 - TITLE // 4) for number, words in enumerate(titles)],
        "keys": keys,
        "notes": written,
        "colours": palette("light"),
    }
    return writable(render_to_string("web/atlas/file.svg", context))


def _keys(keys: Sequence[Key], y: int, width: int, *, rtl: bool) -> tuple[list[Written], int]:
    """Place the lines of the key one after the other, and return where the last row lies."""
    placed: list[Written] = []
    at = MARGIN
    for key in keys:
        words = f"{key.words} {key.counted}".strip()
        needed = SWATCH + WORDS // 2 + _length(words) * WORDS
        if at > MARGIN and at + needed > width - MARGIN:
            at, y = MARGIN, y + WORDS * 8 // 5
        x = round(at + SWATCH + WORDS // 2)
        placed.append(Written(words, width - x if rtl else x, y, key.kind, width - round(at) - SWATCH if rtl else round(at)))
        at += round(needed + WORDS)
    return placed, y


def _wrapped(text: str, size: int, width: int) -> Iterator[str]:
    """Part a text into lines that fit, between words; where it has none, as in Chinese, between letters."""
    room = (width - 2 * MARGIN) / size
    line = ""
    for piece in _pieces(text):
        if line and _length(line + piece.rstrip()) > room:
            yield line.strip()
            line = ""
        line += piece
    if line.strip():
        yield line.strip()


def _apart(line: str) -> str:
    """Let a line run in the direction of its own letters: an address from left to right, though it stands in Arabic."""
    return f"\u2068{line}\u2069"


def _pieces(text: str) -> Iterator[str]:
    word = ""
    for letter in text:
        word += letter
        if letter.isspace() or _is_wide(letter):
            yield word
            word = ""
    yield word


def _length(text: str) -> float:
    """Return how long a text is in its own size, as far as that can be told without its font."""
    return sum(1.0 if _is_wide(letter) else LETTER for letter in text)


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"
