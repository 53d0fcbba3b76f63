"""Who has not been heard of, and who was given notice because of that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from commoncall.kernel.authority import Actor
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Organisation
from commoncall.membership.models import Membership, Notice, Standing

_OPEN = Q(took_effect_at=None, lifted_at=None)


def silent_since(actor: Actor, since: datetime) -> QuerySet[Membership]:
    """Return the members in good standing that have not been heard of since an instant, the longest silent first; for coordinators.

    Those that were noted here only later, and those that have such a notice already, are left out.
    """
    if actor.coalition_id is None or not actor.is_coordinator:
        return Membership.objects.none()
    here = Membership.objects.filter(coalition_id=actor.coalition_id, standing=Standing.GOOD)
    noticed = Exists(Notice.objects.filter(_OPEN, membership=OuterRef("pk")))
    silent = here.filter(Q(heard_at__lt=since) | Q(heard_at__isnull=True, organisation__created_at__lt=since)).exclude(noticed)
    return silent.select_related("organisation").order_by(F("heard_at").asc(nulls_first=True), "organisation__searchable", "pk")


def chosen(actor: Actor, identifiers: Iterable[UUID]) -> list[Organisation]:
    """Return the organisations among these to which a notice can be given, by name."""
    if actor.coalition_id is None or not actor.is_coordinator:
        return []
    waiting = Notice.objects.filter(_OPEN, membership=OuterRef("membership__pk"))
    here = Organisation.objects.filter(coalition_id=actor.coalition_id, membership__standing=Standing.GOOD, pk__in=list(identifiers))
    return list(here.exclude(Exists(waiting)).select_related("coalition").order_by("searchable", "pk"))


@dataclass(frozen=True)
class Reach:
    """How many organisations a notice reaches, how many people, and which organisations it does not reach by mail."""

    organisations: int
    people: int
    unreached: tuple[str, ...]


def reach(organisations: Iterable[Organisation]) -> Reach:
    """Return whom a notice to these organisations would reach."""
    kept = list(organisations)
    acting = parties.mandates_in_force().filter(organisation__in=kept, person__addresses__isnull=False)
    counted = dict(acting.order_by().values_list("organisation").annotate(people=Count("person", distinct=True)))
    return Reach(len(kept), sum(counted.values()), tuple(one.name for one in kept if one.pk not in counted))


def open_notices(actor: Actor) -> list[Notice]:
    """Return the notices that have neither taken effect nor been lifted, the next first; for coordinators."""
    if actor.coalition_id is None or not actor.is_coordinator:
        return []
    here = Notice.objects.filter(_OPEN, coalition_id=actor.coalition_id).select_related("membership__organisation")
    return list(here.order_by("takes_effect_at", "id"))


def dormant(actor: Actor) -> QuerySet[Membership]:
    """Return the members that are dormant now, by name; for coordinators."""
    if actor.coalition_id is None or not actor.is_coordinator:
        return Membership.objects.none()
    here = Membership.objects.filter(coalition_id=actor.coalition_id, standing=Standing.DORMANT)
    return here.select_related("organisation").order_by("organisation__searchable", "pk")


def open_notice(actor: Actor, organisation_id: UUID) -> Notice | None:
    """Return the notice under which an organisation would become dormant, for the coordinators and itself."""
    if not actor.is_coordinator and actor.organisation_id != organisation_id:
        return None
    return Notice.objects.filter(_OPEN, coalition_id=actor.coalition_id, membership=organisation_id).first()
