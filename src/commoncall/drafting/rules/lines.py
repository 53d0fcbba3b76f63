"""Finding in a text the words that somebody never signs: in any case and with any accents, in other forms of the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from commoncall.kernel.search.rules.stems import dictionaries, light
from commoncall.kernel.search.rules.tokens import terms

#: The stem of a word, by the word and the dictionary of the database that knows it.
Stems = Mapping[tuple[str, str], str]
#: By language, the paragraphs of a text: key and words.
Texts = Mapping[str, Sequence[tuple[str, str]]]

_CHUNK = re.compile(r"\S+")


@dataclass(frozen=True)
class _Term:
    """One word of a text with where it stands."""

    forms: tuple[str, ...]
    start: int
    end: int


class Search:
    """What is sought: phrases, by what is told where one of them is found."""

    def __init__(self, sought: Mapping[str, Sequence[str]]) -> None:
        self.phrases = [(told, words) for told, phrases in sought.items() for phrase in phrases if (words := terms(phrase))]

    def wanted(self, texts: Texts) -> set[tuple[str, str]]:
        """Return the words whose stems are needed, each with the dictionary."""
        found = {(form, name) for _told, words in self.phrases for forms in words for form in forms for name in dictionaries(form, sought=True)}
        for language, paragraphs in texts.items():
            every = {form for _key, text in paragraphs for term in _terms(text) for form in term.forms}
            found |= {(form, name) for form in every for name in dictionaries(form, language)}
        return found

    def find(self, texts: Texts, stems: Stems) -> Iterator[tuple[str, str, str, str]]:
        """Return each place where a phrase is found: language, paragraph, the words as they stand there, what is told of it."""
        sought = [(told, [_keys(forms, "", stems, sought=True) for forms in words]) for told, words in self.phrases]
        for language, paragraphs in texts.items():
            for key, text in paragraphs:
                those = _terms(text)
                for told, words in _within(those, [_keys(one.forms, language, stems) for one in those], sought, text):
                    yield language, key, words, told


def _terms(text: str) -> list[_Term]:
    return [_Term(forms, chunk.start(), chunk.end()) for chunk in _CHUNK.finditer(text) for forms in terms(chunk.group(), loosely=True)]


def _keys(forms: Sequence[str], language: str, stems: Stems, *, sought: bool = False) -> frozenset[tuple[str, str]]:
    """Return by what a word is recognised: its forms, and its stems by language."""
    found = {("", form) for form in forms}
    for form in forms:
        found |= {(name, stem) for name in dictionaries(form, language, sought=sought) if (stem := stems.get((form, name)))}
        if bare := light(form):
            found.add(("light", bare))
    return frozenset(found)


def _within(
    those: Sequence[_Term], keys: Sequence[frozenset[tuple[str, str]]], sought: Sequence[tuple[str, list[frozenset[tuple[str, str]]]]], text: str
) -> Iterator[tuple[str, str]]:
    places: dict[tuple[str, str], list[int]] = {}
    for place, one in enumerate(keys):
        for key in one:
            places.setdefault(key, []).append(place)
    for told, words in sought:
        starts = sorted({place for key in words[0] for place in places.get(key, ())})
        for start in starts:
            ends = start + len(words)
            if ends <= len(keys) and all(keys[start + number] & word for number, word in enumerate(words)):
                yield told, text[those[start].start : those[ends - 1].end].strip(".,;:!?()[]«»“”\"'،؛؟。、")
