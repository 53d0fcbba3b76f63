"""The questions to the directory that are kept: everybody's, and the reader's own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from commoncall.kernel import statements
from commoncall.kernel.authority import Actor
from commoncall.membership.models import SavedFilter


def filters(actor: Actor) -> list[SavedFilter]:
    """Return the saved filters that ``actor`` may use: its own and those of the whole coalition, by name."""
    if actor.coalition_id is None or not actor.is_inside:
        return []
    return [statements.made(SavedFilter, row) for row in statements.ask(_usable, actor)]


def _usable(actor: Actor) -> QuerySet[SavedFilter, tuple[Any, ...]]:
    whose = Q(account=None) if actor.account_id is None else Q(account=None) | Q(account=actor.account_id)
    found = SavedFilter.objects.filter(whose, coalition_id=actor.coalition_id).order_by("name", "pk")
    return found.values_list(*statements.columns(SavedFilter))


def filter_of(actor: Actor, identifier: UUID) -> SavedFilter | None:
    """Return one of the saved filters that ``actor`` may use."""
    return next((one for one in filters(actor) if one.pk == identifier), None)
