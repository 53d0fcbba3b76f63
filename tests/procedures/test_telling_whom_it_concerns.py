"""The member about which a procedure is has no vote, and is told of the day, of what moves, and that a vote was withdrawn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commoncall.decisions.actions import opening, preparing
from commoncall.decisions.models import Decision, Rung
from commoncall.decisions.queries import decisions
from commoncall.decisions.rules.rule import Channel, Time
from commoncall.kernel import time
from commoncall.kernel.outbox.models import Message
from commoncall.procedures import about
from commoncall.procedures.deciding import telling
from tests.decisions.deciding import at_its_end
from tests.procedures.test_suspending_by_the_ladder import DAY, TWO_THIRDS, Case
from tests.procedures.test_suspending_by_the_ladder import case as case

pytestmark = pytest.mark.django_db


def test_it_is_told_of_the_day_of_the_meeting_and_that_it_was_withdrawn(case: Case) -> None:
    Rung.objects.filter(code="suspension").update(rule=replace(TWO_THIRDS, channel=Channel.MEETING).as_stored())
    decision = case.propose()
    asked = Message.objects.get(kind="membership.put_to_the_vote", address="amina@amina.example")
    assert "You will be told of its day." in " ".join(asked.text.split())
    announced = opening.announce(decision, time.now() + 5 * DAY, by=case.stage.leila)
    assert announced.opens_at is not None
    telling.tell_of_notice(str(decision.pk))
    letter = " ".join(Message.objects.get(kind="decisions.notice", address="amina@amina.example").text.split())
    assert f"{announced.opens_at:%H:%M}" in letter
    assert "Your organisation has no vote in this." in letter
    assert "will decide this, and" not in letter
    others = " ".join(Message.objects.get(kind="decisions.notice", address="nour@nour.example").text.split())
    assert "will decide this, and" in others
    preparing.withdraw(decision, "It was settled.", by=case.stage.leila)
    telling.tell_of_withdrawal(str(decision.pk))
    assert Message.objects.filter(kind="decisions.withdrawn", address="amina@amina.example").count() == 1


def test_what_is_announced_as_it_is_proposed_is_told_it_once(case: Case) -> None:
    Rung.objects.filter(code="suspension").update(rule=replace(TWO_THIRDS, notice=Time(hours=48)).as_stored())
    decision = case.propose()
    telling.tell_of_notice(str(decision.pk))
    assert Message.objects.filter(kind="decisions.notice", address="nour@nour.example").exists()
    assert not Message.objects.filter(kind="decisions.notice", address="amina@amina.example").exists()


def test_whoever_proposed_it_in_an_office_that_is_over_reads_of_it_no_longer(case: Case) -> None:
    cast, decision = case.stage.cast, case.propose()
    deniz = cast.actor(cast.deniz)
    question = case.stage.opened()
    Decision.objects.update(proposed_by=deniz.person_id)
    known = decisions.visible_to(deniz)
    assert not known.filter(pk=decision.pk).exists()
    assert known.filter(pk=question.pk).exists(), "a question of one's own stays to be read"
    assert decisions.visible_to(case.stage.nour).filter(pk=decision.pk).exists()


def test_what_was_brought_together_for_deciding_is_read_by_those_who_decide_until_it_is_over(case: Case) -> None:
    decision = case.propose()
    before = about.told(case.stage.nour, decision)
    assert before is not None
    assert dict(before.parts)["answer"]
    ended = at_its_end(decision)
    after = about.told(case.stage.nour, ended)
    assert after is not None
    assert after.parts == ()
    for may_open in (case.stage.leila, case.stage.amina):
        told = about.told(may_open, ended)
        assert told is not None
        assert dict(told.parts)["answer"]
