"""Which memberships a question to the directory means: filters, words looked for, and the order of what is found."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, CharField, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Collate, Lower

from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.identifiers import read_uuid
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Mandate
from commoncall.kernel.text.folding import fold, words_to_find
from commoncall.membership.models import Membership, Standing
from commoncall.membership.queries.visibility import visible_to
from commoncall.membership.rules.filters import SILENT_DAYS, Filters, Question

#: Bytes in their order, so that a list reads the same on every server whatever its locale; the names are folded already.
ORDER = "C"

CATEGORY_ORDER = ("ordinary", "extraordinary", "affiliated", "observer", "endorser")


def mandates_of_organisation(at: datetime | None = None) -> QuerySet[Mandate]:
    """Return the mandates in force for the organisation of the membership outside, for use in ``Exists``."""
    return parties.mandates_in_force(at).filter(organisation=OuterRef("pk"))


def asking(question: str, at: datetime | None = None) -> Any:
    """Return the condition of one of the ready-made questions at an instant, which is now unless another is given."""
    now = at or time.now()
    silent_since = now - timedelta(days=SILENT_DAYS)
    never = Q(heard_at__isnull=True, organisation__created_at__lt=silent_since)
    return {
        Question.AFFECTED: Q(led_by_affected=True),
        Question.NOBODY: ~Exists(mandates_of_organisation(now)),
        Question.SILENT: Q(heard_at__lt=silent_since) | never,
        Question.NO_COUNTRY: Q(country__isnull=True, is_international=False),
        Question.UNNAMED: ~Q(organisation__naming=Naming.PUBLIC),
    }[Question(question)]


def known_to(actor: Actor) -> QuerySet[Membership]:
    """Return the memberships that ``actor`` may know of, each with ``shown_under``: whether it stands under its network."""
    return placed(visible_to(actor), actor)


def placed(memberships: QuerySet[Membership], actor: Actor) -> QuerySet[Membership]:
    """Return memberships with ``shown_under``; what only counts them asks ``shown_under(actor)`` instead, which costs less."""
    return memberships.annotate(shown_under=Case(When(shown_under(actor), then=Value(True)), default=Value(False)))


def filtered(memberships: QuerySet[Membership], filters: Filters, actor: Actor) -> QuerySet[Membership]:
    """Return those of ``memberships`` that answer to every filter. Whoever has left is found only by asking for it."""
    wanted = Q(standing=filters.standing) if filters.standing else ~Q(standing=Standing.LEFT)
    for name in ("category", "kind"):
        if value := getattr(filters, name):
            wanted &= Q(**{name: value})
    if filters.language:
        wanted &= Q(languages__contains=[filters.language])
    if filters.naming:
        wanted &= Q(organisation__naming=filters.naming)
    if filters.question:
        wanted &= asking(filters.question)
    wanted &= _place(filters.place) & _through(filters.network, actor) & _tagged(filters.tag)
    return searched(memberships.filter(wanted), filters.q, actor)


def _place(place: str) -> Q:
    if not place:
        return Q()
    if place == "international":
        return Q(is_international=True)
    if place.startswith("r"):
        return Q(country__in=sorted(countries.in_region(place[1:])))
    return Q(country=place.upper())


def _through(identifier: str, actor: Actor) -> Q:
    if not identifier:
        return Q()
    return shown_under(actor) & Q(network=known) if (known := read_uuid(identifier)) else Q(pk__in=[])


def _tagged(identifier: str) -> Q:
    if not identifier:
        return Q()
    known = read_uuid(identifier)
    tagged = Membership.tags.through.objects.filter(tag=known, membership=OuterRef("pk"))
    return Q(Exists(tagged)) if known else Q(pk__in=[])


def searched(memberships: QuerySet[Membership], text: str, actor: Actor) -> QuerySet[Membership]:
    """Return those whose names, or the names of whose people, hold every word of ``text``; both sides are folded alike.

    An address is looked for among those that the actor may read.
    """
    if "@" in text:
        known = parties.addresses_visible_to(actor).filter(address__icontains=text.strip()).values("person")
        return memberships.filter(Exists(mandates_of_organisation().filter(person__in=known)))
    words = words_to_find(text)
    if text and not words:
        return memberships.filter(pk__in=[])
    for word in words:
        people = mandates_of_organisation().filter(person__searchable__contains=word)
        memberships = memberships.filter(Q(organisation__searchable__contains=word) | Exists(people))
    return memberships


def ordered(memberships: QuerySet[Membership], filters: Filters) -> QuerySet[Membership]:
    """Return memberships in the order that is asked for; without one, what was looked for puts the likeliest first.

    By name, the members of a network follow it.
    """
    name = Collate("organisation__searchable", ORDER)
    if filters.q and not filters.sort:
        return memberships.annotate(nearness=_nearness(filters.q)).order_by("nearness", name, "pk")
    if filters.order == "name":
        house = Case(When(shown_under=True, then=F("network__organisation__searchable")), default=F("organisation__searchable"))
        keys: list[Any] = [Collate(house, ORDER), F("shown_under"), name]
        return memberships.order_by(*(_turned(keys[:1], filters) + keys[1:]), "pk")
    return memberships.order_by(*_turned([_key(filters)], filters), name, "pk")


def _turned(keys: list[Any], filters: Filters) -> list[Any]:
    return [key.desc(nulls_last=True) if filters.turned else key.asc(nulls_last=True) for key in keys]


def _key(filters: Filters) -> Any:
    order = filters.order
    if filters.own_column:
        return Collate(Lower(KeyTextTransform(str(UUID(filters.own_column)), "own_values")), ORDER)
    if order == "country":
        return _position([one.code for one in countries.all_named()], "country_id")
    if order == "category":
        return _position(list(CATEGORY_ORDER), "category")
    if order == "standing":
        return _position(list(Standing), "standing")
    return F({"heard": "heard_at", "joined": "joined_on"}[order])


def _position(codes: list[str], column: str) -> Func:
    # The database does not know the names of countries in the reader's language, but it can count along a list.
    listed = Value(codes, output_field=ArrayField(CharField()))
    return Func(listed, F(column), function="array_position", output_field=IntegerField(), template="%(function)s(%(expressions)s)")


def _nearness(text: str) -> Case:
    sought = fold(text)
    column = "organisation__searchable__"
    return Case(
        When(**{f"{column}startswith": sought}, then=0),
        When(**{f"{column}contains": f" {sought}"}, then=1),
        When(**{f"{column}contains": sought}, then=2),
        default=3,
        output_field=IntegerField(),
    )


def shown_under(actor: Actor) -> Q:
    """Return the condition under which a membership stands under its network: it has one, and the reader may know of it."""
    return Q(network__isnull=False) & parties.may_be_known(actor, "network__organisation__")
