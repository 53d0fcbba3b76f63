"""Words in names that say where an organisation is: states and their people, regions, cities.

This serves the comparison of names alone. What the cell of a country column means is told by
kernel/countries.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale

from commoncall.kernel.text import folding, names

_LANGUAGES = ("en", "fr", "es", "pt", "de", "it", "nl", "ru", "ar")
_TABLE = Path(__file__).with_name("places.csv")
_LONGEST = 6


@dataclass(frozen=True)
class Located:
    """The words of a name that remain without its places, and the codes of these places."""

    words: tuple[str, ...]
    places: frozenset[str]


def locate(words: list[str]) -> Located:
    """Part the plain words of a name into those that name a place and the others."""
    rest: list[str] = []
    codes: set[str] = set()
    position = 0
    while position < len(words):
        length, code = _place_at(words, position)
        if code:
            codes.add(code)
        else:
            rest.append(words[position])
        position += length
    return Located(tuple(rest), frozenset(codes))


def _place_at(words: list[str], position: int) -> tuple[int, str]:
    """The longest place that begins at a word: its number of words and its code."""
    known = _phrases()
    for length in range(min(_LONGEST, len(words) - position), 0, -1):
        code = known.get(" ".join(words[position : position + length]))
        if code:
            return length, code
    return 1, ""


@cache
def _phrases() -> dict[str, str]:
    """Every known phrase, folded, with the code of its place; our own table wins over Babel's."""
    found: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "ZZ", "XA", "XB"):
                for phrase in _wordings(name):
                    found.setdefault(phrase, code)
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for phrase in row["words"].split(";"):
                found[" ".join(names.plain_words(phrase))] = row["code"]
    return found


def _wordings(name: str) -> list[str]:
    """A territory's name as plain words, also without what Babel adds in brackets or after a dash."""
    short = name.replace(" SAR China", "").partition(" (")[0]
    wordings = {" ".join(names.plain_words(text)) for text in (name, short)}
    return [wording for wording in wordings if len(wording) > 3]


def is_place(text: str) -> bool:
    """Whether a text is nothing but the name of a place."""
    return bool(words := folding.words(folding.fold(text))) and not locate(words).words
