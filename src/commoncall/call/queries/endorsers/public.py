"""The endorsers from outside as the public reads of them: by kind, as each chose, and never so that a number tells a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import Collate, RowNumber
from django.utils.translation import gettext_lazy as _

from commoncall.call.models import Endorser, EndorserKind, Version
from commoncall.call.queries.endorsers.standing import behind, standing
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.parties.naming import listed_together
from commoncall.kernel.refusals import Words

#: So many of each kind are named on a page; the others are counted, as on the day of a press release nobody reads ten thousand.
MOST_NAMED = 200

#: What several of a kind are called, as a heading.
HEADINGS: dict[str, Words] = {
    EndorserKind.ORGANISATION: _("Organisations"),
    EndorserKind.COMPANY: _("Companies"),
    EndorserKind.PARLIAMENTARIAN: _("Parliamentarians"),
    EndorserKind.LOCAL_AUTHORITY: _("Cities and other local authorities"),
    EndorserKind.EXPERT: _("Scientists and other experts"),
    EndorserKind.INDIVIDUAL: _("Individuals"),
}


@dataclass(frozen=True)
class Named:
    """An endorser who chose to be named in public."""

    id: UUID
    name: str
    naming: str
    searchable: str
    affiliation: str
    country: str
    website: str


@dataclass(frozen=True)
class Group:
    """The endorsers of one kind: those named here, how many more chose to be named, and how many others may be counted.

    ``kind`` is empty for the group of all who stand behind an earlier version and have not re-affirmed yet.
    """

    kind: str
    heading: Words
    named: tuple[Named, ...]
    more: int
    unnamed: int

    @property
    def count(self) -> int:
        """How many may be said to endorse."""
        return len(self.named) + self.more + self.unnamed


@dataclass(frozen=True)
class _Unnamed:
    """One of those who are only counted: to the public they have nothing but a number."""

    id: Any
    naming: str = Naming.COORDINATORS
    name: str = ""
    searchable: str = ""


def public_endorsers(coalition: Coalition, version: Version, *, most: int = MOST_NAMED) -> list[Group]:
    """Return who stands behind a version from outside, by kind, in the order in which kinds are told; three queries, however many.

    Kinds without anybody are left out. Last, with no kind, come those who endorsed an earlier version and have not re-affirmed:
    they are counted together, none of them is dropped. All counts are made through ``parties.naming``, side by side.
    """
    present, before = behind(version), standing(coalition).exclude(pk__in=behind(version).values("pk"))
    numbers = _numbers(present) | {"": _number(before)}
    named = _named(present, most)
    groups: list[list[Any]] = []
    for kind, (_naming, unnamed) in numbers.items():
        groups.append([*named.get(kind, []), *(_Unnamed((kind, place)) for place in range(unnamed))])
    listings = listed_together(groups)
    told = []
    for (kind, (public, _unnamed)), listing in zip(numbers.items(), listings, strict=True):
        heading = HEADINGS[kind] if kind else _("Behind an earlier version")
        group = Group(kind, heading, listing.named, public - len(listing.named), listing.unnamed)
        told += [group] if group.count else []
    return told


def _numbers(endorsers: QuerySet[Endorser]) -> dict[str, tuple[int, int]]:
    public = Count("pk", filter=Q(naming=Naming.PUBLIC))
    found = {
        row["kind"]: (row["public"], row["all"] - row["public"])
        for row in endorsers.order_by().values("kind").annotate(public=public, all=Count("pk"))
    }
    return {kind: found[kind] for kind in EndorserKind.values if kind in found}


def _number(endorsers: QuerySet[Endorser]) -> tuple[int, int]:
    found = endorsers.aggregate(public=Count("pk", filter=Q(naming=Naming.PUBLIC)), all=Count("pk"))
    return found["public"], found["all"] - found["public"]


def _named(endorsers: QuerySet[Endorser], most: int) -> dict[str, list[Named]]:
    place = Window(RowNumber(), partition_by=F("kind"), order_by=[Collate("searchable", "C"), F("id")])
    first = endorsers.filter(naming=Naming.PUBLIC).annotate(place=place).filter(place__lte=most)
    kept: dict[str, list[Named]] = {}
    for kind, *values in first.values_list("kind", "id", "name", "naming", "searchable", "affiliation", "country_id", "website"):
        identifier, name, naming, searchable, affiliation, country, website = values
        kept.setdefault(kind, []).append(Named(identifier, name, naming, searchable, affiliation, country or "", website))
    return kept
