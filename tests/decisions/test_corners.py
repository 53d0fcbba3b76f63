"""Corners of deciding in which somebody could be wronged: the instant itself, what others answered for one, odd dates."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from commoncall.decisions.actions import answering, closing, demanding, entering, opening, preparing, proxies
from commoncall.decisions.actions.preparing import Deciders, Preparation
from commoncall.decisions.models import Decision, Response
from commoncall.decisions.queries import answers, decisions, register
from commoncall.decisions.rules.rule import Answer, Rule, Time, Way
from commoncall.drafting.actions import stages
from commoncall.kernel import time
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Label
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.refusals import Conflict, Refusal
from commoncall.leadership.actions import bodies
from commoncall.membership.actions.leaving import How, Leaving
from commoncall.procedures import deciding
from commoncall.procedures.standing import leaving
from commoncall.workspace.decisions import lines, own, words
from commoncall.workspace.decisions import preparing as pages
from tests.decisions.deciding import MAJORITY, MEETING, SECRET, SILENCE, Stage, at_its_end
from tests.scene import signed_in

pytestmark = pytest.mark.django_db


def test_nobody_withdraws_what_has_come_to_its_instant_though_no_clock_has_closed_it_yet(stage: Stage) -> None:
    decision = stage.opened(SILENCE)
    assert decision.closes_at is not None
    with time.as_of(decision.closes_at), pytest.raises(Conflict):
        preparing.withdraw(decision, "It would be adopted else.", by=stage.leila)
    assert at_its_end(decision).state == "adopted"


def test_a_secret_vote_that_cannot_be_opened_is_withdrawn_even_after_its_instant(stage: Stage) -> None:
    decision = stage.opened(SECRET)
    assert decision.closes_at is not None
    with time.as_of(decision.closes_at):
        assert preparing.withdraw(decision, "Its key is lost.", by=stage.leila).state == "withdrawn"


def test_a_discussion_moves_the_opening_to_a_whole_second_as_people_read_it(stage: Stage) -> None:
    rule = Rule(discussion_window=Time(hours=48), discussion=Time(hours=168), window=Time(hours=168))
    begun = datetime(2026, 11, 23, 9, 0, 0, 250_000, tzinfo=UTC)
    with time.as_of(begun):
        decision = opening.announce(stage.prepared(rule), by=stage.leila)
    # The last moment that is told is a whole second, and somebody who is in time by that is in time.
    with time.as_of(begun + timedelta(hours=48, milliseconds=500)):
        demanding.demand_discussion(decision, stage.cast.sahel, "Let us talk.", by=stage.amina)
    decision.refresh_from_db()
    assert decision.opens_at == datetime(2026, 12, 2, 9, 0, 1, tzinfo=UTC)
    assert decision.closes_at is not None
    assert decision.closes_at.microsecond == 0


def test_what_an_organisation_says_by_phone_counts_before_its_proxy(stage: Stage) -> None:
    decision = stage.opened(replace(MAJORITY, proxies=1))
    proxies.give(decision, stage.cast.sahel, stage.cast.amal, by=stage.amina)
    answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.nour)
    entering.enter(decision, stage.cast.sahel, Answer.AGAINST, "", "phone", "Amina, at noon", by=stage.leila)
    kept = Response.objects.get(decision=decision, organisation=stage.cast.sahel)
    assert (kept.answer, kept.came, kept.proxy_of_id) == ("against", "phone", None)
    with pytest.raises(Conflict):
        answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.nour)


def test_what_was_entered_is_put_right_on_the_page_even_where_no_answer_is_changed(stage: Stage) -> None:
    rule = replace(MAJORITY, may_change=False)
    decision = stage.opened(rule)
    entering.enter(decision, stage.cast.sahel, Answer.AGREE, "", "phone", "Amina, at noon", by=stage.leila)
    (panel,) = own.panels(stage.amina, decision, rule)
    assert panel.form is not None
    answering.answer(decision, stage.cast.sahel, Answer.AGAINST, by=stage.amina)
    (panel,) = own.panels(stage.amina, decision, rule)
    assert panel.form is None, "one’s own answer stays, as the rule says"


def test_nobody_is_reminded_of_an_answer_that_would_not_count(stage: Stage) -> None:
    decision = stage.opened(MAJORITY)
    stage.suspend(stage.cast.sahel)
    assert decision.opened_at is not None
    with time.as_of(decision.opened_at + timedelta(hours=30)):
        told = deciding.reminder(decision, urgent=True)
    assert "Amina Diallo" not in {one.person.name for one in told.readers}
    assert told.readers


def test_a_year_that_no_calendar_has_finds_nothing(stage: Stage) -> None:
    at_its_end(stage.opened(SILENCE))
    assert register.register(stage.leila, year=999_999).total == 0
    assert register.whole(stage.leila, year=999_999) == []


def test_the_register_says_how_many_voted_in_secret(stage: Stage) -> None:
    decision = stage.opened(SECRET)
    for organisation, by in stage.everybody.items():
        answering.answer(decision, organisation, Answer.AGREE, by=by)
    at_its_end(decision)
    (entry,) = register.whole(stage.leila)
    assert entry.responded == 4  # type: ignore[attr-defined]


@pytest.mark.parametrize("field", ["opens_at", "closes_at"])
def test_an_instant_that_no_calendar_can_tell_everywhere_is_refused(stage: Stage, field: str) -> None:
    far = datetime(9999, 12, 31, 23, 59, tzinfo=UTC)
    with pytest.raises(Refusal) as refused:
        opening.announce(stage.prepared(MAJORITY), by=stage.leila, **{field: far})
    assert refused.value.field == field
    assert closing.close_due() == 0


@pytest.mark.parametrize("wanted", [{"closes_at": "9999-12-31T23:59"}, {"opens_at": "9999-12-31T23:59"}, {"opens_at": "0001-01-01T00:00"}])
def test_an_instant_beyond_all_calendars_is_said_to_be_too_far_and_stays_in_its_field(stage: Stage, wanted: dict[str, str]) -> None:
    decision = stage.prepared(MAJORITY)
    page = reverse("decision-open", args=["quiet-fields", decision.pk])
    answered = signed_in(stage.cast.leila).post(page, wanted | {"step": "look"})
    assert answered.status_code == 200
    assert next(iter(wanted.values())) in answered.content.decode()


def test_a_page_of_a_year_that_no_calendar_has_is_empty(stage: Stage) -> None:
    page = reverse("decision-register", args=["quiet-fields"])
    assert signed_in(stage.cast.leila).get(page, {"year": "999999"}).status_code == 200


def test_an_organisation_that_is_not_named_stays_so_where_it_answers_for_another_one(stage: Stage) -> None:
    rule = replace(MAJORITY, proxies=1)
    decision = stage.opened(rule)
    proxies.give(decision, stage.cast.sahel, stage.cast.lantern, by=stage.amina)
    answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.mina)
    seen = answers.standing(stage.nour, decision)
    assert "Lantern" not in repr(seen)
    assert "Mina Sato" not in repr(seen)
    (line,) = [one for one in lines.lines(seen.lines, rule) if one.name == stage.cast.sahel.name]
    assert line.came == "by proxy, through an organisation that is not named"
    assert "Lantern" in repr(answers.standing(stage.leila, decision))


def test_what_a_decision_takes_up_again_is_named_to_those_alone_who_may_read_of_it(stage: Stage) -> None:
    former = stage.prepared(MAJORITY, title="Whom we expel", label=Label.AMBER_STRICT)
    decision = stage.opened(MAJORITY, follows=former)
    page = reverse("decision", args=["quiet-fields", decision.pk])
    assert "Whom we expel" in signed_in(stage.cast.leila).get(page).content.decode()
    shown = signed_in(stage.cast.amina).get(page)
    assert shown.status_code == 200
    assert "Whom we expel" not in shown.content.decode()


def test_no_mail_tells_that_an_organisation_that_is_not_named_was_suspended(stage: Stage) -> None:
    decision = stage.opened(MAJORITY)
    answering.answer(decision, stage.cast.lantern, Answer.AGREE, by=stage.mina)
    answering.answer(decision, stage.cast.amal, Answer.AGREE, by=stage.nour)
    stage.suspend(stage.cast.lantern)
    at_its_end(decision)
    deciding.confirm_due()
    mail = Message.objects.get(kind="decisions.confirmed", address="amina@amina.example")
    assert "suspended" not in mail.text


def test_of_few_secret_ballots_the_history_does_not_keep_how_they_missed(stage: Stage) -> None:
    decision = stage.opened(SECRET)
    said = (Answer.AGREE, Answer.AGREE, Answer.AGAINST, Answer.AGAINST)
    for (organisation, by), given in zip(stage.everybody.items(), said, strict=True):
        answering.answer(decision, organisation, given, by=by)
    assert at_its_end(decision).state == "not_adopted"
    assert Entry.objects.get(kind="decisions.closed", subject=decision.pk).facts["missing"] == [], "a tie of four ballots tells each number"


def test_the_form_keeps_that_all_decide_where_the_ladder_names_a_body(stage: Stage) -> None:
    body = bodies.form(stage.cast.quiet_fields, bodies.Description(names={"en": "Press group"}), by=stage.leila)
    rung = stage.rung(body=body)
    wanted = Preparation("Speak up", "Do we?", rung=rung, deciders=Deciders(), deviation="It concerns everybody.")
    draft = preparing.prepare(stage.cast.quiet_fields, wanted, by=stage.leila)
    assert pages._kept(decisions.one(stage.leila, draft.pk))["body"] == "all"


def test_a_decision_that_cannot_be_closed_holds_up_no_other(stage: Stage) -> None:
    broken, sound = stage.opened(SILENCE), stage.opened(SILENCE, title="Speak up in Vienna")
    Decision.objects.filter(pk=broken.pk).update(rule={"way": "a way of a later release"})
    assert sound.closes_at is not None
    with time.as_of(sound.closes_at + timedelta(minutes=1)), pytest.raises(ValueError, match="later release"):
        closing.close_due()
    states = dict(Decision.objects.values_list("pk", "state"))
    assert (states[broken.pk], states[sound.pk]) == ("open", "adopted")


def test_a_decision_that_cannot_be_opened_holds_up_no_other(stage: Stage) -> None:
    rule = replace(MAJORITY, notice=Time(hours=24))
    broken, sound = (opening.announce(stage.prepared(rule), by=stage.leila) for _ in range(2))
    Decision.objects.filter(pk=broken.pk).update(rule={"way": "a way of a later release"})
    assert sound.opens_at is not None
    with time.as_of(sound.opens_at), pytest.raises(ValueError, match="later release"):
        opening.open_due()
    states = dict(Decision.objects.values_list("pk", "state"))
    assert (states[broken.pk], states[sound.pk]) == ("notice", "open")


def test_whoever_is_present_at_a_secret_vote_is_noted_on_the_page_to_which_the_link_leads(stage: Stage) -> None:
    decision = stage.opened(replace(SECRET, channel=MEETING.channel))
    browser, page = signed_in(stage.cast.leila), reverse("decision-present", args=["quiet-fields", decision.pk])
    assert page in browser.get(reverse("decision", args=["quiet-fields", decision.pk])).content.decode()
    assert browser.get(page).status_code == 200
    assert browser.post(page, {"present": [str(stage.cast.sahel.pk)]}).status_code == 302
    assert decision.roll.get(organisation=stage.cast.sahel).is_present


def test_the_answer_to_a_poll_that_came_by_phone_is_entered_on_the_page(stage: Stage) -> None:
    decision = stage.opened(replace(MAJORITY, way=Way.POLL))
    page = reverse("decision-enter", args=["quiet-fields", decision.pk])
    told = {"organisation": str(stage.cast.sahel.pk), "answer": "agree", "came": "phone", "came_how": "Amina, at noon"}
    assert signed_in(stage.cast.leila).post(page, told).status_code == 302
    assert decision.responses.get().organisation_id == stage.cast.sahel.pk


def test_a_no_that_stops_it_is_not_said_to_stop_nothing() -> None:
    assert words.meaning(Answer.AGAINST, replace(MAJORITY, noes_object=True, objections_end_it=1)) == "A single no is enough to stop it."
    assert words.meaning(Answer.AGAINST, replace(MAJORITY, noes_object=True, objections_end_it=5)) == "It fails if 5 or more are against it."


def test_a_notice_that_is_given_anew_lets_a_discussion_be_demanded_anew(stage: Stage) -> None:
    rule = replace(MAJORITY, discussion_window=Time(hours=48), discussion=Time(hours=168))
    version = stage.locked_text()
    decision = opening.announce(stage.prepared(rule, version=version), by=stage.leila)
    demanding.demand_discussion(decision, stage.cast.sahel, "Who speaks?", by=stage.amina)
    decision.refresh_from_db()
    stages.unlock(version, "A word is missing.", by=stage.leila)
    assert decision.opens_at is not None
    with time.as_of(decision.opens_at):
        assert opening.open_due() == 0
        locked = stages.lock(version, by=stage.leila)
        wanted = Preparation(title=decision.title, version=locked, rule=rule, deviation="A trial.")
        again = opening.announce(preparing.change(decision, wanted, by=stage.leila), by=stage.leila)
        first = again.opens_at
        demanding.demand_discussion(again, stage.cast.sahel, "Who speaks?", by=stage.amina)
    again.refresh_from_db()
    assert first is not None
    assert again.opens_at is not None
    assert again.opens_at > first + timedelta(days=4)


def test_a_poll_keeps_no_roll_of_which_it_could_tell_a_part(stage: Stage) -> None:
    decision = stage.opened(replace(MAJORITY, way=Way.POLL))
    answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    page = reverse("decision", args=["quiet-fields", decision.pk])
    # An hour may well begin with a nought.
    part = re.compile(r"\bof 0\b")
    assert not part.search(signed_in(stage.cast.leila).get(page).content.decode())
    at_its_end(decision)
    assert not part.search(signed_in(stage.cast.leila).get(page).content.decode())


def test_no_decision_is_read_by_more_people_than_its_text(stage: Stage) -> None:
    version = stage.locked_text()
    version.text.label = Label.AMBER_STRICT
    version.text.save(update_fields=["label"])
    with pytest.raises(Refusal) as refused:
        stage.prepared(MAJORITY, version=version, label=Label.AMBER)
    assert refused.value.field == "label"
    assert stage.prepared(MAJORITY, version=version, label=Label.AMBER_STRICT).version == version


def test_whoever_leaves_after_the_end_has_answered_even_where_no_clock_has_come_by(stage: Stage) -> None:
    decision = stage.opened(MAJORITY)
    answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    assert decision.closes_at is not None
    with time.as_of(decision.closes_at):
        leaving.leave(stage.cast.sahel, Leaving(How.WITHDRAWN), by=stage.amina)
    decision.refresh_from_db()
    assert decision.state == Decision.State.ADOPTED
    assert decision.outcome is not None
    assert decision.outcome["agree"] == 1
