"""The facts and names of the countries, as they stand in the files of ``data/``: read once and kept."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal

DATA = Path(__file__).resolve().parents[1] / "data"

#: The languages in which every name is given: the six of the United Nations.
LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")

#: The region (M49) that holds all others.
WORLD = "001"

Form = Literal["short", "plain", "formal"]


class Kind(StrEnum):
    """What a country is to the United Nations. ``OTHER`` is Kosovo and Taiwan."""

    MEMBER = "member"
    OBSERVER = "observer"
    OTHER_STATE = "other_state"
    TERRITORY = "territory"
    OTHER = "other"


#: The kinds that may join treaties: 193 members, 2 observers, 2 other states.
STATES = frozenset({Kind.MEMBER, Kind.OBSERVER, Kind.OTHER_STATE})


class Group(StrEnum):
    """The regional group with which a member state is counted in elections of the United Nations."""

    AFRICA = "africa"
    ASIA_PACIFIC = "asia_pacific"
    EASTERN_EUROPE = "eastern_europe"
    GRULAC = "grulac"
    WEOG = "weog"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory. ``subregion`` is its place in M49; ``remark`` a key that says what is special of its group."""

    code: str
    alpha3: str
    m49: str
    kind: Kind
    subregion: str
    group: Group
    remark: str

    @property
    def region(self) -> str:
        """Return the M49 code of the continent in which it lies."""
        return ancestors(self.subregion)[-1]

    @property
    def is_state(self) -> bool:
        """Return whether it may join treaties that are open to all states."""
        return self.kind in STATES


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the world in M49: a continent, a subregion, or a grouping of subregions between the two."""

    code: str
    level: str
    parent: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Names:
    """What a country is called in one language; a form that does not differ from the short one is the short one."""

    short: str
    plain: str
    formal: str


@cache
def countries() -> Mapping[str, Country]:
    """Return every country by its alpha-2 code, in the order of the codes."""
    return {row["code"]: _country(row) for row in rows("countries.csv")}


def _country(row: dict[str, str]) -> Country:
    return Country(
        code=row["code"],
        alpha3=row["alpha3"],
        m49=row["m49"],
        kind=Kind(row["kind"]),
        subregion=row["subregion"],
        group=Group(row["group"]),
        remark=row["remark"],
    )


@cache
def regions() -> Mapping[str, Region]:
    """Return every region by its M49 code."""
    return {
        row["code"]: Region(row["code"], row["level"], row["parent"], {language: row[language] for language in LANGUAGES})
        for row in rows("regions.csv")
    }


@cache
def ancestors(region: str) -> tuple[str, ...]:
    """Return a region and those that hold it, from the inside out, without the world."""
    parent = regions()[region].parent
    if not parent:
        return ()
    return (region, *ancestors(parent))


@cache
def names(language: str) -> Mapping[str, Names]:
    """Return the names of every country in one of the six languages, by code."""
    return {row["code"]: Names(row["short"], row["plain"] or row["short"], row["formal"] or row["short"]) for row in rows(f"names/{language}.csv")}


@cache
def group_names(language: str) -> Mapping[str, str]:
    """Return the names of the regional groups in one of the six languages."""
    return {row["code"]: row[language] for row in rows("groups.csv")}


def written(language: str) -> str:
    """Return which of the six languages answers for a language code: ``fr`` for ``fr-ca``; English where there is none."""
    base = language.replace("_", "-").split("-")[0].lower()
    return base if base in LANGUAGES else "en"


def rows(path: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one file of ``data/``."""
    with (DATA / path).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
