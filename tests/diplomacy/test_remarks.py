"""Reports of errors from outside: taken in from anybody, read and settled by the coordinators alone."""

from __future__ import annotations

import pytest

from commoncall.diplomacy.actions.remarks import remark, settle
from commoncall.diplomacy.models import Instrument, Pursuit, Remark
from commoncall.diplomacy.queries import remarks
from commoncall.diplomacy.rules.remarks import WORDS_AT_MOST, Report
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import VISITOR, system
from commoncall.kernel.history.models import Entry, Particulars
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from tests.cast import Cast
from tests.treaties import act, show


@pytest.fixture
def ccm(cast: Cast) -> Instrument:
    Coalition.objects.update(is_public=True)
    cast.quiet_fields.refresh_from_db()
    return show(cast.quiet_fields)


def reported(cast: Cast, ccm: Instrument, words: str = "Chad has joined.", **more: str) -> Remark:
    return remark(cast.quiet_fields, ccm, Report(words, **more), by=VISITOR)


def test_the_coordinators_are_asked_once_for_all_that_waits(cast: Cast, ccm: Instrument) -> None:
    first, second = reported(cast, ccm), reported(cast, ccm, "Mali too.", participant="ml")
    assert Ask.objects.filter(kind="diplomacy.remark", answered_at=None, organisation=None, person=None).count() == 1
    assert second.participant == "ML"
    leila = cast.actor(cast.leila)
    settle(first, "It is on the map now.", by=leila)
    assert Ask.objects.get(kind="diplomacy.remark").answered_at is None
    settle(second, "That came from another treaty.", by=leila)
    assert Ask.objects.get(kind="diplomacy.remark").answered_at is not None
    reported(cast, ccm, "And now?")
    assert Ask.objects.filter(kind="diplomacy.remark", answered_at=None).count() == 1


def test_its_words_and_its_address_stand_in_no_history(cast: Cast, ccm: Instrument) -> None:
    made = reported(cast, ccm, "Chad has joined.", address="someone@press.example", source="a law")
    settle(made, "Corrected", by=cast.actor(cast.leila))
    entries = Entry.objects.filter(kind__startswith="diplomacy.remark")
    assert {entry.kind for entry in entries} == {"diplomacy.remark_made", "diplomacy.remark_settled"}
    told = str([(entry.facts, Particulars.objects.get(entry=entry).data) for entry in entries])
    assert ccm.names["en"] in told
    assert not [words for words in ("Chad", "someone", "a law", "Corrected") if words in told]


def test_the_address_is_given_back_once_and_then_forgotten(cast: Cast, ccm: Instrument) -> None:
    made = reported(cast, ccm, address="someone@press.example")
    settled = settle(made, " It is right now. ", by=cast.actor(cast.leila))
    assert settled.address == "someone@press.example"
    kept = Remark.objects.get()
    assert (kept.address, kept.outcome, kept.settled_by) == ("", "It is right now.", cast.person(cast.leila))
    with pytest.raises(Conflict):
        settle(made, "Once more", by=cast.actor(cast.leila))


def test_only_coordinators_of_that_coalition_read_and_settle_them(cast: Cast, ccm: Instrument) -> None:
    made = reported(cast, ccm)
    leila, amina, viktor = cast.actor(cast.leila), cast.actor(cast.amina), cast.actor(cast.viktor, cast.open_water)
    assert list(remarks.visible_to(leila)) == [made]
    assert remarks.one(leila, made.pk) == made
    for actor in (amina, viktor, VISITOR, system()):
        assert not remarks.visible_to(actor).exists()
        assert remarks.one(actor, made.pk) is None
    for actor, refusal in ((amina, NotAllowed), (VISITOR, NotAllowed), (viktor, NotVisible)):
        with pytest.raises(refusal):
            settle(made, "So it is", by=actor)
    assert remarks.waiting(cast.quiet_fields.pk) == 1


def test_what_is_shown_to_nobody_is_reported_by_nobody(cast: Cast, ccm: Instrument) -> None:
    Pursuit.objects.update(is_public=False)
    with pytest.raises(NotVisible):
        reported(cast, ccm)
    Pursuit.objects.update(is_public=True)
    cast.quiet_fields.is_public = False
    with pytest.raises(NotVisible):
        reported(cast, ccm)
    assert not Remark.objects.exists()
    assert not Ask.objects.exists()


@pytest.mark.parametrize(
    ("report", "field"),
    [
        (Report("  "), "words"),
        (Report("x" * (WORDS_AT_MOST + 1)), "words"),
        (Report("x", source="y" * 501), "source"),
        (Report("x", participant="EU"), "participant"),
        (Report("x", participant="<b"), "participant"),
    ],
)
def test_a_report_that_says_nothing_of_use_is_refused(cast: Cast, ccm: Instrument, report: Report, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        remark(cast.quiet_fields, ccm, report, by=VISITOR)
    assert refused.value.field == field
    assert not Remark.objects.exists()


def test_it_may_be_about_a_participant_that_is_no_state(cast: Cast, ccm: Instrument) -> None:
    act(ccm, "EU", "approval", "2012-01-01")
    assert reported(cast, ccm, participant="EU").participant == "EU"


def test_it_is_settled_with_words_alone(cast: Cast, ccm: Instrument) -> None:
    made = reported(cast, ccm)
    for outcome in (" ", "x" * 501):
        with pytest.raises(Refusal) as refused:
            settle(made, outcome, by=cast.actor(cast.leila))
        assert refused.value.field == "outcome"
    assert Remark.objects.get().settled_at is None
