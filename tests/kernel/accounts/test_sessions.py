"""Sessions: kept as hashes, seen and ended by their owner, and gone with the next request."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client

from commoncall.kernel import time
from commoncall.kernel.accounts import queries
from commoncall.kernel.accounts.actions import accounts, sessions
from commoncall.kernel.accounts.models import Account, Session
from commoncall.kernel.accounts.sessions import SessionStore
from commoncall.kernel.authority import Actor, Proof, operator
from commoncall.kernel.history import queries as history
from commoncall.kernel.parties import queries as parties
from tests.cast import Cast
from tests.signing_in import ask, code_for, type_code

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1 Version/18.6 Mobile/15E148 Safari/604.1"


def signed_in(address: str, user_agent: str = FIREFOX) -> Client:
    client = Client(headers={"User-Agent": user_agent})
    ask(client, address)
    type_code(client, code_for(address))
    return client


def is_in(client: Client) -> bool:
    return client.get("/you/sessions/").status_code == 200


def themselves(account: Account) -> Actor:
    return parties.account_actor(account, Proof.SIGNED_IN)


def test_sessions_are_shown_in_words_this_one_first(cast: Cast) -> None:
    phone, here = signed_in("amina@amina.example", PHONE), signed_in("amina@amina.example")
    assert is_in(phone)
    seen = queries.sessions(cast.amina, here.session.session_key)
    assert [(one.device, one.is_this) for one in seen] == [("Firefox on Linux", True), ("Safari on iPhone", False)]


def test_no_network_address_is_kept(cast: Cast) -> None:
    client = Client(REMOTE_ADDR="203.0.113.77")
    ask(client, "amina@amina.example")
    type_code(client, code_for("amina@amina.example"))
    row = Session.objects.get(account=cast.amina)
    assert "203.0.113.77" not in str([row.session_data, row.browser, row.system, SessionStore().decode(row.session_data)])


def test_a_session_that_was_ended_is_gone_with_the_next_request(cast: Cast) -> None:
    stolen, here = signed_in("amina@amina.example", PHONE), signed_in("amina@amina.example")
    assert is_in(stolen)
    other = next(one for one in queries.sessions(cast.amina, here.session.session_key) if not one.is_this)
    here.post(f"/you/sessions/{other.id}/end/")
    assert not is_in(stolen)
    assert is_in(here)


def test_signing_out_everywhere_else_leaves_this_browser_alone(cast: Cast) -> None:
    others, here = [signed_in("amina@amina.example") for _browser in range(3)], signed_in("amina@amina.example")
    stranger = signed_in("oumar@oumar.example")
    here.post("/you/sessions/others/")
    assert [is_in(one) for one in others] == [False] * 3
    assert is_in(here)
    assert is_in(stranger)


def test_nobody_ends_another_accounts_session(cast: Cast) -> None:
    signed_in("amina@amina.example")
    theirs = Session.objects.get(account=cast.amina)
    mallory = Client()
    mallory.force_login(cast.viktor)
    assert mallory.post(f"/you/sessions/{theirs.id}/end/").status_code == 404
    assert Session.objects.filter(account=cast.amina).exists()


def test_the_sessions_of_a_barred_account_die_at_once(cast: Cast) -> None:
    client = signed_in("amina@amina.example")
    accounts.bar(cast.amina, by=operator("console"))
    assert not is_in(client)
    assert not Session.objects.filter(account=cast.amina).exists()


def test_an_account_that_is_barred_in_the_table_alone_is_nobody_too(cast: Cast) -> None:
    client = signed_in("amina@amina.example")
    Account.objects.filter(pk=cast.amina.pk).update(is_active=False)
    assert not is_in(client)


def test_an_ended_session_is_not_made_again_by_a_request_that_was_under_way(cast: Cast) -> None:
    client = signed_in("amina@amina.example")
    store = SessionStore(client.session.session_key)
    store["typed"] = "words"
    sessions.end_others(cast.amina, "another", by=themselves(cast.amina))
    with pytest.raises(UpdateError):
        store.save()
    assert not Session.objects.filter(account=cast.amina).exists()


def test_being_seen_is_noted_every_few_minutes_and_not_more_often(cast: Cast) -> None:
    client = signed_in("amina@amina.example")
    began = Session.objects.get(account=cast.amina).seen_at
    for minutes, noted in ((4, 0), (6, 6), (9, 6), (12, 12)):
        with time_machine.travel(began + timedelta(minutes=minutes), tick=False):
            assert is_in(client)
        assert Session.objects.get(account=cast.amina).seen_at == began + timedelta(minutes=noted)


def test_a_session_runs_out_and_is_cleared(cast: Cast) -> None:
    client = signed_in("amina@amina.example")
    with time_machine.travel(time.now() + timedelta(days=31), tick=False):
        assert not is_in(client)
        SessionStore.clear_expired()
    assert not Session.objects.filter(account=cast.amina).exists()


def test_a_new_device_stands_in_the_history_and_a_known_one_does_not_again(cast: Cast) -> None:
    for user_agent in (FIREFOX, FIREFOX, PHONE):
        signed_in("amina@amina.example", user_agent)
    told = [line.sentence for line in history.told(history.visible_to(themselves(cast.amina))) if line.kind == "accounts.signed_in"]
    assert sorted(told) == ["Amina Diallo signed in on a new device: Firefox on Linux.", "Amina Diallo signed in on a new device: Safari on iPhone."]


def test_others_do_not_read_where_somebody_signed_in(cast: Cast) -> None:
    signed_in("amina@amina.example")
    told = history.visible_to(themselves(cast.oumar)).filter(kind__startswith="accounts.", account=cast.amina.pk)
    assert not told.exists()
    assert not history.visible_to(cast.actor(cast.leila)).filter(kind__startswith="accounts.").exists()
