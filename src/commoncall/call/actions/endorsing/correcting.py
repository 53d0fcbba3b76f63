"""What happens to an endorsement afterwards: confirmed as entered, corrected, withdrawn, and taken back."""

from __future__ import annotations

from uuid import UUID

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
    record,
    refuse_left,
    settle,
)
from commoncall.call.models import Endorsement
from commoncall.call.queries import texts
from commoncall.kernel import time
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.authority import Actor
from commoncall.kernel.history.kinds import undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal


@transaction.atomic
def confirm(endorsement: Endorsement, *, by: Actor) -> Endorsement:
    """Say that what a coordinator entered for one's organisation is right.

    Who may: its own people whose mandate covers it. Recorded for the organisation. Refused: once it was confirmed; what nobody entered.
    """
    held = _held(endorsement, by)
    if held.organisation is None or held.entered_by_id is None:
        raise Refusal(_("Nobody entered this for you: it was signed here."))
    permissions.may_endorse(by, held.organisation).require()
    if not _settle_entered(held, by):
        raise Conflict(_("This has been answered already."))
    record(kinds.CONFIRMED, held, by)
    return held


@transaction.atomic
def correct(endorsement: Endorsement, signature: Signature, *, by: Actor) -> Endorsement:
    """Correct who signed, as what, by what right and with which reservations; the version and the day stay.

    Who may: the organisation's own people whose mandate covers it; a coordinator what was entered by one. Recorded for the
    organisation, with what stood there before. Refused: without a signatory; what was withdrawn.
    """
    permissions.may_withdraw(by, endorsement).require()
    held = _held(endorsement, by)
    signed = signature.tidy()
    if not signed.signatory:
        raise Refusal(_("Say who signed."), field="signatory")
    before = _as_stored(held)
    held.signatory, held.signatory_function = signed.signatory, signed.function
    held.authority, held.reservations = signed.authority, signed.reservations
    if _as_stored(held) != before:
        held.save(update_fields=["signatory", "signatory_function", "authority", "reservations"])
        record(kinds.CORRECTED, held, by, particulars={"before": before, "now": _as_stored(held)})
    if by.organisation_id == held.organisation_id:
        _settle_entered(held, by)
    return held


@transaction.atomic
def withdraw(endorsement: Endorsement, why: str = "", *, by: Actor, undoing: UUID | None = None) -> Endorsement:
    """Withdraw an endorsement: the organisation no longer stands behind the text, and what was asked of it about that is answered.

    Who may: the organisation's own people whose mandate covers it; a coordinator what was entered by one. Recorded for the
    organisation; can be undone. Refused: what was withdrawn already.
    """
    permissions.may_withdraw(by, endorsement).require()
    held = _held(endorsement, by)
    held.withdrawn_at, held.withdrawn_why = time.now(), why.strip()
    held.save(update_fields=["withdrawn_at", "withdrawn_why"])
    record(kinds.WITHDRAWN, held, by, undoes=undoing, particulars={"reason": held.withdrawn_why or "–"})
    _settle_entered(held, by)
    present = texts.in_force(held.coalition, held.version.text.kind)
    if present is not None and held.organisation is not None:
        answer_asks(present, held.organisation, by)
    return held


def _held(endorsement: Endorsement, by: Actor) -> Endorsement:
    """Take hold of an endorsement that stands."""
    if endorsement.organisation is None:
        raise NotVisible(_("There is no such endorsement here."))
    locked_organisation(endorsement.organisation, by)
    held = Endorsement.objects.select_related("organisation", "version__text", "coalition").get(pk=endorsement.pk)
    if held.withdrawn_at is not None:
        raise Conflict(_("This endorsement has been withdrawn already."))
    return held


def _settle_entered(endorsement: Endorsement, by: Actor) -> bool:
    found = list(asks.open_about(endorsement.coalition, asked.CONFIRM_ENTERED, [endorsement.pk]))
    for one in found:
        settle(one, by)
    return bool(found)


def _as_stored(endorsement: Endorsement) -> dict[str, str]:
    names = ("signatory", "signatory_function", "authority", "reservations")
    return {name: getattr(endorsement, name) for name in names}


@undoes(kinds.ENDORSED, kinds.ENTERED)
@transaction.atomic
def _take_back(entry: Entry, by: Actor) -> None:
    """Take back an endorsement just given: as if it had not been, but for the history; what it answered is asked again."""
    endorsement = _subject(entry, by)
    permissions.may_withdraw(by, endorsement).require()
    held = _held(endorsement, by)
    _settle_entered(held, by)
    record(kinds.TAKEN_BACK, held, by, undoes=entry.id)
    organisation, version = held.organisation, held.version
    held.delete()
    if organisation is not None:
        ask_to_reaffirm(version, organisation, by)


@undoes(kinds.WITHDRAWN)
@transaction.atomic
def _stand_again(entry: Entry, by: Actor) -> Endorsement:
    """Let a withdrawn endorsement stand again, unless the organisation has endorsed that text anew, or has left."""
    endorsement = _subject(entry, by)
    permissions.may_withdraw(by, endorsement).require()
    if endorsement.organisation is not None:
        refuse_left(locked_organisation(endorsement.organisation, by))
    endorsement = _subject(entry, by)
    if endorsement.withdrawn_at is None:
        raise Conflict(_("This endorsement stands already."))
    anew = Endorsement.objects.filter(organisation=endorsement.organisation, version__text_id=endorsement.version.text_id, withdrawn_at=None)
    if anew.filter(endorsed_at__gt=endorsement.withdrawn_at).exists():
        raise Conflict(_("It has been endorsed anew meanwhile."))
    endorsement.withdrawn_at, endorsement.withdrawn_why = None, ""
    endorsement.save(update_fields=["withdrawn_at", "withdrawn_why"])
    record(kinds.RESTORED, endorsement, by, undoes=entry.id)
    return endorsement


def _subject(entry: Entry, by: Actor) -> Endorsement:
    found = Endorsement.objects.select_related("organisation", "version__text", "coalition").filter(pk=entry.subject, coalition_id=by.coalition_id)
    endorsement = found.first()
    if endorsement is None:
        raise NotVisible(_("There is no such endorsement here."))
    return endorsement
