"""Entering an endorsement that came on paper, by phone or by mail: a coordinator does it, and the organisation is told."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.call import history as kinds
from commoncall.call import kinds as asked
from commoncall.call import permissions
from commoncall.call.actions.endorsing.recording import (
    Signature,
    answer_asks,
    ask_to_reaffirm,
    locked_organisation,
    note_charter,
    record,
    refuse_twice,
)
from commoncall.call.models import Endorsement, Version
from commoncall.call.queries import endorsements
from commoncall.kernel import time
from commoncall.kernel.asks import actions as asking
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import NotVisible, Refusal

Came = Endorsement.Came

#: How an endorsement can have come that a coordinator enters.
BY_HAND = (Came.PAPER, Came.PHONE, Came.MAIL, Came.EARLIER)


@transaction.atomic
def enter(version: Version, organisation: Organisation, signature: Signature, came: Came, came_how: str, came_on: date, *, by: Actor) -> Endorsement:
    """Enter that an organisation endorsed a version, as it came: who signed, how and when; and ask the organisation to look at it.

    The version may be an earlier one: what was signed then stays what it was, and where it asks for something else today, the
    organisation is asked to re-affirm like all others. Who may: ``call.enter``. Recorded for the organisation. Refused: without
    who signed, how and when it came; a day to come; a draft; what the organisation stands behind already.
    """
    permissions.ENTER.verdict(by).require()
    held = Version.objects.select_related("text", "coalition").filter(pk=version.pk, coalition_id=by.coalition_id, number__isnull=False).first()
    if held is None:
        raise NotVisible(_("There is no such text here."))
    organisation = locked_organisation(organisation, by)
    refuse_twice(endorsements.stands_behind(organisation, held))
    signed = signature.tidy()
    _refuse_unsaid(signed, came, came_how, came_on)
    endorsement = Endorsement.objects.create(
        coalition_id=held.coalition_id,
        version=held,
        organisation=organisation,
        person=signed.person,
        signatory=signed.signatory,
        signatory_function=signed.function,
        authority=signed.authority,
        reservations=signed.reservations,
        came=came,
        came_how=came_how.strip()[:300],
        came_on=came_on,
        entered_by_id=by.person_id,
        endorsed_at=time.now(),
    )
    record(kinds.ENTERED, endorsement, by, particulars={"signatory": signed.signatory, "came_how": endorsement.came_how})
    note_charter(endorsement)
    answer_asks(held, organisation, by)
    asking.ask(asked.CONFIRM_ENTERED, held.coalition, organisation=organisation, subject=endorsement.pk, facts={"number": held.number}, by=by)
    ask_to_reaffirm(held, organisation, by)
    return endorsement


def _refuse_unsaid(signature: Signature, came: Came, came_how: str, came_on: date) -> None:
    if came not in BY_HAND:
        raise Refusal(_("Say how it came."), field="came")
    if not signature.signatory:
        raise Refusal(_("Say who signed."), field="signatory")
    if not came_how.strip():
        raise Refusal(_("Say how it came: who took it, or where the paper is."), field="came_how")
    if came_on > time.now().date():
        raise Refusal(_("This day is yet to come."), field="came_on")
