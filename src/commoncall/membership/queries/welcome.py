"""The first weeks of an organisation, or of one of its people: whether they are still on, who helps, and what has been done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from commoncall.kernel import statements, time
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Confidence, Mandate, Organisation
from commoncall.membership.kinds import MENTOR
from commoncall.membership.models import Membership, Standing
from commoncall.membership.rules.roles import MEMBERS

#: For how long somebody is new.
FIRST_WEEKS = timedelta(days=30)

#: By which deeds an organisation has looked at what is noted of it.
_LOOKED_AFTER = ("membership.described", "parties.organisation_renamed", "parties.naming_chosen", "asks.answered")


def is_new(actor: Actor) -> bool:
    """Tell whether the first week is still offered to the actor: its organisation, or itself, came within thirty days. One query."""
    if actor.organisation_id is None or not actor.is_inside or actor.preview:
        return False
    since = time.now() - FIRST_WEEKS
    return bool(statements.ask(_fresh, actor, since=since, day=since.date()))


def _fresh(actor: Actor, since: datetime, day: date) -> QuerySet[Membership, tuple[Any, ...]]:
    began = Mandate.objects.filter(organisation=OuterRef("pk"), person=actor.person_id, starts_at__gte=since)
    earlier = Mandate.objects.filter(organisation=OuterRef("pk"), person=actor.person_id, starts_at__lt=since)
    fresh = Q(joined_on__gte=day) | (Exists(began) & ~Exists(earlier))
    return Membership.objects.filter(fresh, pk=actor.organisation_id, welcomed_at=None).exclude(standing=Standing.LEFT).values_list("pk")


def could_help() -> QuerySet[Organisation]:
    """Return the organisations that can be asked to help a newcomer: members in good standing of whom somebody has come in."""
    inside = parties.mandates_in_force().filter(organisation=OuterRef("pk"), person__account__isnull=False)
    members = Organisation.objects.filter(membership__standing=Standing.GOOD, membership__category__in=MEMBERS)
    return members.filter(Exists(inside))


def may_know(mentor: Organisation, newcomer: Organisation) -> bool:
    """Tell whether a member may know of a newcomer: it is named to members, or let this one know."""
    if newcomer.naming != Naming.COORDINATORS:
        return True
    return Confidence.objects.filter(organisation=newcomer, known_to=mentor).exists()


def suggested(actor: Actor, organisation_id: UUID) -> list[Organisation]:
    """Return who could best help a newcomer: first of the same country, then of a common language, lately heard of; for coordinators."""
    newcomer = Membership.objects.filter(pk=organisation_id, coalition_id=actor.coalition_id).first()
    if newcomer is None or not actor.is_coordinator:
        return []
    near = Case(
        When(membership__country=newcomer.country_id, then=Value(0)),
        When(membership__languages__overlap=newcomer.languages, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    others = could_help().filter(coalition_id=actor.coalition_id).exclude(pk=organisation_id).select_related("membership")
    return list(others.annotate(near=near).order_by("near", "-membership__heard_at", "searchable")[:8])


def asked_to_help(actor: Actor, organisation_id: UUID) -> Ask | None:
    """Return the open ask to help this newcomer, for the coordinators and for whoever is asked."""
    waiting = Ask.objects.filter(kind=MENTOR.name, subject=organisation_id, coalition_id=actor.coalition_id, answered_at=None, withdrawn_at=None)
    found = waiting.select_related("organisation").first()
    return found if found and (actor.is_coordinator or actor.organisation_id == found.organisation_id) else None


@dataclass(frozen=True)
class Helper:
    """Who helps an organisation settle in, and whom there to write to."""

    organisation: Organisation
    person: str
    function: str
    address: str


def helper(actor: Actor) -> Helper | None:
    """Return who helps the actor's organisation settle in. It agreed to have its contact shown to the newcomer."""
    if actor.organisation_id is None:
        return None
    own = Membership.objects.filter(pk=actor.organisation_id).select_related("mentor__organisation").first()
    if own is None or own.mentor is None:
        return None
    acting = parties.mandates_in_force().filter(organisation=own.mentor_id).select_related("person").prefetch_related("person__addresses")
    contact = acting.order_by("-is_main_contact", "starts_at", "id").first()
    mentor = own.mentor.organisation
    if contact is None:
        return Helper(mentor, "", "", "")
    return Helper(mentor, contact.person.name, contact.function, parties.address_for(contact.person, mentor))


@dataclass(frozen=True)
class Progress:
    """What an organisation has done of what is worth doing first; whether it endorsed is for a floor above to say."""

    looked_after_record: bool
    says_languages: bool
    colleagues: int


def progress(actor: Actor) -> Progress:
    """Return how far the actor's organisation has come, from what happened alone. Three queries."""
    own = Membership.objects.filter(pk=actor.organisation_id).first()
    looked = Entry.objects.filter(chain=actor.chain_id, organisation=actor.organisation_id, kind__in=_LOOKED_AFTER)
    acting = parties.mandates_in_force().filter(organisation=actor.organisation_id).aggregate(people=Count("person", distinct=True))
    return Progress(looked.exists(), bool(own and own.languages), acting["people"])


def mentor_of(organisation_id: UUID) -> Organisation | None:
    """Return who helps an organisation settle in; part of a page of the coordinators."""
    return Organisation.objects.filter(membership__newcomers=organisation_id).first()
