"""Reading departures: who has left, and what they left behind."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.models import Mandate
from commoncall.membership.models import Departure
from commoncall.membership.queries.visibility import visible_to as members_visible_to

HOW = Departure.How


def visible_to(actor: Actor) -> QuerySet[Departure]:
    """Return the departures of which the actor may know, the latest first: the coordinators all, an organisation its own."""
    if actor.coalition_id is None or not actor.is_inside:
        return Departure.objects.none()
    here = Departure.objects.filter(coalition_id=actor.coalition_id, membership__in=members_visible_to(actor).values("pk"))
    here = here.select_related("membership__organisation", "entered_by").order_by("-left_at", "-id")
    return here if actor.is_coordinator else here.filter(membership=actor.organisation_id)


def of_organisation(actor: Actor, organisation_id: UUID) -> Departure | None:
    """Return how an organisation left, where it has not been taken in again."""
    return visible_to(actor).filter(membership=organisation_id, returned_at=None).prefetch_related("successors").first()


def former_mandates(departure: Departure) -> list[Mandate]:
    """Return the mandates that ended with a membership, one for each person and its topics, to be given anew."""
    ended = Mandate.objects.filter(organisation=departure.membership_id, deputy_for=None, ends_at__gte=departure.left_at)
    return list(ended.select_related("person").order_by("person__name", "id"))
