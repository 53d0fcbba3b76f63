"""For whom one acts, through whose eyes one looks, and how a steward comes in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import get_resolver

from commoncall.kernel import time
from commoncall.kernel.accounts.models import Account
from commoncall.kernel.authority import Role
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties.actions import mandates
from commoncall.kernel.parties.models import Coalition, StewardSession
from commoncall.kernel.parties.rules import RESERVED_SLUGS
from tests.cast import Cast

AsAccount = Callable[[Account], Client]


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


# For whom one acts


def test_every_page_says_for_whom_one_acts_and_one_can_choose(cast: Cast, as_account: AsAccount) -> None:
    mandates.grant(mandates.Grant(cast.person(cast.amina), cast.amal, Role.REPRESENTATIVE), by=cast.actor(cast.leila))
    client = as_account(cast.amina)
    assert "Acting for <b><bdi>Al-Amal Survivors’ Network</bdi></b>" in page(client, "/quiet-fields/")
    client.post("/quiet-fields/acting/", {"hat": str(cast.sahel.id)})
    for path in ("/quiet-fields/", "/quiet-fields/room/", "/quiet-fields/room/history/"):
        assert "Acting for <b><bdi>Forum Humanité Sahel</bdi></b>" in page(client, path)
    assert "Acting for <b><bdi>Rivers Trust</bdi></b>" in page(client, "/open-water/")


def test_nobody_acts_for_whom_they_have_no_mandate(cast: Cast, as_account: AsAccount) -> None:
    client = as_account(cast.amina)
    for hat in (str(cast.lantern.id), "coalition", ""):
        assert client.post("/quiet-fields/acting/", {"hat": hat}).status_code == 200
    assert "Acting for <b><bdi>Forum Humanité Sahel</bdi></b>" in page(client, "/quiet-fields/")


def test_a_mandate_that_ended_is_worn_no_more(cast: Cast, as_account: AsAccount) -> None:
    granted = mandates.grant(mandates.Grant(cast.person(cast.amina), cast.amal, Role.REPRESENTATIVE), by=cast.actor(cast.leila))
    client = as_account(cast.amina)
    client.post("/quiet-fields/acting/", {"hat": str(cast.amal.id)})
    mandates.end(granted, by=cast.actor(cast.leila))
    assert "Acting for <b><bdi>Forum Humanité Sahel</bdi></b>" in page(client, "/quiet-fields/")


# Through whose eyes one looks


@pytest.mark.parametrize(("role", "like"), [("representative", "oumar"), ("observer", "deniz"), ("endorser", "eva")])
def test_one_sees_no_more_than_the_role_sees(cast: Cast, as_account: AsAccount, role: str, like: str) -> None:
    coordinator, other = as_account(cast.leila), as_account(getattr(cast, like))
    assert coordinator.post("/quiet-fields/look-as/", {"role": role})["Location"] == "/quiet-fields/"
    for path in ("/quiet-fields/", "/quiet-fields/room/", "/quiet-fields/room/history/", "/quiet-fields/members/"):
        seen, theirs = page(coordinator, path), page(other, path)
        for name in ("Hidden Lantern", "Mina Sato", "Campos Livres", "Demir Kapı", "Bring a list", "Remove the coalition"):
            assert (name in seen) <= (name in theirs), f"{name} at {path}"
        assert "You see what a person in this role would see" in seen
    for path in ("/quiet-fields/room/how/voice/", "/quiet-fields/room/coordinators/", "/quiet-fields/room/remove/"):
        assert coordinator.get(path).status_code == other.get(path).status_code == 404


def test_nothing_can_be_done_while_looking(cast: Cast, as_account: AsAccount) -> None:
    client = as_account(cast.leila)
    client.post("/quiet-fields/look-as/", {"role": "representative"})
    before = Entry.objects.count()
    tried = [
        ("/quiet-fields/room/how/voice/", {"voice": "each", "reason": "So."}),
        ("/quiet-fields/room/public-page/", {"open": "yes"}),
        ("/quiet-fields/room/coordinators/", {"address": "a@a.example", "name": "A"}),
        (f"/quiet-fields/undo/{Entry.objects.filter(chain=cast.quiet_fields.chain).latest('id').id}/", {}),
        ("/quiet-fields/room/remove/", {"name": "Quiet Fields Coalition"}),
    ]
    for path, data in tried:
        assert client.post(path, data).status_code == 403, path
    assert Entry.objects.count() == before
    assert Coalition.objects.filter(slug="quiet-fields", is_public=False).exists()


def test_one_goes_back_to_oneself(cast: Cast, as_account: AsAccount) -> None:
    client = as_account(cast.leila)
    client.post("/quiet-fields/look-as/", {"role": "endorser"})
    assert "Go back to yourself" in page(client, "/quiet-fields/look-as/")
    client.post("/quiet-fields/look-as/", {"stop": "yes"})
    assert "You see what a person in this role would see" not in page(client, "/quiet-fields/")
    assert "Remove the coalition" in page(client, "/quiet-fields/room/")


def test_the_public_sees_the_public_page_even_before_it_is_open(cast: Cast, as_account: AsAccount) -> None:
    client = as_account(cast.leila)
    response = client.post("/quiet-fields/look-as/", {"role": "public"})
    assert response["Location"] == "/quiet-fields/room/public-page/preview/"
    seen = page(client, response["Location"])
    assert "Nobody does yet." in seen
    assert "Hidden Lantern" not in seen
    assert "Leila Haddad" not in seen


def test_only_coordinators_look_through_others_eyes(cast: Cast, as_account: AsAccount) -> None:
    client = as_account(cast.amina)
    assert client.get("/quiet-fields/look-as/").status_code == 404
    assert client.post("/quiet-fields/look-as/", {"role": "observer"}).status_code == 403
    assert "You see what a person in this role would see" not in page(client, "/quiet-fields/")


# Stewards


def test_a_steward_without_a_session_finds_nothing_inside(cast: Cast, as_account: AsAccount) -> None:
    client = as_account(cast.sven)
    for path in ("/quiet-fields/", "/quiet-fields/room/", "/quiet-fields/room/history/", "/quiet-fields/members/"):
        assert client.get(path).status_code == 404
    listed = page(client, "/you/installation/")
    assert "Quiet Fields Coalition" in listed
    assert "Forum Humanité Sahel" not in listed


def test_a_session_needs_a_reason_ends_by_itself_and_is_told(cast: Cast, as_account: AsAccount) -> None:
    client = as_account(cast.sven)
    assert client.post("/quiet-fields/steward/", {"reason": " ", "minutes": "30"}).status_code == 200
    assert client.post("/quiet-fields/steward/", {"reason": "Locked out.", "minutes": "900"}).status_code == 200
    assert not StewardSession.objects.exists()
    with time_machine.travel(time.now(), tick=False) as clock:
        assert client.post("/quiet-fields/steward/", {"reason": "Leila is locked out.", "minutes": "30"})["Location"] == "/quiet-fields/"
        clock.shift(timedelta(minutes=9))
        seen = page(client, "/quiet-fields/")
        assert "You are here as a steward for 22 more minutes. The coordinators have been told." in seen
        assert "Leila is locked out." in page(as_account(cast.amina), "/quiet-fields/room/history/")
        clock.shift(timedelta(minutes=22))
        assert client.get("/quiet-fields/").status_code == 404


def test_what_a_steward_does_is_recorded_as_a_stewards_deed(cast: Cast, as_account: AsAccount) -> None:
    client = as_account(cast.sven)
    client.post("/quiet-fields/steward/", {"reason": "Leila is locked out.", "minutes": "30"})
    client.post("/quiet-fields/room/public-page/", {"open": "yes"})
    assert Entry.objects.get(kind="parties.site_opened").capacity == "steward"


def test_a_session_is_ended_before_its_time(cast: Cast, as_account: AsAccount) -> None:
    client = as_account(cast.sven)
    client.post("/quiet-fields/steward/", {"reason": "Leila is locked out.", "minutes": "30"})
    assert "End the session?" in page(client, "/quiet-fields/steward/")
    assert client.get("/quiet-fields/").status_code == 200
    assert client.post("/quiet-fields/steward/")["Location"] == "/you/installation/"
    assert client.get("/quiet-fields/").status_code == 404
    assert Entry.objects.filter(kind="parties.steward_ended").exists()


def test_for_who_is_no_steward_there_is_nothing(cast: Cast, as_account: AsAccount) -> None:
    for account in (cast.leila, cast.amina, cast.viktor):
        client = as_account(account)
        for path in ("/quiet-fields/steward/", "/you/installation/", "/new/", "/new/summary/"):
            assert client.get(path).status_code == 404
        assert client.post("/quiet-fields/steward/", {"reason": "I want to.", "minutes": "30"}).status_code == 404
    assert not StewardSession.objects.exists()


def test_a_coalition_that_is_not_there_has_no_door_for_stewards(cast: Cast, as_account: AsAccount) -> None:
    assert as_account(cast.sven).get("/no-such-coalition/steward/").status_code == 404


def test_no_coalition_can_take_an_address_that_is_the_installations() -> None:
    patterns = [str(pattern) for resolver in get_resolver().url_patterns for pattern in first_steps(resolver)]
    fixed = {step for step in (one.lstrip("^").split("/")[0] for one in patterns) if step and "<" not in step}
    assert fixed <= RESERVED_SLUGS


def first_steps(resolver: object) -> list[str]:
    inner = getattr(resolver, "url_patterns", None)
    own = str(resolver.pattern)  # type: ignore[attr-defined]
    return [own] if own or inner is None else [step for one in inner for step in first_steps(one)]
