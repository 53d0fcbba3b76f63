"""Single acts are entered, corrected and taken out by hand: with a source, with a reason that everybody can read, and with a way back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from commoncall.diplomacy import history as kinds
from commoncall.diplomacy.actions import acts
from commoncall.diplomacy.actions.acts import Source
from commoncall.diplomacy.models import Correction, DepositaryAct, Instrument
from commoncall.diplomacy.rules.acts import Act, ActKind
from commoncall.kernel import time
from commoncall.kernel.authority import VISITOR, operator
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict, NotAllowed, Refusal
from commoncall.procedures import undoing
from tests.cast import Cast

pytestmark = pytest.mark.django_db

OPERATOR = operator("root")
LETTER = Source("A letter of the depositary", "https://depositary.example/1", date(2025, 9, 10))
JOINED = Act(date(2025, 9, 5), "VU", ActKind.ACCESSION)


def ccm() -> Instrument:
    return Instrument.objects.get(code="ccm", coalition=None)


def standing() -> list[tuple[object, ...]]:
    rows = DepositaryAct.objects.filter(retracted_at=None).order_by("participant", "done_on")
    return list(rows.values_list("participant", "kind", "done_on", "effective_on", "source"))


def last(kind: object) -> Entry:
    found = Entry.objects.filter(kind=kind.name).order_by("-at", "-id").first()  # type: ignore[attr-defined]
    assert found is not None
    return found


def test_an_act_is_entered_with_its_source() -> None:
    row = acts.enter(ccm(), JOINED, LETTER, by=OPERATOR)
    assert (row.country_id, row.source, row.source_url, row.as_of) == ("VU", LETTER.name, LETTER.url, LETTER.as_of)
    entry = last(kinds.ACT_ADDED)
    assert (entry.subject, entry.facts["participant"], entry.facts["done_on"]) == (row.pk, "VU", "2025-09-05")
    assert not Correction.objects.exists()
    undoing.undo(entry.pk, by=OPERATOR)
    assert standing() == []
    assert Correction.objects.get().old["kind"] == "accession"


@pytest.mark.parametrize(
    ("act", "source", "field"),
    [
        (Act(date(2008, 12, 2), "VU", ActKind.SIGNATURE), LETTER, "done_on"),
        (Act(date(2999, 1, 1), "VU", ActKind.ACCESSION), LETTER, "done_on"),
        (Act(date(2025, 9, 5), "ZZ", ActKind.ACCESSION), LETTER, "participant"),
        (Act(date(2025, 9, 5), "HK", ActKind.ACCESSION), LETTER, "participant"),
        (JOINED, Source(" "), "source"),
        (JOINED, Source("A letter", as_of=date(2999, 1, 1)), "as_of"),
        (Act(date(2025, 9, 5), "VU", ActKind.WITHDRAWAL, effective_on=date(2025, 9, 4)), LETTER, "effective_on"),
    ],
)
def test_what_cannot_be_is_refused(act: Act, source: Source, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        acts.enter(ccm(), act, source, by=OPERATOR)
    assert refused.value.field == field
    assert standing() == []


def test_the_same_act_is_entered_once() -> None:
    acts.enter(ccm(), JOINED, LETTER, by=OPERATOR)
    with pytest.raises(Conflict):
        acts.enter(ccm(), JOINED, LETTER, by=OPERATOR)
    union = acts.enter(ccm(), Act(date(2025, 9, 5), "EU", ActKind.ACCESSION), LETTER, by=OPERATOR)
    assert union.country_id is None


def test_a_correction_is_told_to_everybody_and_can_be_undone() -> None:
    row = acts.enter(ccm(), JOINED, LETTER, by=OPERATOR)
    before = standing()
    right = Act(date(2025, 9, 6), "VU", ActKind.ACCESSION)
    with pytest.raises(Refusal):
        acts.correct(row, right, "  ", by=OPERATOR)
    new = acts.correct(row, right, "The letter arrived a day later.", by=OPERATOR)
    assert [one[2] for one in standing()] == [date(2025, 9, 6)]
    assert (new.source, new.as_of) == (LETTER.name, LETTER.as_of)
    correction = Correction.objects.get()
    assert (correction.old["done_on"], correction.new["done_on"], correction.why) == ("2025-09-05", "2025-09-06", "The letter arrived a day later.")
    with pytest.raises(Conflict):
        acts.correct(row, right, "Once more", by=OPERATOR)
    undoing.undo(last(kinds.ACT_CORRECTED).pk, by=OPERATOR)
    assert standing() == before
    assert last(kinds.ACT_RESTORED).undoes == last(kinds.ACT_CORRECTED).pk
    assert Correction.objects.count() == 2


def test_an_act_that_never_was_is_taken_out_and_can_be_put_back() -> None:
    row = acts.enter(ccm(), JOINED, LETTER, by=OPERATOR)
    before = standing()
    acts.retract(row, "It was another state.", by=OPERATOR)
    assert standing() == []
    assert (Correction.objects.get().new, DepositaryAct.objects.count()) == (None, 1)
    with pytest.raises(Conflict):
        acts.retract(row, "Once more", by=OPERATOR)
    undoing.undo(last(kinds.ACT_RETRACTED).pk, by=OPERATOR)
    assert standing() == before


def test_there_is_no_way_back_over_a_later_change() -> None:
    row = acts.enter(ccm(), JOINED, LETTER, by=OPERATOR)
    acts.retract(row, "It was another state.", by=OPERATOR)
    acts.enter(ccm(), JOINED, Source("Another letter"), by=OPERATOR)
    before = standing()
    with pytest.raises(Conflict):
        undoing.undo(last(kinds.ACT_RETRACTED).pk, by=OPERATOR)
    assert standing() == before


def test_only_who_keeps_the_treaty_may(cast: Cast) -> None:
    row = acts.enter(ccm(), JOINED, LETTER, by=OPERATOR)
    for by in (VISITOR, cast.actor(cast.amina), cast.actor(cast.leila)):
        with pytest.raises(NotAllowed):
            acts.enter(ccm(), Act(JOINED.on - timedelta(1), "FJ", ActKind.ACCESSION), LETTER, by=by)
        with pytest.raises(NotAllowed):
            acts.correct(row, JOINED, "A reason", by=by)
        with pytest.raises(NotAllowed):
            acts.retract(row, "A reason", by=by)
    own = Instrument.objects.create(coalition=cast.quiet_fields, code="ours", terms={}, names={"en": "Ours"})
    acts.enter(own, JOINED, Source("A letter"), by=cast.actor(cast.leila))
    assert DepositaryAct.objects.get(instrument=own).as_of == time.now().date()
