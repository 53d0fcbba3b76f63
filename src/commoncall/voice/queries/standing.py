"""Which signatures count now: the one place that says it, for every list, count and file."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from commoncall.membership.models import Membership, Standing
from commoncall.voice.models import Letter, Signature

#: Signed, and neither withdrawn nor taken out; and not that of an organisation that is suspended, which comes back with it. What an
#: organisation that has left still stands under was in a batch that went out, or it said that it goes on standing behind it.
STANDS = Q(signed_at__isnull=False, withdrawn_at=None, removed_at=None) & (
    Q(organisation=None) | ~Q(organisation__membership__standing=Standing.SUSPENDED)
)


def standing_under(letter: Letter) -> QuerySet[Signature]:
    """Return the signatures that count under a letter now."""
    return Signature.objects.filter(STANDS, letter=letter)


def membership_of(organisation: UUID) -> Membership | None:
    """Return how an organisation belongs, if it does."""
    return Membership.objects.filter(pk=organisation).first()
