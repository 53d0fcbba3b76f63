"""Alternatives that are still open, in square brackets, as negotiated texts have them: [shall/should], [all][most] states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from commoncall.drafting.rules.paragraphs import Paragraph

#: What stands in brackets without being open: an omission, a note's number, a mark of the editor's.
_SETTLED = re.compile(r"\s*(?:\d{1,4}|…|\.{3}|sic)\s*", re.IGNORECASE)
#: Slashes that divide no alternatives: those of addresses, and of the symbols of documents, such as 1/CP.21.
_WHOLE = re.compile(r"\w+://\S*|\d+/[A-Z]+\b")


@dataclass(frozen=True)
class Alternatives:
    """Words that are not settled: from one sign to before another, and what could stand there.

    With a single option the question is whether it stands at all.
    """

    start: int
    end: int
    options: tuple[str, ...]


def alternatives(text: str) -> tuple[Alternatives, ...]:
    """Return what is still open in a paragraph, in order. A bracket that is never closed is open up to the end."""
    found: list[Alternatives] = []
    for start, end in _brackets(text):
        inner = text[start + 1 : end - 1] if text[end - 1] == "]" else text[start + 1 : end]
        if _SETTLED.fullmatch(inner):
            continue
        options = _options(inner)
        # Brackets that stand side by side are alternatives to each other.
        if found and not text[found[-1].end : start].strip():
            found[-1] = Alternatives(found[-1].start, end, (*found[-1].options, *options))
        else:
            found.append(Alternatives(start, end, options))
    return tuple(found)


def _brackets(text: str) -> list[tuple[int, int]]:
    found, depth, start = [], 0, 0
    for place, sign in enumerate(text):
        if sign == "[":
            start = place if depth == 0 else start
            depth += 1
        elif sign == "]" and depth:
            depth -= 1
            if depth == 0:
                found.append((start, place + 1))
    if depth:
        found.append((start, len(text)))
    return found


def _options(inner: str) -> tuple[str, ...]:
    parts, depth, last = [], 0, 0
    addresses = {place for one in _WHOLE.finditer(inner) for place in range(one.start(), one.end())}
    for place, sign in enumerate(inner):
        depth += (sign == "[") - (sign == "]")
        if depth == 0 and sign == "/" and place not in addresses:
            parts.append(inner[last:place])
            last = place + 1
    return tuple(one.strip() for one in (*parts, inner[last:]))


def open_in(paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    """Return the keys of the paragraphs that hold alternatives."""
    return tuple(one.key for one in paragraphs if alternatives(one.text))


def are_open(paragraphs: Sequence[Paragraph]) -> bool:
    """Tell whether anything is still in brackets."""
    return bool(open_in(paragraphs))
