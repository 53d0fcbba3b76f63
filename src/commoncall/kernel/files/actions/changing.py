"""Saying who may read a file, and removing it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel.authority import Actor
from commoncall.kernel.files import history as kinds
from commoncall.kernel.files import permissions, queries
from commoncall.kernel.files.models import File
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Label
from commoncall.kernel.refusals import Conflict


@transaction.atomic
def relabel(file: File, label: Label, *, by: Actor, undoing: Entry | None = None) -> File:
    """Set who may read a file. Who may: whoever added it, and a coordinator. Can be undone."""
    permissions.may_change(by, file).require()
    file = File.objects.select_for_update(of=("self",)).get(pk=file.pk)
    before = Label(file.label)
    if before == label:
        return file
    file.label = label
    file.save(update_fields=["label"])
    book.record(
        kinds.FILE_RELABELLED,
        by=by,
        subject=file.id,
        subject_kind="file",
        facts={"label": label.value, "before": before.value},
        particulars={"file": file.name},
        undoes=undoing.id if undoing else None,
    )
    return file


@undoes(kinds.FILE_RELABELLED)
def _relabel_back(entry: Entry, by: Actor) -> File:
    file = queries.one(by, entry.subject) if entry.subject else None
    if file is None:
        raise Conflict(_("The file has been removed since."))
    return relabel(file, Label(entry.facts["before"]), by=by, undoing=entry)


@transaction.atomic
def remove(file: File, *, by: Actor) -> None:
    """Remove a file. Who may: whoever added it, and a coordinator. Its bytes go with the last file that has them."""
    permissions.may_change(by, file).require()
    book.record(kinds.FILE_REMOVED, by=by, subject=file.id, subject_kind="file", particulars={"file": file.name})
    File.objects.filter(pk=file.pk).delete()
