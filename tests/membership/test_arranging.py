"""A coalition arranges how it admits; an application works before it has arranged anything."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commoncall.kernel import time
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties.rules import Arrangements
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.membership.actions.applying import arranging
from commoncall.membership.actions.applying.arranging import Asked, Texts
from commoncall.membership.models import Category
from commoncall.membership.queries import admission
from commoncall.membership.rules import admitting
from commoncall.membership.rules.admitting import Tally, Way
from commoncall.procedures import undoing
from tests.applicants import applied
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def undo_last(cast: Cast) -> None:
    """Undo what was done last."""
    undoing.undo(Entry.objects.filter(chain=cast.quiet_fields.chain).latest("id").pk, by=cast.actor(cast.leila))


def test_ordinary_members_can_apply_before_anything_is_arranged(cast: Cast) -> None:
    here = cast.quiet_fields
    opening = admission.opening(here)
    assert (opening.is_open, opening.until, opening.categories) == (True, None, [Category.ORDINARY])
    assert admission.way(here, "ordinary") == Way(True, "country", 14, "coordinators", 21, True)
    here.arrangements = Arrangements(admitted_by="committee").as_stored()
    assert admission.way(here, "ordinary").decided_by == "committee"
    assert Category.ENDORSER not in admission.ways(here)


def test_a_path_is_changed_recorded_and_undone(cast: Cast) -> None:
    here, by = cast.quiet_fields, cast.actor(cast.leila)
    wanted = Way(True, "all", 30, "members", 60, False)
    arranging.set_path(here, Category.OBSERVER, wanted, by=by)
    assert admission.ways(here)[Category.OBSERVER] == wanted
    assert Category.OBSERVER in admission.opening(here).categories
    undo_last(cast)
    assert admission.ways(here)[Category.OBSERVER] == admitting.usual("observer")


@pytest.mark.parametrize(
    ("way", "field"),
    [
        (Way(consults="everybody"), "consults"),
        (Way(decided_by="king"), "decided_by"),
        (Way(consultation_days=0), "consultation_days"),
        (Way(decision_days=400), "decision_days"),
    ],
)
def test_what_no_path_can_be_is_refused(cast: Cast, way: Way, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        arranging.set_path(cast.quiet_fields, Category.ORDINARY, way, by=cast.actor(cast.leila))
    assert refused.value.field == field


def test_nobody_applies_to_be_an_endorser(cast: Cast) -> None:
    with pytest.raises(Refusal):
        arranging.set_path(cast.quiet_fields, Category.ENDORSER, Way(), by=cast.actor(cast.leila))


def test_outside_of_all_windows_nothing_can_be_handed_in_and_the_next_is_known(cast: Cast) -> None:
    here, by, now = cast.quiet_fields, cast.actor(cast.leila), time.now()
    later = arranging.add_window(here, now + timedelta(days=30), now + timedelta(days=40), by=by)
    opening = admission.opening(here)
    assert (opening.is_open, opening.next_at) == (False, later.opens_at)
    open_now = arranging.add_window(here, now - timedelta(days=1), now + timedelta(days=1), by=by)
    assert (admission.opening(here).is_open, admission.opening(here).until) == (True, open_now.closes_at)
    assert not admission.opening(here, open_now.closes_at).is_open
    arranging.remove_window(open_now, by=by)
    assert not admission.opening(here).is_open
    undo_last(cast)
    assert admission.opening(here).is_open
    with pytest.raises(Conflict):
        arranging.remove_window(open_now, by=by)
    for opens, closes in ((now, now - timedelta(days=1)), (now - timedelta(days=9), now - timedelta(days=1))):
        with pytest.raises(Refusal):
            arranging.add_window(here, opens, closes, by=by)


def test_a_closed_coalition_takes_no_applications(cast: Cast) -> None:
    arranging.open_admission(cast.quiet_fields, False, by=cast.actor(cast.leila))
    assert not admission.opening(cast.quiet_fields).is_open
    undo_last(cast)
    assert admission.opening(cast.quiet_fields).is_open


def test_questions_are_asked_in_order_changed_and_retired_without_losing_answers(cast: Cast) -> None:
    here, by = cast.quiet_fields, cast.actor(cast.leila)
    first = arranging.add_question(here, Asked("text", {"en": "What do you do?"}), by=by)
    options = [{"text": {"en": "Yes, both"}}, {"text": {"en": "Neither"}}]
    second = arranging.add_question(here, Asked("choice", {"en": "Which?"}, options=options), by=by)
    arranging.order_questions(here, [second.pk, first.pk], by=by)
    assert [one.pk for one in admission.questions(here)] == [second.pk, first.pk]
    key = second.options[0]["key"]
    application = applied(here, answers={str(second.pk): key})
    reworded = [second.options[0] | {"text": {"en": "Both of them"}}, second.options[1]]
    arranging.change_question(second, Asked("choice", {"en": "Which one?"}, options=reworded), by=by)
    second.refresh_from_db()
    assert (second.options[0]["key"], application.answers[str(second.pk)]) == (key, key)
    with pytest.raises(Conflict):
        arranging.change_question(second, Asked("text", {"en": "Which one?"}), by=by)
    arranging.retire_question(second, by=by)
    assert [one.pk for one in admission.questions(here)] == [first.pk]
    assert second in admission.questions(here, retired=True)
    undo_last(cast)
    assert second in admission.questions(here)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (Asked("text", {"en": "  "}), "text"),
        (Asked("choice", {"en": "Which?"}, options=[{"text": {"en": "One"}}]), "options"),
        (Asked("song", {"en": "Which?"}), "kind"),
        (Asked("line", {"en": "x" * 501}), "text"),
    ],
)
def test_what_no_question_can_be_is_refused(cast: Cast, asked: Asked, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        arranging.add_question(cast.quiet_fields, asked, by=cast.actor(cast.leila))
    assert refused.value.field == field


def test_what_both_sides_promise_is_kept_by_language_and_can_be_undone(cast: Cast) -> None:
    here, by = cast.quiet_fields, cast.actor(cast.leila)
    arranging.word(here, Texts(member_promises={"en": "It acts without violence.", "fr": " "}), by=by)
    assert admission.admission(here).member_promises == {"en": "It acts without violence."}
    undo_last(cast)
    assert admission.admission(here).member_promises == {}


def test_only_coordinators_arrange_it_and_only_for_their_own_coalition(cast: Cast) -> None:
    for account in (cast.amina, cast.deniz, cast.eva):
        with pytest.raises(NotAllowed):
            arranging.open_admission(cast.quiet_fields, False, by=cast.actor(account))
    with pytest.raises(NotVisible):
        arranging.set_path(cast.quiet_fields, Category.ORDINARY, Way(consults="all"), by=cast.actor(cast.viktor, cast.open_water))


@pytest.mark.parametrize(
    ("decided_by", "counted", "is_over", "ripe", "said"),
    [
        ("coordinators", Tally(), False, True, ""),
        ("committee", Tally(4, 2, 0, 0), False, False, "admitted"),
        ("committee", Tally(4, 1, 1, 1), False, True, "declined"),
        ("committee", Tally(5, 2, 1, 0), False, True, "admitted"),
        ("committee", Tally(5), True, True, ""),
        ("members", Tally(9, 8, 0, 0), False, False, "admitted"),
        ("members", Tally(9, 0, 0, 0), True, True, "admitted"),
        ("members", Tally(9, 8, 1, 0), False, True, ""),
        ("assembly", Tally(), False, True, ""),
    ],
)
def test_when_an_outcome_may_be_recorded_and_for_which_the_answers_speak(
    decided_by: str, counted: Tally, is_over: bool, ripe: bool, said: str
) -> None:
    assert admitting.is_ripe(decided_by, counted, is_over=is_over) is ripe
    assert admitting.said(decided_by, counted) == said
