"""What somebody looks for: their words, and the question to the index that these make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from commoncall.kernel.search.rules import stems
from commoncall.kernel.search.rules.tokens import terms
from commoncall.kernel.search.rules.vectors import Stems, name_lexeme, quoted, title_lexeme
from commoncall.kernel.text.vocabulary import SMALL_WORDS

#: Whoever looks for more words than this is answered by the first of them.
MOST_WORDS = 12
#: A shorter word in letters is not taken as the beginning of another: it would be that of nearly everything.
SHORTEST_BEGINNING = 2


@dataclass(frozen=True)
class Sought:
    """The words that somebody looks for, each as its forms. The last may be the mere beginning of one."""

    text: str
    words: tuple[tuple[str, ...], ...]

    def __bool__(self) -> bool:
        return bool(self.words)

    def wanted(self) -> set[tuple[str, str]]:
        """Return the words whose stems are needed, each with the dictionary."""
        return {(form, name) for forms in self.words for form in forms for name in stems.dictionaries(form, sought=True)}

    def common(self, known: Stems) -> list[tuple[str, ...]]:
        """Return for each word what it has in common with its other forms."""
        return [tuple(dict.fromkeys(_common(forms, known))) for forms in self.words]

    def question(self, known: Stems) -> str:
        """Return the question for every row that holds all the words, in one of their forms."""
        return " & ".join(
            _any(forms, common, begins=self._begins(place)) for place, (forms, common) in enumerate(zip(self.words, self.common(known), strict=True))
        )

    def question_of_titles(self) -> str:
        """Return the question for every row whose title holds all the words, or that is called exactly so."""
        titled = [[title_lexeme(form) for form in forms] for forms in self.words]
        return " & ".join(_any(forms, (), begins=self._begins(place)) for place, forms in enumerate(titled)) + " | " + self.question_of_names()

    def question_of_names(self) -> str:
        """Return the question for whatever is called exactly so."""
        return quoted(name_lexeme(self.text))

    def _begins(self, place: int) -> bool:
        last = self.words[place][0]
        return place == len(self.words) - 1 and (len(last) >= SHORTEST_BEGINNING or not last.isascii())


def sought(text: str) -> Sought:
    """Return what a text looks for. Small words are left out where others remain, except for the last, which may be unfinished."""
    found = terms(text)[:MOST_WORDS]
    kept = [forms for place, forms in enumerate(found) if place == len(found) - 1 or forms[0] not in SMALL_WORDS]
    return Sought(text, tuple(kept))


def _common(forms: Iterable[str], known: Mapping[tuple[str, str], str]) -> Iterable[str]:
    for form in forms:
        yield from (common for name in stems.dictionaries(form, sought=True) if (common := known.get((form, name))))
        if common := stems.light(form):
            yield common


def _any(forms: Iterable[str], common: Iterable[str], *, begins: bool) -> str:
    written = [quoted(form) + (":*" if begins else "") for form in forms]
    written += [quoted(one) for one in common if one not in set(forms)]
    return "(" + " | ".join(written) + ")"
