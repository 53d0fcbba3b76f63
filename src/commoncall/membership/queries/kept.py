"""The questions to the directory that are kept: everybody's, and the reader's own."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from commoncall.kernel.authority import Actor
from commoncall.membership.models import SavedFilter


def filters(actor: Actor) -> list[SavedFilter]:
    """Return the saved filters that ``actor`` may use: its own and those of the whole coalition, by name."""
    if actor.coalition_id is None or not actor.is_inside:
        return []
    whose = Q(account=None) if actor.account_id is None else Q(account=None) | Q(account=actor.account_id)
    return list(SavedFilter.objects.filter(whose, coalition_id=actor.coalition_id).order_by("name", "pk"))


def filter_of(actor: Actor, identifier: UUID) -> SavedFilter | None:
    """Return one of the saved filters that ``actor`` may use."""
    return next((one for one in filters(actor) if one.pk == identifier), None)
