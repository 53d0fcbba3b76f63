"""The steps before a file of names is taken in: its columns, what each name was found to be, and what was chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal
from commoncall.kernel.tables.shapes import Row, Table
from commoncall.voice import permissions
from commoncall.voice.actions.bringing_in.reading import read
from commoncall.voice.models import Letter, Sheet
from commoncall.voice.queries.known import known_in
from commoncall.voice.rules import bringing_in, sheets
from commoncall.voice.rules.bringing_in import Choice, Columns, Found, Line


def match(letter: Letter, names: Iterable[Line | str]) -> list[Found]:
    """Return what each name is: an organisation of the coalition for certain, one that it may be, or none; and what stands twice."""
    lines = (Line(row, name) if isinstance(name, str) else name for row, name in enumerate(names, start=1))
    return bringing_in.compare(lines, known_in(letter.coalition_id))


@transaction.atomic
def begin(letter: Letter, source: bytes | BinaryIO, name: str, *, by: Actor) -> Sheet:
    """Read a file, guess its columns and say what each name is. A file that the same person had begun for the letter is thrown away.

    Who may: ``voice.enter``. Recorded: nothing yet. Refused: what cannot be read as a table; another coalition's letter.
    """
    permissions.ENTER.verdict(by).require()
    if letter.coalition_id != by.coalition_id:
        raise NotVisible(_("There is no such letter here."))
    table = read(source, name)
    Sheet.objects.filter(letter=letter, state=Sheet.State.OPEN, begun_by=by.person_id).delete()
    sheet = Sheet(
        letter=letter,
        file_name=name[:255],
        headers=list(table.headers),
        cells=[[row.number, list(row.cells)] for row in table.rows],
        begun_at=time.now(),
        begun_by_id=by.person_id,
    )
    _look(sheet, bringing_in.guess(table))
    sheet.save()
    return sheet


@transaction.atomic
def choose_columns(sheet: Sheet, columns: Columns, *, by: Actor) -> Sheet:
    """Say which column holds the names, and which the countries and websites; what was chosen so far is forgotten.

    Who may: ``voice.enter``. Refused: a column that the file does not have, or one for two things; a file that is done with.
    """
    sheet = held(sheet, by)
    if not columns.fits(len(sheet.headers)):
        raise Refusal(_("Say which column holds the names, and use each column once."), field="columns")
    _look(sheet, columns)
    sheet.save(update_fields=["columns", "found", "chosen"])
    return sheet


@transaction.atomic
def answer(sheet: Sheet, answers: Mapping[int, str], *, by: Actor) -> Sheet:
    """Say what becomes of some of the names, by their rows: the id of an organisation, ``outside``, ``leave``, or nothing for undecided.

    Who may: ``voice.enter``. Refused: a row or an organisation that there is not; a file that is done with.
    """
    sheet = held(sheet, by)
    rows = {one.line.row for one in sheets.read(sheet.found)}
    here = {known.id for known in known_in(sheet.letter.coalition_id)} | set(Choice)
    if not rows.issuperset(answers) or not here.issuperset(answers.values()):
        raise Refusal(_("This is none of the answers."), field="answers")
    sheet.chosen = {**sheet.chosen, **{str(row): str(word) for row, word in answers.items()}}
    sheet.save(update_fields=["chosen"])
    return sheet


@transaction.atomic
def discard(sheet: Sheet, *, by: Actor) -> None:
    """Throw a file away that was not taken in, with all that was read. Who may: ``voice.enter``. Refused: one that was taken in."""
    held(sheet, by).delete()


def held(sheet: Sheet, by: Actor) -> Sheet:
    """Return a file that is being looked through, alone for as long as the transaction lasts. Refused: one that is done with."""
    permissions.ENTER.verdict(by).require()
    found = Sheet.objects.select_for_update(of=("self",)).select_related("letter__coalition").filter(pk=sheet.pk).first()
    if found is None or found.letter.coalition_id != by.coalition_id:
        raise NotVisible(_("There is no such file here."))
    if found.state != Sheet.State.OPEN:
        raise Conflict(_("This file has been taken in already."))
    return found


def _look(sheet: Sheet, columns: Columns | None) -> None:
    table = Table(tuple(sheet.headers), tuple(Row(number, tuple(cells)) for number, cells in sheet.cells))
    named = bringing_in.lines(table, columns) if columns else []
    sheet.columns = asdict(columns) if columns else {}
    sheet.found = sheets.kept(bringing_in.compare(named, known_in(UUID(str(sheet.letter.coalition_id)))))
    sheet.chosen = {}
