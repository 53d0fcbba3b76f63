"""Where the organisations of a coalition are at home, as far as somebody may know of them: for a map and for a country's own page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from commoncall.kernel import statements
from commoncall.kernel.authority import Actor
from commoncall.membership.models import Membership, Standing
from commoncall.membership.queries.visibility import visible_to


@dataclass(frozen=True)
class AtHome:
    """An organisation that is at home in a country."""

    id: UUID
    name: str
    acronym: str


def counted(actor: Actor) -> dict[str | None, int]:
    """Return how many organisations of which ``actor`` may know are at home in each country; under ``None`` those of no one country.

    One grouped query. It counts whom the directory lists: everybody but those who have left. An organisation of which the actor
    may not know is in no count, so that no difference between two counts tells of it.
    """
    return dict(statements.ask(_counted, actor))


def _counted(actor: Actor) -> QuerySet[Membership, tuple[Any, ...]]:
    belonging = visible_to(actor).exclude(standing=Standing.LEFT).order_by()
    return belonging.values("country_id").annotate(number=Count("pk")).values_list("country_id", "number")


def at_home_in(actor: Actor, country: str) -> list[AtHome]:
    """Return the organisations at home in one country of which ``actor`` may know, by name: one query."""
    belonging = visible_to(actor).exclude(standing=Standing.LEFT).filter(country=country)
    named = belonging.order_by("organisation__name").values_list("organisation_id", "organisation__name", "organisation__acronym")
    return [AtHome(*row) for row in named]
