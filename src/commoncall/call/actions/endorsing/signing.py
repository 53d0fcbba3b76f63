"""Endorsing in the workspace: for one's own organisation, by a mandate that covers it; or asking somebody who has one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from commoncall.call import history as kinds
from commoncall.call import kinds as asked
from commoncall.call import permissions
from commoncall.call.actions.endorsing.recording import (
    Signature,
    answer_asks,
    held_in_force,
    locked_organisation,
    note_charter,
    record,
    refuse_left,
    refuse_twice,
)
from commoncall.call.models import Endorsement, Version
from commoncall.call.queries import endorsements, reaffirming
from commoncall.kernel import events, time
from commoncall.kernel.asks import actions as asking
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Mandate, Organisation, Person
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal

Came = Endorsement.Came


@dataclass(frozen=True)
class Endorsed(events.Event):
    """An organisation of the coalition stands behind a version."""

    endorsement_id: UUID


@transaction.atomic
def endorse(version: Version, organisation: Organisation, signature: Signature, *, by: Actor, came: Came = Came.WORKSPACE) -> Endorsement:
    """Let an organisation stand behind the version in force, which answers what was asked of it about that.

    Who may: one of its own people whose mandate covers it (topic ``call`` or ``sign``, or no topics); with ``came`` an
    application, also the coordinators, who take over what was signed there. Recorded with the right by which it was signed;
    can be undone, which withdraws it. Refused: for an organisation for which one does not act; without authority, with the
    reason; a version that is superseded, with the present one; a second time; where endorsing is over, unless it re-affirms;
    for one that has left.
    """
    judge = permissions.may_take_over if came is Came.APPLICATION else permissions.may_endorse
    judge(by, organisation).require()
    held = _held(version, by)
    organisation = locked_organisation(organisation, by)
    refuse_left(organisation)
    refuse_twice(endorsements.stands_behind(organisation, held))
    if held.text.is_closed and not reaffirming.to_be_asked(held).filter(pk=organisation.pk).exists():
        raise Conflict(_("Endorsing it is over."), code="closed")
    signed = _completed(signature.tidy(), organisation, by)
    endorsement = Endorsement.objects.create(
        coalition_id=held.coalition_id,
        version=held,
        organisation=organisation,
        person=signed.person,
        mandate=signed.mandate,
        signatory=signed.signatory,
        signatory_function=signed.function,
        authority=signed.authority,
        reservations=signed.reservations,
        came=came,
        endorsed_at=time.now(),
    )
    record(kinds.ENDORSED, endorsement, by, particulars={"signatory": signed.signatory, "authority": signed.authority or "–"})
    note_charter(endorsement)
    answer_asks(held, organisation, by)
    events.announce(Endorsed(endorsement.pk))
    return endorsement


def _held(version: Version, by: Actor) -> Version:
    if version.coalition_id != by.coalition_id:
        raise NotVisible(_("There is no such text here."))
    return held_in_force(version)


def _completed(signature: Signature, organisation: Organisation, by: Actor) -> Signature:
    """Return a signature with the mandate by which it was given, whose holder signs where nobody else is named."""
    if by.person_id is None or by.organisation_id != organisation.pk:
        return signature
    person = Person.objects.get(pk=by.person_id)
    # What is kept of it is read by others: it is said in the coalition's own language, whatever that of the signer's page is.
    with translation.override(organisation.coalition.language):
        authority = permissions.authority_to_sign(person, organisation)
        reason = str(authority.verdict.reason)
    return replace(
        signature,
        person=person,
        mandate=authority.mandate.pk if authority.mandate else None,
        signatory=signature.signatory or person.name,
        function=signature.function or (authority.mandate.function if authority.mandate else ""),
        authority=signature.authority or reason,
    )


@transaction.atomic
def ask_to_sign(version: Version, organisation: Organisation, *, by: Actor) -> Ask:
    """Ask whoever may sign for one's organisation to sign a version: its main contact, if that is one of them.

    Who may: everybody who acts for the organisation, whatever their topics. Recorded for the organisation; the ask is answered by
    signing. Refused: for another organisation; a version that is superseded; what it stands behind already; where it
    was asked already; where nobody acts for it who could sign.
    """
    permissions.may_speak(by, organisation).require()
    held = _held(version, by)
    organisation = locked_organisation(organisation, by)
    refuse_twice(endorsements.stands_behind(organisation, held))
    if (open_ask := asks.open_about(held.coalition, asked.SIGN, [held.pk]).filter(organisation=organisation).first()) is not None:
        who = open_ask.person.name if open_ask.person else organisation.name
        raise Conflict(_("%(person)s has been asked already.") % {"person": who})
    mandate = who_may_sign(organisation)
    if mandate is None:
        raise Refusal(_("Nobody acts for %(organisation)s who could sign. A coordinator can help.") % {"organisation": organisation.name})
    return asking.ask(
        asked.SIGN, held.coalition, organisation=organisation, person=mandate.person, subject=held.pk, facts={"number": held.number}, by=by
    )


def who_may_sign(organisation: Organisation) -> Mandate | None:
    """Return the mandate of whoever is asked to sign for an organisation: its main contact, else who has acted for it longest."""
    mandates = parties.mandates_in_force().filter(organisation=organisation, role__in=permissions.ENDORSE.roles).select_related("person")
    can = [one for one in mandates if not one.topics or set(one.topics) & set(permissions.SIGNING)]
    return min(can, key=lambda one: (not one.is_main_contact, one.deputy_for_id is not None, one.starts_at, one.pk), default=None)
