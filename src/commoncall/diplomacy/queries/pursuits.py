"""What a coalition pursues, for those inside who arrange it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from commoncall.diplomacy.models import Instrument, Pursuit
from commoncall.diplomacy.queries import instruments
from commoncall.kernel.authority import Actor


def visible_to(actor: Actor) -> QuerySet[Pursuit]:
    """Return what the actor's coalition pursues, in its own order; for those inside."""
    if actor.coalition_id is None or not actor.is_inside:
        return Pursuit.objects.none()
    return Pursuit.objects.filter(coalition_id=actor.coalition_id).select_related("instrument").order_by("position", "begun_at")


def one(actor: Actor, code: str) -> Pursuit | None:
    """Return that the coalition pursues the treaty that a code means there: its own before the installation's."""
    meant = instruments.visible_to(actor).filter(code=code).order_by("coalition").values("pk")[:1]
    return visible_to(actor).filter(instrument__in=meant).first()


def to_choose_from(actor: Actor) -> QuerySet[Instrument]:
    """Return the treaties that the actor's coalition knows and does not pursue: those of the installation, and its own."""
    pursued = visible_to(actor).values("instrument")
    return instruments.visible_to(actor).filter(~Q(pk__in=pursued))
