"""What a wording has to hold, how demands are read from what people type, and which versions ask for the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

Version = TypeVar("Version")

_NUMBER = re.compile(r"^\s*(?:[0-9\u0660-\u0669\u06f0-\u06f9]{1,2}|[-*•–])\s*[.)\u066b:\-–]?\s+")


def demands_in(text: str) -> list[str]:
    """Return the demands in a text of several lines: one to a paragraph, without the numbers that people put before them."""
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()))
    return [plain for paragraph in paragraphs if (plain := _NUMBER.sub("", paragraph, count=1).strip())]


def what_is_missing(title: str, demands: Sequence[str], authoritative: Sequence[str] | None = None) -> str:
    """Return what a wording lacks before it can be read in public: ``title``, ``demands``, ``number`` or nothing.

    ``number``: a translation has as many demands as the authoritative wording, so that people can speak of "demand 3".
    """
    if not title.strip():
        return "title"
    if not any(demand.strip() for demand in demands):
        return "demands"
    if authoritative is not None and len(demands) != len(authoritative):
        return "number"
    return ""


def alike(versions: Iterable[Version], is_material: Callable[[Version], bool]) -> Iterator[Version]:
    """Return, of versions from a last one backwards, those that ask for the same as that last one."""
    for version in versions:
        yield version
        if is_material(version):
            return
