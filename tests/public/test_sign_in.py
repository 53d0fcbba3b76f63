"""Signing in through the pages: nobody learns who has an account, and nobody comes in without what was asked for."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commoncall.kernel import time
from commoncall.kernel.accounts import secrets
from commoncall.kernel.accounts.models import Account, EmailAddress, Token
from commoncall.kernel.authority import Proof, Role, operator
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.actions import mandates, people
from commoncall.kernel.parties.models import Person
from commoncall.procedures import signing_in
from tests.cast import Cast
from tests.signing_in import account_of, application_of, ask, code_for, last_mail, link_for, type_code

NOBODY = "nobody@nowhere.example"
AMINA = "amina@amina.example"


def noted(cast: Cast, address: str, *, role: Role | None = Role.REPRESENTATIVE) -> Person:
    """Have somebody without an account noted in Quiet Fields, with a mandate unless there is no role."""
    person = people.enter(cast.quiet_fields, people.Particulars("Nadia Haddad", address), by=cast.operator)
    if role is not None:
        mandates.grant(mandates.Grant(person, cast.amal, role), by=cast.operator)
    return person


def without_secrets(page: str) -> str:
    """Return a page without what differs on every visit: the form's token, and the address that was typed."""
    return re.sub(r"[\w.]+@[\w.]+|value=\"[\w-]{64}\"", "…", page)


def test_a_code_signs_in_and_goes_on_to_what_was_wanted(cast: Cast, client: Client) -> None:
    response = ask(client, AMINA, next="/quiet-fields/")
    assert response.headers["Location"] == "/sign-in/code/"
    assert account_of(client) is None
    assert type_code(client, code_for(AMINA)).headers["Location"] == "/quiet-fields/"
    assert account_of(client) == str(cast.amina.pk)


def test_the_code_may_be_typed_with_spaces_in_any_digits(cast: Cast, client: Client) -> None:
    ask(client, " Amina@AMINA.example ")
    arabic = code_for(AMINA).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    type_code(client, f"  {arabic} ")
    assert account_of(client) == str(cast.amina.pk)


@pytest.mark.parametrize("address", [NOBODY, "barred@barred.example", "ended@ended.example"])
def test_an_unknown_address_is_answered_as_a_known_one_and_nobody_is_written_to(cast: Cast, address: str) -> None:
    barred = Account.objects.create(name="Barred", is_active=False)
    EmailAddress.objects.create(account=barred, address="barred@barred.example", is_main=True, verified_at=time.now())
    noted(cast, "ended@ended.example", role=None)
    answers = []
    for one in (AMINA, address):
        client = Client()
        response = ask(client, one)
        page = client.get("/sign-in/code/")
        wrong = type_code(client, "0000 0000")
        pages = [without_secrets(one.content.decode()) for one in (page, wrong)]
        answers.append((response.status_code, response.headers["Location"], sorted(response.cookies), wrong.status_code, pages))
    assert answers[0] == answers[1]
    assert not Message.objects.filter(address=address).exists()


def test_the_same_work_is_done_for_an_unknown_address(cast: Cast, client: Client) -> None:
    statements = []
    for address in (AMINA, NOBODY):
        with CaptureQueriesContext(connection) as captured:
            ask(client, address)
        # Savepoints are kept for one address and rolled back for the other; all else is the same, statement by statement.
        statements.append([re.sub(r"'[^']*'|\d+", "…", one["sql"]) for one in captured if "SAVEPOINT" not in one["sql"]])
    assert statements[0] == statements[1]
    assert any("outbox_message" in one for one in statements[1])


def test_a_code_that_was_never_sent_opens_nothing_even_if_it_is_guessed(cast: Cast, client: Client) -> None:
    ask(client, NOBODY)
    token = Token.objects.get(address=NOBODY)
    Token.objects.update(code_hash=secrets.code_hash("12345678", token.id))
    assert type_code(client, "1234 5678").status_code == 200
    assert account_of(client) is None
    assert not EmailAddress.objects.filter(address=NOBODY).exists()


def test_a_code_works_only_in_the_browser_that_asked(cast: Cast, client: Client) -> None:
    ask(client, AMINA)
    code, other = code_for(AMINA), Client()
    assert type_code(other, code).headers["Location"] == "/sign-in/"
    ask(other, NOBODY)
    assert type_code(other, code).status_code == 200
    assert account_of(other) is None
    type_code(client, code)
    assert account_of(client) == str(cast.amina.pk)


def test_a_forged_cookie_is_no_browser_that_asked(cast: Cast, client: Client) -> None:
    ask(client, AMINA)
    client.cookies["sign-in"] = client.cookies["sign-in"].value[:-2] + "xx"
    assert type_code(client, code_for(AMINA)).headers["Location"] == "/sign-in/"


def test_after_five_wrong_codes_the_right_one_is_no_longer_good(cast: Cast, client: Client) -> None:
    ask(client, AMINA)
    code = code_for(AMINA)
    for _try in range(5):
        type_code(client, "00000000" if code != "0000 0000" else "11111111")
    assert "no longer good" in type_code(client, code).content.decode()
    assert account_of(client) is None


def test_a_code_is_good_for_ten_minutes_and_once(cast: Cast, client: Client) -> None:
    ask(client, AMINA)
    code, cookie = code_for(AMINA), client.cookies["sign-in"].value
    with time_machine.travel(time.now() + timedelta(minutes=9, seconds=50), tick=False):
        assert type_code(client, code).status_code == 302
    again = Client()
    again.cookies["sign-in"] = cookie
    assert type_code(again, code).status_code == 200
    assert account_of(again) is None
    ask(again, AMINA)
    with time_machine.travel(time.now() + timedelta(minutes=10, seconds=1), tick=False):
        assert type_code(again, code_for(AMINA)).headers["Location"] == "/sign-in/"


def test_opening_a_link_signs_nobody_in_and_changes_nothing(cast: Cast, client: Client) -> None:
    ask(client, AMINA)
    link, before = link_for(AMINA), list(Token.objects.values())
    elsewhere = Client()
    for _scanner in range(3):
        page = elsewhere.get(link)
        assert page.content.decode().count("<button") == 1
        elsewhere.head(link)
    assert account_of(elsewhere) is None
    assert list(Token.objects.values()) == before


def test_the_button_behind_a_link_signs_in_once(cast: Cast, client: Client) -> None:
    ask(client, AMINA, next="/quiet-fields/")
    link, elsewhere = link_for(AMINA), Client()
    assert elsewhere.post(link).headers["Location"] == "/quiet-fields/"
    assert account_of(elsewhere) == str(cast.amina.pk)
    late = Client()
    assert late.get(link).status_code == 404
    assert late.post(link).status_code == 404
    assert account_of(late) is None
    assert type_code(client, code_for(AMINA)).status_code == 200, "the code of the same mail is used up with its link"
    assert account_of(client) is None


def test_the_session_is_a_new_one_after_signing_in(cast: Cast, client: Client) -> None:
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = session.session_key
    ask(client, AMINA)
    type_code(client, code_for(AMINA))
    assert client.session.session_key != before
    assert not session.exists(before)


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "javascript:alert(1)",
        "https:evil.example",
        "\x08//evil.example",
        "///evil.example",
    ],
)
def test_no_address_leads_away_from_the_site(cast: Cast, wanted: str) -> None:
    client = Client()
    ask(client, AMINA, next=wanted)
    link = link_for(AMINA)
    assert client.post(link + "?next=" + wanted).headers["Location"] == "/"
    assert client.get("/sign-in/", {"next": wanted}).headers["Location"] == "/", "somebody who is signed in is sent on at once"
    assert Client().get("/language/", {"to": "fr", "next": wanted}).headers["Location"] == "/"


def test_whoever_is_noted_with_a_mandate_comes_in_with_the_first_code(cast: Cast, client: Client) -> None:
    person = noted(cast, "nadia@amal.example")
    ask(client, "nadia@amal.example")
    type_code(client, code_for("nadia@amal.example"))
    person.refresh_from_db()
    assert str(person.account_id) == account_of(client)
    assert person.account.name == "Nadia Haddad"
    assert "Quiet Fields Coalition" in client.get("/you/addresses/").content.decode()


def test_an_address_that_a_coalition_notes_opens_no_account_that_signs_in_with_another(cast: Cast, client: Client) -> None:
    """Otherwise a coordinator of one coalition could come into a person's account, which is good in all of them."""
    ask(client, "amina@rivers.example")
    assert "another address" in last_mail("amina@rivers.example").subject
    assert not re.search(r"\d{4} \d{4}|/sign-in/link/", last_mail("amina@rivers.example").text)
    assert not EmailAddress.objects.filter(address="amina@rivers.example").exists()


def test_too_many_codes_for_an_address_are_refused_whether_or_not_anybody_reads_it(cast: Cast) -> None:
    for address in (AMINA, NOBODY):
        for _time in range(5):
            assert ask(Client(), address).status_code == 302
        refused = ask(Client(), address)
        assert refused.status_code == 429
        assert 0 < int(refused.headers["Retry-After"]) <= 180
    assert Message.objects.filter(address=AMINA).count() == 5
    with time_machine.travel(time.now() + timedelta(minutes=4), tick=False):
        assert ask(Client(), AMINA).status_code == 302


def test_one_network_cannot_try_codes_without_end(cast: Cast) -> None:
    client = Client()
    ask(client, AMINA)
    for _try in range(signing_in.TRIED_FROM_NETWORK.times):
        assert type_code(client, "00000000").status_code == 200
    assert type_code(client, code_for(AMINA)).status_code == 429
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    elsewhere.cookies = client.cookies
    assert type_code(elsewhere, "00000000").status_code == 200


def test_the_second_factor_is_asked_for_where_there_is_one(cast: Cast, client: Client) -> None:
    shows, _codes = application_of(cast.amina)
    ask(client, AMINA, next="/quiet-fields/")
    with time_machine.travel(time.now() + timedelta(minutes=2), tick=False):
        assert type_code(client, code_for(AMINA)).headers["Location"].startswith("/sign-in/second/")
        assert account_of(client) is None
        assert client.get("/quiet-fields/").headers["Location"].startswith("/sign-in/")
        assert client.post("/sign-in/second/?next=/quiet-fields/", {"code": "000000"}).status_code == 200
        assert account_of(client) is None
        done = client.post("/sign-in/second/?next=/quiet-fields/", {"code": shows.at(time.now())})
        assert done.headers["Location"] == "/quiet-fields/"
    assert account_of(client) == str(cast.amina.pk)
    assert client.session["proof"] == Proof.SECOND_FACTOR


def test_the_second_factor_has_to_follow_soon(cast: Cast, client: Client) -> None:
    shows, _codes = application_of(cast.amina)
    ask(client, AMINA)
    type_code(client, code_for(AMINA))
    with time_machine.travel(time.now() + timedelta(minutes=11), tick=False):
        late = client.post("/sign-in/second/", {"code": shows.at(time.now())})
    assert late.headers["Location"] == "/sign-in/"
    assert account_of(client) is None


def test_a_recovery_code_stands_in_for_a_second_factor_once(cast: Cast) -> None:
    _shows, codes = application_of(cast.amina)
    for time_, expected in ((1, str(cast.amina.pk)), (2, None)):
        client = Client()
        ask(client, AMINA)
        type_code(client, code_for(AMINA))
        client.post("/sign-in/second/", {"code": codes[0].upper().replace("-", " ")})
        assert account_of(client) == expected, f"time {time_}"


def test_second_factors_cannot_be_tried_without_end(cast: Cast, client: Client) -> None:
    _shows, codes = application_of(cast.amina)
    ask(client, AMINA)
    type_code(client, code_for(AMINA))
    answers = [client.post("/sign-in/second/", {"code": "000000"}).status_code for _try in range(7)]
    assert answers == [200] * 6 + [429]
    assert client.post("/sign-in/second/", {"code": codes[0]}).status_code == 429


def test_a_second_factor_counts_for_an_hour(cast: Cast, client: Client) -> None:
    shows, _codes = application_of(cast.amina)
    ask(client, AMINA)
    type_code(client, code_for(AMINA))
    with time_machine.travel(time.now() + timedelta(minutes=2), tick=False):
        client.post("/sign-in/second/", {"code": shows.at(time.now())})
        assert client.post("/you/security/recovery/").status_code == 200
    with time_machine.travel(time.now() + timedelta(minutes=70), tick=False):
        asked = client.post("/you/security/recovery/", headers={"Referer": "http://testserver/you/security/"})
        assert asked.headers["Location"].startswith("/prove/?next=")
        assert client.get("/you/security/").status_code == 200, "all else goes on as before"
        proved = client.post(asked.headers["Location"], {"code": shows.at(time.now())})
        assert proved.headers["Location"] == "/you/security/"
        assert client.post("/you/security/recovery/").status_code == 200


def test_a_one_time_link_of_the_operator_signs_in_once(cast: Cast, client: Client) -> None:
    path = signing_in.one_time_link(AMINA, by=operator("console"))
    assert client.post(path).status_code == 302
    assert account_of(client) == str(cast.amina.pk)
    assert Client().post(path).status_code == 404


@pytest.mark.parametrize(
    "elsewhere",
    [{"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, {"HTTP_FORWARDED": "for=127.0.0.1"}, {"HTTP_VIA": "1.1 proxy"}],
)
def test_a_link_for_the_same_machine_works_there_alone_and_again(cast: Cast, elsewhere: dict[str, str]) -> None:
    path = signing_in.one_time_link(cast.amina, by=operator("run"), same_machine=True, lasting=True)
    stranger = Client(**elsewhere)
    assert stranger.get(path).status_code == 404
    assert stranger.post(path).status_code == 404
    assert account_of(stranger) is None
    for _again in range(2):
        here = Client()
        here.post(path)
        assert account_of(here) == str(cast.amina.pk)


def test_signing_out_ends_the_session_and_needs_a_button(cast: Cast, client: Client) -> None:
    client.force_login(cast.amina)
    assert client.get("/sign-out/").status_code == 405
    key = client.session.session_key
    client.post("/sign-out/")
    assert account_of(client) is None
    assert not client.session.exists(key)


def test_a_visitor_chooses_a_language_for_this_browser(cast: Cast, client: Client) -> None:
    response = client.get("/language/?to=ar", headers={"Referer": "http://testserver/sign-in/?next=/you/"})
    assert response.headers["Location"] == "/sign-in/?next=/you/"
    page = client.get("/sign-in/")
    assert page.headers["Content-Language"] == "ar"
    assert 'dir="rtl"' in page.content.decode()
    client.get("/language/?to=xx")
    assert client.get("/sign-in/").headers["Content-Language"] == "ar"
    onward = client.get("/language/?to=fr", headers={"Referer": "http://testserver/ar/quiet-fields/"})
    assert onward.headers["Location"] == "/fr/quiet-fields/"
