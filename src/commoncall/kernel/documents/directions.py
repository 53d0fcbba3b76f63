"""Which way a language is written, and the stretches of a line that run the other way."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from babel import Locale, UnknownLocaleError

# A stretch of letters from left to right, with the signs and digits between them.
_LETTERS = r"A-Za-z\u00c0-\u052f\u1e00-\u1fff\u3040-\u9fff"
_TURNED = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_LEFT_TO_RIGHT = re.compile(rf"[{_LETTERS}](?:[^{_TURNED}]*[0-9{_LETTERS}])?")

_TAG = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8}){0,4}", re.IGNORECASE)


def tag(language: str) -> str:
    """Return the code of a language as files want it, English where it is none."""
    return language.replace("_", "-") if _TAG.fullmatch(language) else "en"


@lru_cache(maxsize=256)
def is_right_to_left(language: str) -> bool:
    """Tell whether a language, by its code, is written from right to left."""
    try:
        return Locale.parse(language.replace("_", "-"), sep="-").character_order == "right-to-left"
    except (UnknownLocaleError, ValueError):
        return False


def stretches(text: str) -> list[tuple[str, bool]]:
    """Return a line of a text written from right to left as (stretch, whether it runs so too)."""
    found: list[tuple[str, bool]] = []
    at = 0
    for stretch in _LEFT_TO_RIGHT.finditer(text):
        found += [(text[at : stretch.start()], True), (stretch.group(), False)]
        at = stretch.end()
    return [one for one in (*found, (text[at:], True)) if one[0]]


def runs_right_to_left(text: str, *, otherwise: bool) -> bool:
    """Tell which way a line runs by its first letter that says so."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return otherwise
