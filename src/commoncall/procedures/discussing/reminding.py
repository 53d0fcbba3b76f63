"""Reminding those who have neither amended nor commented: once, two days before amendments are over."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy

from commoncall.drafting import kinds
from commoncall.drafting.models import Version
from commoncall.kernel import time
from commoncall.kernel.asks import actions as asks
from commoncall.kernel.asks import queries as asking
from commoncall.kernel.outbox.kinds import mail_kind
from commoncall.procedures.deciding.readers import instant
from commoncall.procedures.discussing.posting import post, those_who_amended
from commoncall.procedures.pieces import piece

REMINDER = mail_kind("drafting.reminder", gettext_lazy("Reminder that amendments will be over"))

#: Whoever was asked less than this ago needs no reminder yet.
PAUSE = timedelta(hours=24)

#: Of how many versions the clock reminds in one go.
AT_ONCE = 5


def remind_due() -> int:
    """Remind those who have two days left, each once; return how many organisations. For the clock."""
    now = time.now()
    due = asking.to_be_reminded(now).filter(kind=kinds.AMEND.name, asked_at__lte=now - PAUSE).order_by()
    return piece(list(due.values_list("subject", flat=True).distinct()), _remind_of, AT_ONCE)


@transaction.atomic
def _remind_of(identifier: UUID) -> int:
    free = asking.to_be_reminded().filter(kind=kinds.AMEND.name, subject=identifier).select_for_update(of=("self",), skip_locked=True)
    waiting = list(free)
    if not waiting:
        return 0
    open_still = Version.objects.select_related("text", "coalition").filter(pk=identifier, state=Version.State.OPEN, text__closed_at=None)
    found = open_still.first()
    if found is not None:
        to = those_who_amended(found, [one.organisation_id for one in waiting if one.organisation_id])
        post(REMINDER, "draft_reminder", found, to, lambda one: {"until": instant(found.amendments_until, one)})
    return asks.note_reminders(waiting)
