"""Reading the doubts whether two signatures are the same: for those who settle them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commoncall.kernel.authority import Actor
from commoncall.kernel.refusals import NotVisible
from commoncall.voice.models import Doubt, Letter

_RELATED = (
    "letter__coalition",
    "letter__version__text",
    "signature__organisation__membership__country",
    "signature__country",
    "other__organisation__membership__country",
    "other__country",
    "organisation__membership__country",
    "settled_by",
)


def visible_to(actor: Actor) -> QuerySet[Doubt]:
    """Return the doubts of which the actor may know, the oldest first: all of its coalition's for a coordinator, else none."""
    doubts = Doubt.objects.select_related(*_RELATED).order_by("found_at", "id")
    if actor.coalition_id is None or not actor.is_coordinator:
        return doubts.none()
    return doubts.filter(letter__coalition_id=actor.coalition_id)


def open_of(actor: Actor, letter: Letter) -> list[Doubt]:
    """Return what is still to be looked at among the signatures of a letter that stand, in one query."""
    there = visible_to(actor).filter(letter=letter, settled=Doubt.Settled.OPEN)
    found = there.filter(signature__withdrawn_at=None, signature__removed_at=None)
    return [one for one in found if one.other is None or (one.other.withdrawn_at is None and one.other.removed_at is None)]


def one(actor: Actor, identifier: UUID | None) -> Doubt:
    """Return a doubt. Raises ``NotVisible`` where the actor may not know of it."""
    found = visible_to(actor).filter(pk=identifier).first()
    if found is None:
        raise NotVisible(_("There is no such doubt here."))
    return found
