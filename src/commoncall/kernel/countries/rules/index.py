"""All that a written word may mean, found by its one spelling (see ``spelling.key``); built once from ``data/``."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from commoncall.kernel.countries.rules import facts, spelling


class Reason(StrEnum):
    """Why a country was recognised or is offered."""

    CODE = "code"
    NAME = "name"
    USUAL = "usual"
    FORMER = "former"
    PART = "part"
    ADJECTIVE = "adjective"
    PLACE = "place"
    SEVERAL = "several"
    WITHIN = "within"
    CLOSE = "close"


#: Readings of a listed spelling, the strongest first: where two meet, the earlier is meant.
RANKS = (Reason.SEVERAL, Reason.NAME, Reason.USUAL, Reason.FORMER, Reason.PART, Reason.ADJECTIVE, Reason.PLACE)

_FILES = {
    Reason.SEVERAL: ("several",),
    Reason.USUAL: ("usual", "everyday"),
    Reason.FORMER: ("former",),
    Reason.PART: ("part",),
    Reason.ADJECTIVE: ("adjective",),
    Reason.PLACE: ("place",),
}


@dataclass(slots=True)
class Meaning:
    """What one spelling means: the countries in the order listed, each with the languages in which it is so called."""

    reason: Reason
    languages: dict[str, set[str]] = field(default_factory=dict)

    def codes(self, language: str | None) -> tuple[str, ...]:
        """Return the countries meant; one alone where only one is so called in ``language``."""
        codes = tuple(self.languages)
        spoken = [code for code in codes if language in self.languages[code]]
        return tuple(spoken) if len(codes) > 1 and len(spoken) == 1 else codes


@dataclass(frozen=True, slots=True)
class Index:
    """The listed spellings: of countries, of countries with their words in any order, of wider areas, of nothing.

    ``official`` holds the names of the United Nations alone, among which "Congo" has one meaning.
    """

    meanings: dict[str, Meaning]
    official: dict[str, Meaning]
    bags: dict[tuple[str, ...], Meaning]
    codes: dict[str, str]
    wider: dict[str, str]
    empty: frozenset[str]
    comparable: tuple[str, ...]


@cache
def index() -> Index:
    """Return the index, built at the first call."""
    meanings = _meanings(RANKS)
    compared = {Reason.NAME, Reason.USUAL, Reason.FORMER, Reason.SEVERAL}
    return Index(
        meanings=meanings,
        official=_meanings((Reason.NAME,)),
        bags=_bags(meanings),
        codes=_codes(),
        wider=_wider(),
        empty=frozenset(row["spelling"] for row in facts.rows("spellings/empty.csv")),
        comparable=tuple(key for key, meaning in meanings.items() if len(key) > 3 and meaning.reason in compared),
    )


def _meanings(reasons: tuple[Reason, ...]) -> dict[str, Meaning]:
    """Return what the spellings listed for these readings mean."""
    meanings: dict[str, Meaning] = {}
    for reason in reasons:
        for spelled, codes, language in _listed(reason):
            _enter(meanings, reason, spelled, codes, language)
    return meanings


def _listed(reason: Reason) -> Iterator[tuple[str, list[str], str]]:
    """Yield every spelling with that reading, with its countries and its language."""
    if reason is Reason.NAME:
        for language in facts.LANGUAGES:
            for code, names in facts.names(language).items():
                for name in dict.fromkeys((names.short, names.plain, names.formal)):
                    yield name, [code], language
    for file in _FILES.get(reason, ()):
        for row in facts.rows(f"spellings/{file}.csv"):
            yield row["spelling"], row["codes"].split(), row["language"]


def _enter(meanings: dict[str, Meaning], reason: Reason, spelled: str, codes: list[str], language: str) -> None:
    """Put one spelling into the index, unless a stronger reading of it stands there already."""
    for key in spelling.keys(spelled):
        meaning = meanings.setdefault(key, Meaning(reason))
        if meaning.reason is reason:
            for code in codes:
                meaning.languages.setdefault(code, set()).add(language)


def _bags(meanings: dict[str, Meaning]) -> dict[tuple[str, ...], Meaning]:
    """Return the spellings by their words in any order; the stronger reading comes first in ``meanings``."""
    bags: dict[tuple[str, ...], Meaning] = {}
    for key, meaning in meanings.items():
        if found := spelling.bag(key):
            bags.setdefault(found, meaning)
    return bags


def _codes() -> dict[str, str]:
    """Return the countries by alpha-2, alpha-3 and M49 code."""
    known = facts.countries().values()
    return {given: country.code for country in known for given in (country.code, country.alpha3, country.m49) if given}


def _wider() -> dict[str, str]:
    """Return the words for what is wider than a country, with the M49 region they mean (empty where M49 has none)."""
    found = {spelling.key(row["spelling"]): row["region"] for row in facts.rows("spellings/wider.csv")}
    for region in facts.regions().values():
        found |= {spelling.key(name): region.code for name in region.names.values()}
    return found
