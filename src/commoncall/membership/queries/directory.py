"""The directory: a page of organisations that answer to a question, with how many there are, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from commoncall.kernel.authority import Actor
from commoncall.kernel.labels import Label
from commoncall.membership.models import Membership
from commoncall.membership.queries import matching
from commoncall.membership.queries.listed import ListedColumn, listed_columns
from commoncall.membership.queries.overview import Overview, Tally, overview, tally
from commoncall.membership.queries.rows import Row, rows
from commoncall.membership.queries.visibility import label_of_list, visible_to
from commoncall.membership.rules.filters import Filters, Question

PAGE = 25
PAGE_PLAIN = 50


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
    columns: tuple[ListedColumn, ...] = ()


def page(actor: Actor, filters: Filters, size: int = PAGE, known: Overview | None = None) -> Page:
    """Return a page of the organisations of which ``actor`` may know and that answer to ``filters``: four queries at most.

    Filters by what only coordinators see ask for nothing where somebody else uses them, nor does an order by a column that one
    may not read. ``known`` spares a query to whoever has counted already.
    """
    columns = listed_columns(actor)
    kept = _allowed(filters, actor, columns)
    known = known or overview(actor)
    found = matching.filtered(visible_to(actor), kept, actor)
    counted = tally(found, actor) if kept.set_fields else known.tally
    start = 0 if kept.whole else (kept.page - 1) * size
    start = start if start < counted.total else 0
    lines = rows(_in_order(found, kept, actor)[start : None if kept.whole else start + size], actor, columns)
    end = start + len(lines)
    return Page(
        rows=lines,
        filters=kept,
        found=counted,
        everyone=known.tally,
        first=start + 1 if lines else 0,
        last=end,
        previous=start // size if start else 0,
        next=start // size + 2 if end < counted.total else 0,
        step=min(size, counted.total - end),
        questions=known.questions,
        not_named_in_public=known.not_named_in_public,
        label=label_of_list(actor),
        columns=columns,
    )


def _allowed(filters: Filters, actor: Actor, columns: Sequence[ListedColumn]) -> Filters:
    kept = filters if actor.is_coordinator else filters.for_all()
    is_unknown = kept.own_column and kept.order not in {column.order for column in columns}
    return replace(kept, sort="") if is_unknown else kept


def _in_order(found: QuerySet[Membership], filters: Filters, actor: Actor) -> QuerySet[Membership]:
    return matching.ordered(matching.placed(found, actor), filters)


def selection(actor: Actor, filters: Filters) -> QuerySet[Membership]:
    """Return every membership that the directory would show under ``filters``, in its order, for taking along."""
    kept = _allowed(filters, actor, listed_columns(actor))
    found = matching.filtered(visible_to(actor), kept, actor)
    return _in_order(found, kept, actor).select_related("organisation", "network__organisation")
