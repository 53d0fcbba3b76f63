"""Reports of errors from outside, for the coordinators alone."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, QuerySet

from commoncall.diplomacy.models import Remark
from commoncall.kernel.authority import Actor


def visible_to(actor: Actor) -> QuerySet[Remark]:
    """Return the reports that an actor may read: its coalition's, for coordinators; those that wait first, then the latest."""
    remarks = Remark.objects.select_related("instrument", "settled_by").order_by(F("settled_at").desc(nulls_first=True), "-made_at")
    if actor.coalition_id is None or not actor.is_coordinator:
        return remarks.none()
    return remarks.filter(coalition_id=actor.coalition_id)


def one(actor: Actor, remark: UUID) -> Remark | None:
    """Return one of those reports."""
    return visible_to(actor).filter(pk=remark).first()


def waiting(coalition: UUID) -> int:
    """Return how many reports of a coalition nobody has settled yet. One query. For those inside."""
    return Remark.objects.filter(coalition_id=coalition, settled_at=None).count()
