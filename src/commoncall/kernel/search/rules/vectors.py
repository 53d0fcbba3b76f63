"""Rows as PostgreSQL keeps them to be searched: each word with where it stands and how much it counts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from commoncall.kernel.search.kinds import Text
from commoncall.kernel.search.rules import stems
from commoncall.kernel.search.rules.tokens import plain, terms

#: The rules by which vectors are made. Whoever changes them raises the number, and every index is made anew by itself.
RULES = 2

#: How much a word counts: in a title, as the stem of one in a title, in a body, as the stem of one in a body.
TITLE, TITLE_STEM, BODY, BODY_STEM = "A", "B", "C", "D"

#: What PostgreSQL can tell apart: places in a text, and words in a document of ours that is not yet a book.
_LAST_PLACE = 16_000
_MOST_WORDS = 20_000
_LONGEST_NAME = 200

#: The stem of a word, by the word and the dictionary; empty for words that have none.
Stems = Mapping[tuple[str, str], str]


def place_lexeme(coalition: UUID, part: str) -> str:
    """Return the lexeme by which one part of one coalition is told from all others within the index itself."""
    return f"={coalition.hex[-12:]}.{part}"


def name_lexeme(text: str) -> str:
    """Return the lexeme that only a thing of exactly this name has."""
    return ("==" + "_".join(plain(text)))[:_LONGEST_NAME]


def title_lexeme(form: str) -> str:
    """Return the lexeme of a word that stands in a title, so that these are found before the many that hold it in their body."""
    return f"^{form}"


@dataclass
class Gathered:
    """The words of one text, as they are found, before their stems are known."""

    titles: list[list[tuple[str, ...]]] = field(default_factory=list)
    body: list[tuple[str, ...]] = field(default_factory=list)

    def wanted(self, language: str) -> set[tuple[str, str]]:
        """Return the words whose stems are needed, each with the dictionary."""
        every = [*self.body, *(forms for title in self.titles for forms in title)]
        return {(word, name) for forms in every for word in forms for name in stems.dictionaries(word, language)}


def gathered(text: Text) -> Gathered:
    """Return the words of a text. A title that belongs to something else is part of the body."""
    titles = [] if text.borrowed else [text.title, *text.also]
    body = [text.body, *([text.title, *text.also] if text.borrowed else [])]
    return Gathered([terms(one, loosely=True) for one in titles], [forms for one in body for forms in terms(one, loosely=True)][:_MOST_WORDS])


def vector(text: Text, part: str, found: Gathered, known: Stems) -> str:
    """Return a text as PostgreSQL writes a vector."""
    places: dict[str, list[str]] = {place_lexeme(text.coalition, part): []}
    place = 0
    for title, name in zip(found.titles, [text.title, *text.also], strict=bool(found.titles)):
        places.setdefault(name_lexeme(name), [])
        for forms in title:
            place += 1
            _note(places, forms, place, TITLE, TITLE_STEM, text.language, known)
            for form in forms:
                places.setdefault(title_lexeme(form), [])
        # Words of two names do not stand side by side.
        place += 2
    for forms in found.body:
        place += 1
        _note(places, forms, place, BODY, BODY_STEM, text.language, known)
    return " ".join(_written(lexeme, at) for lexeme, at in places.items())


def _note(places: dict[str, list[str]], forms: tuple[str, ...], place: int, whole: str, stem: str, language: str, known: Stems) -> None:
    at = min(place, _LAST_PLACE)
    for form in forms:
        places.setdefault(form, []).append(f"{at}{whole}")
    for common in dict.fromkeys(_stems(forms, language, known)):
        if common not in forms:
            places.setdefault(common, []).append(f"{at}{stem}")


def _stems(forms: Iterable[str], language: str, known: Stems) -> Iterable[str]:
    for form in forms:
        for dictionary in stems.dictionaries(form, language):
            if common := known.get((form, dictionary)):
                yield common
        if common := stems.light(form):
            yield common


def _written(lexeme: str, places: list[str]) -> str:
    return f"{quoted(lexeme)}:{','.join(places)}" if places else quoted(lexeme)


def quoted(lexeme: str) -> str:
    """Return a lexeme as a constant within a vector or a query: nothing in it can mean anything there."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def digest(text: Text) -> str:
    """Return what tells a text from every other: as long as it is the same, the row says what was indexed."""
    said = (text.title, *text.also, "\x1e", text.body, text.language, str(text.borrowed), text.at.isoformat(), str(text.subject))
    return hashlib.blake2b("\x1f".join(said).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
