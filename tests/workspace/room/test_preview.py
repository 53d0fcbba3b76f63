"""The public pages, looked at from inside before they are open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from commoncall.kernel.accounts.models import Account
from tests.cast import Cast
from tests.texts import CALL, adopt

AsAccount = Callable[[Account], Client]
PREVIEW = "/quiet-fields/room/public-page/preview/"


@pytest.fixture
def leila(cast: Cast, as_account: AsAccount) -> Client:
    adopt(cast.quiet_fields, kind="charter")
    adopt(cast.quiet_fields)
    return as_account(cast.leila)


@pytest.mark.parametrize("page", ["", "who/", "join/", "charter/", "call/1/", "charter/1/"])
def test_every_page_can_be_looked_at_before_anybody_else_can(leila: Client, page: str) -> None:
    assert Client().get(f"/en/quiet-fields/{page}").status_code == 404
    response = leila.get(f"{PREVIEW}{page}?in=en")
    text = response.content.decode()
    assert "Nobody does yet" in text
    assert '<meta name="robots" content="noindex">' in text
    assert "no-store" in response["Cache-Control"]
    assert "Surrogate-Control" not in response


def test_its_links_stay_within_the_preview_and_its_language(leila: Client) -> None:
    text = leila.get(f"{PREVIEW}?in=ar").content.decode()
    assert CALL["ar"][0] in text
    for page in ("who/", "join/", "charter/"):
        assert f'href="{PREVIEW}{page}?in=ar"' in text
    assert 'href="/ar/quiet-fields/endorse/"' not in text


@pytest.mark.parametrize("page", ["call/9/", "nothing/1/", "who/1/", "nothing/"])
def test_what_is_not_there_cannot_be_looked_at(leila: Client, page: str) -> None:
    assert leila.get(f"{PREVIEW}{page}").status_code == 404


def test_members_look_at_what_is_public_alone(cast: Cast, leila: Client, as_account: AsAccount) -> None:
    assert as_account(cast.amina).get(f"{PREVIEW}who/").status_code == 404
