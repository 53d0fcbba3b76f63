"""Reading procedures: the coordinators read all, an organisation those about itself, others only that one is suspended."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from commoncall.kernel import time
from commoncall.kernel.authority import Actor, Role
from commoncall.membership.models import Proceeding
from commoncall.membership.queries.visibility import visible_to as members_visible_to
from commoncall.membership.rules.proceedings import DECISION, Case, missing, was_heard

STATES = Proceeding.State
OPEN = (STATES.OPENED, STATES.NOTICED, STATES.IN_FORCE)


def visible_to(actor: Actor) -> QuerySet[Proceeding]:
    """Return the procedures of which the actor may know, the latest first."""
    if actor.coalition_id is None or not actor.is_inside:
        return Proceeding.objects.none()
    here = Proceeding.objects.filter(coalition_id=actor.coalition_id).select_related("coalition", "opened_by", "answered_by")
    here = here.select_related("membership__organisation__coalition")
    here = here.order_by("-opened_at", "-id")
    if actor.is_coordinator:
        return here
    return here.filter(membership=actor.organisation_id) if actor.organisation_id is not None else here.none()


def proceeding(actor: Actor, identifier: UUID) -> Proceeding | None:
    """Return one procedure of which the actor may know."""
    return visible_to(actor).filter(pk=identifier).first()


def under_way(actor: Actor) -> list[Proceeding]:
    """Return the procedures that are not over, the longest open first."""
    return list(visible_to(actor).filter(state__in=OPEN).order_by("opened_at", "id"))


def over(actor: Actor) -> QuerySet[Proceeding]:
    """Return the procedures that are over, the latest first."""
    return visible_to(actor).exclude(state__in=OPEN).order_by("-closed_at", "-id")


def about(actor: Actor, organisation_id: UUID) -> list[Proceeding]:
    """Return the procedures about one organisation, the latest first."""
    return list(visible_to(actor).filter(membership=organisation_id))


def suspended_since(actor: Actor, organisation_id: UUID) -> datetime | None:
    """Return since when an organisation is suspended: all that other members learn of a procedure, and nothing before it is in force."""
    if not actor.is_coordinator and actor.organisation_id != organisation_id and Role.REPRESENTATIVE not in actor.roles:
        return None
    known = members_visible_to(actor).filter(pk=organisation_id).values("pk")
    in_force = Proceeding.objects.filter(membership__in=known, state=STATES.IN_FORCE)
    return in_force.values_list("decided_at", flat=True).first()


def case(of: Proceeding) -> Case:
    """Return a procedure as the rules look at it."""
    return Case(**{name: getattr(of, name) for name in Case.__dataclass_fields__})


def is_heard(of: Proceeding) -> bool:
    """Tell whether the organisation has been heard, or let the time for it go by."""
    return was_heard(case(of), time.now())


def is_ready(of: Proceeding) -> bool:
    """Tell whether all is there but for the decision itself."""
    return not set(missing(case(of), time.now())) - DECISION
