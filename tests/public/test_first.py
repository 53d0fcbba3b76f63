"""The link of an empty installation lets one person begin, once, and nobody who only looks at it."""

import pytest
from django.test import Client

from commoncall.kernel.accounts.models import Account
from commoncall.kernel.authority import operator
from commoncall.procedures import signing_in

pytestmark = pytest.mark.django_db


def test_opening_the_link_changes_nothing(client: Client) -> None:
    link = signing_in.first_link(by=operator())
    for _again in range(3):
        assert client.get(link).status_code == 200
    assert not Account.objects.exists()
    assert "_auth_user_id" not in client.session


def test_saying_who_one_is_makes_a_steward_and_leads_to_the_questions(client: Client) -> None:
    link = signing_in.first_link(by=operator())
    response = client.post(link, {"name": "Nour Aziz", "address": "nour@nour.example"})
    assert response["Location"] == "/new/"
    account = Account.objects.get()
    assert account.is_steward
    assert client.get("/new/").status_code == 200


def test_the_link_works_once() -> None:
    link = signing_in.first_link(by=operator())
    Client().post(link, {"name": "Nour Aziz", "address": "nour@nour.example"})
    other = Client()
    assert other.get(link).status_code == 404
    assert other.post(link, {"name": "Mallory", "address": "m@m.example"}).status_code == 404
    assert Account.objects.count() == 1


def test_a_made_up_link_is_nothing(client: Client) -> None:
    signing_in.first_link(by=operator())
    assert client.get("/first/made-up/").status_code == 404
    assert client.post("/first/made-up/", {"name": "Mallory", "address": "m@m.example"}).status_code == 404


def test_what_is_missing_is_said_and_the_link_stays_good(client: Client) -> None:
    link = signing_in.first_link(by=operator())
    page = client.post(link, {"name": "Nour Aziz", "address": "nour"}).content.decode()
    assert "This is not a whole e-mail address" in page
    assert client.post(link, {"name": "Nour Aziz", "address": "nour@nour.example"}).status_code == 302


def test_the_first_page_says_how_to_begin(client: Client) -> None:
    assert "a link for the first coordinator" in client.get("/").content.decode()
