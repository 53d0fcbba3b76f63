"""Batches of signatures: made up at one instant, delivered on a day, and answered by the addressee."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal
from commoncall.voice import permissions
from commoncall.voice.actions.holding import State, clock_of, each, held, held_if_free, record, refuse_unless, tidy, tidy_text
from commoncall.voice.actions.letters.closing import end
from commoncall.voice.history import letters as kinds
from commoncall.voice.models import Delivery, Letter, Signature
from commoncall.voice.queries import signatures

OPENED = (State.OPEN, State.CLOSED)


@transaction.atomic
def make_up(letter: Letter, *, by: Actor) -> Delivery:
    """Make up the next batch: all who stand under the letter at this instant and are in no batch before. It can then be delivered.

    A letter that does not go on collecting is closed with its first batch. Who may: ``voice.prepare``. Recorded for the
    coordinators. Refused: what was never opened; where nobody has signed since the last batch.
    """
    permissions.may_prepare(by, letter.coalition).require()
    found = held(letter, by)
    refuse_unless(found, *OPENED)
    delivery = _made_up(found, time.database_now(), by)
    if delivery is None:
        raise Conflict(_("Nobody has signed since the last batch."), code="nothing")
    return delivery


def _made_up(letter: Letter, at: datetime, by: Actor) -> Delivery | None:
    """Make up a batch of what was signed before an instant, within the present transaction, which holds the letter alone."""
    # Held, each as it is by then: what is taken out meanwhile is in no batch, whoever comes first.
    waiting = signatures.standing_under(letter).filter(delivery=None, signed_at__lt=at).order_by("pk").only("pk")
    chosen = [one.pk for one in waiting.select_for_update(no_key=True, of=("self",))]
    if letter.first_batch_at is not None:
        letter.first_batch_at = None
        letter.save(update_fields=["first_batch_at"])
    if not chosen:
        return None
    last = letter.deliveries.order_by("-number").first()
    delivery = Delivery.objects.create(letter=letter, number=last.number + 1 if last else 1, made_up_at=at)
    Signature.objects.filter(pk__in=chosen).update(delivery=delivery)
    record(kinds.MADE_UP, letter, by, facts={"delivery": str(delivery.pk), "batch": delivery.number, "count": len(chosen), "at": at.isoformat()})
    if not letter.is_rolling and letter.state == State.OPEN:
        end(letter, at, by)
    return delivery


def make_up_due(at: datetime | None = None) -> int:
    """Make up the first batches whose instant has come, of what was signed before that instant; return how many. For the clock."""
    now = time.database_now()
    until = min(at, now) if at is not None else now
    due = Letter.objects.filter(state__in=OPENED, first_batch_at__lte=until).order_by("first_batch_at", "id").values_list("pk", flat=True)
    return each(list(due), partial(_make_up_if_due, at=until))


@transaction.atomic
def _make_up_if_due(identifier: UUID, at: datetime) -> bool:
    found = held_if_free(identifier, state__in=OPENED, first_batch_at__lte=at)
    if found is None or found.first_batch_at is None:
        return False
    if _made_up(found, found.first_batch_at, clock_of(found)) is None:
        record(kinds.NOTHING_TO_MAKE_UP, found, clock_of(found))
        return False
    return True


@transaction.atomic
def deliver(delivery: Delivery, on: date, how: str, *, by: Actor) -> Delivery:
    """Note that a batch was delivered: on which day, by whom, to whom and how; a second note corrects the first.

    Who may: ``voice.prepare``. Recorded. Refused: without how; a day to come, or one before the batch was made up.
    """
    permissions.may_prepare(by, delivery.letter.coalition).require()
    letter = held(delivery.letter, by)
    found = Delivery.objects.select_for_update().filter(pk=delivery.pk, letter=letter).first()
    if found is None:
        raise NotVisible(_("There is no such batch here."))
    said = tidy(how, "how", 300)
    if not said:
        raise Refusal(_("Say by whom it was delivered, to whom and how."), field="how")
    _refuse_day(on, found.made_up_at.date(), "on")
    before = {"on": found.delivered_on.isoformat() if found.delivered_on else None}
    found.delivered_on, found.delivered_how, found.noted_by_id = on, said, by.person_id
    found.save(update_fields=["delivered_on", "delivered_how", "noted_by"])
    facts = {"delivery": str(found.pk), "batch": found.number, "on": on.isoformat(), "before": before}
    record(kinds.DELIVERED, letter, by, facts=facts, particulars={"how": said})
    return found


@transaction.atomic
def note_reply(letter: Letter, reply: str, on: date, *, by: Actor) -> Letter:
    """Note what the addressee answered, and on which day. Who may: ``voice.prepare``. Recorded.

    Refused: without words; a day to come, or one before the letter was opened; what was never opened.
    """
    permissions.may_prepare(by, letter.coalition).require()
    found = held(letter, by)
    refuse_unless(found, *OPENED)
    said = tidy_text(reply, "reply", 20000)
    if not said:
        raise Refusal(_("Say what was answered."), field="reply")
    _refuse_day(on, (found.opened_at or found.begun_at).date(), "on")
    found.reply, found.replied_on = said, on
    found.save(update_fields=["reply", "replied_on"])
    record(kinds.REPLIED, found, by, facts={"on": on.isoformat()}, particulars={"reply": said})
    return found


def _refuse_day(on: date, first: date, field: str) -> None:
    # Somewhere it is tomorrow already, and somewhere it was still yesterday.
    if on > time.now().date():
        raise Refusal(_("This day is still to come."), field=field)
    if (first - on).days > 1:
        raise Refusal(_("This day lies before the letter was ready."), field=field)
