"""Which letters our fonts have; where they have none, a sign says that a letter is missing."""

from __future__ import annotations

import bisect
import re
from functools import cache
from pathlib import Path

_RANGES = Path(__file__).parent / "fonts" / "coverage.txt"
_MISSING = "\ufffd"
# Signs that nothing shows by themselves: they join letters, part them or turn them.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202c\u2060-\u2069\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef]")


def shown(text: str) -> str:
    """Return a text in which every stretch of letters that no font has is one such sign."""
    if text.isascii():
        return text
    return _lacking().sub(_MISSING, text) if any(not _is_there(letter) for letter in set(text)) else text


def missing(text: str) -> str:
    """Return the letters of a text that no font has, each once, in their order."""
    return "".join(letter for letter in dict.fromkeys(text) if not _is_there(letter))


def _is_there(letter: str) -> bool:
    starts, ends = _covered()
    at = bisect.bisect_right(starts, ord(letter)) - 1
    return (at >= 0 and ord(letter) <= ends[at]) or _UNSEEN.match(letter) is not None


@cache
def _covered() -> tuple[list[int], list[int]]:
    """Return where the ranges begin and end."""
    pairs = [line.split("-") for line in _RANGES.read_text(encoding="ascii").split()]
    return [int(first, 16) for first, _last in pairs], [int(last, 16) for _first, last in pairs]


@cache
def _lacking() -> re.Pattern[str]:
    """Return what finds a stretch of letters that no font has, with the signs that join them."""
    starts, ends = _covered()
    kept = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in zip(starts, ends, strict=True))
    unseen = _UNSEEN.pattern[1:-1]
    lacking = f"[^{kept}{unseen}\\s]"
    return re.compile(f"{lacking}(?:[{unseen}]*{lacking}|[\ufe00-\ufe0f])*")
