"""The endorsers from outside as the public reads of them: by kind, as each chose, and never so that a number tells a name."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import Collate, RowNumber

from commoncall.call.models import Endorser, EndorserKind, Version
from commoncall.call.queries.endorsers.standing import behind, standing
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.parties.naming import listed_together

#: So many of each kind are named on a page; the others are counted, as on the day of a press release nobody reads ten thousand.
MOST_NAMED = 200


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
    """The endorsers of one kind who chose to be named: those named here, and how many more there are.

    ``kind`` is empty for the group of all who stand behind an earlier version and have not re-affirmed yet.
    """

    kind: str
    named: tuple[Named, ...]
    more: int

    @property
    def count(self) -> int:
        """How many of them chose to be named."""
        return len(self.named) + self.more


@dataclass(frozen=True)
class Endorsers:
    """Everybody from outside who endorses: by kind who is named, and in one number who is only counted, or nothing of them."""

    groups: tuple[Group, ...]
    unnamed: int

    @property
    def count(self) -> int:
        """How many may be said to endorse."""
        return sum(group.count for group in self.groups) + self.unnamed


@dataclass(frozen=True)
class _Unnamed:
    """One of those who are only counted: here they have nothing but a number."""

    id: int
    naming: str = Naming.COORDINATORS
    name: str = ""
    searchable: str = ""


def public_endorsers(coalition: Coalition, version: Version, *, most: int = MOST_NAMED) -> Endorsers:
    """Return who endorses from outside, by kind, as far as it may be told to everybody; four queries, however many they are.

    Kinds of which nobody is named are left out. Last, with no kind, come those who endorsed an earlier version and have not
    re-affirmed: none of them is dropped. Those who are only counted are one number for all kinds together, as on all public
    pages: two numbers of the same people could tell more than either.
    """
    present, before = behind(version), standing(coalition).exclude(pk__in=behind(version).values("pk"))
    numbers = _numbers(present) | {"": _number(before)}
    named = _named(present, "kind", most) | _named(before, "", most)
    listing = listed_together([[_Unnamed(place) for place in range(sum(unnamed for _public, unnamed in numbers.values()))]])[0]
    groups = [Group(kind, tuple(named.get(kind, ())), public - len(named.get(kind, ()))) for kind, (public, _unnamed) in numbers.items() if public]
    return Endorsers(tuple(groups), listing.unnamed)


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


def _named(endorsers: QuerySet[Endorser], by: str, most: int) -> dict[str, list[Named]]:
    """Return the first of each kind by name, or (without ``by``) of all kinds together."""
    place = Window(RowNumber(), partition_by=F(by) if by else None, order_by=[Collate("searchable", "C"), F("id")])
    first = endorsers.filter(naming=Naming.PUBLIC).annotate(place=place).filter(place__lte=most).order_by("place")
    kept: dict[str, list[Named]] = {}
    columns = ("kind", "id", "name", "naming", "searchable", "affiliation", "country_id", "website")
    for kind, identifier, name, naming, searchable, affiliation, country, website in first.values_list(*columns):
        one = Named(identifier, name, naming, searchable, affiliation, country or "", website)
        kept.setdefault(kind if by else "", []).append(one)
    return {kind: list(listed_together([named])[0].named) for kind, named in kept.items()}
