"""Entering a signature that came on paper, by phone, by mail or in a file: a coordinator does it, and the organisation is told."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import events
from commoncall.kernel.asks import actions as asking
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import Conflict, Refusal
from commoncall.voice import kinds as asked
from commoncall.voice import permissions
from commoncall.voice.actions import tasks
from commoncall.voice.actions.announced import Signed
from commoncall.voice.actions.holding import State, held_for_signing, record_signature, refuse_unless_open, tell_later, tidy
from commoncall.voice.actions.signing.recording import Given, answer_asks, locked_organisation, refuse_twice
from commoncall.voice.history import signatures as kinds
from commoncall.voice.models import Letter, Signature

Came = Signature.Came

#: How a signature can have come that a coordinator enters.
BY_HAND = (Came.PAPER, Came.PHONE, Came.MAIL, Came.FILE)


@transaction.atomic
def enter(letter: Letter, organisation: Organisation, given: Given, came: str, came_how: str, came_on: date | None, *, by: Actor) -> Signature:
    """Enter that an organisation of the coalition signs a letter, as it came: how and when; and ask the organisation to look at it.

    What came while the letter was open may be entered once it is closed: it is in the next batch. Who may: ``voice.enter``. Recorded for
    the organisation, whose people are written to at once. Refused: without how it came; a day to come, or after the letter closed; an
    organisation that the letter does not ask, or that is suspended; a second time; before the letter is opened.
    """
    permissions.may_enter(by, letter).require()
    held, at = held_for_signing(letter, by.coalition_id)
    on = came_on or at.date()
    said, how = given.tidy(), tidy(came_how, "came_how", 300)
    _refuse_unsaid(held, came, how, on, at.date())
    if held.state != State.CLOSED:
        refuse_unless_open(held, at)
    organisation = locked_organisation(organisation, by)
    permissions.may_be_signed_by(held, organisation, has_status=said.has_status).require()
    refuse_twice(held, organisation)
    signature = Signature.objects.create(
        coalition_id=held.coalition_id,
        letter=held,
        organisation=organisation,
        authoriser=said.authoriser,
        capacity=said.capacity,
        has_status=said.has_status,
        came=came,
        came_how=how,
        came_on=on,
        entered_by_id=by.person_id,
        made_at=at,
        signed_at=at,
    )
    answer_asks(held, organisation, by)
    record_signature(kinds.ENTERED, signature, by, facts={"came_on": on.isoformat()}, particulars={"came_how": how, "authoriser": said.authoriser})
    facts = {"title": held.version.text.title, "number": held.number}
    asking.ask(asked.CONFIRM_ENTERED, held.coalition, organisation=organisation, subject=held.pk, facts=facts, by=by)
    tell_later(tasks.TELL_OF_ENTRY, signature=str(signature.pk), sender=by.person_name)
    events.announce(Signed(signature.pk))
    return signature


def _refuse_unsaid(letter: Letter, came: str, came_how: str, on: date, today: date) -> None:
    if came not in BY_HAND:
        raise Refusal(_("Say how it came."), field="came")
    if not came_how:
        raise Refusal(_("Say when it came and from whom, or where the paper is."), field="came_how")
    # Somewhere it is tomorrow already.
    if on > today + timedelta(days=1):
        raise Refusal(_("This day is still to come."), field="came_on")
    if letter.closed_at is not None and letter.state == State.CLOSED and on > letter.closed_at.date():
        raise Conflict(_("It came after the letter was closed, so that it is not taken."), code="late")
    if letter.state == State.GIVEN_UP:
        raise Conflict(_("This letter was given up."), code="not_open")
