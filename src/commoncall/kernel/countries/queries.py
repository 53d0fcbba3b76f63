"""What can be asked of the countries: names in the reader's language, lists to choose from, regions. All may see all.

Nothing here asks the database: names and facts come from the files, which are read once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commoncall.kernel import languages
from commoncall.kernel.countries.models import KIND_NAMES
from commoncall.kernel.countries.rules import STATES, WORLD, Country, Form, facts, sort_key, written

#: What is special about the group with which a country is counted, by its remark.
REMARKS: dict[str, Promise] = {
    "observer_counted": _("Belongs to no group; attends this one as an observer and is counted with it in elections."),
    "two_groups": _("Takes part in the Asia-Pacific Group too; in elections it is counted with this group alone."),
    "outside_its_region": _("Counted with this group, although it lies in Asia."),
    "joined_late": _("Belonged to no group for many years after its admission."),
    "takes_part_in_asia_pacific": _("Takes part in the Asia-Pacific Group without being a member state."),
    "observes_weog": _("Attends the Western European and other States Group as an observer."),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A country or region with its name in one language."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class NamedRegion:
    """A continent with its name and its subregions, sorted."""

    code: str
    name: str
    subregions: tuple[Named, ...]


def facts_of(code: str) -> Country:
    """Return what is known of the country with that alpha-2 code; raises ``KeyError`` where there is none."""
    return facts.countries()[code]


def exists(code: str) -> bool:
    """Return whether there is a country with that alpha-2 code."""
    return code in facts.countries()


def name(code: str, language: str | None = None, form: Form = "short") -> str:
    """Return the name of a country in ``language`` (else the reader's; English where it is none of the six).

    ``short`` is the name that the United Nations use, ``plain`` the one people say, ``formal`` the one of letters to
    governments, without its article. Raises ``KeyError`` where there is no such country.
    """
    names = facts.names(written(language or languages.current()))[code]
    return {"short": names.short, "plain": names.plain, "formal": names.formal}[form]


def all_named(language: str | None = None, form: Form = "short") -> tuple[Named, ...]:
    """Return every state and territory with its name, in the order of the language, for choosing from."""
    return _all_named(written(language or languages.current()), form)


@cache
def _all_named(language: str, form: Form) -> tuple[Named, ...]:
    return _sorted((Named(code, name(code, language, form)) for code in facts.countries()), language)


def _sorted(named: Iterator[Named], language: str) -> tuple[Named, ...]:
    return tuple(sorted(named, key=lambda one: sort_key(one.name, language)))


def states() -> frozenset[str]:
    """Return the codes of the 197 states that may join treaties."""
    return frozenset(code for code, country in facts.countries().items() if country.kind in STATES)


def regions(language: str | None = None) -> tuple[NamedRegion, ...]:
    """Return the five continents of M49, each with its subregions, named and sorted."""
    return _regions(written(language or languages.current()))


@cache
def _regions(language: str) -> tuple[NamedRegion, ...]:
    continents = [region for region in facts.regions().values() if region.level == "region"]
    found = [NamedRegion(one.code, one.names[language], _subregions(one.code, language)) for one in continents]
    return tuple(sorted(found, key=lambda one: sort_key(one.name, language)))


def _subregions(continent: str, language: str) -> tuple[Named, ...]:
    inside = (
        Named(region.code, region.names[language])
        for region in facts.regions().values()
        if region.level == "subregion" and continent in facts.ancestors(region.code)
    )
    return _sorted(inside, language)


def region_name(code: str, language: str | None = None) -> str:
    """Return the name of the M49 region, grouping or subregion with that code; raises ``KeyError`` where there is none."""
    return facts.regions()[code].names[written(language or languages.current())]


@cache
def in_region(code: str) -> frozenset[str]:
    """Return the codes of the countries in an M49 region, grouping or subregion; ``001``, the world, holds all."""
    if code == WORLD:
        return frozenset(facts.countries())
    return frozenset(country.code for country in facts.countries().values() if code in facts.ancestors(country.subregion))


def kind_name(kind: str) -> Promise:
    """Return what a kind of country is called, in the reader's language."""
    return KIND_NAMES[kind]


def group_name(group: str, language: str | None = None) -> str:
    """Return the name of a regional group of the United Nations; raises ``KeyError`` where there is none."""
    return facts.group_names(written(language or languages.current()))[group]


def group_remark(code: str) -> Promise | None:
    """Return the sentence about what is special in the group of a country, where something is."""
    return REMARKS.get(facts.countries()[code].remark)
