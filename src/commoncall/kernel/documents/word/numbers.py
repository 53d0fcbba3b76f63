"""Work out the numbers that Word prints before paragraphs and does not keep in their text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from commoncall.kernel.documents.word.names import child, name, number, value

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_HIGHEST = 100_000
_ARABIC_LETTERS = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ARABIC_ORDER = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_CHINESE = "零一二三四五六七八九"
_ROMAN_TENS = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN = (*_ROMAN_TENS, (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True)
class _Level:
    form: str
    text: str
    start: int
    restarts_after: int | None


@dataclass(frozen=True)
class Printed:
    """A number as it is printed, empty for a bullet, and how many levels of its list number paragraphs rather than items."""

    number: str
    level: int
    top_is_counted: bool


class Numbers:
    """Counts the numbered paragraphs of a document in their order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract: dict[int, dict[int, _Level]] = {}
        self._lists: dict[int, int] = {}
        self._changed: dict[int, dict[int, _Level]] = {}
        self._counts: dict[int, list[int | None]] = {}
        self._started: set[tuple[int, int]] = set()
        for element in root if root is not None else ():
            if name(element) == "w:abstractNum":
                self._abstract[number(element, "abstractNumId") or 0] = _levels(element)
            elif name(element) == "w:num":
                self._take(element)

    def _take(self, element: etree._Element) -> None:
        identifier = number(element, "numId")
        if identifier is None:
            return
        abstract = number(child(element, "w:abstractNumId")) or 0
        self._lists[identifier] = abstract
        overrides = [one for one in element if name(one) == "w:lvlOverride"]
        self._changed[identifier] = {number(one, "ilvl") or 0: _override(one, self._abstract.get(abstract, {})) for one in overrides}

    def next(self, identifier: int, level: int) -> Printed | None:
        """Count one more paragraph of a list and return what is printed before it; None where there is no such list."""
        if identifier not in self._lists or not 0 <= level < _LEVELS:
            return None
        abstract = self._lists[identifier]
        levels = {**self._abstract.get(abstract, {}), **self._changed[identifier]}
        if level not in levels:
            return None
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        self._count(identifier, level, levels, counts)
        top = levels.get(0)
        return Printed(_printed(levels, level, counts), level, top is not None and top.form in ("decimal", "decimalZero"))

    def _count(self, identifier: int, level: int, levels: dict[int, _Level], counts: list[int | None]) -> None:
        """Go on at one level; those below it begin anew, and so does a list that says so where it is first used."""
        changed = level in self._changed[identifier] and (identifier, level) not in self._started
        self._started.add((identifier, level))
        current = counts[level]
        counts[level] = levels[level].start if current is None or changed else min(current + 1, _HIGHEST)
        for below in range(level + 1, _LEVELS):
            after = levels[below].restarts_after if below in levels else None
            if after is None or (after and level < after):
                counts[below] = None


def _levels(element: etree._Element) -> dict[int, _Level]:
    return {number(one, "ilvl") or 0: _level(one) for one in element if name(one) == "w:lvl"}


def _level(element: etree._Element) -> _Level:
    form, text = child(element, "w:numFmt"), child(element, "w:lvlText")
    start = number(child(element, "w:start"))
    return _Level(
        (value(form) or "decimal") if form is not None else "decimal",
        (value(text) or "") if text is not None else "",
        min(max(start if start is not None else 1, 0), _HIGHEST),
        number(child(element, "w:lvlRestart")),
    )


def _override(element: etree._Element, abstract: dict[int, _Level]) -> _Level:
    own = child(element, "w:lvl")
    base = _level(own) if own is not None else abstract.get(number(element, "ilvl") or 0, _Level("decimal", "", 1, None))
    start = number(child(element, "w:startOverride"))
    return base if start is None else _Level(base.form, base.text, min(max(start, 0), _HIGHEST), base.restarts_after)


def _printed(levels: dict[int, _Level], level: int, counts: list[int | None]) -> str:
    """Return the pattern of a level with its numbers in their places."""
    if levels[level].form in ("bullet", "none"):
        return ""

    def put(place: re.Match[str]) -> str:
        index = int(place[1]) - 1
        of = levels.get(index)
        counted = counts[index]
        return "" if of is None else _formed(counted if counted is not None else of.start, of.form)

    return _PLACE.sub(put, levels[level].text[:40]).strip()


def _formed(count: int, form: str) -> str:
    """Return a count in the form that a level asks for; forms that are not known are printed in plain digits."""
    if form in ("lowerLetter", "upperLetter"):
        letters = chr(97 + (count - 1) % 26) * min((count - 1) // 26 + 1, 9) if count else "0"
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman"):
        return _roman(count) if form == "lowerRoman" else _roman(count).upper()
    if form in ("arabicAlpha", "arabicAbjad"):
        signs = _ARABIC_LETTERS if form == "arabicAlpha" else _ARABIC_ORDER
        return signs[(count - 1) % len(signs)]
    if form in ("chineseCounting", "chineseCountingThousand", "taiwaneseCountingThousand", "ideographDigital") and count < 100:
        return _chinese(count)
    return f"{count:02}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    written = ""
    for worth, sign in _ROMAN:
        times, count = divmod(min(count, 4999), worth)
        written += sign * times
    return written


def _chinese(count: int) -> str:
    tens, ones = divmod(count, 10)
    if not tens:
        return _CHINESE[ones]
    return ("" if tens == 1 else _CHINESE[tens]) + "十" + (_CHINESE[ones] if ones else "")
