"""Forgetting what has no more reason to be kept: unconfirmed for a week, withdrawn or taken out for a month."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from commoncall.kernel import time
from commoncall.kernel.authority import system
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties.models import Coalition
from commoncall.voice.history import outside as kinds
from commoncall.voice.models import Signature
from commoncall.voice.rules.signers import KEPT_DAYS, WAITS_DAYS

#: So many at once, so that no statement takes long.
_PIECE = 1000


def forget() -> int:
    """Remove them for good, a thousand at a time; return how many. The clock's deed, for all coalitions.

    What the history says of them in words is removed with them; it goes on telling that something was done. Recorded for each
    coalition by their number alone.
    """
    return sum(_forget_some(coalition) for coalition in _with_some())


def _with_some() -> list[Coalition]:
    counted = _due().order_by().values("coalition").annotate(number=Count("pk")).values("coalition")
    return list(Coalition.objects.filter(pk__in=counted))


def _due() -> QuerySet[Signature]:
    now = time.now()
    week, month = now - timedelta(days=WAITS_DAYS), now - timedelta(days=KEPT_DAYS)
    over = Q(signed_at=None, made_at__lt=week) | Q(removed_at__lt=month) | Q(withdrawn_at__lt=month)
    return Signature.objects.filter(over, organisation=None)


@transaction.atomic
def _forget_some(coalition: Coalition) -> int:
    due = _due().filter(coalition=coalition).order_by("pk").values_list("pk", flat=True)[:_PIECE]
    ids = list(due.select_for_update(skip_locked=True, of=("self",)))
    if not ids:
        return 0
    book.shred(Entry.objects.filter(chain=coalition.chain_id, subject_kind="signature", subject__in=ids).values_list("pk", flat=True))
    Signature.objects.filter(pk__in=ids).delete()
    by = system().within(coalition.pk, coalition.chain_id)
    book.record(kinds.FORGOTTEN, by=by, subject=coalition.pk, subject_kind="signatures", facts={"count": len(ids)})
    return len(ids)
