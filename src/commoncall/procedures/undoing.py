"""Undoing a deed: a deed of its own, which writes entries that compensate. Nothing is ever taken out of the history."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel.authority import Actor
from commoncall.kernel.history import kinds
from commoncall.kernel.history import queries as history
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict, NotVisible


@transaction.atomic
def undo(entry_id: UUID, *, by: Actor) -> Entry:
    """Undo one deed and return its entry. Who may: whoever may do what undoes it, as the action itself judges.

    Refused: an entry that the actor may not see, or of a kind that cannot be undone (both as if it were not there), and
    one that somebody has undone meanwhile.
    """
    entry = history.visible_to(by).filter(pk=entry_id).first()
    way_back = kinds.undo_of(entry.kind) if entry is not None else None
    if entry is None or way_back is None:
        raise NotVisible(_("There is nothing here that can be undone."))
    # Two people who undo the same deed take turns, so that it is undone once.
    Entry.objects.select_for_update(of=("self",), no_key=True).get(pk=entry.pk)
    if history.undoable(by, entry.pk) is None:
        raise Conflict(_("This has been undone already."))
    way_back(entry, by)
    return entry
