"""Reading imports: which there were, what one would do row by row, and how the same kind of file was understood before."""

from __future__ import annotations

from collections.abc import Mapping as JsonMapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.tables.shapes import Row, Table
from commoncall.membership import permissions
from commoncall.membership.models import Batch, BatchRow
from commoncall.membership.rules.columns.fields import Mapping


def visible_to(actor: Actor) -> QuerySet[Batch]:
    """Return the imports that ``actor`` may see, the newest first: those who may import see all of their coalition."""
    if actor.coalition_id is None or not permissions.IMPORT.verdict(actor).allowed:
        return Batch.objects.none()
    return Batch.objects.filter(coalition_id=actor.coalition_id).select_related("entered_by").order_by("-entered_at", "-id")


def find(actor: Actor, batch_id: UUID) -> Batch | None:
    """Return one import, if the actor may see it."""
    return visible_to(actor).filter(pk=batch_id).select_related("coalition").first()


def rows(batch: Batch, verdict: str = "") -> QuerySet[BatchRow]:
    """Return an import's rows in the order of the file, all or those of one verdict."""
    found = BatchRow.objects.filter(batch=batch).order_by("number")
    return found.filter(verdict=verdict) if verdict else found


def table(batch: Batch) -> Table:
    """Return the file's table as it was read."""
    lines = BatchRow.objects.filter(batch=batch).order_by("number").values_list("number", "cells")
    return Table(tuple(batch.headers), tuple(Row(number, tuple(cells)) for number, cells in lines))


def mapping(batch: Batch) -> Mapping:
    """Return how the file's columns are understood."""
    return Mapping.from_json(batch.mapping)


def questions(batch: Batch) -> list[JsonMapping[str, Any]]:
    """Return the questions that are open, each once, in the order of the file."""
    found: dict[str, JsonMapping[str, Any]] = {}
    for plan in rows(batch, "questions").values_list("plan", flat=True):
        for question in plan.get("questions", ()):
            found.setdefault(question["key"], question)
    return list(found.values())


def remembered(coalition: Coalition, fingerprint: str) -> Mapping | None:
    """Return how a file with the same headings was understood the last time it was taken in here."""
    done = Batch.objects.filter(coalition=coalition, fingerprint=fingerprint, state__in=[Batch.State.DONE, Batch.State.UNDONE])
    stored = done.order_by("-finished_at").values_list("mapping", flat=True).first()
    return Mapping.from_json(stored) if stored else None
