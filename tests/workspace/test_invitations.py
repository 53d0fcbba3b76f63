"""Inviting through the pages: who, with what words, a look at it, a test to oneself, and sending."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commoncall.kernel.accounts.models import Account
from commoncall.kernel.authority import Role
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.actions import mandates, people
from commoncall.kernel.parties.models import Invitation, Person
from tests.cast import Cast

AsAccount = Callable[[Account], Client]
LIST, WORDS, SEND, TEST = (f"/quiet-fields/invitations/{step}" for step in ("", "words/", "send/", "test/"))


@pytest.fixture
def newcomers(cast: Cast) -> list[Person]:
    """Three people who have not come in, in three languages."""
    made = []
    for name, language in (("Rana Khoury", "ar"), ("Paul Martin", "fr"), ("Ann Low", "en")):
        address = f"{name.split()[0].lower()}@amal.example"
        person = people.enter(cast.quiet_fields, people.Particulars(name, address, language=language), by=cast.operator)
        mandates.grant(mandates.Grant(person, cast.amal, Role.REPRESENTATIVE), by=cast.operator)
        made.append(person)
    return made


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def test_from_the_list_to_the_outbox(cast: Cast, newcomers: list[Person], as_account: AsAccount) -> None:
    leila = as_account(cast.leila)
    page = text(leila, LIST)
    assert "3 people have not been invited yet." in page
    assert "Write to all 3 who were never invited" in page
    assert leila.post(LIST, {"group": "new"}).headers["Location"] == WORDS
    assert "In Arabic, for 1 person" in text(leila, WORDS)
    assert leila.post(WORDS, {"ar": "أهلا بكم", "fr": "Venez voir.", "en": ""}).headers["Location"] == SEND
    page = text(leila, SEND)
    assert "This reaches 3 people." in page
    assert "Venez voir." in page
    assert 'dir="rtl"' in page
    assert not Message.objects.exists()
    leila.post(SEND)
    assert Message.objects.get(person__name="Paul Martin").language == "fr"
    assert "Venez voir." in Message.objects.get(person__name="Paul Martin").text
    assert "works together in a place of its own" in Message.objects.get(person__name="Ann Low").text
    page = text(leila, LIST)
    assert "3 invitations are on their way." in page
    assert "3 were invited and have not come in." in page


def test_some_are_ticked_and_only_those_are_written_to(cast: Cast, newcomers: list[Person], as_account: AsAccount) -> None:
    leila = as_account(cast.leila)
    rana, _paul, ann = newcomers
    leila.post(LIST, {"people": [str(rana.id), str(ann.id), "no identifier", str(cast.person(cast.viktor, cast.open_water).id)]})
    leila.post(WORDS, {})
    assert "This reaches 2 people." in text(leila, SEND)
    leila.post(SEND)
    assert {invitation.person for invitation in Invitation.objects.all()} == {rana, ann}


def test_nobody_ticked_is_told_and_nothing_is_lost(cast: Cast, newcomers: list[Person], as_account: AsAccount) -> None:
    leila = as_account(cast.leila)
    assert "Tick at least one person" in html.unescape(leila.post(LIST, {}).content.decode())
    for step in (WORDS, SEND):
        assert leila.get(step).headers["Location"] == LIST
    assert leila.post(TEST).headers["Location"] == LIST


def test_a_test_to_oneself_goes_out_before_anything_else(cast: Cast, newcomers: list[Person], as_account: AsAccount) -> None:
    leila = as_account(cast.leila)
    leila.post(LIST, {"group": "new"})
    leila.post(TEST)
    assert "A test is on its way to leila@leila.example." in text(leila, SEND)
    assert set(Message.objects.values_list("address", flat=True)) == {"leila@leila.example"}
    assert not Invitation.objects.exists()


def test_sending_twice_reaches_nobody_twice(cast: Cast, newcomers: list[Person], as_account: AsAccount) -> None:
    leila = as_account(cast.leila)
    leila.post(LIST, {"group": "new"})
    leila.post(SEND)
    leila.post(SEND)
    assert leila.post(LIST, {"people": [str(newcomers[0].id)]}).headers["Location"] == WORDS
    assert leila.get(WORDS).headers["Location"] == LIST
    assert Message.objects.count() == 3


def test_the_looked_at_mail_does_not_hand_out_the_link_that_stops_it(cast: Cast, newcomers: list[Person], as_account: AsAccount) -> None:
    leila = as_account(cast.leila)
    leila.post(LIST, {"group": "new"})
    assert set(re.findall(r"/silence/(\S+?)/", text(leila, SEND))) == {"…"}


def test_the_link_in_the_mail_fills_the_address_in_and_signs_nobody_in(cast: Cast, newcomers: list[Person], as_account: AsAccount) -> None:
    leila, visitor = as_account(cast.leila), Client()
    leila.post(LIST, {"group": "new"})
    leila.post(SEND)
    message = Message.objects.get(person__name="Ann Low")
    [link] = re.findall(r"http://localhost:8000(/sign-in/\S+)", message.text)
    assert 'value="ann@amal.example"' in text(visitor, link)
    assert visitor.get("/quiet-fields/").status_code == 302


def test_the_list_asks_the_same_of_the_database_for_few_and_for_many(cast: Cast, newcomers: list[Person], as_account: AsAccount) -> None:
    leila = as_account(cast.leila)
    with CaptureQueriesContext(connection) as few:
        text(leila, LIST)
    for number in range(20):
        person = people.enter(cast.quiet_fields, people.Particulars(f"Person {number}", f"p{number}@people.example"), by=cast.operator)
        mandates.grant(mandates.Grant(person, cast.amal, Role.REPRESENTATIVE), by=cast.operator)
    with CaptureQueriesContext(connection) as many:
        text(leila, LIST)
    assert len(few) == len(many)
