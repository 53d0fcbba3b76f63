"""What of a text is shown beside a result: the words around those that were looked for, and these marked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commoncall.kernel.search.rules.asking import Sought
from commoncall.kernel.search.rules.tokens import terms
from commoncall.kernel.search.rules.vectors import Stems
from commoncall.kernel.text.folding import APOSTROPHES, fold, is_cjk

#: How many characters of a body are shown, and how many of them before the first word that was looked for.
LENGTH, BEFORE = 220, 70
#: A stem stands for a word that is longer by no more than this.
_ENDING = 6

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Piece:
    """A stretch of text, marked where it is what was looked for."""

    text: str
    marked: bool = False


class Marker:
    """Finds in a text the words that somebody looked for, as nearly as the index does."""

    def __init__(self, sought: Sought, known: Stems) -> None:
        self._words = [
            (frozenset(forms), forms if place == len(sought.words) - 1 else (), tuple(common))
            for place, (forms, common) in enumerate(zip(sought.words, sought.common(known), strict=True))
        ]

    def holds_all(self, texts: Iterable[str]) -> bool:
        """Tell whether each of the words is in one of these texts."""
        found = [forms for text in texts for forms in terms(text, loosely=True)]
        return all(any(self._is(forms, place) for forms in found) for place in range(len(self._words)))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where in a text the words stand, in order and without touching each other."""
        found: list[tuple[int, int]] = []
        for start, end in _words_within(text):
            found += self._within(text, start, end)
        return _joined(found)

    def _within(self, text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
        word = text[start:end]
        if not is_cjk(word):
            return [(start, end)] if any(self._any(forms) for forms in terms(word, loosely=True)) else []
        # Of a run, what is looked for are pairs of characters, or one character alone.
        stretches = ((place, place + length) for place in range(start, end) for length in (1, 2) if place + length <= end)
        return [(first, last) for first, last in stretches if self._is_whole(fold(text[first:last]))]

    def _is_whole(self, word: str) -> bool:
        return any(word in whole for whole, _beginnings, _stems in self._words)

    def _any(self, forms: tuple[str, ...]) -> bool:
        return any(self._is(forms, place) for place in range(len(self._words)))

    def _is(self, forms: tuple[str, ...], place: int) -> bool:
        whole, beginnings, stems = self._words[place]
        if whole & set(forms) or any(form.startswith(beginning) for form in forms for beginning in beginnings):
            return True
        return any(form.startswith(stem) and len(form) - len(stem) <= _ENDING for form in forms for stem in stems)

    def marked(self, text: str) -> tuple[Piece, ...]:
        """Return a whole text with the words marked."""
        return _pieces(text, self.spans(text), 0, len(text))

    def snippet(self, text: str) -> tuple[Piece, ...]:
        """Return the part of a text around the first of the words, else its beginning."""
        text = _SPACES.sub(" ", text).strip()
        spans = self.spans(text)
        start = _word_before(text, max(spans[0][0] - BEFORE, 0)) if spans and len(text) > LENGTH else 0
        end = _word_end(text, start + LENGTH)
        pieces = _pieces(text, spans, start, end)
        return (*((Piece("… "),) if start else ()), *pieces, *((Piece(" …"),) if end < len(text) else ()))


def _words_within(text: str) -> Iterable[tuple[int, int]]:
    """Return where words stand, a run of Chinese or Japanese apart from the letters beside it."""
    start, kind = 0, ""
    for place, character in enumerate(text):
        if (this := _kind_of(character)) != kind:
            if kind:
                yield start, place
            start, kind = place, this
    if kind:
        yield start, len(text)


def _kind_of(character: str) -> str:
    if is_cjk(character):
        return "pairs"
    category = unicodedata.category(character)
    # Apostrophes stand within words, and so does what cannot be seen, such as a soft hyphen.
    return "letters" if category[0] in "LMN" or category == "Cf" or character in APOSTROPHES else ""


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _pieces(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> tuple[Piece, ...]:
    found: list[Piece] = []
    at = start
    for first, last in spans:
        first, last = max(first, at), min(last, end)
        if first >= last:
            continue
        found += [Piece(text[at:first])] if first > at else []
        found.append(Piece(text[first:last], marked=True))
        at = last
    return (*found, Piece(text[at:end])) if at < end else tuple(found)


def _word_before(text: str, at: int) -> int:
    # Chinese and Japanese have no spaces to begin after.
    space = text.rfind(" ", max(at - 20, 0), at)
    return at if space < 0 else space + 1


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", at - 20, at)
    return at if space < 0 else space
