"""An organisation that is called otherwise now is still found by the name it had, where it wants that."""

from __future__ import annotations

from django.urls import reverse

from commoncall.kernel.parties.models import Organisation
from commoncall.membership.queries.roll import public_roll
from tests.scene import Scene


def renamed(scene: Scene, **more: str) -> Organisation:
    address = reverse("member-names", args=["quiet-fields", scene.cast.sahel.pk])
    sent = {"name": "Sahel Forum for Humanity", "acronym": "FHS", **more}
    assert scene.clients["member"].post(address, sent).status_code == 302
    return Organisation.objects.get(pk=scene.cast.sahel.pk)


def test_a_former_name_is_found_and_said_to_be_one(scene: Scene) -> None:
    organisation = renamed(scene, keeps_former="on")
    assert [(other["text"], bool(other["until"])) for other in organisation.other_names] == [("Forum Humanité Sahel", True)]
    browser = scene.clients["coordinator"]
    found = browser.get(reverse("members", args=["quiet-fields"]), {"q": "forum humanite"}).content.decode()
    assert "Sahel Forum for Humanity" in found
    record = browser.get(reverse("member", args=["quiet-fields", organisation.pk])).content.decode()
    assert "formerly Forum Humanité Sahel" in record
    listed = next(one for one in public_roll(scene.cast.quiet_fields).members if one.id == organisation.pk)
    assert listed.other_name == ""


def test_whoever_does_not_want_it_kept_is_not_found_by_it(scene: Scene) -> None:
    organisation = renamed(scene)
    assert organisation.other_names == []
    found = scene.clients["coordinator"].get(reverse("members", args=["quiet-fields"]), {"q": "humanite"}).content.decode()
    assert "Sahel Forum for Humanity" not in found


def test_a_former_name_outlives_another_change_until_it_is_taken_off(scene: Scene) -> None:
    renamed(scene, keeps_former="on")
    kept = renamed(scene, acronym="SFH", former="Forum Humanité Sahel", keeps_former="on")
    assert [other["text"] for other in kept.other_names] == ["Forum Humanité Sahel"]
    assert renamed(scene, acronym="SF", keeps_former="on").other_names == []
