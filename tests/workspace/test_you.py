"""One's own pages: what they show, what they change, and that they are nobody else's."""

from __future__ import annotations

import json
import re

import pyotp
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commoncall.kernel import time
from commoncall.kernel.accounts import queries
from commoncall.kernel.accounts.models import Account, EmailAddress, RecoveryCode
from commoncall.kernel.authority import Role
from commoncall.kernel.parties.actions import mandates
from tests.cast import Cast, make_member
from tests.signing_in import account_of, application_of, link_for

PAGES = ["/you/", "/you/addresses/", "/you/security/", "/you/security/application/", "/you/sessions/", "/you/close/", "/you/data/"]


@pytest.fixture
def amina(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.amina)
    return client


def shown(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_a_visitor_is_asked_to_sign_in_first(cast: Cast, client: Client, path: str) -> None:
    assert client.get(path).headers["Location"].startswith("/sign-in/?next=")


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_are_never_kept_by_a_cache(cast: Cast, amina: Client, path: str) -> None:
    assert "no-store" in amina.get(path).headers["Cache-Control"]


def test_language_and_zone_are_kept_and_hold_at_once(cast: Cast, amina: Client) -> None:
    answers = {"name": "Amina Diallo", "language": "fr", "time_zone": "Africa/Bamako", "density": "plain", "keys_on": ""}
    assert amina.post("/you/", answers).status_code == 302
    response = amina.get("/you/")
    assert response.headers["Content-Language"] == "fr"
    assert 'data-density="plain"' in response.content.decode()
    assert 'data-shortcuts="off"' in response.content.decode()
    cast.amina.refresh_from_db()
    assert (cast.amina.language, cast.amina.time_zone, cast.amina.keys_on) == ("fr", "Africa/Bamako", False)


def test_the_zone_may_be_the_browsers(cast: Cast, amina: Client) -> None:
    amina.cookies["zone"] = "Asia/Beirut"
    assert "at present Beirut" in shown(amina, "/you/")
    Account.objects.filter(pk=cast.amina.pk).update(time_zone="Africa/Bamako")
    amina.post("/you/", {"name": "Amina", "language": "en", "time_zone": "browser", "density": "roomy", "keys_on": "on"})
    cast.amina.refresh_from_db()
    assert cast.amina.time_zone == ""


@pytest.mark.parametrize("zone", ["", "<script>", "../etc", "Mars/Base", "x" * 300])
def test_a_strange_zone_in_a_cookie_does_no_harm(cast: Cast, amina: Client, zone: str) -> None:
    amina.cookies["zone"] = zone
    assert "<script>" not in shown(amina, "/you/")


def test_an_empty_name_is_refused_with_all_else_kept(cast: Cast, amina: Client) -> None:
    page = amina.post("/you/", {"name": " ", "language": "fr", "time_zone": "Africa/Bamako", "density": "compact"}).content.decode()
    assert re.search(r'value="Africa/Bamako"\s+selected', page)
    assert queries.account(cast.amina.pk).language == "en"


def test_an_address_is_added_by_a_button_behind_the_mailed_link(cast: Cast, amina: Client) -> None:
    amina.post("/you/addresses/", {"address": "amina@home.example"})
    proof = link_for("amina@home.example")
    assert proof.startswith("/you/addresses/proof/")
    assert shown(amina, proof).count('method="post"') == 2, "the one button, and signing out"
    assert not EmailAddress.objects.filter(address="amina@home.example").exists()
    other = Client()
    other.force_login(cast.viktor)
    assert other.get(proof).status_code == 404
    assert other.post(proof).status_code == 404
    amina.post(proof)
    assert EmailAddress.objects.get(address="amina@home.example").account == cast.amina
    assert amina.get(proof).status_code == 404


def test_making_an_address_the_main_one_and_removing_the_other(cast: Cast, amina: Client) -> None:
    new = EmailAddress.objects.create(account=cast.amina, address="amina@home.example", verified_at=time.now())
    old = cast.amina.addresses.get(is_main=True)
    refused = amina.post(f"/you/addresses/{old.pk}/remove/")
    assert refused.status_code == 409
    amina.post(f"/you/addresses/{new.pk}/main/")
    assert queries.main_address(cast.amina) == "amina@home.example"


def test_each_coalition_has_its_own_choice_of_address(cast: Cast, amina: Client) -> None:
    EmailAddress.objects.create(account=cast.amina, address="amina@home.example", verified_at=time.now())
    page = shown(amina, "/you/addresses/")
    for words in ("Quiet Fields Coalition", "Forum Humanité Sahel", "Open Water Network", "Rivers Trust", "noted there, not proved by you"):
        assert words in page
    person = cast.person(cast.amina)
    fields = {f"{person.pk}-general": "amina@home.example", f"{person.pk}-{cast.sahel.pk}": "amina@amina.example"}
    assert amina.post(f"/you/addresses/used/{person.pk}/", fields).status_code == 302
    assert {one.address for one in person.addresses.all()} == {"amina@home.example", "amina@amina.example"}
    fields[f"{person.pk}-general"] = "oumar@oumar.example"
    assert amina.post(f"/you/addresses/used/{person.pk}/", fields).status_code == 200, "what is not among the choices comes back"
    assert amina.post(f"/you/addresses/used/{cast.person(cast.oumar).pk}/", fields).status_code == 404


def test_the_application_is_set_up_from_the_page_alone(cast: Cast, amina: Client) -> None:
    page = shown(amina, "/you/security/application/")
    assert "<svg" in page
    assert "style=" not in page
    secret = re.search(r"data-copy-text>([A-Z2-7 ]{39})<", page)[1]
    wrong = amina.post("/you/security/application/", {"code": "000000"})
    assert wrong.status_code == 200
    assert secret in wrong.content.decode(), "the secret is the same after a wrong code"
    shows = pyotp.TOTP(secret.replace(" ", ""))
    codes = amina.post("/you/security/application/", {"code": shows.at(time.now())}).content.decode()
    printed = re.findall(r"<code dir=\"ltr\">(\w{5}-\w{5})</code>", codes)
    assert len(printed) == 10
    assert printed[0] not in shown(amina, "/you/security/"), "codes are shown once"
    assert "10 codes are left" in shown(amina, "/you/security/")


def test_taking_a_second_factor_off_asks_for_it_first(cast: Cast, amina: Client) -> None:
    _shows, codes = application_of(cast.amina)
    asked = amina.post("/you/security/application/remove/", headers={"Referer": "http://testserver/you/security/"})
    assert asked.headers["Location"] == "/prove/?next=http%3A%2F%2Ftestserver%2Fyou%2Fsecurity%2F"
    assert amina.post(asked.headers["Location"], {"code": codes[0]}).headers["Location"] == "/you/security/"
    amina.post("/you/security/application/remove/")
    assert not queries.second_factor(cast.amina)
    assert not RecoveryCode.objects.exists()


def test_somebody_without_a_second_factor_is_told_how_to_get_one(cast: Cast, amina: Client) -> None:
    page = shown(amina, "/prove/?next=/you/")
    assert "/you/security/" in page
    assert 'name="code"' not in page


def test_ones_data_comes_as_a_file(cast: Cast, amina: Client) -> None:
    response = amina.get("/you/data/")
    assert response.headers["Content-Disposition"] == 'attachment; filename="commoncall-account.json"'
    assert json.loads(response.content)["account"]["name"] == "Amina Diallo"


def test_closing_asks_first_and_then_signs_out(cast: Cast, amina: Client) -> None:
    page = shown(amina, "/you/close/")
    assert "Forum Humanité Sahel" in page
    assert Account.objects.filter(pk=cast.amina.pk).exists()
    closed = amina.post("/you/close/", {})
    assert "Your account is closed" in closed.content.decode()
    assert account_of(amina) is None
    assert not Account.objects.filter(pk=cast.amina.pk).exists()
    assert amina.get("/you/").status_code == 302


def test_signing_out_of_this_browser_by_its_row_leads_to_the_sign_in_page(cast: Cast, amina: Client) -> None:
    own = queries.sessions(cast.amina, amina.session.session_key)[0]
    assert amina.post(f"/you/sessions/{own.id}/end/").headers["Location"] == "/sign-in/"
    assert account_of(amina) is None


def test_the_address_page_asks_the_database_as_often_for_many_organisations(cast: Cast, amina: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            shown(amina, "/you/addresses/")
        return len(captured)

    few = asked()
    for number in range(8):
        member = make_member(cast.quiet_fields, cast.operator, f"Organisation {number}")
        mandates.grant(mandates.Grant(cast.person(cast.amina), member, Role.REPRESENTATIVE), by=cast.operator)
    assert asked() == few
