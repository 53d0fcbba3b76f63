"""The coalition's room: every answer can be changed with a reason, by coordinators alone, and everybody reads of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from commoncall.kernel import time
from commoncall.kernel.accounts.models import Account
from commoncall.kernel.history import actions as book
from commoncall.kernel.history import queries as history
from commoncall.kernel.history.models import Chain, Entry
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Coalition, Organisation, Person
from tests.cast import Cast
from tests.scene import Scene

AsAccount = Callable[[Account], Client]

ANSWERS = {
    "kind": {"kind": "campaign"},
    "voice": {"voice": "each"},
    "joining": {"joining": "call"},
    "admission": {"admitted_by": "assembly", "known": ["non_violence"], "own_en": "It has worked for a year."},
    "bodies": {"leaders": "one_each", "staff": "outside"},
    "words": {"members_en": "partners"},
}


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.mark.parametrize("question", ANSWERS)
def test_each_answer_is_changed_at_its_own_address_with_a_reason(cast: Cast, as_account: AsAccount, question: str) -> None:
    client, path = as_account(cast.leila), f"/quiet-fields/room/how/{question}/"
    before = page(client, "/quiet-fields/room/")
    unreasoned = client.post(path, ANSWERS[question])
    assert unreasoned.status_code == 200
    assert "Write something here." in unreasoned.content.decode()
    assert not Entry.objects.filter(kind="parties.coalition_rearranged").exists()
    assert client.post(path, ANSWERS[question] | {"reason": "The assembly of May decided it."}).status_code == 302
    assert page(client, "/quiet-fields/room/") != before
    assert "The reason: The assembly of May decided it." in page(as_account(cast.amina), "/quiet-fields/room/history/")


def test_a_changed_answer_can_be_taken_back_at_once(cast: Cast, as_account: AsAccount) -> None:
    client = as_account(cast.leila)
    client.post("/quiet-fields/room/how/voice/", {"voice": "each", "reason": "May."})
    entry = Entry.objects.get(kind="parties.coalition_rearranged")
    assert f'action="/quiet-fields/undo/{entry.id}/"' in page(client, "/quiet-fields/room/")
    client.post(f"/quiet-fields/undo/{entry.id}/")
    assert "It speaks with one voice" in page(client, "/quiet-fields/room/")


def test_an_answer_that_is_the_same_is_no_decision(cast: Cast, as_account: AsAccount) -> None:
    client = as_account(cast.leila)
    client.post("/quiet-fields/room/how/voice/", {"voice": "one", "reason": "May."})
    assert not Entry.objects.filter(kind="parties.coalition_rearranged").exists()
    assert "it was so already" in page(client, "/quiet-fields/room/")


def test_conditions_in_several_languages_are_kept_side_by_side(cast: Cast, as_account: AsAccount) -> None:
    cast.quiet_fields.languages = ["en", "ar"]
    cast.quiet_fields.save()
    client = as_account(cast.leila)
    data = {"admitted_by": "committee", "own_en": "It has worked for a year.\nIt is known.", "own_ar": "تعمل منذ سنة.", "reason": "May."}
    client.post("/quiet-fields/room/how/admission/", data)
    cast.quiet_fields.refresh_from_db()
    first, second = parties.arrangements(cast.quiet_fields).criteria
    assert first.text == {"en": "It has worked for a year.", "ar": "تعمل منذ سنة."}
    assert second.text == {"en": "It is known."}


@pytest.mark.parametrize("who", ["amina", "deniz", "eva"])
def test_others_read_the_room_and_change_nothing(cast: Cast, as_account: AsAccount, who: str) -> None:
    client = as_account(getattr(cast, who))
    room = page(client, "/quiet-fields/room/")
    assert "It speaks with one voice" in room
    assert "Leila Haddad" in room
    assert ">Change" not in room
    before = Entry.objects.count()
    for path in ("how/voice/", "name/", "coordinators/", "public-page/", "public-page/preview/", "remove/"):
        assert client.get(f"/quiet-fields/room/{path}").status_code == 404
        assert client.post(f"/quiet-fields/room/{path}", {"voice": "each", "reason": "x", "open": "yes"}).status_code in {403, 404}
    assert Entry.objects.count() == before


def test_name_languages_and_zone_are_described_anew(cast: Cast, as_account: AsAccount) -> None:
    client = as_account(cast.leila)
    data = {
        "name": "Quieter Fields",
        "name_ar": "الحقول الأهدأ",
        "slug": "quieter-fields",
        "language": "en",
        "others": ["ar"],
        "another": "ti",
        "time_zone": "Asia/Beirut",
    }
    assert client.post("/quiet-fields/room/name/", data)["Location"] == "/quieter-fields/room/"
    coalition = Coalition.objects.get(pk=cast.quiet_fields.pk)
    assert coalition.names == {"en": "Quieter Fields", "ar": "الحقول الأهدأ"}
    assert coalition.languages == ["en", "ar", "ti"]
    assert "الحقول الأهدأ" in page(client, "/quieter-fields/room/")


def test_an_address_of_another_coalition_is_taken(cast: Cast, as_account: AsAccount) -> None:
    data = {"name": "Quiet Fields", "slug": "open-water", "language": "en", "time_zone": "UTC"}
    assert "This address is taken here." in as_account(cast.leila).post("/quiet-fields/room/name/", data).content.decode()


def test_the_public_page_is_looked_at_then_opened_then_closed(cast: Cast, as_account: AsAccount) -> None:
    client = as_account(cast.leila)
    preview = page(client, "/quiet-fields/room/public-page/preview/?in=ar")
    assert '<html lang="ar" dir="rtl"' in preview
    assert "Lantern" not in preview
    assert Client().get("/en/quiet-fields/").status_code == 404
    client.post("/quiet-fields/room/public-page/", {"open": "yes"})
    assert Client().get("/en/quiet-fields/").status_code == 200
    client.post("/quiet-fields/room/public-page/", {"contact": "hello@quietfields.example"})
    assert "hello@quietfields.example" in Client().get("/en/quiet-fields/").content.decode()
    client.post("/quiet-fields/room/public-page/", {"close": "yes"})
    assert Client().get("/en/quiet-fields/").status_code == 404


def test_coordinators_come_and_go_and_the_last_one_stays(cast: Cast, as_account: AsAccount) -> None:
    client = as_account(cast.leila)
    own = parties.coordinating(cast.quiet_fields).get()
    assert client.post(f"/quiet-fields/room/coordinators/{own.id}/end/").status_code == 409
    client.post("/quiet-fields/room/coordinators/", {"address": "rana@rana.example", "name": "Rana Saad"})
    held = page(client, "/quiet-fields/room/coordinators/")
    assert "Rana Saad coordinates too now." in held
    assert "Has not come in yet" in held
    assert client.post(f"/quiet-fields/room/coordinators/{own.id}/end/")["Location"] == "/"
    assert client.get("/quiet-fields/").status_code == 404


def test_a_deputy_stands_in_for_a_while(cast: Cast, as_account: AsAccount) -> None:
    own = parties.coordinating(cast.quiet_fields).get()
    path = f"/quiet-fields/room/coordinators/{own.id}/deputy/"
    client = as_account(cast.leila)
    far = (time.now() + timedelta(days=200)).date().isoformat()
    assert "at most three months" in client.post(path, {"address": "oumar@oumar.example", "until": far}).content.decode()
    near = (time.now() + timedelta(days=14)).date().isoformat()
    assert client.post(path, {"address": "oumar@oumar.example", "until": near}).status_code == 302
    assert "Stands in for Leila Haddad until" in page(as_account(cast.amina), "/quiet-fields/room/")
    assert "as a deputy until" in page(as_account(cast.oumar), "/quiet-fields/acting/")


def test_a_mandate_for_an_organisation_is_not_ended_here(cast: Cast, as_account: AsAccount) -> None:
    theirs = parties.mandates_in_force().filter(organisation=cast.sahel).first()
    other = parties.coordinating(cast.open_water).get()
    for mandate in (theirs, other):
        assert as_account(cast.leila).post(f"/quiet-fields/room/coordinators/{mandate.id}/end/").status_code == 404  # type: ignore[union-attr]


# Removing it


def second_factor(client: Client) -> Client:
    session = client.session
    session["proof"], session["proved_at"] = 4, time.now().timestamp()
    session.save()
    return client


def test_removing_needs_a_second_factor_and_the_name(cast: Cast, as_account: AsAccount) -> None:
    client = as_account(cast.leila)
    assert client.get("/quiet-fields/room/remove/")["Location"].startswith("/prove/")
    client.post("/quiet-fields/room/remove/", {"name": "Quiet Fields Coalition"})
    second_factor(client)
    wrong = client.post("/quiet-fields/room/remove/", {"name": "quiet fields"})
    assert "Type the coalition’s name as it stands here" in wrong.content.decode()
    assert Coalition.objects.filter(slug="quiet-fields").exists()


def test_removing_leaves_one_line_and_every_chain_verifies(cast: Cast, as_account: AsAccount) -> None:
    book.seal_all()
    client = second_factor(as_account(cast.leila))
    asked = page(client, "/quiet-fields/room/remove/")
    assert "6 people can no longer come in." in asked
    assert "6 organisations go" in asked
    assert client.post("/quiet-fields/room/remove/", {"name": "Quiet Fields Coalition"})["Location"] == "/"
    book.seal_all()
    assert not Coalition.objects.filter(slug="quiet-fields").exists()
    assert not Organisation.objects.filter(name="Forum Humanité Sahel").exists()
    assert not Chain.objects.filter(pk=cast.quiet_fields.chain_id).exists()
    left = Entry.objects.filter(kind="parties.coalition_removed").select_related("particulars").get()
    assert left.chain_id == book.INSTALLATION
    assert left.subject == cast.quiet_fields.id
    assert left.particulars.data["name"] == "Quiet Fields Coalition"
    assert all(history.verify(chain).holds for chain in history.chains())
    assert Person.objects.filter(coalition=cast.open_water).exists()


def test_the_demonstration_is_thrown_away_by_whoever_coordinates_it(cast: Cast, as_account: AsAccount) -> None:
    Coalition.objects.filter(pk=cast.quiet_fields.pk).update(is_demo=True)
    client = as_account(cast.leila)
    assert client.post("/quiet-fields/room/remove/", {"name": "Quiet Fields Coalition"})["Location"] == "/"
    assert not Coalition.objects.filter(slug="quiet-fields").exists()


def test_whatever_a_coalition_holds_goes_with_it(scene: Scene) -> None:
    client = scene.clients["coordinator"]
    assert client.post("/quiet-fields/room/remove/", {"name": "Quiet Fields Coalition"})["Location"] == "/"
    for kind, row in scene.rows["ours"].items():
        if kind != "entry" and getattr(row, "pk", None) and hasattr(row, "coalition_id"):
            assert not type(row)._default_manager.filter(pk=row.pk).exists(), kind
    assert all(history.verify(chain).holds for chain in history.chains())
