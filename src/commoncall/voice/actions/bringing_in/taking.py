"""Taking in the names of a file: each signs as what it was chosen to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import Conflict, Refusal
from commoncall.voice import permissions
from commoncall.voice.actions import outside, signing
from commoncall.voice.actions.bringing_in.sheets import held
from commoncall.voice.history import bringing as kinds
from commoncall.voice.models import Doubt, Letter, Sheet, Signature
from commoncall.voice.rules import sheets
from commoncall.voice.rules.bringing_in import Choice, Found
from commoncall.voice.rules.signers import Entry

#: So many reasons are told where nothing of a file can sign.
MOST_REASONS = 3


@dataclass(frozen=True)
class Chosen:
    """A name of the file and what becomes of it: the id of an organisation, ``outside``, ``leave``, or nothing where nobody has decided."""

    found: Found
    what: str

    @property
    def organisation(self) -> str:
        """The id of the organisation as which it signs; empty where it signs as none."""
        return "" if self.what in set(Choice) else self.what


@dataclass(frozen=True)
class Taken:
    """What came of a file: the signatures that were made, the doubts that are to be looked at, and what was left, as (row, name, why)."""

    signatures: tuple[UUID, ...] = ()
    doubts: int = 0
    left: tuple[tuple[int, str, str], ...] = ()


@transaction.atomic
def take(letter: Letter, chosen: Iterable[Chosen], *, by: Actor, file_name: str, are_named: bool = False) -> Taken:
    """Let names of a file sign a letter: organisations of the coalition as such, the others from outside, each as if entered by hand.

    A name of which nobody decided whether it is one of the coalition's signs from outside, and the doubt is laid before the
    coordinators. ``are_named``: whether those from outside agreed to be named in public; otherwise they are counted. Who may:
    ``voice.enter``. Recorded: each signature. What cannot sign is left, and why is answered: one row holds up no other.
    """
    permissions.ENTER.verdict(by).require()
    own = Organisation.objects.filter(coalition_id=by.coalition_id).select_related("coalition").in_bulk()
    made: dict[int, Signature] = {}
    left: list[tuple[int, str, str]] = []
    doubted: list[Found] = []
    for one in chosen:
        line = one.found.line
        if one.what == Choice.LEAVE:
            continue
        try:
            with transaction.atomic():
                if one.organisation:
                    made[line.row] = _sign_as(letter, own.get(UUID(one.organisation)), file_name, by)
                else:
                    made[line.row] = _sign_from_outside(letter, one.found, file_name, are_named, by)
        except Refusal as refusal:
            left.append((line.row, line.name, str(refusal.reason)))
            continue
        if one.what == Choice.UNDECIDED:
            doubted.append(one.found)
    doubts = Doubt.objects.bulk_create([each for one in doubted for each in _doubts(letter, one, made)], ignore_conflicts=True)
    return Taken(tuple(one.pk for one in made.values()), len(doubts), tuple(left))


@transaction.atomic
def take_in(sheet: Sheet, *, by: Actor, are_named: bool = False) -> Sheet:
    """Take a file in as it was looked through; of what nobody chose for, its suggestion holds. What the file held is not kept any longer.

    Who may: ``voice.enter``. Recorded: each signature, and how many came from which file; can be undone. Refused: a file that is done with;
    one of whose names none can sign, with the reasons: it stays as it is.
    """
    sheet = held(sheet, by)
    chosen = [Chosen(one, what_of(sheet, one)) for one in sheets.read(sheet.found)]
    taken = take(sheet.letter, chosen, by=by, file_name=sheet.file_name, are_named=are_named)
    if taken.left and not taken.signatures:
        reasons = dict.fromkeys(why for _row, _name, why in taken.left if why)
        raise Conflict(" ".join(list(reasons)[:MOST_REASONS]), code="nothing")
    sheet.state, sheet.taken_at = Sheet.State.TAKEN, time.now()
    sheet.taken, sheet.left = list(taken.signatures), [list(one) for one in taken.left]
    sheet.cells, sheet.found, sheet.chosen = [], [], {}
    sheet.save()
    book.record(
        kinds.SHEET_TAKEN,
        by=by,
        subject=sheet.pk,
        subject_kind="sheet",
        facts={"count": len(taken.signatures), "left": len(taken.left), "doubts": taken.doubts, "number": sheet.letter.number},
        particulars={"file": sheet.file_name, "letter": sheet.letter.addressee},
    )
    return sheet


def what_of(sheet: Sheet, one: Found) -> str:
    """Return what becomes of a name: what was chosen, or else what is suggested."""
    chosen: str = sheet.chosen.get(str(one.line.row), one.suggestion)
    return chosen


def _sign_as(letter: Letter, organisation: Organisation | None, file_name: str, by: Actor) -> Signature:
    if organisation is None:
        raise Refusal("")
    return signing.enter(letter, organisation, signing.Given(), Signature.Came.FILE, file_name, _came_on(letter), by=by)


def _sign_from_outside(letter: Letter, found: Found, file_name: str, are_named: bool, by: Actor) -> Signature:
    line = found.line
    naming = Naming.PUBLIC if are_named else Naming.COORDINATORS
    entry = Entry(kind="organisation", name=line.name, country=line.country, website=line.website, naming=naming)
    return outside.enter(letter, entry, outside.Came(Signature.Came.FILE, file_name, _came_on(letter)), by=by)


def _came_on(letter: Letter) -> date:
    """The day on which what a file holds counts as come: today, and of a closed letter no later than the day of its close.

    A file can be brought after the close with what was signed before it.
    """
    today = time.now().date()
    return min(today, letter.closed_at.date()) if letter.closed_at is not None else today


def _doubts(letter: Letter, found: Found, made: dict[int, Signature]) -> Iterator[Doubt]:
    """Yield what is to be looked at: that a signature may be an organisation's, or the same as one of an earlier row."""
    signature, now = made[found.line.row], time.now()
    for candidate in found.candidates:
        yield Doubt(letter=letter, signature=signature, organisation_id=UUID(candidate.id), why=candidate.reasons[0], found_at=now)
    for candidate in found.near:
        if (other := made.get(int(candidate.id))) and other.organisation_id is None:
            yield Doubt(letter=letter, signature=signature, other=other, why=candidate.reasons[0], found_at=now)
