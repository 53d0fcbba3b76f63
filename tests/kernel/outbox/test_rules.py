"""What may stand in a mail, and how a silenced address is known again."""

import uuid
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commoncall.kernel.outbox import rules


@given(st.text())
def test_no_text_begins_another_header(text: str) -> None:
    line = rules.one_line(text)
    assert len(line) <= rules.LONGEST_SUBJECT
    assert not line.splitlines()[1:]
    assert all(ord(letter) >= 32 for letter in line)


@pytest.mark.parametrize("name", ["Bcc", "to", "Subject", "X:Y", "X-A\r\nBcc", "", "Reply-To", "Content-Type"])
def test_a_header_of_the_mail_itself_cannot_be_replaced(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be set"):
        rules.checked_headers({name: "somebody@else.example"})


def test_the_value_of_a_header_stays_on_its_line() -> None:
    assert rules.checked_headers({"X-About": "a\r\nBcc: b@b.example"}) == {"X-About": "a Bcc: b@b.example"}


def test_waits_grow_and_end_after_two_days() -> None:
    waits = []
    while (wait := rules.wait_after(len(waits) + 1)) is not None:
        waits.append(wait)
    assert waits == sorted(waits)
    assert timedelta(days=2) < sum(waits, timedelta()) < timedelta(days=3)


def test_an_address_is_known_again_however_it_is_typed_and_only_in_its_coalition() -> None:
    here, there = uuid.uuid4(), uuid.uuid4()
    assert rules.silence_mark(here, " Amina@Rivers.Example ") == rules.silence_mark(here, "amina@rivers.example")
    assert rules.silence_mark(here, "amina@rivers.example") != rules.silence_mark(there, "amina@rivers.example")
    assert "amina" not in rules.silence_mark(here, "amina@rivers.example")
