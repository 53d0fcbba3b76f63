"""A decision is prepared from the ladder, opened for those who may decide at that instant, and closes at an exact one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from commoncall.decisions.actions import opening, preparing
from commoncall.decisions.actions.preparing import Deciders, Preparation
from commoncall.decisions.models import Calendar, Decision
from commoncall.decisions.queries import decisions, roll
from commoncall.decisions.rules.rule import Division, Rule, Time, Way
from commoncall.drafting.actions import stages
from commoncall.kernel import time
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.leadership.actions import bodies, seats
from commoncall.leadership.models import Seat
from commoncall.membership.models import Membership
from commoncall.procedures import deciding
from tests.decisions.deciding import MAJORITY, SILENCE, Stage

pytestmark = pytest.mark.django_db


def test_choosing_the_rung_loads_who_decides_and_by_which_rule(stage: Stage) -> None:
    body = bodies.form(stage.cast.quiet_fields, bodies.Description(names={"en": "Press group"}), by=stage.leila)
    rung = stage.rung("press_release", SILENCE, body=body)
    made = preparing.prepare(stage.cast.quiet_fields, Preparation("Release", "Send it?", rung=rung), by=stage.leila)
    assert (made.body, decisions.rule(made), made.rung_code, made.deviation) == (body, SILENCE, "press_release", "")


def test_deviating_from_the_ladder_needs_a_reason_that_is_recorded(stage: Stage) -> None:
    rung = stage.rung("press_release", SILENCE)
    wanted = Preparation("Release", "Send it?", rung=rung, rule=replace(SILENCE, window=Time(hours=2)))
    with pytest.raises(Refusal) as refused:
        preparing.prepare(stage.cast.quiet_fields, wanted, by=stage.leila)
    assert refused.value.field == "deviation"
    made = preparing.prepare(stage.cast.quiet_fields, replace(wanted, deviation="The vote is tonight."), by=stage.leila)
    entry = Entry.objects.get(kind="decisions.deviated", subject=made.pk)
    assert entry.particulars.data["reason"] == made.deviation == "The vote is tonight."
    body = bodies.form(stage.cast.quiet_fields, bodies.Description(names={"en": "Press group"}), by=stage.leila)
    with pytest.raises(Refusal, match="otherwise than the ladder"):
        preparing.prepare(stage.cast.quiet_fields, replace(wanted, rule=None, deciders=Deciders(body)), by=stage.leila)


def test_what_is_not_said_is_refused(stage: Stage) -> None:
    for wanted, field in (
        (Preparation("", "What?", rule=MAJORITY, deviation="x"), "title"),
        (Preparation("x" * 301, "What?", rule=MAJORITY, deviation="x"), "title"),
        (Preparation("Title", "", rule=MAJORITY, deviation="x"), "question"),
        (Preparation("Title", "What?"), "rung"),
    ):
        with pytest.raises(Refusal) as refused:
            preparing.prepare(stage.cast.quiet_fields, wanted, by=stage.leila)
        assert refused.value.field == field


def test_only_coordinators_prepare_and_open(stage: Stage) -> None:
    with pytest.raises(NotAllowed):
        preparing.prepare(stage.cast.quiet_fields, Preparation("Title", "What?", rule=MAJORITY, deviation="x"), by=stage.amina)
    draft = stage.prepared()
    for deed in (opening.open_now, opening.announce):
        with pytest.raises(NotAllowed):
            deed(draft, by=stage.amina)
    with pytest.raises(NotAllowed):
        preparing.withdraw(draft, "No.", by=stage.amina)
    with pytest.raises(NotAllowed):
        opening.open_now(draft, by=stage.cast.actor(stage.cast.viktor, stage.cast.open_water))


def test_a_text_is_decided_on_as_it_was_locked_and_stays_so(stage: Stage) -> None:
    version = stage.locked_text()
    decision = stage.opened(version=version, question="")
    assert decision.digest == version.digest != ""
    with pytest.raises(Conflict) as refused:
        deciding.unlock(version, "One more comma.", by=stage.leila)
    assert refused.value.code == "under_way"
    with pytest.raises(Conflict):
        deciding.publish(version, by=stage.leila)
    with pytest.raises(Conflict) as refused:
        stage.prepared(version=version)
    assert refused.value.code == "under_way"


def test_a_text_that_is_not_locked_is_not_decided_on(stage: Stage) -> None:
    version = stage.locked_text()
    draft = stage.prepared(version=version, question="")
    stages.unlock(version, "One more comma.", by=stage.leila)
    with pytest.raises(Conflict) as refused:
        opening.open_now(draft, by=stage.leila)
    assert refused.value.code == "not_locked"
    assert Decision.objects.get(pk=draft.pk).state == "draft"
    version.refresh_from_db()
    with pytest.raises(Conflict, match="locked text"):
        stage.prepared(version=version)


def test_the_roll_is_fixed_at_the_opening_instant(stage: Stage) -> None:
    cast = stage.cast
    Membership.objects.filter(pk=cast.campos.pk).update(standing="dormant")
    Membership.objects.filter(pk=cast.lantern.pk).update(standing="suspended")
    decision = stage.opened()
    on_roll = {one.organisation for one in roll.electors(decision)}
    assert on_roll == {cast.sahel, cast.amal}, "observers, endorsers, the dormant and the suspended are not on it"
    Membership.objects.filter(pk=cast.campos.pk).update(standing="good")
    Membership.objects.filter(pk=cast.amal.pk).update(standing="dormant")
    assert {one.organisation for one in roll.electors(decision)} == on_roll
    assert {one.organisation for one in roll.voters(decision)} == {str(cast.sahel.pk), str(cast.amal.pk)}


def test_the_roll_keeps_region_country_and_category_as_they_were(stage: Stage) -> None:
    decision = stage.opened()
    Membership.objects.filter(pk=stage.cast.sahel.pk).update(country_id="FR", category="affiliated")
    line = decision.roll.get(organisation=stage.cast.sahel)
    assert (line.region, line.country, line.category) == ("002", "ML", "ordinary")


def test_in_a_body_those_decide_who_hold_a_seat_with_a_vote(stage: Stage) -> None:
    cast = stage.cast
    body = bodies.form(cast.quiet_fields, bodies.Description(kind="committee"), by=stage.leila)
    seats.give(body, cast.sahel, seats.Terms(office=Seat.Office.CHAIR), by=stage.leila)
    seats.give(body, cast.amal, seats.Terms(), by=stage.leila)
    seats.give(body, cast.campos, seats.Terms(has_vote=False), by=stage.leila)
    decision = stage.opened(deciders=Deciders(body))
    assert {one.organisation: one.is_chair for one in decision.roll.select_related("organisation")} == {cast.sahel: True, cast.amal: False}


def test_in_a_region_its_members_decide(stage: Stage) -> None:
    decision = stage.opened(deciders=Deciders(region="002"))
    assert {one.organisation for one in decision.roll.select_related("organisation")} == {stage.cast.sahel, stage.cast.campos}


def test_what_can_never_be_met_by_those_on_the_roll_is_not_opened(stage: Stage) -> None:
    for rule in (replace(MAJORITY, quorum=5), replace(MAJORITY, quorum_division=Division.REGION, quorum_each=3)):
        with pytest.raises(Refusal) as refused:
            stage.opened(rule)
        assert refused.value.code == "never_met"
    Membership.objects.all().update(standing="dormant")
    with pytest.raises(Refusal) as refused:
        stage.opened(MAJORITY)
    assert refused.value.facts["faults"] == ["nobody"]


def test_it_closes_when_the_rule_says_or_later_and_never_before(stage: Stage) -> None:
    decision = stage.opened()
    assert timedelta(0) <= decision.closes_at - (decision.opened_at + timedelta(hours=72)) < timedelta(seconds=1)
    assert decision.closes_at.microsecond == 0, "what people read to the second is the instant that holds"
    later = decision.opened_at + timedelta(hours=100)
    assert stage.opened(closes_at=later).closes_at == later
    with pytest.raises(Refusal) as refused:
        stage.opened(closes_at=decision.opened_at + timedelta(hours=71))
    assert (refused.value.field, refused.value.code) == ("closes_at", "too_short")


def test_a_deadline_inside_a_change_of_the_clocks_is_exact(stage: Stage) -> None:
    """In Paris the clocks went back at 01:00 UTC on 25 October 2026: that day had 25 hours there, and hours stay hours."""
    Calendar.objects.create(coalition=stage.cast.quiet_fields, days_off=[], time_zone="Europe/Paris")
    with time.as_of(datetime(2026, 10, 24, 0, 30, tzinfo=UTC)):
        by_hours = stage.opened(replace(MAJORITY, window=Time(hours=24)))
        by_days = stage.opened(replace(MAJORITY, window=Time(working_days=1)))
    assert by_hours.closes_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert by_days.closes_at == datetime(2026, 10, 25, 22, 59, 59, tzinfo=UTC)


def test_working_days_follow_the_calendar_of_the_coalition(stage: Stage) -> None:
    Calendar.objects.create(coalition=stage.cast.quiet_fields, days_off=[4, 5], holidays={"2026-11-25": "Day of rest"})
    with time.as_of(datetime(2026, 11, 24, 9, tzinfo=UTC)):
        decision = stage.opened(replace(SILENCE, window=Time(working_days=2)))
    assert decision.closes_at == datetime(2026, 11, 29, 23, 59, 59, tzinfo=UTC)


def test_everybody_on_the_roll_is_asked_until_it_closes(stage: Stage) -> None:
    decision = stage.opened()
    asked = asks.open_for(stage.amina)
    assert [(one.kind, one.subject, one.due_at) for one in asked] == [("decisions.answer", decision.pk, decision.closes_at)]
    assert asks.told(asked)[0].sentence == "What does Forum Humanité Sahel answer to “Speak up in Geneva”?"
    assert list(decisions.waiting_for(stage.amina)) == [decision]
    assert list(decisions.waiting_for(stage.cast.actor(stage.cast.deniz))) == []


def test_a_notice_comes_first_where_the_rule_has_one_and_the_clock_opens_it_once(stage: Stage) -> None:
    rule = replace(MAJORITY, notice=Time(hours=48))
    draft = stage.prepared(rule)
    with pytest.raises(Refusal) as refused:
        opening.open_now(draft, by=stage.leila)
    assert refused.value.code == "notice"
    with pytest.raises(Refusal) as refused:
        opening.announce(draft, time.database_now() + timedelta(hours=47), by=stage.leila)
    assert refused.value.code == "too_early"
    announced = opening.announce(draft, by=stage.leila)
    assert (announced.state, announced.number, announced.roll.count()) == ("notice", 1, 0)
    assert announced.closes_at == announced.opens_at + timedelta(hours=72)
    with time.as_of(announced.opens_at - timedelta(seconds=1)):
        assert opening.open_due() == 0
    stage.suspend(stage.cast.campos)
    with time.as_of(announced.opens_at + timedelta(seconds=1)):
        assert (opening.open_due(), opening.open_due()) == (1, 0)
    announced.refresh_from_db()
    assert (announced.state, announced.opened_at, announced.roll.count()) == ("open", announced.opens_at, 3)


def test_what_opens_late_since_nothing_was_running_has_its_whole_window(stage: Stage) -> None:
    announced = opening.announce(stage.prepared(replace(MAJORITY, notice=Time(hours=48))), by=stage.leila)
    with time.as_of(announced.opens_at + timedelta(days=2)):
        assert opening.open_due() == 1
    announced.refresh_from_db()
    assert announced.opened_at == announced.opens_at + timedelta(days=2)
    assert announced.closes_at == announced.opened_at + timedelta(hours=72)


def test_what_can_no_longer_be_opened_is_a_draft_again_and_said_so(stage: Stage) -> None:
    version = stage.locked_text()
    draft = stage.prepared(replace(MAJORITY, notice=Time(hours=48)), version=version)
    announced = opening.announce(draft, by=stage.leila)
    stages.unlock(version, "By a way that knows nothing of decisions.", by=stage.leila)
    with time.as_of(announced.opens_at):
        assert opening.open_due() == 0
    announced.refresh_from_db()
    assert (announced.state, announced.opens_at, announced.roll.count()) == ("draft", None, 0)
    assert Entry.objects.filter(kind="decisions.not_opened", subject=announced.pk).count() == 1
    with time.as_of(time.now() + timedelta(days=9)):
        assert opening.open_due() == 0
    with pytest.raises(NotVisible):
        decisions.one(stage.amina, announced.pk)


def test_numbers_follow_one_another_in_the_order_of_opening(stage: Stage) -> None:
    drafts = [stage.prepared(title=f"Question {number}") for number in range(3)]
    assert [one.number for one in drafts] == [None, None, None]
    assert [opening.open_now(one, by=stage.leila).number for one in reversed(drafts)] == [1, 2, 3]


def test_a_draft_is_changed_until_it_is_opened(stage: Stage) -> None:
    draft = stage.prepared()
    wanted = Preparation("Keep still in Geneva", "Do we keep still?", rule=SILENCE, deviation="A trial.")
    changed = preparing.change(draft, wanted, by=stage.leila)
    assert (changed.title, decisions.rule(changed).way) == ("Keep still in Geneva", Way.SILENCE)
    opening.open_now(draft, by=stage.leila)
    with pytest.raises(Conflict):
        preparing.change(draft, wanted, by=stage.leila)


def test_what_is_withdrawn_asks_nobody_any_longer_and_keeps_its_reason(stage: Stage) -> None:
    version = stage.locked_text()
    decision = stage.opened(version=version)
    with pytest.raises(Refusal):
        preparing.withdraw(decision, " ", by=stage.leila)
    gone = preparing.withdraw(decision, "Events have overtaken it.", by=stage.leila)
    assert (gone.state, gone.decided_how) == ("withdrawn", "Events have overtaken it.")
    assert not asks.open_for(stage.amina).exists()
    deciding.unlock(version, "It can be worked on again.", by=stage.leila)
    with pytest.raises(Conflict):
        preparing.withdraw(decision, "Again.", by=stage.leila)


def test_a_rule_is_kept_as_it_was_when_it_opened(stage: Stage) -> None:
    rung = stage.rung("statement", MAJORITY)
    decision = opening.open_now(preparing.prepare(stage.cast.quiet_fields, Preparation("T", "Q", rung=rung), by=stage.leila), by=stage.leila)
    rung.rule = Rule(way=Way.CONSENSUS).as_stored()
    rung.save()
    assert decisions.rule(Decision.objects.get(pk=decision.pk)) == MAJORITY
