"""A newcomer sets up a coalition of each kind, through the pages alone and without a script."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from commoncall.kernel.authority import operator
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.parties.rules import Arrangements, suggested
from commoncall.procedures import signing_in


@pytest.fixture
def newcomer(db: None, _installed: None) -> Client:
    """Return the browser of somebody who followed the link of an empty installation and said who they are."""
    client = Client()
    link = signing_in.first_link(by=operator())
    client.post(link, {"name": "Nour Aziz", "address": "nour@nour.example"})
    return client


def onward(client: Client, step: str, answer: dict[str, Any]) -> str:
    """Answer one question and return where it leads."""
    response = client.post(f"/new/{step}/" if step != "kind" else "/new/", answer)
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def the_rest(client: Client) -> Coalition:
    """Set up what the summary shows."""
    assert client.get("/new/summary/").status_code == 200
    response = client.post("/new/summary/", {})
    assert response.status_code == 302, response.content.decode()
    return Coalition.objects.get(slug=response["Location"].strip("/"))


NAME = {"language": "en", "time_zone": "Africa/Bamako", "slug": ""}


@pytest.mark.parametrize("kind", ["network", "coalition", "campaign"])
def test_three_pages_are_enough_for_any_kind(newcomer: Client, kind: str) -> None:
    assert onward(newcomer, "kind", {"kind": kind}) == "/new/name/"
    assert onward(newcomer, "name", {"name": "Quiet Fields", **NAME, "rest": "yes"}) == "/new/summary/"
    coalition = the_rest(newcomer)
    assert parties.arrangements(coalition) == suggested(kind)
    assert (coalition.slug, coalition.time_zone) == ("quiet-fields", "Africa/Bamako")
    page = newcomer.get("/quiet-fields/").content.decode()
    assert "Bring the list you have" in page
    assert not Message.objects.exists()


def test_a_loose_network_of_partners(newcomer: Client) -> None:
    onward(newcomer, "kind", {"kind": "network"})
    onward(newcomer, "name", {"name": "شبكة المياه المفتوحة", **NAME, "language": "ar", "others": ["fr"]})
    onward(newcomer, "voice", {"voice": "each"})
    onward(newcomer, "joining", {"joining": "call"})
    onward(newcomer, "admission", {"admitted_by": "members", "known": ["non_violence", "business"], "own_ar": "تعمل منذ سنة."})
    onward(newcomer, "bodies", {"leaders": "self_chosen", "staff": "outside"})
    assert onward(newcomer, "words", {"members_ar": "شركاء", "members_fr": "partenaires"}) == "/new/summary/"
    coalition = the_rest(newcomer)
    kept = parties.arrangements(coalition)
    assert coalition.slug == "shbkh-almyah-almftwhh"
    assert coalition.languages == ["ar", "fr"]
    assert [one.key for one in kept.criteria] == ["non_violence", "business", "own_1"]
    assert kept.criteria[-1].text == {"ar": "تعمل منذ سنة."}
    assert kept.words == {"members": {"ar": "شركاء", "fr": "partenaires"}}
    assert kept.admitted_by == "members"


def test_a_public_campaign_with_every_answer_of_its_own(newcomer: Client) -> None:
    onward(newcomer, "kind", {"kind": "campaign"})
    onward(newcomer, "name", {"name": "Stop the Dam", **NAME, "slug": "stop-the-dam"})
    onward(newcomer, "voice", {"voice": "one"})
    onward(newcomer, "joining", {"joining": "charter"})
    onward(newcomer, "admission", {"admitted_by": "assembly"})
    onward(newcomer, "bodies", {"leaders": "one_each", "staff": "no_vote"})
    onward(newcomer, "words", {"committee_en": "council", "call_en": "declaration"})
    coalition = the_rest(newcomer)
    kept = parties.arrangements(coalition)
    assert kept == Arrangements(
        kind="campaign",
        voice="one",
        joining="charter",
        admitted_by="assembly",
        leaders="one_each",
        staff="no_vote",
        words={"committee": {"en": "council"}, "call": {"en": "declaration"}},
    )
    room = newcomer.get("/stop-the-dam/room/").content.decode()
    assert "The council has one seat for each organisation." in room
    assert "by endorsing the declaration and accepting the charter" in room


def test_one_goes_back_and_finds_ones_answer(newcomer: Client) -> None:
    onward(newcomer, "kind", {"kind": "coalition"})
    onward(newcomer, "name", {"name": "Quiet Fields", **NAME})
    onward(newcomer, "voice", {"voice": "each"})
    page = newcomer.get("/new/voice/").content.decode()
    assert 'value="each" id="id_voice_1" required checked' in page or 'value="each" required id="id_voice_1" checked' in page
    assert 'href="/new/name/"' in page


def test_another_kind_suggests_anew_what_was_not_answered_otherwise(newcomer: Client) -> None:
    onward(newcomer, "kind", {"kind": "coalition"})
    onward(newcomer, "name", {"name": "Quiet Fields", **NAME})
    onward(newcomer, "voice", {"voice": "one"})
    onward(newcomer, "bodies", {"leaders": "appointed", "staff": "no_vote"})
    onward(newcomer, "kind", {"kind": "network"})
    kept = parties.arrangements(the_rest(newcomer))
    assert kept.voice == "each"
    assert kept.leaders == "appointed"


def test_a_sentence_of_the_summary_is_changed_and_one_is_back_there(newcomer: Client) -> None:
    onward(newcomer, "kind", {"kind": "coalition"})
    onward(newcomer, "name", {"name": "Quiet Fields", **NAME, "rest": "yes"})
    response = newcomer.post("/new/voice/?back=summary", {"voice": "each"})
    assert response["Location"] == "/new/summary/"
    assert "Nothing goes out in the name of all." in newcomer.get("/new/summary/").content.decode()


@pytest.mark.parametrize("slug", ["en", "sign-in", "Quiet Fields", "-", "новое"])
def test_an_address_that_cannot_be_one_is_refused_and_all_is_kept(newcomer: Client, slug: str) -> None:
    response = newcomer.post("/new/name/", {"name": "Quiet Fields", **NAME, "slug": slug})
    assert response.status_code == 200
    assert "Choose an address of small letters, digits and hyphens" in response.content.decode()
    assert 'value="Quiet Fields"' in response.content.decode()


def test_the_same_name_twice_gives_two_addresses(newcomer: Client) -> None:
    for slug in ("quiet-fields", "quiet-fields-2"):
        onward(newcomer, "kind", {"kind": "network"})
        onward(newcomer, "name", {"name": "Quiet Fields", **NAME, "rest": "yes"})
        assert the_rest(newcomer).slug == slug


def test_the_summary_waits_for_a_name(newcomer: Client) -> None:
    assert newcomer.get("/new/summary/")["Location"] == "/new/name/"
    assert newcomer.post("/new/summary/", {}).status_code == 302
    assert not Coalition.objects.exists()
