"""Stewards keep accounts out and let them in again; nobody else even finds the page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from commoncall.kernel.accounts.models import Account, Session
from commoncall.kernel.authority import Proof
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.models import Entry
from tests.cast import Cast
from tests.scene import signed_in

ACCOUNTS = "/you/installation/accounts/"


def text_of(page: Any) -> str:
    return re.sub(r"\s+", " ", page.content.decode())


@pytest.fixture
def sven(cast: Cast) -> Client:
    return signed_in(cast.sven, Proof.SECOND_FACTOR)


def test_an_account_is_found_by_its_address_barred_and_let_in_again(cast: Cast, sven: Client) -> None:
    amina = signed_in(cast.amina)
    assert amina.get("/quiet-fields/").status_code == 200
    answer = sven.post(ACCOUNTS, {"address": "AMINA@amina.example "})
    assert answer.headers["Location"] == f"{ACCOUNTS}{cast.amina.pk}/"
    page = text_of(sven.get(answer.headers["Location"]))
    assert "Bar the account of Amina Diallo?" in page
    assert "is open in 1 browser" in page
    sven.post(answer.headers["Location"])
    assert not Account.objects.get(pk=cast.amina.pk).is_active
    assert not Session.objects.filter(account=cast.amina).exists()
    assert amina.get("/quiet-fields/").status_code == 302
    page = text_of(sven.get(ACCOUNTS))
    assert "Amina Diallo is kept out from now on." in page
    assert "amina@amina.example" in page
    assert "Let Amina Diallo in again?" in text_of(sven.get(answer.headers["Location"]))
    sven.post(answer.headers["Location"])
    assert Account.objects.get(pk=cast.amina.pk).is_active
    kinds = Entry.objects.filter(chain_id=book.INSTALLATION, subject=cast.amina.pk).order_by("at").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["accounts.account_barred", "accounts.account_let_in"]
    assert "Nobody is barred." in text_of(sven.get(ACCOUNTS))


def test_it_needs_the_second_factor(cast: Cast) -> None:
    plain = signed_in(cast.sven)
    assert plain.get(f"{ACCOUNTS}{cast.amina.pk}/").status_code == 200
    assert plain.post(f"{ACCOUNTS}{cast.amina.pk}/").headers["Location"].startswith("/prove/")
    assert Account.objects.get(pk=cast.amina.pk).is_active


def test_a_steward_does_not_bar_themselves(cast: Cast, sven: Client) -> None:
    assert "This is your own account." in text_of(sven.post(ACCOUNTS, {"address": "sven@sven.example"}))
    assert sven.post(f"{ACCOUNTS}{cast.sven.pk}/").status_code == 404
    assert Account.objects.get(pk=cast.sven.pk).is_active


def test_an_address_that_nobody_signs_in_with_is_said_to_be_that(cast: Cast, sven: Client) -> None:
    assert "Nobody signs in here with this address." in text_of(sven.post(ACCOUNTS, {"address": "nobody@nowhere.example"}))


@pytest.mark.parametrize("name", ["leila", "viktor"])
def test_for_who_is_no_steward_there_is_no_such_page(cast: Cast, name: str) -> None:
    browser = signed_in(getattr(cast, name), Proof.SECOND_FACTOR)
    for path in (ACCOUNTS, f"{ACCOUNTS}{cast.amina.pk}/"):
        assert browser.get(path).status_code == browser.post(path, {"address": "amina@amina.example"}).status_code == 404
    assert Account.objects.get(pk=cast.amina.pk).is_active
