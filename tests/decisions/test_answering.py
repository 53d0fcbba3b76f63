"""The organisation is the voter: one answer for each, by whoever holds its mandate, in time by the database's clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from commoncall.decisions.actions import answering, entering, proxies
from commoncall.decisions.models import Decision, Response
from commoncall.decisions.queries import answers, decisions
from commoncall.decisions.rules.rule import Answer, Channel, Rule, Way
from commoncall.kernel import time
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Role
from commoncall.kernel.history.models import Entry
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.actions import mandates
from commoncall.kernel.parties.models import Mandate, Person
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.membership.models import Membership
from commoncall.procedures import deciding
from tests.cast import make_account, make_member, make_person
from tests.decisions.deciding import MAJORITY, MEETING, SECRET, SILENCE, Stage, at_its_end, moments_before

pytestmark = pytest.mark.django_db

WITH_PROXIES = replace(MAJORITY, proxies=1)


def _answers(decision: Decision) -> dict[str, str]:
    return dict(decision.responses.values_list("organisation__name", "answer"))


def test_an_organisation_answers_through_a_person_with_its_mandate(stage: Stage) -> None:
    decision = stage.opened()
    response = answering.answer(decision, stage.cast.sahel, Answer.AGREE_WITH_COMMENTS, "Mind the comma.", by=stage.amina)
    assert isinstance(response, Response)
    mandate = Mandate.objects.get(person=stage.amina.person_id, organisation=stage.cast.sahel)
    assert (response.person_id, response.mandate, response.came, response.reason) == (
        stage.amina.person_id,
        mandate.pk,
        "workspace",
        "Mind the comma.",
    )
    entry = Entry.objects.get(kind="decisions.answered", concerns=stage.cast.sahel.pk)
    assert (entry.facts["mandate"], entry.facts["answer"], entry.person) == (str(mandate.pk), "agree_with_comments", stage.amina.person_id)
    assert "Mind the comma." not in str(entry.facts), "free text is with the particulars"


def test_answering_answers_the_ask_and_nothing_waits_any_longer(stage: Stage) -> None:
    decision = stage.opened()
    answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    assert not asks.open_for(stage.oumar).exists()
    assert Ask.objects.get(organisation=stage.cast.sahel, subject=decision.pk).answered_by_id == stage.amina.person_id
    assert not decisions.waiting_for(stage.oumar).exists()
    assert decisions.open_for(stage.oumar).exists()


def test_a_mandate_has_to_cover_the_topic(stage: Stage) -> None:
    Mandate.objects.filter(person=stage.oumar.person_id).update(topics=["treaty"])
    about_money = stage.opened(topic="budget")
    with pytest.raises(NotAllowed, match="on these topics alone"):
        answering.answer(about_money, stage.cast.sahel, Answer.AGREE, by=stage.oumar)
    about_the_treaty = stage.opened(topic="treaty")
    answering.answer(about_the_treaty, stage.cast.sahel, Answer.AGREE, by=stage.oumar)


def test_nobody_answers_for_another_organisation(stage: Stage) -> None:
    decision = stage.opened()
    for by in (stage.nour, stage.leila, stage.cast.actor(stage.cast.eva), stage.cast.actor(stage.cast.viktor, stage.cast.open_water)):
        with pytest.raises((NotAllowed, NotVisible)):
            answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=by)
    with pytest.raises(NotAllowed):
        answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=replace(stage.amina, preview=True))
    assert not decision.responses.exists()


def test_who_is_not_on_the_roll_does_not_answer(stage: Stage) -> None:
    decision = stage.opened()
    late = make_member(stage.cast.quiet_fields, stage.cast.operator, "Came Later", "KE")
    account = make_account("Lara Late", "lara@late.example")
    make_person(stage.cast.quiet_fields, stage.cast.operator, account, late, Role.REPRESENTATIVE)
    with pytest.raises(NotAllowed, match="not on the roll"):
        answering.answer(decision, late, Answer.AGREE, by=stage.cast.actor(account))


def test_an_answer_is_changed_until_the_close_where_the_rule_lets_it(stage: Stage) -> None:
    decision = stage.opened()
    answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    answering.answer(decision, stage.cast.sahel, Answer.AGAINST, by=stage.oumar)
    assert _answers(decision) == {"Forum Humanité Sahel": "against"}
    kinds = Entry.objects.filter(concerns=stage.cast.sahel.pk, kind__startswith="decisions.answer").order_by("id")
    assert [(one.kind, one.person, one.facts["answer"]) for one in kinds] == [
        ("decisions.answered", stage.amina.person_id, "agree"),
        ("decisions.answer_changed", stage.oumar.person_id, "against"),
    ]
    fixed = stage.opened(replace(MAJORITY, may_change=False))
    answering.answer(fixed, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    with pytest.raises(Conflict) as refused:
        answering.answer(fixed, stage.cast.sahel, Answer.AGAINST, by=stage.oumar)
    assert refused.value.code == "no_change"


def test_a_late_answer_is_refused_with_the_exact_instant(stage: Stage) -> None:
    decision = stage.opened()
    with time.as_of(moments_before(decision, 0.001)):
        answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    for beyond in (0.0, 0.001, 3600.0):
        with time.as_of(decision.closes_at + timedelta(seconds=beyond)), pytest.raises(Conflict) as refused:
            answering.answer(decision, stage.cast.amal, Answer.AGREE, by=stage.nour)
        assert refused.value.code == "late"
        assert refused.value.facts["closes_at"] == decision.closes_at.isoformat()
        assert f"{decision.closes_at:%H:%M:%S} UTC" in str(refused.value.reason)


def test_the_clock_of_the_database_decides_and_not_that_of_the_machine(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    decision = stage.opened()
    monkeypatch.setattr("django.utils.timezone.now", lambda: decision.closes_at - timedelta(days=1))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE decisions_decision SET closes_at = clock_timestamp() - interval '1 millisecond' WHERE id = %s", [decision.pk])
    with pytest.raises(Conflict) as refused:
        answering.answer(decision, stage.cast.amal, Answer.AGREE, by=stage.nour)
    assert refused.value.code == "late"


def test_before_it_opens_and_after_it_is_closed_nothing_is_answered(stage: Stage) -> None:
    draft = stage.prepared()
    with pytest.raises(Conflict) as refused:
        answering.answer(draft, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    assert refused.value.code == "not_open"
    broken = stage.opened(SILENCE)
    answering.answer(broken, stage.cast.sahel, Answer.OBJECT, "No.", by=stage.amina)
    with pytest.raises(Conflict) as refused:
        answering.answer(broken, stage.cast.amal, Answer.AGREE, by=stage.nour)
    assert refused.value.code == "not_open"


def test_an_objection_needs_its_reason(stage: Stage) -> None:
    decision = stage.opened(SILENCE)
    with pytest.raises(Refusal) as refused:
        answering.answer(decision, stage.cast.sahel, Answer.OBJECT, "  ", by=stage.amina)
    assert refused.value.field == "reason"
    with pytest.raises(Refusal) as refused:
        answering.answer(decision, stage.cast.sahel, Answer.AGAINST, "No.", by=stage.amina)
    assert refused.value.field == "answer", "silence is broken by an objection, or kept"
    assert Decision.objects.get(pk=decision.pk).state == "open"


def test_a_suspended_organisation_does_not_answer_and_what_it_answered_does_not_count(stage: Stage) -> None:
    decision = stage.opened(replace(MAJORITY, quorum=1))
    answering.answer(decision, stage.cast.sahel, Answer.AGAINST, by=stage.amina)
    answering.answer(decision, stage.cast.amal, Answer.AGREE, by=stage.nour)
    stage.suspend(stage.cast.sahel)
    with pytest.raises(NotAllowed, match="suspended"):
        answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    closed = at_its_end(decision)
    report = answers.report_of(closed)
    assert report is not None
    assert (closed.state, report.entitled, report.agree, report.against, report.not_counted) == ("adopted", 4, 1, 0, (str(stage.cast.sahel.pk),))


def test_an_answer_under_a_mandate_that_was_good_stands_when_the_mandate_ends(stage: Stage) -> None:
    decision = stage.opened()
    answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    mandates.end(Mandate.objects.get(person=stage.amina.person_id), by=stage.leila)
    with pytest.raises(NotAllowed):
        answering.answer(decision, stage.cast.sahel, Answer.AGAINST, by=stage.amina)
    closed = at_its_end(decision)
    report = answers.report_of(closed)
    assert report is not None
    assert (report.agree, report.not_counted, closed.responses.get().mandate is not None) == (1, (), True)


def test_what_is_entered_by_phone_is_marked_told_at_once_and_corrected_with_one_answer(stage: Stage) -> None:
    decision = stage.opened(replace(MAJORITY, may_change=False))
    entered = entering.enter(decision, stage.cast.sahel, Answer.AGAINST, "", "phone", "Amina Diallo, 23 November, 10:15 UTC", by=stage.leila)
    assert (entered.came, entered.entered_by_id, entered.person_id) == ("phone", stage.leila.person_id, None)
    line = next(one for one in answers.standing(stage.amina, decision).lines if one.is_own)
    assert (line.came, line.came_how, line.entered_by_name) == ("phone", "Amina Diallo, 23 November, 10:15 UTC", "Leila Haddad")
    deciding.tell_of_entry(str(decision.pk), response=str(entered.pk), sender="Leila Haddad")
    mails = Message.objects.filter(kind="decisions.entered")
    assert {one.address for one in mails} == {"amina@amina.example", "oumar@oumar.example"}
    assert "Leila Haddad entered this answer of Forum Humanité Sahel" in mails[0].text
    assert f"/quiet-fields/decisions/{decision.pk}" in mails[0].text
    entering.enter(decision, stage.cast.sahel, Answer.ABSTAIN, "", "phone", "Amina Diallo, once more", by=stage.leila)
    entered_twice = Entry.objects.filter(kind="decisions.answer_entered").order_by("id")
    assert [(one.facts["before"], one.facts["answer"]) for one in entered_twice] == [(None, "against"), ("against", "abstain")]
    own = answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    assert isinstance(own, Response)
    assert (own.answer, own.entered_by_id, own.came, own.came_how) == ("agree", None, "workspace", "")
    with pytest.raises(Conflict):
        answering.answer(decision, stage.cast.sahel, Answer.AGAINST, by=stage.oumar)
    with pytest.raises(Conflict) as refused:
        entering.enter(decision, stage.cast.sahel, Answer.AGAINST, "", "phone", "Again", by=stage.leila)
    assert refused.value.code == "answered_itself"


def test_that_an_entry_is_told_is_part_of_the_deed(stage: Stage) -> None:
    decision = stage.opened()
    entering.enter(decision, stage.cast.sahel, Answer.AGREE, "", "paper", "In the folder of November", by=stage.leila)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'decisions.tell_of_entry' AND args->>'decision' = %s", [str(decision.pk)]
        )
        assert cursor.fetchone() == (1,)


def test_an_entry_is_refused_without_how_it_came_late_or_in_secret(stage: Stage) -> None:
    decision = stage.opened()
    for came, how, field in (("phone", " ", "came_how"), ("workspace", "x", "came"), ("proxy", "x", "came")):
        with pytest.raises(Refusal) as refused:
            entering.enter(decision, stage.cast.sahel, Answer.AGREE, "", came, how, by=stage.leila)
        assert refused.value.field == field
    with pytest.raises(NotAllowed):
        entering.enter(decision, stage.cast.amal, Answer.AGREE, "", "phone", "x", by=stage.amina)
    stage.suspend(stage.cast.amal)
    for organisation in (stage.cast.amal, stage.cast.demir):
        with pytest.raises(Refusal) as refused:
            entering.enter(decision, organisation, Answer.AGREE, "", "phone", "x", by=stage.leila)
        assert refused.value.field == "organisation"
    with time.as_of(decision.closes_at), pytest.raises(Conflict) as refused:
        entering.enter(decision, stage.cast.sahel, Answer.AGREE, "", "phone", "It came yesterday", by=stage.leila)
    assert refused.value.code == "late"
    with pytest.raises(NotAllowed, match="secret"):
        entering.enter(stage.opened(SECRET), stage.cast.sahel, Answer.AGREE, "", "phone", "x", by=stage.leila)


def test_a_proxy_answers_and_ones_own_answer_counts_before_it(stage: Stage) -> None:
    decision = stage.opened(WITH_PROXIES)
    proxies.give(decision, stage.cast.sahel, stage.cast.amal, by=stage.amina)
    response = answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.nour)
    assert isinstance(response, Response)
    assert (response.came, response.proxy_of, response.person_id) == ("proxy", stage.cast.amal, stage.nour.person_id)
    assert {one.organisation.name for one in answers.own(stage.nour, decision)} == {"Al-Amal Survivors’ Network", "Forum Humanité Sahel"}
    answering.answer(decision, stage.cast.sahel, Answer.AGAINST, by=stage.oumar)
    with pytest.raises(Conflict) as refused:
        answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.nour)
    assert refused.value.code == "answered_itself"
    assert _answers(decision) == {"Forum Humanité Sahel": "against"}


def test_proxies_have_a_limit_and_are_not_passed_on(stage: Stage) -> None:
    cast, decision = stage.cast, stage.opened(WITH_PROXIES)
    with pytest.raises(NotAllowed):
        proxies.give(stage.opened(), cast.sahel, cast.amal, by=stage.amina)
    with pytest.raises(NotAllowed):
        proxies.give(decision, cast.sahel, cast.amal, by=stage.nour)
    for holder in (cast.sahel, cast.demir):
        with pytest.raises(Refusal):
            proxies.give(decision, cast.sahel, holder, by=stage.amina)
    given = proxies.give(decision, cast.sahel, cast.amal, by=stage.amina)
    with pytest.raises(Conflict) as refused:
        proxies.give(decision, cast.campos, cast.amal, by=stage.bruno)
    assert refused.value.code == "full"
    with pytest.raises(Refusal):
        proxies.give(decision, cast.amal, cast.campos, by=stage.nour)
    with pytest.raises(Refusal):
        proxies.give(decision, cast.campos, cast.sahel, by=stage.bruno)
    proxies.take_back(given, by=stage.oumar)
    with pytest.raises(NotAllowed):
        answering.answer(decision, cast.sahel, Answer.AGREE, by=stage.nour)
    proxies.give(decision, cast.campos, cast.amal, by=stage.bruno)
    answering.answer(decision, cast.sahel, Answer.AGREE, by=stage.amina)
    with pytest.raises(Conflict):
        proxies.give(decision, cast.sahel, cast.lantern, by=stage.amina)


def test_at_a_meeting_whoever_answers_is_present(stage: Stage) -> None:
    cast, decision = stage.cast, stage.opened(MEETING)
    assert decision.closes_at is None
    assert entering.set_present(decision, [cast.amal, cast.demir], by=stage.leila) == 1
    answering.answer(decision, cast.sahel, Answer.AGREE, by=stage.amina)
    entering.enter(decision, cast.campos, Answer.AGAINST, "", "meeting", "By show of hands", by=stage.leila)
    assert set(decision.roll.filter(is_present=True).values_list("organisation", flat=True)) == {cast.sahel.pk, cast.amal.pk, cast.campos.pk}
    with pytest.raises(Refusal):
        entering.set_present(stage.opened(), [cast.amal], by=stage.leila)


def test_a_poll_keeps_no_roll_and_still_hears_each_organisation_once(stage: Stage) -> None:
    decision = stage.opened(Rule(way=Way.POLL))
    assert not decision.roll.exists()
    answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    answering.answer(decision, stage.cast.sahel, Answer.AGAINST, by=stage.oumar)
    assert _answers(decision) == {"Forum Humanité Sahel": "against"}
    assert [one.name for one in answers.standing(stage.amina, decision).lines] == ["Forum Humanité Sahel"]
    with pytest.raises(NotAllowed):
        answering.answer(decision, stage.cast.demir, Answer.AGREE, by=stage.cast.actor(stage.cast.deniz))


def test_in_a_secret_vote_the_roll_says_who_has_voted_and_nothing_is_counted(stage: Stage) -> None:
    decision = stage.opened(SECRET)
    answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    with pytest.raises(Conflict):
        answering.answer(decision, stage.cast.sahel, Answer.AGAINST, by=stage.oumar)
    shown = answers.standing(stage.leila, decision)
    assert (shown.report, shown.voted, shown.entitled, {one.answer for one in shown.lines}) == (None, 1, 4, {None})
    line = next(one for one in shown.lines if one.has_voted)
    assert (line.name, line.person_name, line.said_at) == ("Forum Humanité Sahel", "Amina Diallo", None)
    assert not decision.responses.exists()
    assert not Entry.objects.filter(subject=decision.pk, facts__answer__isnull=False).exists()


def test_an_organisation_that_left_no_longer_answers(stage: Stage) -> None:
    decision = stage.opened()
    Membership.objects.filter(pk=stage.cast.amal.pk).update(standing="left")
    with pytest.raises(NotAllowed, match="has left"):
        answering.answer(decision, stage.cast.amal, Answer.AGREE, by=stage.nour)


def test_a_committee_member_answers_from_the_mail_in_two_steps(stage: Stage) -> None:
    """From the link in the mail to the recorded decision: reading the page, and pressing the button."""
    decision = stage.opened(replace(MAJORITY, channel=Channel.WRITTEN, early_close=True))
    assert deciding.tell_of_opening(str(decision.pk)) == 5
    mail = Message.objects.get(kind="decisions.opened", address="amina@amina.example")
    assert f"/quiet-fields/decisions/{decision.pk}" in mail.text
    assert f"{decision.closes_at:%H:%M}" in mail.text
    for organisation, by in stage.everybody.items():
        if decisions.open_for(by).exists():
            answering.answer(decision, organisation, Answer.AGREE, by=by)
    decision.refresh_from_db()
    assert (decision.state, decision.responses.count()) == ("adopted", 3), "nothing that came after the third could change it"


def test_a_person_who_acts_for_two_organisations_answers_for_each_as_such(stage: Stage) -> None:
    decision = stage.opened()
    person = Person.objects.get(pk=stage.amina.person_id)
    mandates.grant(mandates.Grant(person, stage.cast.amal, Role.REPRESENTATIVE), by=stage.leila)
    with pytest.raises(NotAllowed):
        answering.answer(decision, stage.cast.amal, Answer.AGREE, by=stage.amina)
    hat = replace(stage.amina, organisation_id=stage.cast.amal.pk, organisation_name=stage.cast.amal.name)
    answering.answer(decision, stage.cast.amal, Answer.AGREE, by=hat)
    assert _answers(decision) == {"Al-Amal Survivors’ Network": "agree"}
