"""Entering somebody from outside who signed on paper, by phone or by mail."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history.kinds import undoes
from commoncall.kernel.history.models import Entry as Line
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal
from commoncall.voice import permissions
from commoncall.voice.actions.outside.recording import checked, fields_of, record, refuse_ineligible
from commoncall.voice.history import outside as kinds
from commoncall.voice.models import Letter, Signature
from commoncall.voice.rules.signers import Entry

#: How a signature can have come that a coordinator enters.
BY_HAND = (Signature.Came.PAPER, Signature.Came.PHONE, Signature.Came.MAIL, Signature.Came.FILE)


@dataclass(frozen=True)
class Came:
    """How a signature came, in a word and in words, and on which day."""

    way: str
    how: str
    on: date


@transaction.atomic
def enter(letter: Letter, entry: Entry, came: Came, *, by: Actor) -> Signature:
    """Enter that somebody from outside signed a letter, as it came; it counts at once, even where what came in time is noted later.

    Who may: ``voice.enter``. Recorded for the coordinators; can be undone. Whoever has an address is told by the procedure that
    calls this. News are never agreed to in this way. Refused: a draft or a letter that was given up; without how and when it
    came; a day to come, or after the letter was closed; who may not sign; who is noted already with that address.
    """
    permissions.ENTER.verdict(by).require()
    held = Letter.objects.select_for_update(no_key=True, of=("self",)).filter(pk=letter.pk, coalition_id=by.coalition_id).first()
    if held is None:
        raise NotVisible(_("There is no such letter here."))
    if held.state not in {Letter.State.OPEN, Letter.State.CLOSED}:
        raise Conflict(_("This letter cannot be signed."), code="not_open")
    kept = replace(checked(entry, needs_address=False), wants_news=False)
    refuse_ineligible(held, kept, endorses=True)
    _refuse_unsaid(held, came)
    now = time.database_now()
    told = {"came": came.way, "came_how": came.how.strip()[:300], "came_on": came.on, "entered_by_id": by.person_id}
    try:
        with transaction.atomic():
            made = Signature.objects.create(coalition=letter.coalition, letter=held, made_at=now, signed_at=now, **told, **fields_of(kept))
    except IntegrityError:
        raise Conflict(_("With this address, %(name)s is noted already.") % {"name": kept.name}, field="name") from None
    facts = {"came": came.way, "naming": made.naming}
    record(kinds.ENTERED, made, held.number, by, facts=facts, particulars={"came_how": made.came_how})
    return made


def _refuse_unsaid(letter: Letter, came: Came) -> None:
    if came.way not in {one.value for one in BY_HAND}:
        raise Refusal(_("Say how it came."), field="came")
    if not came.how.strip():
        raise Refusal(_("Say how it came: who took it, or where the paper is."), field="came_how")
    if came.on > time.now().date():
        raise Refusal(_("This day is yet to come."), field="came_on")
    # The clock may be late: a letter whose time is over is closed, whether anybody closed it or not.
    is_over = letter.closes_at is not None and letter.closes_at <= time.database_now()
    over = letter.closed_at or (letter.closes_at if is_over else None)
    if over is not None and came.on > over.date():
        raise Refusal(_("On this day the letter was closed to signatures already."), field="came_on")


@undoes(kinds.ENTERED)
@transaction.atomic
def _take_out(line: Line, by: Actor) -> None:
    permissions.ENTER.verdict(by).require()
    waiting = Signature.objects.select_for_update(no_key=True, of=("self",)).select_related("coalition", "letter")
    found = waiting.filter(pk=line.subject, coalition_id=by.coalition_id, removed_at=None).first()
    if found is None:
        raise Conflict(_("This has been taken out already."))
    if found.delivery_id is not None:
        raise Conflict(_("It is in a batch already. Withdraw it instead."))
    at = time.now()
    Signature.objects.filter(pk=found.pk).update(removed_at=at)
    facts = {"count": 1, "at": at.isoformat()}
    record(kinds.REMOVED, found, found.letter.number, by, facts=facts, particulars={"reason": _("It was entered by mistake.")}, undoes=line.id)
