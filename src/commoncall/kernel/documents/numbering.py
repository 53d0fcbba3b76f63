"""Numbers that people type or print before a paragraph: told from its words, and what they make of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from commoncall.kernel.documents.blocks import BlockStyle

# (a), (iv), (12); 12. and 3 bis. and 1.2) and 1.2; a) and iv).
_IN_BRACKETS = r"\((?:[a-z]{1,4}|\d{1,3})\)"
_COUNTED = r"\d{1,3}(?:\.\d{1,3}){0,4}(?: ?(?:bis|ter|quater))?[.)]|\d{1,3}(?:\.\d{1,3}){1,4}"
_TYPED = re.compile(rf"(?P<number>{_IN_BRACKETS}|{_COUNTED}|[a-z]\)|[ivx]{{1,5}}\))[ \t\u00a0\u3000]+(?=\S)")
_BULLET = re.compile("(?P<number>[·•‣▪◦●○■□–—\uf0b7\uf0a7-])[ \t\u00a0\u3000]+(?=\\S)")
_PLAIN = re.compile(r"\d{1,3}(?:\.\d{1,3})*(?: ?(?:bis|ter|quater))?")
_ROMAN = re.compile(r"[ivx]+")


@dataclass(frozen=True)
class Typed:
    """A number or bullet that was typed before a text, and the text after it."""

    number: str
    rest: str

    @property
    def style(self) -> BlockStyle:
        """Return what it makes of the paragraph: ``12`` and ``1.2`` number paragraphs, all else items of a list."""
        return BlockStyle.PARAGRAPH if is_plain(self.number) else BlockStyle.ITEM


def typed(text: str, *, bullets: bool = False) -> Typed | None:
    """Return the number that a text begins with, or None; bullets only where asked, for a dash may begin a sentence."""
    if found := _TYPED.match(text):
        return Typed(printed(found["number"]), text[found.end() :])
    if bullets and (found := _BULLET.match(text)):
        return Typed("", text[found.end() :])
    return None


def printed(number: str) -> str:
    """Return a number as it is kept: without the full stop after it, and without the bracket after a bare number."""
    bare = number.strip().rstrip(".")
    return bare[:-1] if bare.endswith(")") and _PLAIN.fullmatch(bare[:-1]) else bare


def is_plain(number: str) -> bool:
    """Tell whether a number is one of paragraphs, such as ``12``, ``1.2`` or ``3 bis``."""
    return _PLAIN.fullmatch(number) is not None


def level(number: str, before: str, level_before: int) -> int:
    """Return the level of an item by its number and that of the item before it: (a), then (i), then (1)."""
    if number == "" or not before:
        return 1
    if _is_roman(number) and not _is_roman(before) and _bare(number) == "i" and _bare(before) != "h":
        return level_before + 1
    if _is_roman(number) and _is_roman(before) and _bare(number) != "i":
        return level_before
    return 1


def _bare(number: str) -> str:
    return number.strip("()")


def _is_roman(number: str) -> bool:
    return _ROMAN.fullmatch(_bare(number)) is not None
