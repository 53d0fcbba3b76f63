"""Reading who sits in a drafting group today."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from commoncall.kernel import statements, time
from commoncall.kernel.authority import Actor
from commoncall.leadership import queries as leadership
from commoncall.leadership.models import Body, Seat


def sits(actor: Actor, group: Body | None) -> bool:
    """Tell whether the actor sits in a body today, with a vote or without."""
    return group is not None and group.closed_at is None and group.pk in sits_in(actor)


def sits_in(actor: Actor) -> frozenset[UUID]:
    """Return the bodies in which the actor sits today, wearing this hat. The seat of an organisation that is suspended rests."""
    if actor.person_id is None or actor.preview or actor.coalition_id is None:
        return frozenset()
    now = time.now()
    return frozenset(key for (key,) in statements.ask(_bodies, actor, at=now, today=now.date()))


def _bodies(actor: Actor, at: Any, today: Any) -> QuerySet[Seat, tuple[Any, ...]]:
    held = Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gt=today))
    own = Q(organisation=None)
    if actor.organisation_id is not None:
        own = Q(organisation_id=actor.organisation_id, organisation__membership__standing="good")
    seats = Seat.objects.filter(held, own, coalition_id=actor.coalition_id, body__closed_at=None)
    sitting = leadership.sitting_now(at).filter(seat=OuterRef("pk"), person_id=actor.person_id)
    return seats.filter(Exists(sitting.order_by())).values_list(F("body_id"))
