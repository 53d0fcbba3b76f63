"""Noting that an organisation was heard from, so that nobody falls silent unnoticed."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from commoncall.kernel import time
from commoncall.kernel.authority import Actor, Capacity
from commoncall.kernel.parties.models import Organisation
from commoncall.membership.actions import dormancy
from commoncall.membership.models import Membership, Notice, Standing

#: Within this time a second sign of the same organisation is not written down.
_PAUSE = timedelta(hours=1)


@transaction.atomic
def heard_from(actor: Actor) -> bool:
    """Note that somebody acting for an organisation is here now; usually one statement, and nothing in the history.

    It is no deed: being here is not a will that others have to know of. Yet where the organisation is dormant, or was given
    notice that it would be, its being here ends that, and that is recorded. Who may: anybody, for whom they act. Returns whether
    it was noted.
    """
    if actor.organisation_id is None or actor.preview or actor.capacity is not Capacity.PERSON:
        return False
    now = time.now()
    noticed = Exists(Notice.objects.filter(membership=OuterRef("pk"), took_effect_at=None, lifted_at=None))
    rests = Q(standing=Standing.DORMANT) | Q(noticed)
    long_ago = Q(heard_at__isnull=True) | Q(heard_at__lt=now - _PAUSE)
    here = Membership.objects.filter(pk=actor.organisation_id)
    if here.filter(long_ago | rests).update(heard_at=now) == 0:
        return False
    if here.filter(rests).exists():
        dormancy.reactivate(Organisation(pk=actor.organisation_id), by=actor)
    return True
