"""Who follows which state, as far as somebody may know of whoever does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from commoncall.diplomacy.models import Following
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties import queries as parties


@dataclass(frozen=True)
class Follower:
    """Somebody who follows a state. ``organisation`` is empty where it is for the coalition as such; ``address`` where it is not for the reader."""

    id: UUID
    country: str
    person_id: UUID
    person: str
    organisation_id: UUID | None
    organisation: str
    since: datetime
    address: str = ""


def visible_to(actor: Actor) -> QuerySet[Following]:
    """Return who follows which state now and may be known to ``actor``: for organisations of which it may know, or for the coalition.

    Whoever no longer acts for the organisation for which they followed a state follows it no longer.
    """
    if actor.coalition_id is None or not actor.is_inside:
        return Following.objects.none()
    acting = parties.mandates_in_force().filter(person=OuterRef("person"))
    known = parties.may_be_known(actor, "organisation__") & Exists(acting.filter(organisation=OuterRef("organisation")))
    for_all = Q(organisation=None) & Exists(acting.filter(organisation=None))
    return Following.objects.filter(known | for_all, coalition_id=actor.coalition_id, ended_at=None)


def one(actor: Actor, following: UUID) -> Following | None:
    """Return one of them."""
    return visible_to(actor).select_related("person").filter(pk=following).first()


def followers(actor: Actor, country: str) -> list[Follower]:
    """Return who follows one state, with where to write to them as far as ``actor`` may read it: two queries."""
    found = _rows(visible_to(actor).filter(country_id=country))
    written = dict(_addresses(actor, found))
    return [_follower(row, written.get((row.person_id, row.organisation_id)) or written.get((row.person_id, None), "")) for row in found]


def _addresses(actor: Actor, found: Iterable[Following]) -> Iterable[tuple[tuple[UUID, UUID | None], str]]:
    people = {row.person_id for row in found}
    if not people:
        return
    for person, organisation, address in (
        parties.addresses_visible_to(actor).filter(person__in=people).values_list("person", "organisation", "address")
    ):
        yield (person, organisation), address


def by_country(actor: Actor) -> Mapping[str, list[Follower]]:
    """Return who follows each state, by its code: one query."""
    several: dict[str, list[Follower]] = {}
    for row in _rows(visible_to(actor)):
        several.setdefault(row.country_id, []).append(_follower(row))
    return several


def followed(actor: Actor) -> frozenset[str]:
    """Return the states that the actor follows, in whatever hat: one query."""
    if actor.person_id is None:
        return frozenset()
    return frozenset(Following.objects.filter(person=actor.person_id, ended_at=None).values_list("country_id", flat=True))


def _rows(found: QuerySet[Following]) -> list[Following]:
    return list(found.select_related("person", "organisation").order_by(F("organisation__name").asc(nulls_first=True), "person__name", "id"))


def _follower(row: Following, address: str = "") -> Follower:
    return Follower(
        id=row.pk,
        country=row.country_id,
        person_id=row.person_id,
        person=row.person.name,
        organisation_id=row.organisation_id,
        organisation=row.organisation.name if row.organisation else "",
        since=row.begun_at,
        address=address,
    )
