"""Bringing the table of countries up to date with the files. This is a step of installing, not the deed of a person."""

from dataclasses import asdict, dataclass

from commoncall.kernel.countries import rules
from commoncall.kernel.countries.models import Country

_KEPT = ("alpha3", "m49", "kind", "region", "subregion", "group")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: the codes added and changed, and those in the table that the files no longer list."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unlisted: tuple[str, ...]


def load() -> Loaded:
    """Make the table say what ``data/countries.csv`` says; two statements, one when nothing differs.

    To be called after every migration; calling it again changes nothing. Whoever installs may do this; no history is
    written, for nobody decides anything and the files are part of the program. A country that is no longer listed keeps its
    row, because others may point to it. Nothing is refused.
    """
    there = {country.code: country for country in Country.objects.all()}
    listed = {code: _row(country) for code, country in rules.countries().items()}
    added = [code for code in listed if code not in there]
    changed = [code for code in listed if code in there and _kept(listed[code]) != _kept(there[code])]
    if added or changed:
        rows = [listed[code] for code in (*added, *changed)]
        Country.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=_KEPT)
    return Loaded(tuple(added), tuple(changed), tuple(sorted(there.keys() - listed.keys())))


def _row(country: rules.Country) -> Country:
    facts = asdict(country) | {"region": country.region}
    return Country(code=country.code, **{name: str(facts[name]) for name in _KEPT})


def _kept(row: Country) -> tuple[str, ...]:
    return tuple(str(getattr(row, name)) for name in _KEPT)
