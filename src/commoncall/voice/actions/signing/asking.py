"""Asking whoever holds the authority to sign: a colleague without it puts the letter before them."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel.asks import actions as asking
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Mandate, Organisation
from commoncall.kernel.refusals import Conflict, Refusal
from commoncall.voice import kinds as asked
from commoncall.voice import permissions
from commoncall.voice.actions import tasks
from commoncall.voice.actions.holding import held_open, tell_later
from commoncall.voice.actions.signing.recording import locked_organisation, refuse_twice
from commoncall.voice.models import Letter


@transaction.atomic
def ask_to_sign(letter: Letter, organisation: Organisation, *, by: Actor) -> Ask:
    """Ask whoever may sign a letter for one's organisation to do it: its main contact, if that is one of them. They are written to.

    Who may: everybody who acts for the organisation, whatever their topics and role. Recorded for the organisation; signing answers it.
    Refused: for another organisation; one that the letter does not ask; what it stands under already; where it was asked already;
    where nobody acts for it who could sign; before the letter is opened, and late.
    """
    permissions.may_ask_to_sign(by, letter, organisation).require()
    held, _at = held_open(letter, by.coalition_id)
    organisation = locked_organisation(organisation, by)
    refuse_twice(held, organisation)
    if (open_ask := asks.open_about(held.coalition, asked.AUTHORISE, [held.pk]).filter(organisation=organisation).first()) is not None:
        who = open_ask.person.name if open_ask.person else organisation.name
        raise Conflict(_("%(person)s has been asked already.") % {"person": who}, code="already")
    mandate = who_may_sign(organisation, held.topic)
    if mandate is None:
        raise Refusal(_("Nobody acts for %(organisation)s who could sign this letter. A coordinator can help.") % {"organisation": organisation.name})
    facts = {"title": held.version.text.title, "number": held.number}
    ask = asking.ask(
        asked.AUTHORISE,
        held.coalition,
        organisation=organisation,
        person=mandate.person,
        subject=held.pk,
        facts=facts,
        due_at=held.closes_at,
        by=by,
    )
    tell_later(tasks.TELL_AUTHORISER, ask=str(ask.pk), sender=by.person_name)
    return ask


def who_may_sign(organisation: Organisation, topic: str = "") -> Mandate | None:
    """Return the mandate of whoever is asked to sign for an organisation: its main contact, else who has acted for it longest."""
    mandates = parties.mandates_in_force().filter(organisation=organisation, role__in=permissions.SIGN.roles).select_related("person")
    wanted = set(permissions.topics_of(topic))
    can = [one for one in mandates if not one.topics or wanted & set(one.topics)]
    return min(can, key=lambda one: (not one.is_main_contact, one.deputy_for_id is not None, one.starts_at, one.pk), default=None)
