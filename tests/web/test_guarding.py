"""A public form is open to people and tedious for programs; what was typed is never lost over it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django import forms
from django.http import QueryDict
from django.test import RequestFactory

from commoncall.design.forms import PlainWords
from commoncall.kernel import time
from commoncall.kernel.accounts.models import Limit
from commoncall.kernel.outbox.models import Message
from commoncall.web import guarding
from commoncall.web.guarding import FROM_ADDRESS, FROM_DOMAIN, FROM_NETWORK, OVER_ALL, TRAP, Gate, Guarded
from tests.cast import Cast

pytestmark = pytest.mark.django_db


class NoteForm(PlainWords, Guarded, forms.Form):
    words = forms.CharField()


def sent(gate: Gate, **values: Any) -> NoteForm:
    data = QueryDict(mutable=True)
    data.update({"words": "The tide turns.", "shown": gate.stamp(time.now() - timedelta(seconds=20)), TRAP: ""} | values)
    return NoteForm(data, gate=gate)


@pytest.fixture
def gate(cast: Cast) -> Gate:
    return Gate("endorse", cast.quiet_fields)


def said(form: forms.Form) -> str:
    return " ".join(form.non_field_errors())


def test_what_a_person_sends_is_taken(gate: Gate) -> None:
    assert sent(gate).is_valid()


def test_what_comes_quicker_than_people_type_is_shown_once_more_with_everything_kept(gate: Gate) -> None:
    form = sent(gate, shown=gate.stamp())
    assert "quicker than people write" in said(form)
    assert 'value="The tide turns."' in str(form)
    later = time.now() + guarding.LEAST
    with time_machine.travel(later):
        assert NoteForm(form.data, gate=gate).is_valid(), "the form as it was shown again cannot be sent"


def test_a_page_that_was_open_for_more_than_a_day_is_looked_through_once_more(gate: Gate) -> None:
    form = sent(gate, shown=gate.stamp(time.now() - guarding.MOST - timedelta(minutes=1)))
    assert "more than a day" in said(form)
    assert 'value="The tide turns."' in str(form)
    assert NoteForm(form.data, gate=gate).is_valid()


def test_the_field_that_nobody_sees_is_empty_or_the_form_comes_back(gate: Gate) -> None:
    form = sent(gate, **{TRAP: "https://elsewhere.example"})
    assert "people do not see" in said(form)
    assert "elsewhere.example" not in str(form)
    assert NoteForm(form.data, gate=gate).is_valid()


def test_the_field_is_drawn_where_neither_eyes_nor_screen_readers_find_it(gate: Gate) -> None:
    drawn = str(NoteForm(gate=gate))
    assert '<div class="unseen" aria-hidden="true">' in drawn
    assert 'autocomplete="off"' in drawn
    assert 'tabindex="-1"' in drawn


@pytest.mark.parametrize("stamp", ["", "x", "a:b:c", "\x00", "null:x"])
def test_a_note_that_is_not_ours_is_none(gate: Gate, stamp: str) -> None:
    assert not sent(gate, shown=stamp).is_valid()


def test_a_note_is_good_for_its_own_form_alone(gate: Gate, cast: Cast) -> None:
    then = time.now() - timedelta(minutes=1)
    assert not sent(gate, shown=Gate("apply", cast.quiet_fields).stamp(then)).is_valid()
    assert not sent(gate, shown=Gate("endorse", cast.open_water).stamp(then)).is_valid()


def lets_in(gate: Gate, address: str, network: str = "192.0.2.1") -> bool:
    form = sent(gate)
    assert form.is_valid()
    return form.lets_in(RequestFactory().post("/", REMOTE_ADDR=network), address)


def test_a_network_has_its_limit_and_uses_up_nothing_of_the_others(gate: Gate) -> None:
    with time_machine.travel(time.now(), tick=False):
        tries = [lets_in(gate, f"a{number}@a{number}.example") for number in range(FROM_NETWORK.times + 400)]
        assert sum(tries) == FROM_NETWORK.times
        assert lets_in(gate, "b@b.example", "192.0.2.2")


def test_a_mail_domain_has_its_limit_unless_many_share_it(gate: Gate) -> None:
    with time_machine.travel(time.now(), tick=False):
        own = [lets_in(gate, f"a{number}@one.example", f"192.0.3.{number}") for number in range(FROM_DOMAIN.times + 5)]
        assert sum(own) == FROM_DOMAIN.times
        assert all(lets_in(gate, f"a{number}@gmail.com", f"192.0.4.{number}") for number in range(FROM_DOMAIN.times + 5))


def test_an_address_has_its_limit_from_wherever(gate: Gate) -> None:
    with time_machine.travel(time.now(), tick=False):
        tries = [lets_in(gate, "amina@gmail.com" if number % 2 else "Amina@Gmail.com", f"192.0.3.{number}") for number in range(20)]
        assert sum(tries) == FROM_ADDRESS.times


def rush(gate: Gate, how_many: int) -> int:
    return sum(lets_in(gate, f"bot{number}@gmail.com", f"2001:db8:{number:x}::1") for number in range(how_many))


def test_a_rush_shuts_the_form_and_the_coordinators_are_told_once(gate: Gate) -> None:
    with time_machine.travel(time.now(), tick=False):
        assert gate.shut_until is None
        assert rush(gate, OVER_ALL.times + 30) == OVER_ALL.times
        assert gate.shut_until is not None
        told = Message.objects.filter(kind="procedures.rush")
        assert [message.address for message in told] == ["leila@leila.example"]
        assert "the form for endorsing" in told.get().subject
    with time_machine.travel(time.now() + timedelta(hours=2)):
        assert gate.shut_until is None


def test_whoever_turns_out_to_be_a_person_gives_the_place_back(gate: Gate) -> None:
    with time_machine.travel(time.now(), tick=False):
        rush(gate, OVER_ALL.times)
        assert gate.shut_until is not None
        gate.give_back()
        assert gate.shut_until is None


def test_who_comes_too_late_is_told_when_to_come_again_and_where_to_write(gate: Gate) -> None:
    gate.coalition.contact = "office@quiet.example"
    with time_machine.travel(time.now(), tick=False):
        rush(gate, OVER_ALL.times)
        form = sent(gate)
        assert form.is_valid()
        assert not form.lets_in(RequestFactory().post("/", REMOTE_ADDR="192.0.2.9"), "late@late.example")
    assert "Come again in 1 minute." in said(form)
    assert "office@quiet.example" in said(form)
    assert 'value="The tide turns."' in str(form)


def test_nothing_that_is_counted_can_be_read(gate: Gate) -> None:
    lets_in(gate, "amina@amina.example")
    kept = str(list(Limit.objects.values()))
    assert "amina" not in kept
    assert "192.0.2" not in kept
