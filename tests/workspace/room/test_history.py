"""The history page: readable, as far as one may know, and with the way back."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commoncall.call.actions import endorsing, texts
from commoncall.call.actions.endorsing import Signature
from commoncall.kernel import time
from commoncall.kernel.accounts.models import Account
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.models import Chain, Entry
from commoncall.kernel.parties.actions import coalitions, organisations
from commoncall.leadership.actions import bodies
from commoncall.workspace.room.pages import ABOUT
from tests.cast import Cast
from tests.texts import adopt

AsAccount = Callable[[Account], Client]
PATH = "/quiet-fields/room/history/"


def page(client: Client, path: str = PATH) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_deeds_are_sentences_by_day(cast: Cast, as_account: AsAccount) -> None:
    by = cast.actor(cast.leila)
    with time_machine.travel(time.now() - timedelta(days=1)):
        coalitions.open_site(cast.quiet_fields, True, by=by)
    text = page(as_account(cast.amina))
    assert "Leila Haddad opened the public page." in text
    assert text.count('<section class="day">') == 2


def test_one_asks_by_whom_and_about_what(cast: Cast, as_account: AsAccount) -> None:
    coalitions.open_site(cast.quiet_fields, True, by=cast.actor(cast.leila))
    organisations.enter(cast.quiet_fields, organisations.Names("Later Arrival"), by=cast.actor(cast.leila))
    client = as_account(cast.leila)
    leila = cast.person(cast.leila).id
    hers = page(client, f"{PATH}?who={leila}&what=coalition")
    assert "opened the public page" in hers
    assert "entered Later Arrival" not in hers
    assert "set up the coalition" not in hers


def test_every_kind_of_subject_can_be_asked_for_under_one_name_alone() -> None:
    kinds = [kind for _words, covered in ABOUT.values() for kind in covered]
    assert len(kinds) == len(set(kinds))


def test_texts_endorsements_and_bodies_are_found_by_what_they_are(cast: Cast, as_account: AsAccount) -> None:
    version, leila = adopt(cast.quiet_fields), cast.actor(cast.leila)
    texts.begin(cast.quiet_fields, "call", by=leila)
    endorsing.endorse(version, cast.sahel, Signature(), by=cast.actor(cast.amina))
    bodies.form(cast.quiet_fields, bodies.Description(names={"en": "Media group"}), by=leila)
    client = as_account(cast.leila)
    told = {what: page(client, f"{PATH}?what={what}") for what in ("text", "endorsement", "body", "import")}
    sentences = {"text": "began a draft of", "endorsement": "endorsed version 1", "body": "Media group"}
    for what, text in told.items():
        assert [other for other, words in sentences.items() if words in text] == ([what] if what in sentences else [])


def test_what_makes_no_sense_is_as_if_it_had_not_been_asked(cast: Cast, as_account: AsAccount) -> None:
    client = as_account(cast.leila)
    whole = page(client)
    for query in ("?who=nobody", "?what=stoves", "?page=999", "?page=-1", "?page=x"):
        assert page(client, PATH + query).count("<li><time") == whole.count("<li><time")


def test_it_comes_in_pages(cast: Cast, as_account: AsAccount) -> None:
    names = [(organisations.Names(f"Group {number}"), "public") for number in range(120)]
    organisations.enter_all(cast.quiet_fields, names, by=cast.operator)  # type: ignore[arg-type]
    client = as_account(cast.leila)
    first, second = page(client), page(client, f"{PATH}?page=2")
    assert first.count("<li><time") == second.count("<li><time") == 50
    assert "?page=2" in first
    assert "?page=1" in second


def test_nobody_reads_of_what_they_may_not_know(cast: Cast, as_account: AsAccount) -> None:
    for account in (cast.amina, cast.deniz, cast.eva):
        for path in (PATH, "/quiet-fields/room/history.json"):
            response = as_account(account).get(path)
            text = response.getvalue().decode()
            assert "Lantern" not in text
            assert "Mina Sato" not in text
            assert str(cast.lantern.id) not in text


def test_the_newest_seal_stands_there_to_be_kept(cast: Cast, as_account: AsAccount) -> None:
    assert "Nothing is sealed yet." in page(as_account(cast.leila))
    book.seal_all()
    head = bytes(Chain.objects.get(pk=cast.quiet_fields.chain_id).head).hex()
    assert head in page(as_account(cast.leila))


def test_it_is_taken_along_as_json_with_its_label(cast: Cast, as_account: AsAccount) -> None:
    book.seal_all()
    response = as_account(cast.leila).get("/quiet-fields/room/history.json")
    assert 'filename="quiet-fields-history-TLP-AMBER+STRICT.json"' in response["Content-Disposition"]
    taken = json.loads(response.getvalue())
    assert len(taken["entries"]) == Entry.objects.filter(chain=cast.quiet_fields.chain).count()
    assert taken["entries"][-1]["sentence"].startswith("The operator of this installation set up the coalition")
    assert all(one["seal"] and one["commitment"] and "salt" not in one for one in taken["entries"])


def test_undoing_asks_once_and_opening_the_page_changes_nothing(cast: Cast, as_account: AsAccount) -> None:
    coalitions.open_site(cast.quiet_fields, True, by=cast.actor(cast.leila))
    entry = Entry.objects.get(kind="parties.site_opened")
    client = as_account(cast.leila)
    assert f'href="/quiet-fields/undo/{entry.id}/"' in page(client)
    assert "Leila Haddad opened the public page." in page(client, f"/quiet-fields/undo/{entry.id}/")
    cast.quiet_fields.refresh_from_db()
    assert cast.quiet_fields.is_public
    assert client.post(f"/quiet-fields/undo/{entry.id}/")["Location"] == PATH
    cast.quiet_fields.refresh_from_db()
    assert not cast.quiet_fields.is_public
    text = page(client)
    assert "Undone" in text
    assert f'href="/quiet-fields/undo/{entry.id}/"' not in text
    assert client.get(f"/quiet-fields/undo/{entry.id}/").status_code == 404
    assert client.post(f"/quiet-fields/undo/{entry.id}/").status_code == 409


@pytest.mark.parametrize("who", ["amina", "viktor"])
def test_others_undo_nothing(cast: Cast, as_account: AsAccount, who: str) -> None:
    coalitions.open_site(cast.quiet_fields, True, by=cast.actor(cast.leila))
    entry = Entry.objects.get(kind="parties.site_opened")
    client = as_account(getattr(cast, who))
    assert client.post(f"/quiet-fields/undo/{entry.id}/").status_code in {403, 404}
    assert client.post(f"/open-water/undo/{entry.id}/").status_code in {403, 404}
    cast.quiet_fields.refresh_from_db()
    assert cast.quiet_fields.is_public


def test_the_number_of_queries_does_not_grow(cast: Cast, as_account: AsAccount) -> None:
    client = as_account(cast.leila)
    with CaptureQueriesContext(connection) as few:
        client.get(PATH)
    names = [(organisations.Names(f"Group {number}"), "public") for number in range(200)]
    organisations.enter_all(cast.quiet_fields, names, by=cast.operator)  # type: ignore[arg-type]
    with CaptureQueriesContext(connection) as many:
        client.get(PATH)
    assert len(many) == len(few)
