"""Writing to those who may amend that a version is open, and to those who did that amendments are over: each once, by the clock.

A mark on the version says that it was told. It is set in the transaction that writes the mails, so that a worker which was killed
leaves both or neither, and the next one finds what is left.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy

from commoncall.drafting import kinds
from commoncall.drafting.models import Amendment, Version
from commoncall.drafting.queries import asked
from commoncall.kernel import time
from commoncall.kernel.asks import actions as asks
from commoncall.kernel.asks import queries as asking
from commoncall.kernel.outbox.kinds import mail_kind
from commoncall.procedures.deciding.readers import instant
from commoncall.procedures.discussing.posting import post, taken_up, those_who_amend, those_who_amended
from commoncall.procedures.discussing.treatments import listed
from commoncall.procedures.pieces import piece

OPENED = mail_kind("drafting.opened", gettext_lazy("A text is open to amendments"))
CLOSED = mail_kind("drafting.closed", gettext_lazy("What becomes of one’s amendments"))

State = Version.State

#: Of how many versions the clock tells in one go.
AT_ONCE = 5


def tell_of_openings() -> int:
    """Write to those who may amend what has opened, or has another instant since; return how many versions. For the clock."""
    due = Version.objects.filter(state=State.OPEN, opening_told_at=None, text__closed_at=None).order_by("opened_at", "id")
    return piece(list(due.values_list("pk", flat=True)), _tell_of_opening, AT_ONCE)


@transaction.atomic
def _tell_of_opening(identifier: UUID) -> int:
    found = taken_up(identifier, state=State.OPEN, opening_told_at=None)
    if found is None:
        return 0
    to = those_who_amend(found, [one.pk for one in asked.who_may_amend(found)])
    post(OPENED, "draft_opened", found, to, lambda one: {"until": instant(found.amendments_until, one)})
    found.opening_told_at = time.now()
    found.save(update_fields=["opening_told_at"])
    return 1


def tell_of_closings() -> int:
    """Write to those who proposed amendments that these are over, and what becomes of theirs; return how many versions. For the clock.

    Whoever may no longer read the text, since its label was narrowed or the organisation was suspended, is not told of it.
    """
    closed = Version.objects.exclude(state__in=[State.DRAFT, State.OPEN]).filter(closed_at__isnull=False, closing_told_at=None)
    due = closed.filter(text__closed_at=None).order_by("closed_at", "id")
    return piece(list(due.values_list("pk", flat=True)), _tell_of_closing, AT_ONCE)


@transaction.atomic
def _tell_of_closing(identifier: UUID) -> int:
    found = taken_up(identifier, closing_told_at=None)
    if found is None or found.state in {State.DRAFT, State.OPEN}:
        return 0
    proposed = list(Amendment.objects.filter(version=found, withdrawn_at=None).order_by("number"))
    to = those_who_amended(found, {one.organisation_id for one in proposed})
    closed = found.state == State.CLOSED
    post(CLOSED, "draft_closed", found, to, lambda one: {"at": instant(found.closed_at, one), "under_way": closed} | listed(proposed, one))
    # What they have just read is not told them a second time.
    asks.note_reminders(asking.open_about(found.coalition, kinds.REPLY, [one.pk for one in proposed]))
    found.closing_told_at = time.now()
    found.save(update_fields=["closing_told_at"])
    return 1
