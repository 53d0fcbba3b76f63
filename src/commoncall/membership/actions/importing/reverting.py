"""Undoing an import: what it entered is taken out again, what it changed is changed back, and what was used since is left alone."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import undo_of
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties import history as parties_kinds
from commoncall.kernel.parties.actions import organisations, people
from commoncall.kernel.parties.models import Mandate, Organisation, Person
from commoncall.kernel.refusals import Conflict
from commoncall.membership import history as kinds
from commoncall.membership import permissions
from commoncall.membership.actions.importing.planning import locked
from commoncall.membership.models import Batch


@transaction.atomic
def revert(batch: Batch, *, by: Actor) -> Batch:
    """Undo a whole import.

    An organisation whose people have come in, or that somebody has changed since, is left as it is and counted. Who may:
    ``membership.import``. Recorded: every organisation and person taken out, every change taken back, and the undoing itself.
    """
    permissions.IMPORT.verdict(by).require()
    batch = locked(batch)
    if batch.state not in {Batch.State.DONE, Batch.State.UNDOING}:
        raise Conflict(_("This import has been undone already, or was never taken in."))
    used = _used_since(batch)
    entries = list(_entries(batch))
    entered = [one.subject for one in entries if one.kind == parties_kinds.ORGANISATION_ENTERED.name and one.subject not in used]
    removed = organisations.take_out(list(Organisation.objects.filter(pk__in=entered)), by=by)
    _take_out_people([one.subject for one in entries if one.kind == parties_kinds.PERSON_ENTERED.name], by)
    _change_back([one for one in entries if one.concerns not in used], by)
    batch.state = Batch.State.UNDONE
    batch.counts = {**batch.counts, "removed": removed, "kept": len(used)}
    batch.save(update_fields=["state", "counts"])
    facts = {"removed": removed, "kept": len(used)}
    book.record(kinds.IMPORT_UNDONE, by=by, subject=batch.pk, subject_kind="import", facts=facts, particulars={"file": batch.file_name})
    return batch


def _entries(batch: Batch) -> list[Entry]:
    already = Entry.objects.filter(undoes=OuterRef("pk"))
    of_batch = Entry.objects.filter(chain=batch.coalition.chain_id, batch=batch.pk).filter(~Exists(already))
    return list(of_batch.select_related("particulars").order_by("-at", "-id"))


def _used_since(batch: Batch) -> set[UUID | None]:
    """Return the organisations of an import that somebody has come in for, or that were changed afterwards."""
    touched = Entry.objects.filter(chain=batch.coalition.chain_id, batch=batch.pk, concerns__isnull=False).values("concerns")
    since = Entry.objects.filter(chain=batch.coalition.chain_id, at__gt=batch.finished_at, concerns__in=touched)
    changed = since.filter(Q(batch__isnull=True) | ~Q(batch=batch.pk)).values_list("concerns", flat=True)
    inside = Mandate.objects.filter(organisation__in=touched, person__account__isnull=False, ends_at__isnull=True)
    entered = Entry.objects.filter(chain=batch.coalition.chain_id, batch=batch.pk, kind=parties_kinds.ORGANISATION_ENTERED.name)
    come_in = inside.filter(organisation__in=entered.values("subject")).values_list("organisation_id", flat=True)
    return {*changed, *come_in}


def _take_out_people(entered: list[UUID | None], by: Actor) -> None:
    idle = Person.objects.filter(pk__in=[one for one in entered if one], account__isnull=True)
    people.take_out(list(idle.filter(~Exists(Mandate.objects.filter(person=OuterRef("pk"))))), by=by)


def _change_back(entries: list[Entry], by: Actor) -> None:
    """Undo what can be undone, the last deed first; what hangs on something that was taken out went with it."""
    there = set(Organisation.objects.filter(pk__in={one.concerns for one in entries if one.concerns}).values_list("pk", flat=True))
    for entry in entries:
        way_back = undo_of(entry.kind)
        if way_back is None or (entry.concerns is not None and entry.concerns not in there):
            continue
        if entry.kind == parties_kinds.MANDATE_GRANTED.name and not Mandate.objects.filter(pk=entry.subject, ends_at__isnull=True).exists():
            continue
        way_back(entry, by)
