"""The public page: the same for every reader, gone when it is closed, and silent about those who are not named."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commoncall.kernel.accounts.models import Account
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.actions import coalitions, organisations
from commoncall.kernel.parties.models import Coalition
from tests.cast import Cast, make_member

AsAccount = Callable[[Account], Client]


@pytest.fixture
def opened(cast: Cast) -> Cast:
    by = cast.actor(cast.leila)
    coalitions.open_site(cast.quiet_fields, True, by=by)
    coalitions.give_contact(cast.quiet_fields, "hello@quietfields.example", by=by)
    return cast


def test_a_page_that_was_not_opened_does_not_exist(cast: Cast, as_account: AsAccount) -> None:
    for client in (Client(), as_account(cast.leila)):
        assert client.get("/en/quiet-fields/").status_code == 404
    closed, never = Client().get("/en/quiet-fields/"), Client().get("/en/no-such-coalition/")
    assert closed.content == never.content


def test_every_reader_gets_the_same_bytes(opened: Cast, as_account: AsAccount) -> None:
    visitor = Client().get("/en/quiet-fields/")
    for account in (opened.leila, opened.amina, opened.viktor, opened.sven):
        client = as_account(account)
        client.cookies["language"] = "ar"
        client.cookies["zone"] = "Asia/Tokyo"
        assert client.get("/en/quiet-fields/", headers={"accept-language": "fr"}).content == visitor.content


def test_nothing_is_asked_of_or_left_in_the_browser(opened: Cast, as_account: AsAccount) -> None:
    client = as_account(opened.leila)
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/en/quiet-fields/")
    assert not [one["sql"] for one in queries if "session" in one["sql"] or "account" in one["sql"].partition("FROM")[2].partition(" ")[0]]
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "csrfmiddlewaretoken" not in response.content.decode()


def test_a_cache_may_keep_it_and_asks_whether_it_still_holds(opened: Cast) -> None:
    first = Client().get("/en/quiet-fields/")
    assert first["Cache-Control"] == "public, no-cache"
    again = Client().get("/en/quiet-fields/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    organisations.choose_naming(opened.sahel, Naming.COORDINATORS, by=opened.actor(opened.amina))
    changed = Client().get("/en/quiet-fields/", headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert "Sahel" not in changed.content.decode()


def test_it_speaks_the_language_of_its_address(opened: Cast) -> None:
    page = Client().get("/ar/quiet-fields/", headers={"accept-language": "en"})
    assert page["Content-Language"] == "ar"
    text = page.content.decode()
    assert '<html lang="ar" dir="rtl"' in text
    assert "مالي" in text
    assert 'href="/fr/quiet-fields/"' in text


@pytest.mark.parametrize("code", ["pt", "xx", "de", "EN", "en-gb", "zh", "zh-hant"])
def test_a_language_without_pages_is_no_address(opened: Cast, code: str) -> None:
    assert Client().get(f"/{code}/quiet-fields/").status_code == 404


def test_it_says_who_stands_behind_it_and_nothing_of_the_others(opened: Cast) -> None:
    text = Client().get("/en/quiet-fields/").content.decode()
    for name in ("Forum Humanité Sahel", "Al-Amal Survivors’ Network", "Northern Lawyers", "Mali", "Lebanon", "hello@quietfields.example"):
        assert name in text
    for hidden in ("Campos", "Angola", "Lantern", "Myanmar", "Demir", "Leila", "Amina", "not to be named"):
        assert hidden not in text
    assert "2 organisations in 2 countries are named here." in text


def test_three_who_are_not_named_are_counted_and_drawn_without_a_region(opened: Cast) -> None:
    before = Client().get("/en/quiet-fields/").content.decode()
    make_member(opened.quiet_fields, opened.operator, "Third Lantern", "MM", naming=Naming.COORDINATORS)
    text = Client().get("/en/quiet-fields/").content.decode()
    assert "3 others chose not to be named in public." in text
    assert lines(text) == {"r1": 1, "r3": 1, "r0": 3}
    assert lines(before) == {"r1": 1, "r3": 1}


def lines(text: str) -> dict[str, int]:
    """Return how many lines of each colour the gathering has."""
    return {colour: path.count("M") for colour, path in re.findall(r'<path class="(r\d)" d="([^"]+)"', text)}


def test_the_number_of_queries_does_not_grow(opened: Cast) -> None:
    with CaptureQueriesContext(connection) as few:
        Client().get("/en/quiet-fields/")
    for number in range(30):
        make_member(opened.quiet_fields, opened.operator, f"Group {number}", "KE")
    with CaptureQueriesContext(connection) as many:
        Client().get("/en/quiet-fields/")
    assert len(many) == len(few) <= 12


def test_nothing_is_sent_to_it(opened: Cast) -> None:
    assert Client().post("/en/quiet-fields/", {"a": "b"}).status_code == 405


def test_a_coalition_whose_address_looks_like_a_language_keeps_its_pages(cast: Cast, as_account: AsAccount) -> None:
    cast.quiet_fields.slug = "no-arms"
    cast.quiet_fields.save()
    assert as_account(cast.leila).get("/no-arms/acting/").status_code == 200


def test_under_a_language_there_is_nothing_to_sign_in_for(opened: Cast, as_account: AsAccount) -> None:
    for client in (Client(), as_account(opened.leila)):
        for path in ("/en/", "/en/quiet-fields/members/", "/ar/no-such-coalition/"):
            assert client.get(path).status_code == 404


def test_the_demonstration_says_that_it_is_invented(opened: Cast) -> None:
    assert "A fictional coalition" not in Client().get("/en/quiet-fields/").content.decode()
    Coalition.objects.filter(pk=opened.quiet_fields.pk).update(is_demo=True)
    assert "A fictional coalition" in Client().get("/en/quiet-fields/").content.decode()
