"""Which members there were at an instant that has passed: those in whose name something was adopted then."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from commoncall.kernel.parties.models import Coalition
from commoncall.membership.models import Category, Departure, Membership, Notice, Proceeding, Standing

_THIS = OuterRef("pk")
State = Proceeding.State


def members_at(coalition: Coalition, at: datetime) -> list[UUID]:
    """Return the ordinary members of a coalition that were in good standing at an instant, by what is kept of each standing since.

    For the deed that keeps them. Of a standing of which is not kept since when it is, it is taken that it was so then.
    """
    belonging = Membership.objects.filter(coalition=coalition, category=Category.ORDINARY)
    joined = belonging.filter(Q(joined_on__lt=at.date()) | (Q(organisation__created_at__lte=at) & (Q(joined_on=None) | Q(joined_on__lte=at.date()))))
    good = joined.filter(Q(standing=Standing.GOOD) | _changed_since(at)).exclude(Exists(_suspended(at))).exclude(Exists(_gone(at)))
    return list(good.order_by("organisation_id").values_list("organisation_id", flat=True))


def _changed_since(at: datetime) -> Q:
    """Return the condition that what a member is now began after the instant."""
    suspended = Proceeding.objects.filter(membership=_THIS, state=State.IN_FORCE, decided_at__gt=at)
    dormant = Notice.objects.filter(membership=_THIS, took_effect_at__gt=at)
    left = Departure.objects.filter(membership=_THIS, left_at__gt=at, returned_at=None)
    return Q(Exists(suspended), standing=Standing.SUSPENDED) | Q(Exists(dormant), standing=Standing.DORMANT) | Q(Exists(left), standing=Standing.LEFT)


def _suspended(at: datetime) -> QuerySet[Proceeding]:
    """Return the suspensions that were in force at the instant and have ended since."""
    ended = Proceeding.objects.filter(membership=_THIS, decided_at__lte=at, closed_at__gt=at)
    return ended.filter(state__in=[State.LIFTED, State.EXPELLED])


def _gone(at: datetime) -> QuerySet[Departure]:
    """Return the departures between which and a return the instant lies."""
    return Departure.objects.filter(membership=_THIS, left_at__lte=at, returned_at__gt=at)
