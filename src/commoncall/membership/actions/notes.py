"""Notes on organisations, each under a label that says who may read it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind, undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Attribution, Label, readable_by
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import Conflict, Refusal
from commoncall.membership import history as kinds
from commoncall.membership import permissions
from commoncall.membership.models import Note
from commoncall.membership.queries.visibility import found

#: The labels that a note can have. RED would need named readers, and CLEAR is for what is published.
LABELS = (Label.AMBER_STRICT, Label.AMBER, Label.GREEN)


@transaction.atomic
def write(
    organisation: Organisation,
    text: str,
    label: Label = Label.AMBER_STRICT,
    attribution: Attribution = Attribution.NAMED,
    *,
    by: Actor,
    batch: UUID | None = None,
    undoing: UUID | None = None,
) -> Note:
    """Write a note on an organisation. Who may: ``membership.annotate``. Refused: without words. Can be undone.

    The words stand in the note alone; the history tells that there was one.
    """
    permissions.ANNOTATE.verdict(by).require()
    note = Note(membership_id=organisation.pk, written_by_id=by.person_id, written_at=time.now(), batch=batch)
    _set(note, text, label, attribution, by).save(force_insert=True)
    _record(kinds.NOTE_WRITTEN, note, organisation, by, batch=batch, undoing=undoing)
    return note


def _set(note: Note, text: str, label: Label, attribution: Attribution, by: Actor) -> Note:
    if not text.strip():
        raise Refusal(_("A note needs words."), field="text")
    if label not in LABELS or label not in readable_by(by):
        raise Refusal(_("A note cannot have this label."), field="label")
    note.text, note.label, note.attribution = text.strip(), label.value, attribution.value
    return note


def _record(
    kind: Kind,
    note: Note,
    organisation: Organisation,
    by: Actor,
    *,
    before: dict[str, Any] | None = None,
    batch: UUID | None = None,
    undoing: UUID | None = None,
) -> None:
    book.record(
        kind,
        by=by,
        subject=note.pk,
        subject_kind="note",
        concerns=organisation.pk,
        facts={"label": note.label},
        particulars={"organisation": organisation.name} | ({"before": before} if before else {}),
        batch=batch,
        undoes=undoing,
    )


@transaction.atomic
def correct(note: Note, text: str, label: Label, attribution: Attribution = Attribution.NAMED, *, by: Actor, undoing: UUID | None = None) -> Note:
    """Change a note's words or label. Who may: ``membership.annotate``. Can be undone."""
    permissions.ANNOTATE.verdict(by).require()
    note = Note.objects.select_for_update(of=("self",)).select_related("membership__organisation").get(pk=note.pk)
    before = _as_data(note)
    _set(note, text, label, attribution, by)
    if _as_data(note) == before:
        return note
    note.save(update_fields=["text", "label", "attribution"])
    _record(kinds.NOTE_CORRECTED, note, note.membership.organisation, by, before=before, undoing=undoing)
    return note


def _as_data(note: Note) -> dict[str, Any]:
    return {"text": note.text, "label": note.label, "attribution": note.attribution}


@transaction.atomic
def remove(note: Note, *, by: Actor, undoing: UUID | None = None) -> None:
    """Remove a note. Who may: ``membership.annotate``. Can be undone, until its words are shredded from the history."""
    permissions.ANNOTATE.verdict(by).require()
    note = Note.objects.select_for_update(of=("self",)).select_related("membership__organisation").get(pk=note.pk)
    before = _as_data(note) | {"written_by": str(note.written_by_id or ""), "written_at": note.written_at.isoformat()}
    _record(kinds.NOTE_REMOVED, note, note.membership.organisation, by, before=before, undoing=undoing)
    note.delete()


@undoes(kinds.NOTE_WRITTEN)
def _remove_written(entry: Entry, by: Actor) -> None:
    note = Note.objects.filter(pk=entry.subject, membership__coalition_id=by.coalition_id).first()
    if note is None:
        raise Conflict(_("This note has been removed already."))
    remove(note, by=by, undoing=entry.id)


@undoes(kinds.NOTE_CORRECTED)
def _correct_back(entry: Entry, by: Actor) -> Note:
    note = Note.objects.filter(pk=entry.subject, membership__coalition_id=by.coalition_id).first()
    if note is None:
        raise Conflict(_("This note has been removed since."))
    before = entry.particulars.data["before"]
    return correct(note, before["text"], Label(before["label"]), Attribution(before["attribution"]), by=by, undoing=entry.id)


@undoes(kinds.NOTE_REMOVED)
@transaction.atomic
def _write_again(entry: Entry, by: Actor) -> Note:
    """Bring a note back as it was: by the same hand, of the same day, under the same label."""
    membership = found(by, entry.concerns)
    before = entry.particulars.data["before"]
    note = write(membership.organisation, before["text"], Label(before["label"]), Attribution(before["attribution"]), by=by, undoing=entry.id)
    note.written_by_id, note.written_at = before["written_by"] or None, before["written_at"]
    note.save(update_fields=["written_by", "written_at"])
    return note
