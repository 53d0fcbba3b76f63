"""The pages of the texts: what is typed is kept, buttons move demands without saving, and what cannot be read is not there."""

from __future__ import annotations

import pytest

from commoncall.call.actions import endorsing
from commoncall.call.models import Endorsement
from commoncall.call.queries import texts
from commoncall.kernel import time
from commoncall.workspace.texts.forms import rearranged
from tests.scene import Scene


@pytest.mark.parametrize(
    ("deed", "after"),
    [
        ("add", ["a", "b", "c", ""]),
        ("up-1", ["b", "a", "c"]),
        ("down-1", ["a", "c", "b"]),
        ("remove-0", ["b", "c"]),
        ("up-0", ["a", "b", "c"]),
        ("down-2", ["a", "b", "c"]),
        ("remove-9", ["a", "b", "c"]),
        ("up-²", ["a", "b", "c"]),
        ("sing", ["a", "b", "c"]),
    ],
)
def test_a_button_rearranges_the_demands(deed: str, after: list[str]) -> None:
    assert rearranged(["a", "b", "c"], deed) == after


def test_a_button_keeps_what_is_typed_and_saves_nothing(scene: Scene) -> None:
    draft = scene.rows["ours"]["text_draft"]
    before = texts.wording_for(draft, "en").title
    typed = {"title": "Oystercatcher", "demand_0": "First", "demand_1": "Second", "do": "up-1"}
    page = scene.ask("coordinator", "post", f"/quiet-fields/texts/versions/{draft.pk}/words/en/", typed).content.decode()
    assert "Oystercatcher" in page
    assert page.index(">\nSecond</textarea>") < page.index(">\nFirst</textarea>")
    assert texts.wording_for(draft, "en").title == before


def test_what_is_no_language_has_no_page(scene: Scene) -> None:
    draft = scene.rows["ours"]["text_draft"]
    for code in ("q9", "klingon", "en-latn-us-posix"):
        assert scene.ask("coordinator", "get", f"/quiet-fields/texts/versions/{draft.pk}/words/{code}/").status_code == 404


def test_right_to_left_demands_keep_their_direction_for_every_reader(scene: Scene) -> None:
    page = scene.ask("member", "get", "/quiet-fields/texts/call/2/?language=ar").content.decode()
    assert '<ol class="demands" lang="ar" dir="rtl">' in page
    with scene.speaking("ar"):
        page = scene.ask("member", "get", "/quiet-fields/texts/call/2/?language=en").content.decode()
    assert '<ol class="demands" lang="en" dir="ltr">' in page


def test_an_unlisted_organisation_is_neither_named_nor_counted_for_others(scene: Scene) -> None:
    cast, address = scene.cast, "/quiet-fields/texts/call/1/behind/"
    before = scene.ask("member", "get", address).content.decode()
    first = texts.numbered(cast.quiet_fields, "call", 1)
    assert first is not None
    endorsing.enter(first, cast.lantern, endorsing.Signature("Mina"), Endorsement.Came.PHONE, "A call", time.now().date(), by=cast.actor(cast.leila))
    assert "Hidden Lantern" in scene.ask("coordinator", "get", address).content.decode()
    after = scene.ask("member", "get", address).content.decode()
    assert "Forum Humanité Sahel" in after
    assert "Hidden Lantern" not in after
    assert "1 organisation stands behind it." in before
    assert "1 organisation stands behind it." in after


def test_the_list_to_take_along_carries_its_label_and_is_recorded(scene: Scene) -> None:
    version = scene.rows["ours"]["call"]
    answer = scene.ask("coordinator", "post", f"/quiet-fields/texts/versions/{version.pk}/follow-up/list/")
    assert "TLP-AMBER-STRICT" in answer["Content-Disposition"]
    assert "Forum Humanité Sahel" in answer.content.decode("utf-8-sig")
