"""What happens to a signature afterwards: confirmed as entered, corrected, withdrawn, and taken back."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel.authority import Actor
from commoncall.kernel.history.kinds import undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.voice import kinds as asked
from commoncall.voice import permissions
from commoncall.voice.actions.holding import held_for_signing, held_open, is_open, record_signature, tidy_text
from commoncall.voice.actions.signing.recording import Given, answer_asks, ask_again, locked_organisation, refuse_twice, signature_of
from commoncall.voice.history import signatures as kinds
from commoncall.voice.models import Signature


@transaction.atomic
def confirm_entered(signature: Signature, *, by: Actor) -> Signature:
    """Say that what a coordinator entered for one's organisation is right.

    Who may: its own people whose mandate covers the letter. Recorded for the organisation. Refused: what nobody entered; once it was
    confirmed.
    """
    held = _held(signature, by)
    if held.organisation is None or held.entered_by_id is None:
        raise Refusal(_("Nobody entered this for you: it was signed here."))
    if by.organisation_id != held.organisation_id:
        raise Refusal(_("Only its own people say that this is right."))
    permissions.may_withdraw(by, held).require()
    if not answer_asks(held.letter, held.organisation, by, [asked.CONFIRM_ENTERED]):
        raise Conflict(_("This has been answered already."))
    record_signature(kinds.CONFIRMED, held, by)
    return held


@transaction.atomic
def correct(signature: Signature, given: Given, *, by: Actor) -> Signature:
    """Correct who authorised a signature, in what capacity, and whether the organisation has the status; letter and instant stay.

    Who may: the organisation's own people whose mandate covers the letter; a coordinator what was entered by one. Recorded for the
    organisation, with what stood there before. Refused: without who authorised it; without the status that the letter asks for.
    """
    held = _held(signature, by)
    permissions.may_withdraw(by, held).require()
    said = given.tidy()
    if not said.authoriser:
        raise Refusal(_("Say who authorised it."), field="authoriser")
    if held.letter.status and not said.has_status:
        raise Refusal(_("This letter is signed by organisations with a certain status alone. Withdraw the signature instead."), field="has_status")
    before, now = _as_stored(held), {"authoriser": said.authoriser, "capacity": said.capacity, "has_status": said.has_status}
    if before != now:
        for name, value in now.items():
            setattr(held, name, value)
        held.save(update_fields=list(now))
        record_signature(kinds.CORRECTED, held, by, particulars={"before": before, "now": now})
    if held.organisation is not None and by.organisation_id == held.organisation_id:
        answer_asks(held.letter, held.organisation, by, [asked.CONFIRM_ENTERED])
    return held


def _as_stored(signature: Signature) -> dict[str, object]:
    return {name: getattr(signature, name) for name in ("authoriser", "capacity", "has_status")}


@transaction.atomic
def withdraw(signature: Signature, why: str = "", *, by: Actor, undoing: UUID | None = None) -> Signature:
    """Withdraw a signature: the organisation stands under the letter no longer, in no list or file that is made from now on.

    What was delivered before cannot be called back: then the withdrawal is recorded as such, and the coordinators see it beside the
    batch. Who may: the organisation's own people whose mandate covers the letter; a coordinator what was entered by one. Recorded for
    the organisation; can be undone while the letter is open. Refused: what was withdrawn already.
    """
    held = _held(signature, by)
    permissions.may_withdraw(by, held).require()
    return withdrawn(held, why, by, undoing=undoing)


def withdrawn(held: Signature, why: str, by: Actor, *, undoing: UUID | None = None) -> Signature:
    """Withdraw a signature that is held; part of the deeds that judged it."""
    _letter, at = held_for_signing(held.letter, by.coalition_id)
    held.withdrawn_at, held.withdrawn_why = at, tidy_text(why, "why")
    held.save(update_fields=["withdrawn_at", "withdrawn_why"])
    delivery = held.delivery
    is_delivered = delivery is not None and delivery.delivered_on is not None
    kind = kinds.WITHDRAWN_AFTER_DELIVERY if is_delivered else kinds.WITHDRAWN
    facts = {"batch": delivery.number if delivery else None}
    record_signature(kind, held, by, undoes=undoing, facts=facts, particulars={"reason": held.withdrawn_why or "–"})
    if held.organisation is not None:
        answer_asks(held.letter, held.organisation, by, [asked.CONFIRM_ENTERED])
    return held


def _held(signature: Signature, by: Actor) -> Signature:
    """Take hold of the signature of an organisation that stands."""
    known = signature_of(signature.pk, by)
    if known.organisation is None:
        raise NotVisible(_("There is no such signature here."))
    # The letter first, as whoever signs it does.
    held_for_signing(known.letter, by.coalition_id)
    locked_organisation(known.organisation, by)
    held = signature_of(signature.pk, by)
    if held.withdrawn_at is not None or held.removed_at is not None:
        raise Conflict(_("This signature has been withdrawn already."), code="withdrawn")
    return held


@undoes(kinds.SIGNED, kinds.SIGNED_AS_ASKED, kinds.ENTERED)
@transaction.atomic
def _take_back(entry: Entry, by: Actor) -> None:
    """Take back a signature just given: as if it had not been, but for the history; the organisation is asked again.

    What is in a batch already can only be withdrawn.
    """
    held = _held(signature_of(entry.subject, by), by)
    permissions.may_withdraw(by, held).require()
    if held.delivery_id is not None:
        raise Conflict(_("It is in a batch already. Withdraw it instead."))
    letter, organisation = held.letter, held.organisation
    record_signature(kinds.TAKEN_BACK, held, by, undoes=entry.id)
    if organisation is not None:
        answer_asks(letter, organisation, by, [asked.CONFIRM_ENTERED])
    held.delete()
    if organisation is not None and is_open(letter) and permissions.may_be_signed_by(letter, organisation).allowed:
        ask_again(letter, organisation)


@undoes(kinds.WITHDRAWN, kinds.WITHDRAWN_AFTER_DELIVERY)
@transaction.atomic
def _stand_again(entry: Entry, by: Actor) -> Signature:
    """Let a withdrawn signature stand again while the letter is open, unless the organisation has signed anew or may no longer sign.

    Who may: its own people, and who withdrew it: nobody else takes back what an organisation said itself.
    """
    found = signature_of(entry.subject, by)
    permissions.may_withdraw(by, found).require()
    if found.organisation is None:
        raise NotVisible(_("There is no such signature here."))
    if by.organisation_id != found.organisation_id and (by.person_id is None or entry.person != by.person_id):
        told = _("Only its own people sign for %(other)s. Enter what came on paper, by phone or by mail instead.")
        raise NotAllowed(told % {"other": found.organisation.name})
    held_open(found.letter, by.coalition_id)
    organisation = locked_organisation(found.organisation, by)
    found = signature_of(entry.subject, by)
    if found.withdrawn_at is None:
        raise Conflict(_("This signature stands already."))
    permissions.may_be_signed_by(found.letter, organisation).require()
    refuse_twice(found.letter, organisation)
    found.withdrawn_at, found.withdrawn_why = None, ""
    found.save(update_fields=["withdrawn_at", "withdrawn_why"])
    record_signature(kinds.RESTORED, found, by, undoes=entry.id)
    return found
