"""Organisations are asked to look at what is noted of them; each answers for itself, once."""

from datetime import timedelta

import pytest

from commoncall.kernel.asks import queries as asks
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.refusals import NotAllowed, Refusal
from commoncall.kernel.time import now
from commoncall.membership.actions import confirming
from tests.cast import Cast


def test_everybody_for_whom_somebody_acts_is_asked_once_and_nobody_is_written_to(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    asked = confirming.ask_to_confirm(cast.quiet_fields, due_at=now() + timedelta(days=5), by=leila)
    assert asked == len([cast.sahel, cast.demir, cast.lawyers, cast.lantern])
    assert confirming.ask_to_confirm(cast.quiet_fields, due_at=now() + timedelta(days=5), by=leila) == 0
    assert not Message.objects.exists()


def test_one_answer_answers_for_the_organisation(cast: Cast) -> None:
    confirming.ask_to_confirm(cast.quiet_fields, due_at=now() + timedelta(days=5), by=cast.actor(cast.leila))
    assert [line.title for line in asks.told(asks.open_for(cast.actor(cast.oumar)))] == ["Look at what is noted of your organisation"]
    assert confirming.confirm(cast.sahel, by=cast.actor(cast.amina)) == 1
    assert not asks.open_for(cast.actor(cast.oumar)).exists()
    assert asks.open_for(cast.actor(cast.deniz)).count() == 1


def test_nobody_answers_for_another_organisation(cast: Cast) -> None:
    confirming.ask_to_confirm(cast.quiet_fields, due_at=now() + timedelta(days=5), by=cast.actor(cast.leila))
    with pytest.raises(NotAllowed):
        confirming.confirm(cast.demir, by=cast.actor(cast.amina))


def test_members_ask_nobody_and_the_past_is_no_deadline(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        confirming.ask_to_confirm(cast.quiet_fields, due_at=now() + timedelta(days=5), by=cast.actor(cast.amina))
    with pytest.raises(Refusal, match="past"):
        confirming.ask_to_confirm(cast.quiet_fields, due_at=now() - timedelta(days=1), by=cast.actor(cast.leila))


def test_the_coordinator_sees_how_many_have_answered_until_all_have(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    confirming.ask_to_confirm(cast.quiet_fields, due_at=now() + timedelta(days=5), organisations=[cast.sahel, cast.demir], by=leila)
    confirming.confirm(cast.sahel, by=cast.actor(cast.amina))
    assert [(wait.answered, wait.total) for wait in asks.waits(leila)] == [(1, 2)]
    assert asks.waits(cast.actor(cast.amina)) == []
    confirming.confirm(cast.demir, by=cast.actor(cast.deniz))
    assert asks.waits(leila) == []
