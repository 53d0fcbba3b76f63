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
from commoncall.voice import permissions
from commoncall.voice.history import bringing as kinds
from commoncall.voice.models import Sheet, Signature


@transaction.atomic
def undo(sheet: Sheet, *, by: Actor, undoes: UUID | None = None) -> int:
    """Take out the signatures that came from a file and return how many; what was delivered or withdrawn meanwhile stays as it is.

    Who may: ``voice.enter``. Recorded: how many. Refused: a file that was not taken in, or was taken out already.
    """
    permissions.ENTER.verdict(by).require()
    found = Sheet.objects.select_for_update(of=("self",)).select_related("letter__coalition").filter(pk=sheet.pk).first()
    if found is None or found.letter.coalition_id != by.coalition_id:
        raise NotVisible(_("There is no such file here."))
    if found.state != Sheet.State.TAKEN:
        raise Conflict(_("This file has been undone already, or was never taken in."))
    untouched = Signature.objects.filter(pk__in=found.taken, delivery=None, withdrawn_at=None, removed_at=None)
    count = untouched.update(removed_at=time.now())
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


@undoes(kinds.SHEET_TAKEN)
def _undo(entry: Entry, by: Actor) -> None:
    sheet = Sheet.objects.filter(pk=entry.subject).first()
    if sheet is None:
        raise NotVisible(_("There is no such file here."))
    undo(sheet, by=by, undoes=entry.id)
