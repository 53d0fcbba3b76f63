"""The roll of a coalition: which organisations belong, for a figure that draws them and for the public."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from commoncall.kernel import statements
from commoncall.kernel.authority import Actor
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.parties.naming import Listing, listed_in_public
from commoncall.kernel.parties.rules import names_now
from commoncall.membership.models import Category, Membership, Standing
from commoncall.membership.queries.visibility import visible_to

#: With which categories an organisation is a member; individuals and endorsers stand beside, and observers are not listed.
MEMBERS = frozenset({Category.ORDINARY, Category.EXTRAORDINARY, Category.AFFILIATED})


def countries_of(actor: Actor) -> list[str]:
    """Return the country of each organisation that belongs and of which ``actor`` may know, as far as it may be drawn.

    One that is not named in public has no country here, nor one that works in no one country: a line of no region.
    """
    return [country or "" if naming == Naming.PUBLIC else "" for country, naming in statements.ask(_drawn, actor)]


def _drawn(actor: Actor) -> QuerySet[Membership, tuple[Any, ...]]:
    belonging = visible_to(actor).exclude(standing=Standing.LEFT)
    return belonging.values_list("country_id", "organisation__naming").order_by("country_id", "organisation_id")


class Row(NamedTuple):
    """What the public page needs to know of an organisation that belongs. Rows of so few fields are read in a fraction of the time."""

    id: UUID
    name: str
    name_language: str
    other_names: list[dict[str, str]]
    naming: str
    searchable: str
    category: str
    country: str | None
    website: str
    network: UUID | None


_FIELDS = [*(f"organisation__{name}" for name in ("id", "name", "name_language", "other_names", "naming", "searchable"))]
_FIELDS += ["category", "country_id", "website", "network_id"]


@dataclass(frozen=True)
class Listed:
    """An organisation as the public may read of it. ``within`` are the organisations that belong through it."""

    id: UUID
    name: str
    name_language: str
    other_name: str
    other_language: str
    country: str
    website: str
    within: tuple[Listed, ...] = ()


@dataclass(frozen=True)
class Roll:
    """Who stands behind a coalition, as the public may read it. ``unnamed`` counts all the others together, or none of them."""

    members: tuple[Listed, ...]
    individuals: tuple[Listed, ...]
    endorsers: tuple[Listed, ...]
    unnamed: int
    unnamed_words: str

    @property
    def through_networks(self) -> int:
        """How many of the named organisations belong through a network."""
        return len(self.countries) - len(self.members)

    @cached_property
    def countries(self) -> list[str]:
        """The country of each named member, those within networks included."""
        return [one.country for one in _everyone(self.members)]


def _everyone(listed: Iterable[Listed]) -> Iterator[Listed]:
    for one in listed:
        yield one
        yield from _everyone(one.within)


def rows(coalition: Coalition) -> list[Row]:
    """Return everybody who stands behind a coalition, named in public or not. For ``parties.naming``, never for a page."""
    belonging = Membership.objects.filter(coalition=coalition, standing__in=[Standing.GOOD, Standing.DORMANT]).exclude(category=Category.OBSERVER)
    return [Row(*found) for found in belonging.values_list(*_FIELDS)]


def public_roll(coalition: Coalition) -> Roll:
    """Return who stands behind a coalition, through ``parties.naming`` alone; observers are not listed."""
    return roll_of(listed_in_public(rows(coalition)))


def roll_of(listing: Listing[Row]) -> Roll:
    """Return as a roll what the public may read of the coalition's rows.

    Those who are not named are one number for all categories and networks together: a number of its own for any group of them
    would tell more than they chose to have told.
    """
    members = {one.id for one in listing.named if one.category in MEMBERS}
    within: dict[UUID | None, list[Row]] = {}
    for row in listing.named:
        within.setdefault(row.network if row.network in members and row.network != row.id else None, []).append(row)

    def alone(categories: Iterable[Any]) -> tuple[Listed, ...]:
        return tuple(_listed(one, within) for one in within.get(None, ()) if one.category in categories)

    return Roll(
        members=alone(MEMBERS),
        individuals=alone({Category.INDIVIDUAL}),
        endorsers=alone({Category.ENDORSER}),
        unnamed=listing.unnamed,
        unnamed_words=listing.remainder,
    )


def _listed(row: Row, within: Mapping[UUID | None, Sequence[Row]]) -> Listed:
    other = next(iter(names_now(row.other_names)), {})
    return Listed(
        id=row.id,
        name=row.name,
        name_language=row.name_language,
        other_name=other.get("text", ""),
        other_language=other.get("language", ""),
        country=row.country or "",
        website=row.website,
        within=tuple(_listed(one, within) for one in within.get(row.id, ())),
    )
