"""Reading imports: which there were, what one would do row by row, and how the same kind of file was understood before."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as JsonMapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.tables.shapes import Row, Table
from commoncall.membership.models import Batch, BatchRow
from commoncall.membership.rules.columns.fields import Mapping

#: So many rows or cells stand for all.
SHOWN = 3


def visible_to(actor: Actor) -> QuerySet[Batch]:
    """Return the imports that ``actor`` may see, the newest first: coordinators see all of their coalition."""
    if actor.coalition_id is None or not actor.is_coordinator:
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


@dataclass
class Asked:
    """One open question, how many rows ask it, and the first of them with their cells.

    ``others`` holds the cells of the rows that an organisation may be the same as, by the option that says so.
    """

    question: JsonMapping[str, Any]
    rows: int = 0
    lines: list[tuple[int, list[str]]] = field(default_factory=list)
    others: dict[str, list[str]] = field(default_factory=dict)


def asked(batch: Batch) -> list[Asked]:
    """Return the open questions, each once with the rows that ask it, in the order of the file."""
    found: dict[str, Asked] = {}
    for number, cells, plan in rows(batch, "questions").values_list("number", "cells", "plan"):
        for question in plan.get("questions", ()):
            one = found.setdefault(question["key"], Asked(question))
            one.rows += 1
            if len(one.lines) < SHOWN:
                one.lines.append((number, [cell for cell in cells if cell]))
    return list(found.values())


def with_others(batch: Batch, questions: list[Asked]) -> list[Asked]:
    """Add to questions what stands in the rows to which their options point, in one query."""
    wanted = {option["value"] for one in questions for option in one.question["options"] if option["value"].startswith("row:")}
    numbers = [int(value.removeprefix("row:")) for value in wanted]
    cells = {f"row:{number}": said for number, said in rows(batch).filter(number__in=numbers).values_list("number", "cells")}
    for one in questions:
        for option in one.question["options"]:
            if option["value"] in cells:
                one.others[option["value"]] = [cell for cell in cells[option["value"]] if cell][:4]
    return questions


def examples(batch: Batch) -> list[list[str]]:
    """Return for each column the first different things that stand in it."""
    found: list[dict[str, None]] = [{} for _heading in batch.headers]
    for cells in rows(batch).values_list("cells", flat=True)[:200]:
        for column, cell in zip(found, cells, strict=False):
            if cell and len(column) < SHOWN:
                column[cell] = None
    return [list(column) for column in found]


def left_out(batch: Batch) -> Iterator[tuple[list[str], JsonMapping[str, Any]]]:
    """Yield the cells and the plan of each row that has a question or an error."""
    found = rows(batch).filter(verdict__in=["questions", "errors"]).values_list("cells", "plan")
    yield from found.iterator(chunk_size=1000)


def remembered(coalition: Coalition, fingerprint: str) -> Mapping | None:
    """Return how a file with the same headings was understood the last time it was taken in here."""
    done = Batch.objects.filter(coalition=coalition, fingerprint=fingerprint, state__in=[Batch.State.DONE, Batch.State.UNDONE])
    stored = done.order_by("-finished_at").values_list("mapping", flat=True).first()
    return Mapping.from_json(stored) if stored else None
