"""What a rule says of the time after adoption is done: the wording is left its time, each acknowledges, and what binds lets nobody go."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from commoncall.decisions import kinds as asked
from commoncall.decisions import permissions
from commoncall.decisions.actions import acknowledging, answering, closing, entering
from commoncall.decisions.models import Acknowledgement, Decision, Response
from commoncall.decisions.queries import answers
from commoncall.decisions.rules.counting import report
from commoncall.decisions.rules.feasible import Why, faults
from commoncall.decisions.rules.rule import Answer, Dissociation, Missing, Rule, Time, Voter, Way
from commoncall.drafting.models import Version
from commoncall.kernel import time
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import operator
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties.models import Person
from commoncall.kernel.refusals import Conflict, NotAllowed
from commoncall.procedures import deciding
from commoncall.voice import permissions as voice
from commoncall.web.decisions import conditions
from tests.decisions.deciding import MAJORITY, Stage, at_its_end
from tests.scene import signed_in

pytestmark = pytest.mark.django_db

TO_BE_WORDED = replace(MAJORITY, wording_time=Time(hours=24))
ACKNOWLEDGED = replace(MAJORITY, acknowledged=True)
PLAIN = Rule(way=Way.CONSENSUS, objections_end_it=1)


def _adopted(stage: Stage, rule: Rule, **more: Any) -> Decision:
    decision = stage.opened(rule, **more)
    answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    return at_its_end(decision)


def _page(stage: Stage, decision: Decision) -> str:
    return signed_in(stage.cast.amina).get(reverse("decision", args=["quiet-fields", decision.pk])).content.decode()


def test_an_adopted_text_is_published_once_the_time_for_its_wording_is_over_and_not_before(stage: Stage) -> None:
    version = stage.locked_text()
    decision = _adopted(stage, TO_BE_WORDED, version=version, question="")
    assert decision.closed_at is not None
    assert decision.wording_until == decision.closed_at + timedelta(hours=24)
    assert "Time is left for the wording" in _page(stage, decision)
    with time.as_of(decision.wording_until - timedelta(seconds=1)):
        assert closing.publish_due() == 0
        assert not voice.may_publish(stage.leila, decision).allowed
        with pytest.raises(Conflict):
            deciding.publish(version, by=stage.leila)
    assert Version.objects.get(pk=version.pk).state == "locked"
    with time.as_of(decision.wording_until):
        assert closing.publish_due() == 1
        assert closing.publish_due() == 0
    assert Version.objects.get(pk=version.pk).state == "published"


def test_without_time_for_the_wording_a_text_is_published_when_it_is_adopted(stage: Stage) -> None:
    version = stage.locked_text()
    assert _adopted(stage, MAJORITY, version=version, question="").wording_until is None
    assert Version.objects.get(pk=version.pk).state == "published"


def test_each_that_decided_is_asked_to_acknowledge_what_was_adopted_and_does_so_once(stage: Stage) -> None:
    decision = _adopted(stage, ACKNOWLEDGED)
    waiting = Ask.objects.filter(kind=asked.ACKNOWLEDGE.name, subject=decision.pk, answered_at=None)
    assert {one.organisation_id for one in waiting} == {one.pk for one in stage.everybody}
    browser, page = signed_in(stage.cast.amina), reverse("decision", args=["quiet-fields", decision.pk])
    assert "Acknowledge it for" in _page(stage, decision)
    assert browser.post(page, {"acknowledge": "yes"}).status_code == 302
    told = _page(stage, decision)
    assert "Acknowledge it for" not in told
    assert "1 of 4 organisations have acknowledged it." in told
    assert answers.acknowledged(decision) == {stage.cast.sahel.pk}
    assert stage.cast.sahel.pk not in set(waiting.values_list("organisation_id", flat=True))
    entry = Entry.objects.get(kind="decisions.acknowledged")
    assert (entry.person, entry.concerns) == (stage.amina.person_id, stage.cast.sahel.pk)
    with pytest.raises(Conflict):
        acknowledging.acknowledge(decision, stage.cast.sahel, by=stage.oumar)
    assert Acknowledgement.objects.count() == 1


def test_nobody_acknowledges_for_others_nor_what_was_not_adopted(stage: Stage) -> None:
    decision = stage.opened(ACKNOWLEDGED)
    with pytest.raises(NotAllowed):
        acknowledging.acknowledge(decision, stage.cast.sahel, by=stage.amina)
    answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    decision = at_its_end(decision)
    for actor in (stage.nour, stage.leila):
        with pytest.raises(NotAllowed):
            acknowledging.acknowledge(decision, stage.cast.sahel, by=actor)
    stage.suspend(stage.cast.sahel)
    with pytest.raises(NotAllowed):
        acknowledging.acknowledge(decision, stage.cast.sahel, by=stage.amina)
    plain = _adopted_again(stage)
    assert not permissions.may_acknowledge(stage.nour, plain, stage.cast.amal).allowed
    assert not Ask.objects.filter(kind=asked.ACKNOWLEDGE.name, subject=plain.pk).exists()


def _adopted_again(stage: Stage) -> Decision:
    plain = stage.opened(MAJORITY)
    answering.answer(plain, stage.cast.amal, Answer.AGREE, by=stage.nour)
    return at_its_end(plain)


def test_what_binds_lets_nobody_dissociate(stage: Stage) -> None:
    both = Rule(binds=True, dissociation=Dissociation.NOTED)
    assert Why.BINDS_AND_LETS_GO in {one.why for one in faults(both, [Voter("a")])}
    assert faults(Rule(binds=True), [Voter("a")]) == ()
    decision = _adopted(stage, Rule(binds=True, window=Time(hours=72)))
    assert not permissions.may_dissociate(stage.nour, decision, stage.cast.amal).allowed
    assert "It binds everybody" in _page(stage, decision)


def test_where_nobody_answers_there_is_no_consensus(stage: Stage) -> None:
    roll = [Voter("a"), Voter("b")]
    alone = report(PLAIN, roll, {})
    assert (alone.adopted, alone.missing) == (False, (Missing.NO_ANSWER,))
    assert report(PLAIN, roll, {"a": Answer.AGREE}).adopted
    assert report(Rule(way=Way.SILENCE), roll, {}).adopted
    decision = at_its_end(stage.opened(replace(PLAIN, window=Time(hours=72))))
    assert decision.state == "not_adopted"
    assert "Nobody answered." in [one.words for one in conditions.of(PLAIN, alone)]
    assert "Nobody answered." in _page(stage, decision)


def test_what_the_operator_answers_for_an_organisation_is_marked_as_entered_and_put_right_by_it(stage: Stage) -> None:
    decision = stage.opened(replace(MAJORITY, may_change=False))
    console = operator("test").within(stage.cast.quiet_fields.pk, stage.cast.quiet_fields.chain_id)
    answering.answer(decision, stage.cast.sahel, Answer.AGAINST, by=console)
    kept = Response.objects.get(decision=decision)
    assert kept.is_entered
    line = next(one for one in answers.standing(stage.leila, decision).lines if one.organisation_id == stage.cast.sahel.pk)
    assert line.is_entered
    assert "It was entered by somebody else." in _page(stage, decision)
    assert deciding.tell_of_entry(str(decision.pk), response=str(kept.pk), sender=console.person_name)
    answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    kept.refresh_from_db()
    assert (kept.answer, kept.is_entered) == ("agree", False)
    with pytest.raises(Conflict):
        answering.answer(decision, stage.cast.sahel, Answer.AGAINST, by=stage.amina)


def test_whoever_has_no_mandate_does_not_replace_what_an_organisation_answered_itself(stage: Stage) -> None:
    decision = stage.opened(MAJORITY)
    console = operator("test").within(stage.cast.quiet_fields.pk, stage.cast.quiet_fields.chain_id)
    answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    with pytest.raises(Conflict, match="Only it changes that"):
        answering.answer(decision, stage.cast.sahel, Answer.AGAINST, by=console)
    assert Response.objects.get(decision=decision).answer == "agree"


def test_what_is_acknowledged_for_an_organisation_is_asked_of_it_no_longer(stage: Stage) -> None:
    decision = _adopted(stage, ACKNOWLEDGED)
    console = operator("test").within(stage.cast.quiet_fields.pk, stage.cast.quiet_fields.chain_id)
    acknowledging.acknowledge(decision, stage.cast.sahel, by=console)
    still = Ask.objects.filter(kind=asked.ACKNOWLEDGE.name, subject=decision.pk, answered_at=None, withdrawn_at=None)
    assert {one.organisation for one in still} == {one for one in stage.everybody if one != stage.cast.sahel}


def test_what_was_entered_stays_marked_when_whoever_entered_it_is_gone(stage: Stage) -> None:
    decision = stage.opened(replace(MAJORITY, may_change=False))
    entering.enter(decision, stage.cast.sahel, Answer.AGAINST, "", "phone", "Amina, at noon", by=stage.leila)
    assert stage.leila.person_id is not None
    Person.objects.filter(pk=stage.leila.person_id).delete()
    kept = Response.objects.get(decision=decision)
    assert (kept.entered_by, kept.is_entered) == (None, True)
    assert answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina)


def test_in_a_poll_the_answer_of_a_suspended_organisation_no_longer_counts_and_that_is_told(stage: Stage) -> None:
    decision = stage.opened(Rule(way=Way.POLL, window=Time(hours=72)))
    for organisation, given in ((stage.cast.sahel, Answer.AGREE), (stage.cast.amal, Answer.AGREE), (stage.cast.campos, Answer.AGAINST)):
        answering.answer(decision, organisation, given, by=stage.everybody[organisation])
    stage.suspend(stage.cast.sahel)
    with pytest.raises(NotAllowed):
        answering.answer(decision, stage.cast.sahel, Answer.AGAINST, by=stage.amina)
    standing = answers.standing(stage.leila, decision)
    assert standing.report is not None
    assert (standing.report.agree, standing.report.against, standing.report.entitled) == (1, 1, 0)
    assert {one.organisation_id: one.counts for one in standing.lines}[stage.cast.sahel.pk] is False
    ended = at_its_end(decision)
    assert ended.outcome is not None
    assert (ended.outcome["agree"], ended.outcome["not_counted"]) == (1, [str(stage.cast.sahel.pk)])
    told = signed_in(stage.cast.leila).get(reverse("decision", args=["quiet-fields", decision.pk])).content.decode()
    assert "The answer of 1 suspended organisation was not counted." in told
    assert "among all who may decide" not in told
