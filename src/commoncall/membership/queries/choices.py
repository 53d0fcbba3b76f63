"""By what the organisations that somebody may know of can be told apart, for the filters of the directory and for forms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg, BoolOr
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from commoncall.kernel import languages
from commoncall.kernel.authority import Actor
from commoncall.kernel.countries import queries as countries
from commoncall.membership.models import Category, Kind, Membership, Standing, Tag
from commoncall.membership.queries import matching
from commoncall.membership.queries.rows import named
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


def choices(actor: Actor) -> Choices:
    """Return what the filters of the directory offer to ``actor``: four queries, whatever there is."""
    known = visible_to(actor).exclude(standing=Standing.LEFT).order_by()
    present = known.aggregate(
        networks=ArrayAgg("network_id", distinct=True, filter=matching.shown_under(actor), default=[]),
        countries=ArrayAgg("country_id", distinct=True, filter=Q(country__isnull=False), default=[]),
        categories=ArrayAgg("category", distinct=True, default=[]),
        kinds=ArrayAgg("kind", distinct=True, default=[]),
        international=BoolOr("is_international", default=False),
    )
    spoken = known.annotate(code=Func(F("languages"), function="unnest")).values_list("code", flat=True).distinct()
    return Choices(
        places=_places(set(present["countries"]), international=present["international"]),
        categories=_offered(Category, present["categories"]),
        languages=_languages(spoken),
        kinds=_offered(Kind, present["kinds"]) if actor.is_coordinator else [],
        tags=tags(actor),
        networks=_named_memberships(visible_to(actor).filter(pk__in=present["networks"])) if present["networks"] else [],
    )


def _offered(enumeration: type[Category] | type[Kind], present: list[str]) -> Pairs:
    return [(one.value, str(one.label)) for one in enumeration if one.value in present]


def _places(present: set[str], *, international: bool) -> list[tuple[str, Pairs]]:
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
    used = Tag.memberships.through.objects.filter(tag=OuterRef("pk"))
    return [(str(one.id), one.name) for one in Tag.objects.filter(Exists(used), coalition_id=actor.coalition_id).order_by("name")]


def tag(actor: Actor, identifier: UUID) -> Tag | None:
    """Return one tag of the actor's coalition, for those who may see tags."""
    return Tag.objects.filter(coalition_id=actor.coalition_id, pk=identifier).first() if actor.is_coordinator else None


def _named_memberships(memberships: QuerySet[Membership]) -> Pairs:
    found = memberships.select_related("organisation").order_by("organisation__searchable", "pk")
    return [(str(one.pk), named(one.organisation)) for one in found]


def possible_networks(actor: Actor, besides: UUID) -> Pairs:
    """Return the organisations under which another can be shown: those that are networks, and those that have members here."""
    known = visible_to(actor)
    have_members = list(known.filter(network__isnull=False).order_by().values_list("network_id", flat=True).distinct())
    return _named_memberships(known.filter(Q(kind=Kind.NETWORK) | Q(pk__in=have_members)).exclude(pk=besides))
