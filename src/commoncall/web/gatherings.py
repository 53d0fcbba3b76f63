"""The gathering drawn from a coalition's own organisations: who they are together, one line each, as far as that fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commoncall.design.gathering import Group, group_places
from commoncall.kernel.countries import queries as countries
from commoncall.web.moments import numeral

#: The colours of the continents (M49), in the order in which they are drawn; what has none comes last.
COLOURS = {"002": "r1", "019": "r2", "142": "r3", "150": "r4", "009": "r5", "": "r0"}

#: Above these, a line stands for the organisations of one country, then for those of one continent.
BY_COUNTRY = 150
BY_CONTINENT = 600


def world() -> list[Group]:
    """Return the lines of the world itself, one for each subregion, for pages that speak of no coalition."""
    return [Group(COLOURS[region.code], len(region.subregions)) for region in sorted(countries.regions(), key=lambda one: COLOURS[one.code])]


def groups(codes: Sequence[str]) -> list[Group]:
    """Return the lines to draw for organisations in these countries; an empty code is one of no region."""
    drawn: Sequence[str] = codes
    if len(codes) > BY_COUNTRY:
        drawn = sorted(set(codes))
    counted = Counter(_continent(code) for code in drawn)
    if len(codes) > BY_CONTINENT:
        counted = Counter(counted.keys())
    return [Group(colour, counted[continent]) for continent, colour in COLOURS.items() if counted[continent]]


@dataclass(frozen=True)
class Label:
    """What stands beside the lines of one colour: words, how many organisations they are, and how far down, in per cent."""

    colour: str
    words: str
    counted: str
    place: str


def labels(codes: Sequence[str], unnamed: int) -> list[Label]:
    """Return what stands beside the lines of ``groups([*codes, *[""] * unnamed])``.

    The numbers of the parts of the world are made from those alone who are named with their country.
    """
    counted = Counter(_continent(code) for code in codes)
    counted[""] += unnamed
    drawn = groups([*codes, *[""] * unnamed])
    places = dict(zip((group.colour for group in drawn), group_places(drawn), strict=True))
    named = {code: _region_words(code, counted[""], unnamed) for code in COLOURS if counted[code]}
    return [Label(COLOURS[code], words, numeral(counted[code]), f"{places[COLOURS[code]]:g}") for code, words in named.items()]


def _region_words(code: str, without: int, unnamed: int) -> str:
    if code:
        return countries.region_name(code)
    if not unnamed:
        return _("In no one country")
    return _("Not named") if without == unnamed else _("Others")


def what_a_line_is(number: int) -> str:
    """Return what one line stands for, where that is not simply one organisation."""
    if number > BY_CONTINENT:
        return _("One line stands for the organisations of one part of the world.")
    if number > BY_COUNTRY:
        return _("One line stands for the organisations of one country.")
    return ""


def _continent(code: str) -> str:
    region = countries.facts_of(code).region if code else ""
    return region if region in COLOURS else ""
