"""The roll of a coalition: which organisations belong, for a figure that draws them and for the public."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from commoncall.kernel.authority import Actor
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.parties.naming import listed_in_public
from commoncall.membership.models import Category, Membership, Standing
from commoncall.membership.queries.visibility import visible_to

#: With which categories an organisation is a member; observers and endorsers stand beside.
MEMBERS = frozenset({Category.ORDINARY, Category.EXTRAORDINARY, Category.AFFILIATED})


def countries_of(actor: Actor) -> list[str]:
    """Return the country of each organisation that belongs and of which ``actor`` may know, as far as it may be drawn.

    One that is not named in public has no country here, nor one that works in no one country: a line of no region.
    """
    belonging = visible_to(actor).exclude(standing=Standing.LEFT)
    found = belonging.values_list("country_id", "organisation__naming").order_by("country_id", "organisation_id")
    return [country or "" if naming == Naming.PUBLIC else "" for country, naming in found]


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
    endorsers: tuple[Listed, ...]
    unnamed: int
    unnamed_words: str

    @property
    def through_networks(self) -> int:
        """How many of the named organisations belong through a network."""
        return len(self.countries) - len(self.members)

    @property
    def countries(self) -> list[str]:
        """The country of each named member, those within networks included."""
        return [one.country for one in _everyone(self.members)]


def _everyone(listed: Iterable[Listed]) -> Iterator[Listed]:
    for one in listed:
        yield one
        yield from _everyone(one.within)


def public_roll(coalition: Coalition) -> Roll:
    """Return who stands behind a coalition, through ``parties.naming`` alone; observers are not listed.

    Those who are not named are one number for all categories and networks together: a number of its own for any group of them
    would tell more than they chose to have told.
    """
    belonging = Membership.objects.filter(coalition=coalition, standing__in=[Standing.GOOD, Standing.DORMANT])
    memberships = {one.pk: one for one in belonging.exclude(category=Category.OBSERVER).select_related("organisation")}
    listing = listed_in_public(one.organisation for one in memberships.values())
    members = {one.pk for one in listing.named if memberships[one.pk].category in MEMBERS}
    within: dict[UUID | None, list[Membership]] = {}
    for organisation in listing.named:
        membership = memberships[organisation.pk]
        within.setdefault(membership.network_id if membership.network_id in members else None, []).append(membership)
    return Roll(
        members=tuple(_listed(one, within) for one in within.get(None, ()) if one.category in MEMBERS),
        endorsers=tuple(_listed(one, within) for one in within.get(None, ()) if one.category == Category.ENDORSER),
        unnamed=listing.unnamed,
        unnamed_words=listing.remainder,
    )


def _listed(membership: Membership, within: Mapping[UUID | None, Sequence[Membership]]) -> Listed:
    organisation = membership.organisation
    other = organisation.other_names[0] if organisation.other_names else {}
    return Listed(
        id=organisation.pk,
        name=organisation.name,
        name_language=organisation.name_language,
        other_name=other.get("text", ""),
        other_language=other.get("language", ""),
        country=membership.country_id or "",
        website=membership.website,
        within=tuple(_listed(one, within) for one in within.get(organisation.pk, ())),
    )
