"""Taking out again what came from a file."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict, NotVisible
from commoncall.voice import kinds as asked
from commoncall.voice import permissions
from commoncall.voice.actions.holding import held_for_signing, is_open, record_signature
from commoncall.voice.actions.signing.recording import answer_asks, ask_again, locked_organisation, signature_of
from commoncall.voice.history import bringing as kinds
from commoncall.voice.history import signatures
from commoncall.voice.models import Letter, Sheet, Signature


@transaction.atomic
def undo(sheet: Sheet, *, by: Actor, undoes: UUID | None = None) -> int:
    """Take out the signatures that came from a file and return how many; what was delivered or withdrawn meanwhile stays as it is.

    So does what an organisation has confirmed: that is its own by now. The others are asked again while there is time.
    Who may: ``voice.enter``. Recorded: how many, and each of an organisation for it. Refused: a file that was not taken in, or was taken
    out already.
    """
    permissions.ENTER.verdict(by).require()
    found = Sheet.objects.select_for_update(of=("self",)).select_related("letter__coalition").filter(pk=sheet.pk).first()
    if found is None or found.letter.coalition_id != by.coalition_id:
        raise NotVisible(_("There is no such file here."))
    if found.state != Sheet.State.TAKEN:
        raise Conflict(_("This file has been undone already, or was never taken in."))
    # Held as by whoever signs: no batch is made up of what is being taken out.
    letter, _at = held_for_signing(found.letter, by.coalition_id)
    untouched = Signature.objects.filter(pk__in=found.taken, delivery=None, withdrawn_at=None, removed_at=None)
    count = untouched.filter(organisation=None).update(removed_at=time.now())
    own = untouched.filter(organisation__isnull=False).order_by("organisation_id").values_list("pk", flat=True)
    count += sum(_take_out(letter, one, by) for one in list(own))
    Sheet.objects.filter(pk=found.pk).update(state=Sheet.State.UNDONE)
    book.record(
        kinds.SHEET_UNDONE,
        by=by,
        subject=found.pk,
        subject_kind="sheet",
        facts={"count": count, "number": found.letter.number},
        particulars={"file": found.file_name, "letter": found.letter.addressee},
        undoes=undoes,
    )
    return count


def _take_out(letter: Letter, identifier: UUID, by: Actor) -> bool:
    """Take out what was entered for an organisation, for it to read, unless it has confirmed it; as a signature is taken back."""
    signed = signature_of(identifier, by).organisation
    if signed is None:
        return False
    organisation = locked_organisation(signed, by)
    signature = signature_of(identifier, by)
    if signature.withdrawn_at is not None or signature.removed_at is not None:
        return False
    if not answer_asks(letter, organisation, by, [asked.CONFIRM_ENTERED]):
        return False
    signature.removed_at = time.now()
    signature.save(update_fields=["removed_at"])
    record_signature(signatures.TAKEN_BACK, signature, by)
    if is_open(letter) and permissions.may_be_signed_by(letter, organisation).allowed:
        ask_again(letter, organisation)
    return True


@undoes(kinds.SHEET_TAKEN)
def _undo(entry: Entry, by: Actor) -> None:
    sheet = Sheet.objects.filter(pk=entry.subject).first()
    if sheet is None:
        raise NotVisible(_("There is no such file here."))
    undo(sheet, by=by, undoes=entry.id)
