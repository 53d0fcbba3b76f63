"""The steps of an import before it changes anything: reading, columns, questions, and what each row would do."""

from __future__ import annotations

from collections.abc import Mapping as JsonMapping
from dataclasses import asdict
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel.authority import Actor
from commoncall.kernel.countries.rules import recognise_several
from commoncall.kernel.history import actions as book
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import Conflict, Refusal
from commoncall.kernel.tables import reading
from commoncall.kernel.tables.refusals import REFUSALS, TableRefused
from commoncall.kernel.tables.shapes import Table
from commoncall.membership import history as kinds
from commoncall.membership import permissions
from commoncall.membership.actions.importing.handing import hand_over
from commoncall.membership.models import Batch, BatchRow
from commoncall.membership.queries import batches
from commoncall.membership.queries.snapshot import snapshot
from commoncall.membership.rules.columns import guessing, headings
from commoncall.membership.rules.columns.fields import Mapping, fingerprint, problems
from commoncall.membership.rules.importing import planning
from commoncall.membership.rules.importing.shapes import Mode, Plan, Verdict

#: States in which an import may still be changed.
OPEN = (Batch.State.MAPPING, Batch.State.READY)
#: The rows that are not taken in.
LEFT_OUT = (Verdict.QUESTIONS.value, Verdict.ERRORS.value)


def read(source: bytes | BinaryIO, name: str) -> Table:
    """Return the table in a file. Refused: what is no table, too large, or could do harm; with what to do instead."""
    try:
        return reading.read(source, filename=name, is_heading=headings.is_heading)
    except TableRefused as refused:
        raise Refusal(_(REFUSALS[refused.code]) % refused.params, field="file", code=refused.code) from None


def preview(coalition: Coalition | None, source: bytes | BinaryIO, name: str, mode: Mode = Mode.FILL) -> Plan:
    """Return what taking in a file would do, and keep nothing of it; without a coalition, as into an empty one."""
    table = read(source, name)
    mapping = (batches.remembered(coalition, fingerprint(table.headers)) if coalition else None) or guessing.guess(table, recognise_several)
    return planning.plan(table, mapping, snapshot(coalition) if coalition else [], mode=mode)


@transaction.atomic
def begin(coalition: Coalition, source: bytes | BinaryIO, name: str, *, mode: Mode = Mode.FILL, by: Actor) -> Batch:
    """Read a file and say how its columns are understood; a file of the same headings as one before is understood as it was.

    What it would do is found out once its columns are agreed on. Who may: ``membership.import``. Recorded: nothing yet.
    Refused: what cannot be read as a table.
    """
    permissions.IMPORT.verdict(by).require()
    table = read(source, name)
    shape = fingerprint(table.headers)
    mapping = batches.remembered(coalition, shape) or guessing.guess(table, recognise_several)
    batch = Batch.objects.create(
        coalition=coalition,
        file_name=name[:255],
        state=Batch.State.MAPPING,
        mode=mode.value,
        sheet=table.sheet[:120],
        headers=list(table.headers),
        mapping=mapping.to_json(),
        fingerprint=shape,
        counts={"rows": len(table.rows)},
        options={"warnings": [asdict(warning) for warning in table.warnings], "acting": True},
        entered_by_id=by.person_id,
    )
    BatchRow.objects.bulk_create((BatchRow(batch=batch, number=row.number, cells=list(row.cells)) for row in table.rows), batch_size=1000)
    return batch


@transaction.atomic
def choose_columns(batch: Batch, mapping: Mapping, *, mode: Mode, acting: bool = True, at_once: bool = True, by: Actor) -> Batch:
    """Say what each column holds, what happens to organisations that are there already, and whether people act for theirs.

    Unless ``at_once``, what it would do is found out by the clock. Who may: ``membership.import``. Refused: without a column of
    names; a column twice; an import that is done.
    """
    batch = _open(batch, by)
    found = problems(mapping)
    if found:
        raise Refusal(
            _("Say which column holds the names of the organisations, and each thing only once."), field="columns", facts={"problems": found}
        )
    batch.mapping, batch.mode = mapping.to_json(), mode.value
    batch.options = {**batch.options, "acting": acting}
    batch.save(update_fields=["mapping", "mode", "options"])
    return _planned(batch, at_once, by)


@transaction.atomic
def answer(batch: Batch, answers: JsonMapping[str, str], *, at_once: bool = True, by: Actor) -> Batch:
    """Answer some of the questions; the answer holds for every row that asks it. Who may: ``membership.import``."""
    batch = _open(batch, by)
    batch.answers = {**batch.answers, **answers}
    batch.save(update_fields=["answers"])
    return _planned(batch, at_once, by)


@transaction.atomic
def compare(batch: Batch, *, by: Actor) -> Batch:
    """Find out what an import would do that was left to the clock. Who may: ``membership.import``. Refused: any other import."""
    permissions.IMPORT.verdict(by).require()
    batch = locked(batch)
    if batch.state != Batch.State.PLANNING:
        raise Conflict(_("This list waits for nothing."))
    return _planned(batch, at_once=True, by=by)


@transaction.atomic
def again(batch: Batch, *, at_once: bool = True, by: Actor) -> Batch:
    """Bring the rows again that an import left out, as a list of their own with the same columns.

    Who may: ``membership.import``. Recorded: nothing yet. Refused: before the import is done, and where nothing was left out.
    """
    permissions.IMPORT.verdict(by).require()
    batch = locked(batch)
    left = list(batches.rows(batch).filter(verdict__in=LEFT_OUT).values_list("number", "cells"))
    if batch.state != Batch.State.DONE or not left:
        raise Conflict(_("Nothing of this list was left out."))
    answers = {key: value for key, value in batch.answers.items() if not key.startswith("organisation:")}
    rest = Batch.objects.create(
        coalition=batch.coalition,
        file_name=batch.file_name,
        state=Batch.State.MAPPING,
        mode=batch.mode,
        sheet=batch.sheet,
        headers=batch.headers,
        mapping=batch.mapping,
        fingerprint=batch.fingerprint,
        answers=answers,
        counts={"rows": len(left)},
        options={**batch.options, "warnings": []},
        entered_by_id=by.person_id,
    )
    BatchRow.objects.bulk_create((BatchRow(batch=rest, number=number, cells=cells) for number, cells in left), batch_size=1000)
    return _planned(rest, at_once, by)


@transaction.atomic
def discard(batch: Batch, *, by: Actor) -> None:
    """Throw away an import that has changed nothing, with all that was read. Who may: ``membership.import``."""
    batch = _open(batch, by)
    Batch.objects.filter(pk=batch.pk).delete()
    book.record(kinds.IMPORT_DISCARDED, by=by, subject=batch.pk, subject_kind="import", particulars={"file": batch.file_name})


def _open(batch: Batch, by: Actor) -> Batch:
    permissions.IMPORT.verdict(by).require()
    batch = locked(batch)
    if batch.state not in OPEN:
        raise Conflict(_("This list is being worked on, or has been taken in already."))
    return batch


def locked(batch: Batch) -> Batch:
    """Return an import for as long as the transaction lasts, alone."""
    return Batch.objects.select_for_update(of=("self",)).select_related("coalition").get(pk=batch.pk)


def planned(batch: Batch) -> Plan:
    """Return what an import would do as things stand now."""
    return planning.plan(batches.table(batch), batches.mapping(batch), snapshot(batch.coalition), mode=Mode(batch.mode), answers=batch.answers)


def _planned(batch: Batch, at_once: bool, by: Actor) -> Batch:
    if not at_once:
        return hand_over(batch, Batch.State.PLANNING, by=by)
    keep(batch, planned(batch))
    batch.state, batch.problem = Batch.State.READY, ""
    batch.save(update_fields=["state", "problem"])
    return batch


def keep(batch: Batch, plan: Plan) -> None:
    """Keep with each row what the import would do with it."""
    stored = {row.number: row for row in BatchRow.objects.filter(batch=batch).defer("cells")}
    changed = []
    for planned_row in plan.rows:
        row = stored[planned_row.number]
        now = asdict(planned_row)
        if row.plan != now:
            row.plan, row.verdict = now, planned_row.verdict.value
            changed.append(row)
    BatchRow.objects.bulk_update(changed, ["plan", "verdict"], batch_size=500)
    batch.counts = plan.counts | plan.totals
    batch.save(update_fields=["counts"])
