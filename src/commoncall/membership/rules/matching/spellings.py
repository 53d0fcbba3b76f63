"""Take the names of an organisation apart into what is compared: words, places, acronyms."""

import re
from dataclasses import dataclass

from commoncall.kernel.text import acronyms, names, places
from commoncall.kernel.text.vocabulary import SMALL_WORDS
from commoncall.membership.rules.matching.generic import GENERIC, singular
from commoncall.membership.rules.matching.shapes import Known

_PARTS = re.compile(r"\s*/\s*|\s+[-–—|]\s+|\s*[:–—]\s+|(?<=[A-Z]{3})-(?=[A-Z])")
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]+)[)\]]")


@dataclass(frozen=True)
class Spelling:
    """One way to write a name: the words that make it out, and the places that it names."""

    words: frozenset[str]
    squeezed: str
    singular: str
    places: frozenset[str]
    is_whole: bool  # and not one half of a name with two halves
    is_acronym: bool

    @property
    def telling(self) -> frozenset[str]:
        """The words that not every other organisation has too."""
        return self.words - GENERIC


@dataclass(frozen=True)
class Profile:
    """All that is compared of one organisation."""

    known: Known
    spellings: tuple[Spelling, ...]
    acronyms: frozenset[str]
    initials: frozenset[str]
    capitals: frozenset[str]  # words in capitals within a name, which may be acronyms

    @property
    def is_located(self) -> bool:
        """Whether anything is known of where the organisation is."""
        return bool(self.known.countries) or self.known.international


def profile(known: Known) -> Profile:
    """Everything that an organisation can be recognised by."""
    spellings: dict[tuple[str, frozenset[str]], Spelling] = {}
    letters = {_plain(known.acronym)}
    first_letters: set[str] = set()
    capitals: set[str] = set()
    for name in known.names:
        found = acronyms.acronym_in(name)
        letters.add(_plain(found.letters) if found else "")
        for text, is_whole in _readings(found.rest if found else name):
            if spelling := _spelling(text, is_whole):
                spellings.setdefault((spelling.squeezed, spelling.places), spelling)
                letters.add(spelling.squeezed if spelling.is_acronym else "")
        first_letters.add(names.initials(found.rest if found else name).lower())
        first_letters.add(_initials_without_places(found.rest if found else name))
        capitals |= _capitals(name)
    return Profile(
        known,
        tuple(spellings.values()),
        frozenset(each for each in letters if len(each) > 1),
        frozenset(each for each in first_letters if len(each) > 2),
        frozenset(capitals),
    )


def _readings(name: str) -> list[tuple[str, bool]]:
    """The whole of a name, and its parts when slashes, dashes or brackets join two names."""
    found = [(name, True)]
    brackets = _IN_BRACKETS.findall(name)
    if brackets:
        found.append((_IN_BRACKETS.sub(" ", name), False))
        found += [(text, False) for text in brackets if not places.is_place(text)]
    parts = [part for part in _PARTS.split(_IN_BRACKETS.sub(" ", name)) if part.strip()]
    if len(parts) > 1:
        found += [(part, False) for part in parts]
    return found


def _spelling(text: str, is_whole: bool) -> Spelling | None:
    """The words and places of one reading; None for one that holds nothing to compare."""
    located = places.locate(names.without_legal_form(names.plain_words(text)))
    kept = [names.one_spelling(word) for word in located.words if word not in SMALL_WORDS]
    found = located.places
    if not kept:
        kept, found = names.significant_words(text), frozenset()
    kept = _without_own_initials(kept)
    spelling = Spelling(
        words=frozenset(map(singular, kept)),
        squeezed="".join(kept),
        singular="".join(map(singular, kept)),
        places=found,
        is_whole=is_whole,
        is_acronym=len(kept) == 1 and kept[0] in _capitals(text, shortest=2),
    )
    return spelling if kept and (is_whole or _says_enough(spelling)) else None


def _without_own_initials(kept: list[str]) -> list[str]:
    """The words without one that is but the initials of the others: TWN beside Third World Network."""
    for position, word in enumerate(kept):
        others = kept[:position] + kept[position + 1 :]
        if len(others) > 1 and word.isalpha() and word == "".join(other[0] for other in others):
            return others
    return kept


def _says_enough(spelling: Spelling) -> bool:
    """Whether half a name can stand for the whole: not "farmers' organisation", nor a short common word."""
    if spelling.is_acronym:
        return len(spelling.squeezed) > 2
    words = len(spelling.words) + len(spelling.places)
    return bool(spelling.telling or spelling.places) and (words > 1 or len(spelling.squeezed) > 4)


def _capitals(text: str, shortest: int = 4) -> set[str]:
    """The words in capitals, folded, unless the whole of a longer name is shouted."""
    found = [word.strip(",;:()[]") for word in re.split(r"[\s/–—-]+", text)]
    if text.upper() == text and len(found) > 2:
        return set()
    return {_plain(word) for word in found if len(word) >= shortest and acronyms.looks_like_acronym(word)}


def _initials_without_places(name: str) -> str:
    """The initials of a name as an affiliate's acronym has them: PSI in "Public Services International Africa"."""
    located = places.locate(names.without_legal_form(names.plain_words(name)))
    return "".join(word[0] for word in located.words if word not in SMALL_WORDS)


def _plain(letters: str) -> str:
    return "".join(names.plain_words(letters))
