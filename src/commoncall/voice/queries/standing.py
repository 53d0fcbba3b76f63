"""Which signatures count now: the one place that says it, for every list, count and file."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from commoncall.membership.models import Standing
from commoncall.voice.models import Letter, Signature

#: Signed, and neither withdrawn nor taken out; and not that of an organisation that is suspended or has left: it comes back with it.
STANDS = Q(signed_at__isnull=False, withdrawn_at=None, removed_at=None) & (
    Q(organisation=None) | ~Q(organisation__membership__standing__in=[Standing.SUSPENDED, Standing.LEFT])
)


def standing_under(letter: Letter) -> QuerySet[Signature]:
    """Return the signatures that count under a letter now."""
    return Signature.objects.filter(STANDS, letter=letter)
