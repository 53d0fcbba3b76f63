"""A file of names is taken in under a letter: what is certain signs as the organisation, what is doubtful waits for a person, all can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db.models import F

from commoncall.drafting.actions import stages
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Naming
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.membership.models import Membership, Standing
from commoncall.membership.rules.matching.shapes import Verdict
from commoncall.procedures import undoing
from commoncall.voice.actions import bringing_in, doubts, letters, signing
from commoncall.voice.actions.letters import Terms
from commoncall.voice.models import Doubt, Letter, Sheet, Signature
from commoncall.voice.queries import sheets
from commoncall.voice.rules.bringing_in import Columns
from tests.cast import Cast, make_member
from tests.drafts import begun

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_installed")]

HEADLESS = """1,Forum Humanite Sahel,A forum of villages
2,Al-Amal Survivors' Network,Lebanon
3,Reed Singers of the Marsh,Kenya
4,Al Amal Survivors Network,Lebanon
5,Campos Livres,Mozambique
6,Reed Singers of the Marsh,Kenya
7,,nobody
"""


@pytest.fixture
def leila(cast: Cast) -> Actor:
    return cast.actor(cast.leila)


@pytest.fixture
def letter(cast: Cast, leila: Actor) -> Letter:
    return opened(cast, leila)


def opened(cast: Cast, by: Actor, *, who: Sequence[str] = ("members", "organisation"), title: str = "On reeds") -> Letter:
    version = stages.lock(begun(cast.quiet_fields, title, by=by), by=by)
    return letters.open_now(letters.prepare(version, Terms("The Chair of the Reed Office", who=who), by=by), by=by)


def review(sheet: Sheet) -> dict[str, list[Any]]:
    found = sheets.review(sheet)
    return {part: [one.found.line.row for one in getattr(found, part)] for part in ("certain", "doubtful", "unknown", "repeated")}


def under(letter: Letter) -> set[str]:
    there = Signature.objects.filter(letter=letter, withdrawn_at=None, removed_at=None).select_related("organisation")
    return {one.organisation.name if one.organisation else f"outside: {one.name}" for one in there}


def test_a_file_without_headings_is_told_apart_and_nothing_is_signed_yet(cast: Cast, letter: Letter, leila: Actor) -> None:
    sheet = bringing_in.begin(letter, HEADLESS.encode(), "names.csv", by=leila)
    found = sheets.columns(sheet)
    assert found is not None
    assert found.name == 1
    assert review(sheet) == {"certain": [1, 2], "doubtful": [5], "unknown": [3], "repeated": [4, 6]}
    certain = sheets.review(sheet).certain
    assert [one.found.known for one in certain] == [str(cast.sahel.pk), str(cast.amal.pk)]
    assert sheets.review(sheet).undecided == 1
    assert under(letter) == set()


def test_what_is_certain_signs_as_the_organisation_and_the_rest_from_outside(cast: Cast, letter: Letter, leila: Actor) -> None:
    sheet = bringing_in.begin(letter, HEADLESS.encode(), "names.csv", by=leila)
    taken = bringing_in.take_in(sheet, by=leila)
    assert under(letter) == {cast.sahel.name, cast.amal.name, "outside: Reed Singers of the Marsh", "outside: Campos Livres"}
    assert (taken.state, len(taken.taken), taken.left) == (Sheet.State.TAKEN, 4, [])
    signature = Signature.objects.get(organisation=cast.sahel)
    assert (signature.came, signature.came_how, signature.entered_by) == ("file", "names.csv", cast.person(cast.leila))
    assert set(Signature.objects.filter(organisation=None).values_list("naming", flat=True)) == {Naming.COORDINATORS}, "named without having agreed"
    doubt = Doubt.objects.get()
    assert (doubt.signature.name, doubt.organisation, doubt.settled) == ("Campos Livres", cast.campos, "")
    assert (taken.cells, taken.found) == ([], []), "what the file held is kept for nothing"


def test_a_person_says_what_a_doubtful_name_is(cast: Cast, letter: Letter, leila: Actor) -> None:
    sheet = bringing_in.begin(letter, HEADLESS.encode(), "names.csv", by=leila)
    sheet = bringing_in.answer(sheet, {5: str(cast.campos.pk), 3: "leave", 2: "outside"}, by=leila)
    assert sheets.review(sheet).undecided == 0
    bringing_in.take_in(sheet, by=leila, are_named=True)
    assert under(letter) == {cast.sahel.name, cast.campos.name, "outside: Al-Amal Survivors' Network"}
    assert Signature.objects.get(organisation=None).naming == Naming.PUBLIC
    assert not Doubt.objects.exists()


def test_one_row_that_cannot_sign_holds_up_no_other(cast: Cast, letter: Letter, leila: Actor) -> None:
    Membership.objects.filter(pk=cast.sahel.pk).update(standing=Standing.SUSPENDED)
    signing.enter(letter, cast.amal, signing.Given(), "paper", "Post", None, by=leila)
    taken = bringing_in.take_in(bringing_in.begin(letter, HEADLESS.encode(), "names.csv", by=leila), by=leila)
    assert [(row, bool(why)) for row, _name, why in taken.left] == [(1, True), (2, True)]
    assert under(letter) == {cast.amal.name, "outside: Reed Singers of the Marsh", "outside: Campos Livres"}


def test_a_letter_for_members_alone_takes_nobody_from_outside(cast: Cast, leila: Actor) -> None:
    letter = opened(cast, leila, who=("members",))
    taken = bringing_in.take_in(bringing_in.begin(letter, HEADLESS.encode(), "names.csv", by=leila), by=leila)
    assert under(letter) == {cast.sahel.name, cast.amal.name}
    assert [row for row, _name, _why in taken.left] == [3, 5]


def test_a_taken_file_is_undone_but_for_what_was_delivered_or_withdrawn_since(cast: Cast, letter: Letter, leila: Actor) -> None:
    sheet = bringing_in.take_in(bringing_in.begin(letter, HEADLESS.encode(), "names.csv", by=leila), by=leila)
    signing.withdraw(Signature.objects.get(organisation=cast.amal), "Too early.", by=leila)
    undoing.undo(Entry.objects.get(kind="voice.sheet_taken").pk, by=leila)
    assert under(letter) == set()
    assert Signature.objects.get(organisation=cast.amal).removed_at is None
    sheet.refresh_from_db()
    assert sheet.state == Sheet.State.UNDONE
    with pytest.raises(Conflict):
        bringing_in.undo(sheet, by=leila)
    again = bringing_in.take_in(bringing_in.begin(letter, HEADLESS.encode(), "names.csv", by=leila), by=leila)
    letters.make_up(letter, by=leila)
    assert bringing_in.undo(again, by=leila) == 0
    assert cast.sahel.name in under(letter)


def test_a_file_is_taken_in_after_the_close_with_what_was_signed_before(cast: Cast, letter: Letter, leila: Actor) -> None:
    letters.close(letter, by=leila)
    Letter.objects.update(closed_at=F("closed_at") - timedelta(days=2))
    letter.refresh_from_db()
    assert letter.closed_at is not None
    taken = bringing_in.take_in(bringing_in.begin(letter, HEADLESS.encode(), "names.csv", by=leila), by=leila)
    assert taken.left == []
    assert under(letter) == {cast.sahel.name, cast.amal.name, "outside: Reed Singers of the Marsh", "outside: Campos Livres"}
    assert set(Signature.objects.values_list("came_on", flat=True)) == {letter.closed_at.date()}


def test_a_file_of_which_nothing_can_sign_is_kept_and_the_reasons_are_told(letter: Letter, leila: Actor) -> None:
    sheet = bringing_in.begin(letter, HEADLESS.encode(), "names.csv", by=leila)
    Letter.objects.update(closes_at=F("opened_at") + timedelta(microseconds=1))
    sheet = bringing_in.answer(sheet, {3: "leave", 5: "leave"}, by=leila)
    with pytest.raises(Conflict, match="time to sign ended"):
        bringing_in.take_in(sheet, by=leila)
    sheet.refresh_from_db()
    assert sheet.state == Sheet.State.OPEN
    assert len(sheets.review(sheet).certain) == 2
    assert not Signature.objects.exists()


def test_what_an_organisation_confirmed_stays_when_the_file_is_undone_and_the_others_are_asked_again(
    cast: Cast, letter: Letter, leila: Actor
) -> None:
    sheet = bringing_in.take_in(bringing_in.begin(letter, HEADLESS.encode(), "names.csv", by=leila), by=leila)
    signing.confirm_entered(Signature.objects.get(organisation=cast.sahel), by=cast.actor(cast.amina))
    assert bringing_in.undo(sheet, by=leila) == 3
    assert under(letter) == {cast.sahel.name}
    taken_back = Signature.objects.get(organisation=cast.amal)
    assert taken_back.removed_at is not None
    assert Entry.objects.get(kind="voice.signature_taken_back").subject == taken_back.pk
    about = Ask.objects.filter(subject=letter.pk, organisation=cast.amal, answered_at=None, withdrawn_at=None)
    assert list(about.values_list("kind", flat=True)) == ["voice.sign"]


def test_a_workbook_with_headings_in_another_order_is_understood(cast: Cast, letter: Letter, leila: Actor) -> None:
    book = openpyxl.Workbook()
    for row in (["Country", "Organisation", "Website"], ["Mali", "Forum Humanité du Sahel (FHS)", ""], ["Kenya", "Marsh Singers", "marsh.example"]):
        book.active.append(row)  # type: ignore[union-attr]
    kept = BytesIO()
    book.save(kept)
    sheet = bringing_in.begin(letter, kept.getvalue(), "names.xlsx", by=leila)
    assert sheets.columns(sheet) == Columns(1, 0, 2)
    [unknown] = sheets.review(sheet).unknown
    assert (unknown.found.line.country, unknown.found.line.website) == ("KE", "https://marsh.example")
    sheet = bringing_in.choose_columns(sheet, Columns(0), by=leila)
    assert [one.found.name for one in sheets.review(sheet).unknown] == ["Mali", "Kenya"]
    with pytest.raises(Refusal):
        bringing_in.choose_columns(sheet, Columns(7), by=leila)


def test_who_left_is_not_taken_for_a_member(cast: Cast, letter: Letter) -> None:
    Membership.objects.filter(pk=cast.sahel.pk).update(standing=Standing.LEFT)
    [found] = bringing_in.match(letter, ["Forum Humanité Sahel"])
    assert found.verdict is Verdict.NONE


def test_only_coordinators_of_this_coalition_bring_a_file(cast: Cast, letter: Letter, leila: Actor) -> None:
    sheet = bringing_in.begin(letter, HEADLESS.encode(), "names.csv", by=leila)
    with pytest.raises(NotAllowed):
        bringing_in.begin(letter, HEADLESS.encode(), "names.csv", by=cast.actor(cast.amina))
    elsewhere = cast.actor(cast.viktor, cast.open_water)
    for deed in (bringing_in.take_in, bringing_in.discard, bringing_in.undo):
        with pytest.raises(NotVisible):
            deed(sheet, by=elsewhere)
    assert sheets.one(elsewhere, sheet.pk) is None
    assert sheets.one(cast.actor(cast.amina), sheet.pk) is None
    assert sheets.open_of(leila, letter) == sheet


@pytest.mark.parametrize("answers", [{5: "somebody"}, {5: "00000000-0000-0000-0000-000000000000"}, {99: "leave"}])
def test_an_answer_that_is_none_is_refused(letter: Letter, leila: Actor, answers: dict[int, str]) -> None:
    sheet = bringing_in.begin(letter, HEADLESS.encode(), "names.csv", by=leila)
    with pytest.raises(Refusal):
        bringing_in.answer(sheet, answers, by=leila)


def test_a_file_is_taken_in_once(letter: Letter, leila: Actor) -> None:
    sheet = bringing_in.begin(letter, HEADLESS.encode(), "names.csv", by=leila)
    bringing_in.take_in(sheet, by=leila)
    for deed in (bringing_in.take_in, bringing_in.discard):
        with pytest.raises(Conflict):
            deed(sheet, by=leila)


def test_signatures_that_may_be_the_same_are_found_and_never_put_together(cast: Cast, letter: Letter, leila: Actor) -> None:
    make_member(cast.quiet_fields, cast.operator, "Reedwatch Italia", "IT")
    names = ["Reed Watch Italy", "Marsh Singers", "The Marsh Singers", "Heron Trust"]
    brought = [replace(one, candidates=(), near=(), repeats=0) for one in bringing_in.match(letter, names)]
    bringing_in.take(letter, [bringing_in.Chosen(one, "outside") for one in brought], by=leila, file_name="names.csv")
    assert doubts.find(letter) == 2
    found = {(one.signature.name, str(one.other.name if one.other else one.organisation)) for one in Doubt.objects.all()}
    assert found == {("Reed Watch Italy", "Reedwatch Italia"), ("The Marsh Singers", "Marsh Singers")}
    assert len(under(letter)) == 4
    assert doubts.find(letter) == 0
    Doubt.objects.update(settled=Doubt.Settled.DIFFERENT)
    assert doubts.find(letter, anew=True) == 0, "what was settled is asked again"


def test_the_clock_looks_through_letters_with_something_new_alone(letter: Letter, leila: Actor) -> None:
    assert doubts.find_due() == 0
    bringing_in.take(letter, [bringing_in.Chosen(one, "outside") for one in bringing_in.match(letter, ["Marsh Singers"])], by=leila, file_name="a")
    assert doubts.find_due() == 1
    assert doubts.find_due() == 0
    [again] = bringing_in.match(letter, ["Marsh Singers, The"])
    bringing_in.take(letter, [bringing_in.Chosen(again, "outside")], by=leila, file_name="b")
    assert (doubts.find_due(), Doubt.objects.count()) == (1, 1)


@pytest.mark.sample_data
def test_the_real_signatories_under_a_letter_of_real_members(cast: Cast, letter: Letter, leila: Actor, sample_data: Path) -> None:
    """Four hundred real names are taken in; who is a member signs as one, nobody signs for another, and nothing is lost."""
    members = bringing_in.read((sample_data / "members" / "network-members.csv").read_bytes(), "members.csv")
    for row in members.rows:
        make_member(cast.quiet_fields, cast.operator, row.cells[0])
    sheet = bringing_in.begin(letter, (sample_data / "members" / "letter-signatories.csv").read_bytes(), "names.csv", by=leila)
    counts = sheets.review(sheet).counts
    assert counts["names"] == 400
    assert counts["certain"] >= 50
    assert counts["doubtful"] <= 40
    sheet = bringing_in.take_in(sheet, by=leila)
    assert len(sheet.taken) + len(sheet.left) + counts["repeated"] == 400
    assert sheet.left == []
    assert Signature.objects.filter(letter=letter, organisation__isnull=False).count() == counts["certain"]
    before = Doubt.objects.count()
    doubts.find(letter)
    # Laid beside each other anew, few questions are added to those that were asked when the file was taken in.
    assert Doubt.objects.count() - before < 25
