"""The pages of letters and statements inside: nobody learns of who is not named, and no page promises what would be refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from commoncall.kernel import time
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.models import Organisation
from commoncall.voice.actions import letters, signing, statements
from commoncall.voice.actions.signing import Given
from commoncall.voice.models import Letter, Statement
from tests.cast import make_member
from tests.scene import Scene, signed_in
from tests.voices import locked

pytestmark = pytest.mark.django_db


def address(name: str, *parts: Any) -> str:
    return reverse(name, args=["quiet-fields", *parts])


def read(scene: Scene, role: str, name: str, *parts: Any) -> str:
    response = scene.ask(role, "get", address(name, *parts))
    assert response.status_code == 200, response.status_code
    return " ".join(response.content.decode().split())


def sign(scene: Scene, letter: Letter, *organisations: Organisation) -> None:
    for one in organisations:
        signing.enter(letter, one, Given("Ruff Roe"), "paper", "A card", time.now().date(), by=scene.cast.actor(scene.cast.leila))


def test_fewer_than_three_who_are_not_named_are_not_counted_to_members(scene: Scene) -> None:
    letter, cast = scene.rows["ours"]["letter_to_sign"], scene.cast
    sign(scene, letter, cast.amal, cast.lantern)
    for name in ("letter", "letter-signatures", "letters"):
        page = read(scene, "member", name, *([letter.pk] if name != "letters" else []))
        assert "Lantern" not in page
        assert "1 has signed" in page
        assert "Myanmar" not in page
    assert "2 have signed" in read(scene, "coordinator", "letter", letter.pk)


def test_three_who_are_not_named_are_counted_and_told_from_no_country(scene: Scene) -> None:
    letter, cast = scene.rows["ours"]["letter_to_sign"], scene.cast
    leila = cast.actor(cast.leila)
    hidden = [make_member(cast.quiet_fields, leila, f"Snipe {n}", "PE", naming=Naming.COORDINATORS) for n in range(2)]
    sign(scene, letter, cast.amal, cast.lantern, *hidden)
    page = read(scene, "member", "letter", letter.pk)
    assert "4 have signed, from 1 country." in page
    assert "3 more are counted and not named." in page
    assert "Snipe" not in page
    assert "Americas" not in page, "the picture tells of no part of the world of those who are not named"


def test_a_letter_that_is_prepared_is_not_there_for_members(scene: Scene) -> None:
    draft = scene.rows["ours"]["letter_draft"]
    assert scene.ask("member", "get", address("letter", draft.pk)).status_code == 404
    assert scene.ask("member", "get", address("letter-sign", draft.pk)).status_code == 404
    assert "Phalaropes" not in read(scene, "member", "letters")


def test_a_deadline_in_the_wrong_order_is_said_beside_its_day(scene: Scene) -> None:
    version = locked(scene.cast.quiet_fields, "Shelducks", by=scene.cast.actor(scene.cast.leila))
    told = {"addressee": "The Chair of the Reed Office", "who": ["members"], "is_public": "inside", "is_rolling": "on"}
    days = {"closes_at": "2027-03-01", "opens_at": "2027-03-02"}
    response = scene.ask("coordinator", "post", address("letter-new") + f"?version={version.pk}", told | days)
    page = response.content.decode()
    assert "It closes before it opens." in page
    assert 'href="#id_closes_at"' in page, "the summary leads to the day"
    assert not Letter.objects.filter(addressee=told["addressee"]).exists()


def test_what_was_withdrawn_before_delivery_leaves_no_trace_for_others(scene: Scene) -> None:
    letter, cast = scene.rows["ours"]["letter_to_sign"], scene.cast
    given = signing.sign(letter, cast.sahel, Given("Amina Diallo"), by=cast.actor(cast.amina))
    sign(scene, letter, cast.amal)
    signing.withdraw(given, "Not yet.", by=cast.actor(cast.amina))
    for role in ("observer", "coordinator"):
        page = read(scene, role, "letter-signatures", letter.pk)
        assert "Humanité" not in page
        assert "Withdrawn after delivery" not in page


def test_who_authorised_a_signature_is_told_to_its_own_and_to_coordinators(scene: Scene) -> None:
    letter, cast = scene.rows["ours"]["letter_to_sign"], scene.cast
    given = signing.sign(letter, cast.sahel, Given("Brant Bode", "Warden"), by=cast.actor(cast.amina))
    for role, knows in (("member", True), ("coordinator", True), ("observer", False), ("endorser", False)):
        assert ("Brant Bode" in read(scene, role, "letter-signature", given.pk)) is knows, role
    signing.withdraw(given, "Not yet.", by=cast.actor(cast.amina))
    assert "Not yet." in read(scene, "coordinator", "letter-signature", given.pk)
    assert scene.ask("observer", "get", address("letter-signature", given.pk)).status_code == 404


def test_no_button_promises_what_would_be_refused(scene: Scene) -> None:
    cast = scene.cast
    decision = scene.rows["ours"]["decision_to_publish"]
    assert "Publish this statement" in read(scene, "coordinator", "decision", decision.pk)
    assert "Publish this statement" not in read(scene, "member", "decision", decision.pk)
    published = statements.publish(decision, statements.Publication(), by=cast.actor(cast.leila))
    assert "Publish this statement" not in read(scene, "coordinator", "decision", decision.pk)
    assert isinstance(published, Statement)
    closed = letters.close(scene.rows["ours"]["letter_to_sign"], by=cast.actor(cast.leila))
    page = read(scene, "member", "letter", closed.pk)
    assert "No more signatures are taken." in page
    assert address("letter-sign", closed.pk) not in page


def test_whoever_takes_a_letter_along_with_its_list_leaves_an_entry(scene: Scene) -> None:
    letter, cast = scene.rows["ours"]["letter_to_sign"], scene.cast
    sign(scene, letter, cast.amal, cast.lantern)
    browser = signed_in(cast.leila)
    assert browser.get(address("letter-export", letter.pk, "docx") + "?inside=1").status_code == 200
    [entry] = Entry.objects.filter(kind="voice.letter_downloaded", subject=letter.pk)
    assert (entry.facts["count"], entry.facts["form"], entry.facts["inside"]) == (2, "docx", True)
    assert browser.get(address("letter-export", letter.pk, "exe")).status_code == 404
    assert Entry.objects.filter(kind="voice.letter_downloaded").count() == 1


def test_a_statement_can_be_retracted_once_the_coalition_speaks_with_one_voice_no_longer(scene: Scene) -> None:
    one, coalition = scene.rows["ours"]["statement"], scene.cast.quiet_fields
    coalition.arrangements = coalition.arrangements | {"voice": "each"}
    coalition.save()
    browser = signed_in(scene.cast.leila)
    assert browser.get(address("statement", one.pk)).status_code == 200
    assert browser.post(address("statement-retract", one.pk), {"why": "It is wrong."}).status_code == 302
    assert Statement.objects.get(pk=one.pk).retracted_at is not None
    assert browser.get(address("statements")).status_code == 404
