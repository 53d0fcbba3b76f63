"""Noting that an organisation was heard from, so that nobody falls silent unnoticed."""

from datetime import timedelta

from django.db.models import Q

from commoncall.kernel import time
from commoncall.kernel.authority import Actor, Capacity
from commoncall.membership.models import Membership

#: Within this time a second sign of the same organisation is not written down.
_PAUSE = timedelta(hours=1)


def heard_from(actor: Actor) -> bool:
    """Note that somebody acting for an organisation is here now; one statement, and nothing in the history.

    It is no deed: being here is not a will that others have to know of. Who may: anybody, for whom they act. Returns whether it was noted.
    """
    if actor.organisation_id is None or actor.preview or actor.capacity is not Capacity.PERSON:
        return False
    now = time.now()
    long_ago = Q(heard_at__isnull=True) | Q(heard_at__lt=now - _PAUSE)
    return Membership.objects.filter(long_ago, pk=actor.organisation_id).update(heard_at=now) > 0
