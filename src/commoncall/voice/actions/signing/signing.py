"""Signing in the workspace: for one's own organisation, by a mandate that covers the letter."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from commoncall.kernel import events
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.models import Organisation, Person
from commoncall.kernel.refusals import Refusal
from commoncall.voice import permissions
from commoncall.voice.actions import tasks
from commoncall.voice.actions.announced import Signed
from commoncall.voice.actions.holding import held_open, record_signature, tell_later
from commoncall.voice.actions.signing.entering import enter
from commoncall.voice.actions.signing.recording import Given, answer_asks, locked_organisation, refuse_twice
from commoncall.voice.history import signatures as kinds
from commoncall.voice.models import Letter, Signature

Came = Signature.Came


@transaction.atomic
def sign(letter: Letter, organisation: Organisation, given: Given, *, by: Actor, came: str = Came.WORKSPACE) -> Signature:
    """Put an organisation under a letter, which answers what was asked of it about that. Who signed is told in writing.

    Who may: one of its own people whose mandate covers the letter's topic, or signing where it has none. What a coordinator finds in a
    file (``came``) is entered as ``enter`` does. Recorded for the organisation: who authorised it, by what right and, where a colleague
    had asked, at whose wish; can be undone. Refused: without authority, with the reason; for an organisation that the letter does not
    ask or that is suspended; without the status that is asked for; a second time; before it is opened, and late by the database's clock.
    """
    if came == Came.FILE:
        return enter(letter, organisation, given, came, _("A list that was read in"), None, by=by)
    permissions.may_sign(by, letter, organisation).require()
    held, at = held_open(letter, by.coalition_id)
    organisation = locked_organisation(organisation, by)
    said = given.tidy()
    _refuse_without_status(held, said)
    # What was allowed before the organisation was held may be otherwise now.
    permissions.may_sign(by, held, organisation).require()
    refuse_twice(held, organisation)
    signature = Signature.objects.create(
        coalition_id=held.coalition_id,
        letter=held,
        organisation=organisation,
        has_status=said.has_status,
        came=came,
        made_at=at,
        signed_at=at,
        **_by_whom(held, organisation, said, by),
    )
    settled = answer_asks(held, organisation, by)
    asker = next((one.asked_by.name for one in settled if one.person_id is not None and one.asked_by is not None), "")
    particulars = {"authoriser": signature.authoriser, "authority": signature.authority or "–", "asker": asker}
    facts = {"mandate": str(signature.mandate) if signature.mandate else None}
    record_signature(kinds.SIGNED_AS_ASKED if asker else kinds.SIGNED, signature, by, facts=facts, particulars=particulars)
    tell_later(tasks.TELL_OF_SIGNATURE, signature=str(signature.pk))
    events.announce(Signed(signature.pk))
    return signature


def _refuse_without_status(letter: Letter, given: Given) -> None:
    if letter.status and not given.has_status:
        words = _("This letter is signed by organisations with this status alone: %(status)s. Say that yours has it.")
        raise Refusal(words % {"status": letter.status}, field="has_status", code="status")


def _by_whom(letter: Letter, organisation: Organisation, given: Given, by: Actor) -> dict[str, Any]:
    """Return by whom and by what right it is signed: whoever signs authorised it where nobody else is named."""
    if by.person_id is None or by.organisation_id != organisation.pk:
        return {"authoriser": given.authoriser or by.person_name, "capacity": given.capacity}
    person = Person(pk=by.person_id, name=by.person_name)
    # What is kept of it is read by others: it is said in the coalition's own language, whatever that of the signer's page is.
    with translation.override(letter.coalition.language):
        authority = permissions.authority_to_sign(person, organisation, letter.topic)
        reason = str(authority.verdict.reason)[:300]
    mandate = authority.mandate
    return {
        "person_id": by.person_id,
        "mandate": mandate.pk if mandate else None,
        "authoriser": given.authoriser or by.person_name,
        "capacity": given.capacity or (mandate.function if mandate else ""),
        "authority": reason,
    }
