"""Noting that an organisation was heard from, so that nobody falls silent unnoticed."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from commoncall.kernel import statements, time
from commoncall.kernel.authority import Actor, Capacity
from commoncall.kernel.parties.models import Organisation
from commoncall.membership.actions import dormancy
from commoncall.membership.models import Membership, Notice, Standing

#: Within this time a second sign of the same organisation is not written down.
_PAUSE = timedelta(hours=1)


def heard_from(actor: Actor) -> bool:
    """Note that somebody acting for an organisation is here now; usually one question, and nothing in the history.

    It is no deed: being here is not a will that others have to know of. Yet where the organisation is dormant, or was given
    notice that it would be, its being here ends that, and that is recorded. Who may: anybody, for whom they act. Returns whether
    it was noted.
    """
    if actor.organisation_id is None or actor.preview or actor.capacity is not Capacity.PERSON:
        return False
    # Each page of the day asks, and the answer is nearly always that it was noted this hour.
    return bool(statements.ask(_was_silent, actor, since=time.now() - _PAUSE)) and _note(actor)


@transaction.atomic
def _note(actor: Actor) -> bool:
    now = time.now()
    if _silent(actor, now - _PAUSE).update(heard_at=now) == 0:
        return False
    if Membership.objects.filter(_rests(), pk=actor.organisation_id).exists():
        dormancy.reactivate(Organisation(pk=actor.organisation_id), by=actor)
    return True


def _rests() -> Q:
    noticed = Exists(Notice.objects.filter(membership=OuterRef("pk"), took_effect_at=None, lifted_at=None))
    return Q(standing=Standing.DORMANT) | Q(noticed)


def _silent(actor: Actor, since: datetime) -> QuerySet[Membership]:
    return Membership.objects.filter(Q(heard_at__isnull=True) | Q(heard_at__lt=since) | _rests(), pk=actor.organisation_id)


def _was_silent(actor: Actor, since: datetime) -> QuerySet[Membership, tuple[Any, ...]]:
    return _silent(actor, since).values_list("pk")
