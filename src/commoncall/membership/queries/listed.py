"""The coalition's own columns that stand in the list of organisations, for whoever may read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from commoncall.kernel import statements
from commoncall.kernel.authority import Actor
from commoncall.kernel.labels import readable_by
from commoncall.membership.models import OwnColumn


@dataclass(frozen=True, slots=True)
class ListedColumn:
    """A column of the coalition's own in the list."""

    id: UUID
    name: str

    @property
    def order(self) -> str:
        """What a question to the directory says to be ordered by it."""
        return f"own.{self.id.hex}"


def listed_columns(actor: Actor) -> tuple[ListedColumn, ...]:
    """Return the columns that stand in the list for ``actor``, in their order, in one query."""
    return tuple(ListedColumn(*row) for row in statements.ask(_listed, actor)) if actor.is_inside else ()


def _listed(actor: Actor) -> QuerySet[OwnColumn, tuple[Any, ...]]:
    readable = OwnColumn.objects.filter(coalition_id=actor.coalition_id, is_listed=True, label__in=readable_by(actor))
    return readable.order_by("position", "name").values_list("pk", "name")
