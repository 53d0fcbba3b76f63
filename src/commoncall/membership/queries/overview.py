"""All organisations of which somebody may know, counted: how many, where, of which kinds, and what the ready-made questions would find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg, BoolOr
from django.db.models import Count, F, Func, Q, QuerySet, TextField, Value

from commoncall.kernel import statements, time
from commoncall.kernel.authority import Actor
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.labels import Naming
from commoncall.membership.models import Membership, Standing
from commoncall.membership.queries import matching
from commoncall.membership.queries.visibility import visible_to
from commoncall.membership.rules.filters import Question


@dataclass(frozen=True)
class Tally:
    """How many organisations a question finds: those that belong themselves, those through networks, in how many countries."""

    own: int
    through_networks: int
    countries: int
    continents: int

    @property
    def total(self) -> int:
        """Every organisation that was found."""
        return self.own + self.through_networks


@dataclass(frozen=True)
class Overview:
    """What there is. ``questions`` are the ready-made ones with their counts, for coordinators alone."""

    tally: Tally
    not_named_in_public: int
    countries: frozenset[str]
    categories: frozenset[str]
    kinds: frozenset[str]
    languages: frozenset[str]
    networks: frozenset[UUID]
    is_international: bool
    questions: tuple[tuple[Question, int], ...]


def overview(actor: Actor) -> Overview:
    """Count all that ``actor`` may know of, besides those who have left, in one query."""
    values = statements.ask_for_one(_counted, actor, now=time.now())
    if not values:
        return _NOTHING
    return Overview(
        tally=tally_of(values),
        not_named_in_public=values["unnamed"],
        countries=frozenset(values["countries"]),
        categories=frozenset(values["categories"]),
        kinds=frozenset(values["kinds"]),
        languages=frozenset(code for codes in values["languages"] for code in codes.split()),
        networks=frozenset(values["networks"]),
        is_international=values["international"],
        questions=tuple((question, values[question.name]) for question in Question if question.name in values),
    )


_NONE: frozenset[Any] = frozenset()
_NOTHING = Overview(Tally(0, 0, 0, 0), 0, _NONE, _NONE, _NONE, _NONE, _NONE, is_international=False, questions=())


def tally(found: QuerySet[Membership], actor: Actor) -> Tally:
    """Count the organisations that a question finds."""
    return tally_of(found.aggregate(**_figures(actor)))


def tally_of(counts: Mapping[str, Any]) -> Tally:
    """Return counts as a tally."""
    continents = {countries.facts_of(code).region for code in counts["countries"]}
    return Tally(counts["everyone"] - counts["through"], counts["through"], len(counts["countries"]), len(continents))


def _figures(actor: Actor) -> dict[str, Any]:
    present = ArrayAgg("country_id", distinct=True, filter=Q(country__isnull=False), default=[])
    return {"everyone": Count("pk"), "through": Count("pk", filter=matching.shown_under(actor)), "countries": present}


def _counted(actor: Actor, now: datetime) -> QuerySet[Membership, tuple[Any, ...]]:
    counts = _counts(actor, now)
    # One constant in common makes one group of all.
    alike = visible_to(actor).exclude(standing=Standing.LEFT).order_by().annotate(alike=Value(1)).values("alike")
    return alike.annotate(**counts).values_list(*counts)


def _counts(actor: Actor, now: datetime) -> dict[str, Any]:
    spoken = Func(F("languages"), Value(" "), function="array_to_string", output_field=TextField())
    asked = list(Question) if actor.is_coordinator else []
    return {
        **_figures(actor),
        "unnamed": Count("pk", filter=~Q(organisation__naming=Naming.PUBLIC)),
        "categories": ArrayAgg("category", distinct=True, default=[]),
        "kinds": ArrayAgg("kind", distinct=True, default=[]),
        "languages": ArrayAgg(spoken, distinct=True, default=[]),
        "networks": ArrayAgg("network_id", distinct=True, filter=matching.shown_under(actor), default=[]),
        "international": BoolOr("is_international", default=False),
        **{question.name: Count("pk", filter=matching.asking(question, now)) for question in asked},
    }
