"""The page of the search: what it shows, how it says that there is nothing, and what it never tells."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from commoncall.kernel.labels import Label
from commoncall.kernel.parties.actions import organisations as parties
from commoncall.kernel.parties.actions.organisations import Names
from commoncall.membership.actions import notes, organisations
from commoncall.membership.actions.organisations import Entered
from tests.cast import Cast
from tests.searching import catch_up

ADDRESS = "/quiet-fields/search/"


def look(browser: Client, **asked: object) -> str:
    response: HttpResponse = browser.get(ADDRESS, asked)
    assert response.status_code == 200
    return response.content.decode()


def plain(page: str) -> str:
    main = page[page.index("<main") : page.index("</main>")]
    words = re.sub(r"<(?!/?bdi)[^>]+>", " ", main)
    return " ".join(unescape(re.sub(r"</?bdi[^>]*>|[\u2068\u2069]", "", words)).split())


@pytest.fixture
def leila(cast: Cast) -> Client:
    browser = Client()
    browser.force_login(cast.leila)
    return browser


@pytest.fixture
def deniz(cast: Cast) -> Client:
    browser = Client()
    browser.force_login(cast.deniz)
    return browser


def test_the_masthead_and_the_bar_of_a_phone_lead_to_it(cast: Cast, leila: Client) -> None:
    home = leila.get("/quiet-fields/").content.decode()
    assert f'<form class="search" role="search" action="{ADDRESS}">' in home
    tabs = home[home.index('<nav class="tabs"') :]
    assert f'href="{ADDRESS}"' in tabs
    own = look(leila)
    assert 'id="masthead-search"' not in own
    assert own.count("data-search") == 1
    assert f'action="{ADDRESS}"' not in leila.get("/quiet-fields/members/").content.decode().partition("<main")[2]


def test_without_words_it_says_what_can_be_found(cast: Cast, leila: Client) -> None:
    said = plain(look(leila))
    for kind in ("Organisations", "People", "Notes", "Texts", "Endorsements"):
        assert kind in said
    assert "0" not in said


def test_it_finds_groups_marks_and_leads_on(cast: Cast, leila: Client) -> None:
    notes.write(cast.sahel, "They meet in the <b>Sahel</b> each May & June.", Label.GREEN, by=cast.actor(cast.leila))
    catch_up()
    page = look(leila, q="sahel")
    assert "4 results for “sahel”" in plain(page)
    assert f'<a href="/quiet-fields/members/{cast.sahel.pk}/"><bdi dir="auto">Forum Humanité <mark>Sahel</mark></bdi></a>' in page
    assert "They meet in the &lt;b&gt;<mark>Sahel</mark>&lt;/b&gt; each May &amp; June." in page
    assert f'href="/quiet-fields/members/{cast.sahel.pk}/#notes"' in page
    assert "TLP:GREEN" in page
    assert '<input type="search" name="q" id="search" value="sahel"' in page


def test_names_run_in_their_own_direction(cast: Cast, leila: Client) -> None:
    organisations.enter_all(cast.quiet_fields, [Entered(Names("شبكة الأمل", name_language="ar"))], by=cast.operator)
    catch_up()
    assert '<bdi lang="ar" dir="rtl"><mark>شبكة</mark> الأمل</bdi>' in look(leila, q="شبكه")


def test_nothing_found_is_said_without_a_number_and_with_a_way_on(cast: Cast, leila: Client) -> None:
    catch_up()
    page = look(leila, q="<script>zebra</script>", kind="people")
    assert "<script>zebra" not in page
    said = plain(page)
    assert "Nothing that you may see holds all of these words: <script>zebra</script>." in said
    assert "Look among everything" in said


def test_one_kind_is_read_page_by_page(cast: Cast, leila: Client) -> None:
    organisations.enter_all(cast.quiet_fields, [Entered(Names(f"Dune {number:02}")) for number in range(30)], by=cast.operator)
    catch_up()
    assert "?q=dune&amp;kind=organisations" in look(leila, q="dune")
    first = look(leila, q="dune", kind="organisations")
    assert "1 to 25 of 30" in plain(first)
    assert "?q=dune&amp;kind=organisations&amp;page=2" in first
    assert "26 to 30 of 30" in plain(look(leila, q="dune", kind="organisations", page=2))


@pytest.mark.parametrize(
    "asked", [{"page": "-1"}, {"page": "9" * 40}, {"page": "٢"}, {"kind": "\x00"}, {"kind": "fossils"}, {"q": "\x00"}, {"q": "a" * 9000}]
)
def test_whatever_is_asked_gets_an_answer(cast: Cast, leila: Client, asked: dict[str, str]) -> None:
    catch_up()
    look(leila, **{"q": "sahel"} | asked)


@pytest.mark.parametrize("text", ["lantern", "mina", "dawn", "circle hidden"])
def test_it_tells_an_observer_the_same_of_an_unlisted_organisation_as_of_one_that_does_not_exist(cast: Cast, deniz: Client, text: str) -> None:
    notes.write(cast.lantern, "Leaves at dawn.", Label.GREEN, by=cast.actor(cast.leila))
    catch_up()
    nothing = plain(look(deniz, q="xyzzy"))
    assert plain(look(deniz, q=text)).replace(text, "xyzzy") == nothing
    parties.choose_naming(cast.lantern, cast.sahel.naming, by=cast.operator)
    assert plain(look(deniz, q=text)).replace(text, "xyzzy") != nothing


def test_its_address_keeps_the_words(cast: Cast, leila: Client) -> None:
    assert reverse("search", args=["quiet-fields"]) == ADDRESS
    assert 'type="hidden" name="kind" value="people"' in look(leila, q="amina", kind="people")
