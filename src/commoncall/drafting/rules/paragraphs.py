"""What a wording is made of: paragraphs in order, each with a key that stays the same from version to version."""

from __future__ import annotations

import enum
import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


class Style(enum.StrEnum):
    """How a paragraph stands in its text."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: ``key`` names it for amendments, ``level`` is that of a heading or of an item in a list (1 is the outermost).

    ``text`` is one paragraph of plain text; ``*emphasis*`` and ``**strong words**`` are its only marks, and square brackets hold
    alternatives that are still open. ``numbered`` is false for what stands without a number, such as the recitals of a preamble.
    """

    key: str
    text: str
    style: Style = Style.PARAGRAPH
    level: int = 1
    numbered: bool = True

    def as_stored(self) -> dict[str, Any]:
        """Return the paragraph as plain values for JSON."""
        return {"key": self.key, "text": self.text, "style": str(self.style), "level": self.level, "numbered": self.numbered}

    @classmethod
    def of(cls, stored: dict[str, Any]) -> Paragraph:
        """Return a paragraph from what is stored."""
        return cls(stored["key"], stored["text"], Style(stored.get("style", "paragraph")), stored.get("level", 1), stored.get("numbered", True))


def new_key() -> str:
    """Return a key that no other paragraph has."""
    return secrets.token_hex(5)


def read(stored: Iterable[dict[str, Any]]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a wording from what is stored."""
    return tuple(Paragraph.of(one) for one in stored)


def stored(paragraphs: Iterable[Paragraph]) -> list[dict[str, Any]]:
    """Return paragraphs as plain values for JSON."""
    return [one.as_stored() for one in paragraphs]


def digest(title: str, paragraphs: Sequence[Paragraph]) -> str:
    """Return the SHA-256 of what a wording says, as 64 hexadecimal digits: title, styles, levels and words, without the keys.

    It is that of the JSON array of the title and of ``[style, level, numbered, text]`` for each paragraph, in UTF-8, without
    spaces and without escapes, so that anybody can compute it again from an export.
    """
    said = [title, *([str(one.style), one.level, one.numbered, one.text] for one in paragraphs)]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def numbers(paragraphs: Sequence[Paragraph]) -> list[str]:
    """Return the number that stands before each paragraph, empty for those without: 1, 2, 3 through the text, (a), (b) for items.

    Headings do not interrupt the count, so that a paragraph can be named by its number alone. Items are counted anew under each
    paragraph and each level: (a), then (i).
    """
    found: list[str] = []
    count, items = 0, [0] * 10
    for one in paragraphs:
        if one.style is Style.ITEM:
            level = min(max(one.level, 1), 9)
            items[level] += 1
            items[level + 1 :] = [0] * (9 - level)
            found.append(f"({_letter(items[level]) if level == 1 else _roman(items[level]) if level == 2 else items[level]})" if one.numbered else "")
            continue
        items = [0] * 10
        if one.style is Style.PARAGRAPH and one.numbered:
            count += 1
            found.append(str(count))
        else:
            found.append("")
    return found


def _letter(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(97 + rest) + letters
    return letters


def _roman(number: int) -> str:
    parts = (
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
    )
    written = ""
    for value, sign in (*parts, (1, "i")):
        while number >= value:
            written += sign
            number -= value
    return written
