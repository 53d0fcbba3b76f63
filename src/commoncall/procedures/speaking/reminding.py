"""Reminding those who have not answered a letter: by the clock, once, two days before; and when a coordinator wants it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.kernel import time
from commoncall.kernel.asks.rules import URGENT_WITHIN
from commoncall.kernel.authority import Actor
from commoncall.kernel.outbox.kinds import mail_kind
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.refusals import Refusal
from commoncall.procedures.deciding.readers import Reader
from commoncall.procedures.pieces import piece
from commoncall.procedures.speaking.readers import ABOUT, post, readers
from commoncall.procedures.speaking.telling import ASKED, MOVED
from commoncall.voice import permissions
from commoncall.voice.actions.holding import State, clock_of, held, record, refuse_unless
from commoncall.voice.history import letters as kinds
from commoncall.voice.models import Letter
from commoncall.voice.queries import signatures

REMINDER = mail_kind("voice.reminder", gettext_lazy("Reminder to sign a letter"))

#: Nobody is written to about the same again before this time has passed, unless it is urgent.
PAUSE = timedelta(hours=24)

#: Of how many letters the clock reminds in one go.
AT_ONCE = 5


@dataclass(frozen=True)
class Reminded:
    """Whom a reminder reaches, or did; how many are left out since they were written to within a day, and who cannot be written to."""

    readers: tuple[Reader, ...]
    too_soon: int
    without_address: int


def reminder(letter: Letter, *, urgent: bool = False, by: Actor | None = None) -> Reminded:
    """Return whom a reminder would reach now: those who can sign for organisations that have not, one mail a person."""
    signed = signatures.organisations_under(letter)
    waiting = [one.pk for one in signatures.whom_it_asks(letter) if one.pk not in signed]
    found = readers(letter, waiting)
    reached = {organisation.pk for one in found for organisation in one.organisations}
    recent = Message.objects.filter(coalition=letter.coalition_id, kind__in=[ASKED, MOVED, REMINDER], written_at__gt=time.now() - PAUSE)
    lately = set() if urgent else set(recent.filter(headers__contains={ABOUT: str(letter.pk)}).values_list("person_id", flat=True))
    kept = tuple(one for one in found if one.person.pk not in lately)
    return Reminded(kept, len(found) - len(kept), len(set(waiting) - reached))


@transaction.atomic
def remind(letter: Letter, *, urgent: bool = False, by: Actor) -> Reminded:
    """Remind those who have not signed, one mail a person. Who may: ``voice.prepare``. Recorded by the number of mails.

    Whoever was written to about it within a day is left out, unless it is urgent. Refused: where nobody is left; once it is closed.
    """
    permissions.may_prepare(by, letter.coalition).require()
    found = held(letter, by)
    refuse_unless(found, State.OPEN)
    planned = reminder(found, urgent=urgent)
    if not planned.readers:
        soon = _("Everybody who can be written to was written to less than a day ago.")
        raise Refusal(soon if planned.too_soon else _("Nobody is left to be reminded."), code="too_soon" if planned.too_soon else None)
    _write(found, planned.readers, "", by)
    record(kinds.REMINDED, found, by, facts={"count": len(planned.readers), "urgent": urgent})
    return planned


def remind_due() -> int:
    """Remind those who have not signed a letter two days before it closes, or its first batch is made up: once; return how many letters.

    For the clock. The mark on the letter and the mails are one transaction: whoever is killed leaves it to be done whole. A letter that
    was opened less than a day ago needs no reminder yet.
    """
    now = time.now()
    soon = (Q(closes_at__gt=now) & Q(closes_at__lte=now + URGENT_WITHIN)) | (Q(first_batch_at__gt=now) & Q(first_batch_at__lte=now + URGENT_WITHIN))
    due = Letter.objects.filter(soon, state=State.OPEN, reminded_at=None, opened_at__lte=now - PAUSE).order_by("closes_at", "id")
    return piece(list(due.values_list("pk", flat=True)), _remind_of, AT_ONCE)


@transaction.atomic
def _remind_of(identifier: UUID) -> bool:
    # Whoever comes second finds it done; those who sign meanwhile are not held up.
    free = Letter.objects.select_for_update(skip_locked=True, no_key=True, of=("self",)).select_related("coalition", "version__text")
    found = free.filter(pk=identifier, state=State.OPEN, reminded_at=None).first()
    if found is None:
        return False
    found.reminded_at = time.now()
    found.save(update_fields=["reminded_at"])
    planned = reminder(found)
    _write(found, planned.readers, "reminder", clock_of(found))
    record(kinds.REMINDED, found, clock_of(found), facts={"count": len(planned.readers), "urgent": False})
    return True


def _write(letter: Letter, to: Iterable[Reader], once: str, by: Actor) -> None:
    post(REMINDER, "letter_asked", letter, to, lambda _one: {"reminder": True, "moved": False, "again": False}, once=once, by=by)
