"""By what the organisations that somebody may know of can be told apart, for the filters of the directory and for forms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from commoncall.kernel import languages, statements
from commoncall.kernel.authority import Actor
from commoncall.kernel.countries import queries as countries
from commoncall.membership.models import Category, Kind, Membership, Standing, Tag
from commoncall.membership.queries.overview import Overview, overview
from commoncall.membership.queries.visibility import visible_to

Pairs = list[tuple[str, str]]

CATEGORIES = Category
KINDS = Kind
STANDINGS = Standing


@dataclass(frozen=True)
class Choices:
    """What each filter offers, as (value, words); nothing is offered that would find nobody."""

    places: list[tuple[str, Pairs]]
    categories: Pairs
    languages: Pairs
    kinds: Pairs
    tags: Pairs
    networks: Pairs


def choices(actor: Actor, known: Overview | None = None) -> Choices:
    """Return what the filters of the directory offer to ``actor``: three queries at most, whatever there is.

    ``known`` spares one to whoever has counted already.
    """
    known = known or overview(actor)
    return Choices(
        places=_places(known.countries, international=known.is_international),
        categories=_offered(Category, known.categories),
        languages=_languages(known.languages),
        kinds=_offered(Kind, known.kinds) if actor.is_coordinator else [],
        tags=tags(actor),
        networks=_named_memberships(visible_to(actor).filter(pk__in=known.networks)) if known.networks else [],
    )


def _offered(enumeration: type[Category] | type[Kind], present: frozenset[str]) -> Pairs:
    return [(one.value, str(one.label)) for one in enumeration if one.value in present]


def _places(present: frozenset[str], *, international: bool) -> list[tuple[str, Pairs]]:
    """Return the continents with their countries, each continent itself first; where there is nobody, nothing."""
    found: list[tuple[str, Pairs]] = []
    for region in countries.regions():
        inside = countries.in_region(region.code) & present
        if inside:
            whole = (f"r{region.code}", _("All of %(region)s") % {"region": region.name})
            found.append((region.name, [whole, *((one.code, one.name) for one in countries.all_named(form="plain") if one.code in inside)]))
    return [*found, (_("No one country"), [("international", _("International"))])] if international else found


def _languages(codes: Iterable[str]) -> Pairs:
    here = languages.current()
    return sorted(((code, languages.name_of(code, here)) for code in codes), key=lambda pair: pair[1].casefold())


def tags(actor: Actor) -> Pairs:
    """Return the tags in use, for those who may see tags."""
    if not actor.is_coordinator:
        return []
    return [(str(identifier), name) for identifier, name in statements.ask(_tags_in_use, actor)]


def _tags_in_use(actor: Actor) -> QuerySet[Tag, tuple[Any, ...]]:
    used = Tag.memberships.through.objects.filter(tag=OuterRef("pk"))
    return Tag.objects.filter(Exists(used), coalition_id=actor.coalition_id).order_by("name").values_list("pk", "name")


def tag(actor: Actor, identifier: UUID) -> Tag | None:
    """Return one tag of the actor's coalition, for those who may see tags."""
    return Tag.objects.filter(coalition_id=actor.coalition_id, pk=identifier).first() if actor.is_coordinator else None


def _named_memberships(memberships: QuerySet[Membership]) -> Pairs:
    found = memberships.order_by("organisation__searchable", "pk").values_list("pk", "organisation__name", "organisation__acronym")
    return [(str(identifier), f"{name} ({acronym})" if acronym else name) for identifier, name, acronym in found]


def possible_networks(actor: Actor, besides: UUID) -> Pairs:
    """Return the organisations under which another can be shown: those that are networks, and those that have members here."""
    known = visible_to(actor)
    have_members = list(known.filter(network__isnull=False).order_by().values_list("network_id", flat=True).distinct())
    return _named_memberships(known.filter(Q(kind=Kind.NETWORK) | Q(pk__in=have_members)).exclude(pk=besides))
