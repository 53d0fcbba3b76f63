"""The directory: a page of organisations that answer to a question, with how many there are, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, QuerySet

from commoncall.kernel.authority import Actor
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.labels import Label, Naming
from commoncall.membership.models import Membership, Standing
from commoncall.membership.queries import matching
from commoncall.membership.queries.rows import Row, row
from commoncall.membership.queries.visibility import label_of_list, visible_to
from commoncall.membership.rules.filters import Filters, Question

PAGE = 25
PAGE_PLAIN = 50


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
class Page:
    """One page of the directory. ``questions`` are the ready-made ones with their counts, for coordinators alone."""

    rows: tuple[Row, ...]
    filters: Filters
    found: Tally
    everyone: Tally
    first: int
    last: int
    previous: int
    next: int
    step: int
    questions: tuple[tuple[Question, int], ...]
    not_named_in_public: int
    label: Label


def page(actor: Actor, filters: Filters, size: int = PAGE) -> Page:
    """Return a page of the organisations of which ``actor`` may know and that answer to ``filters``: three queries, two without any.

    Filters by what only coordinators see ask for nothing where somebody else uses them.
    """
    kept = filters if actor.is_coordinator else filters.for_all()
    everyone = visible_to(actor)
    found = matching.filtered(everyone, kept, actor)
    whole, questions, unnamed = _everyone(everyone, actor)
    tally = _tally(found, actor) if kept.set_fields else whole
    start = 0 if kept.whole else (kept.page - 1) * size
    start = start if start < tally.total else 0
    rows = list(_in_order(found, kept, actor)[start : None if kept.whole else start + size])
    end = start + len(rows)
    return Page(
        rows=tuple(row(one, actor) for one in rows),
        filters=kept,
        found=tally,
        everyone=whole,
        first=start + 1 if rows else 0,
        last=end,
        previous=start // size if start else 0,
        next=start // size + 2 if end < tally.total else 0,
        step=min(size, tally.total - end),
        questions=questions,
        not_named_in_public=unnamed,
        label=label_of_list(actor),
    )


def _in_order(found: QuerySet[Membership], filters: Filters, actor: Actor) -> QuerySet[Membership]:
    return matching.ordered(matching.placed(found, actor).select_related("organisation", "network__organisation"), filters)


def selection(actor: Actor, filters: Filters) -> QuerySet[Membership]:
    """Return every membership that the directory would show under ``filters``, in its order, for taking along."""
    kept = filters if actor.is_coordinator else filters.for_all()
    return _in_order(matching.filtered(visible_to(actor), kept, actor), kept, actor)


_PRESENT = ArrayAgg("country_id", distinct=True, filter=Q(country__isnull=False), default=[])


def _tally(found: QuerySet[Membership], actor: Actor) -> Tally:
    return _counted(found.aggregate(**_counts(actor)))


def _counts(actor: Actor) -> dict[str, Any]:
    return {"all": Count("pk"), "through": Count("pk", filter=matching.shown_under(actor)), "countries": _PRESENT}


def _counted(counts: Mapping[str, Any]) -> Tally:
    present = counts["countries"]
    continents = {countries.facts_of(code).region for code in present}
    return Tally(counts["all"] - counts["through"], counts["through"], len(present), len(continents))


def _everyone(everyone: QuerySet[Membership], actor: Actor) -> tuple[Tally, tuple[tuple[Question, int], ...], int]:
    """Count all that the reader may know of, and what the ready-made questions would find, in one query."""
    here = everyone.exclude(standing=Standing.LEFT)
    asked = list(Question) if actor.is_coordinator else []
    questions = {f"asked_{place}": Count("pk", filter=matching.asking(question)) for place, question in enumerate(asked)}
    unnamed = Count("pk", filter=~Q(organisation__naming=Naming.PUBLIC))
    counted = here.aggregate(**_counts(actor), unnamed=unnamed, **questions)
    found = tuple((question, counted[f"asked_{place}"]) for place, question in enumerate(asked))
    return _counted(counted), found, counted["unnamed"]
