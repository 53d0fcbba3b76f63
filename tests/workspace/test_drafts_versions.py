"""From one version to the next: what is different is said, a changed title is shown, and no page of a list forgets what was asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commoncall.drafting.actions import amending, stages, texts, wordings
from commoncall.drafting.actions.amending import Treating
from commoncall.drafting.actions.texts import Beginning
from commoncall.drafting.queries import texts as read
from commoncall.drafting.rules.paragraphs import read as paragraphs_of
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import queries as history
from commoncall.kernel.labels import Label
from commoncall.kernel.refusals import Refusal
from commoncall.workspace.drafts import lists
from tests.cast import Cast
from tests.drafts import begun, opened, proposed
from tests.scene import signed_in
from tests.workspace.test_drafts import address, words_of
from tests.workspace.test_drafts_kept import hidden


@pytest.fixture
def leila(cast: Cast) -> Actor:
    return cast.actor(cast.leila)


@pytest.fixture
def amina(cast: Cast) -> Actor:
    return cast.actor(cast.amina)


def test_what_is_different_stands_in_the_list_of_versions_and_in_the_comparison(cast: Cast, leila: Actor) -> None:
    version = stages.close(opened(cast.quiet_fields, "Whimbrel", by=leila), by=leila)
    browser = signed_in(cast.leila)
    begun_next = browser.post(address("draft-next", version), {"change_note": "Ospreys will come in."}, follow=True)
    assert "Ospreys will come in." in words_of(begun_next)
    made = read.draft(version.text)
    assert made
    assert "Ospreys will come in." in words_of(browser.get(address("draft-compare", made)))


def test_whoever_merges_says_what_is_different(cast: Cast, leila: Actor, amina: Actor) -> None:
    version = opened(cast.quiet_fields, "Whimbrel", by=leila)
    amendment = proposed(version, 0, "Eagles soar.", by=amina)
    amending.treat(amendment, Treating("accept"), by=leila)
    stages.close(version, by=leila)
    browser, page = signed_in(cast.leila), address("draft-merge", version)
    reviewed = hidden(browser.get(page), "reviewed")
    merged = browser.post(page, {"reviewed": reviewed, "step": "merge", "change_note": "As Sahel proposed."}, follow=True)
    assert "As Sahel proposed." in words_of(merged)


def test_a_comparison_shows_another_title(cast: Cast, leila: Actor) -> None:
    version = stages.close(opened(cast.quiet_fields, "Whimbrel", by=leila), by=leila)
    made = texts.next_version(version, by=leila)
    wording = read.wordings(made)["en"]
    wordings.word(made, "en", "Curlew", paragraphs_of(wording.paragraphs), by=leila)
    page = signed_in(cast.leila).get(address("draft-compare", made))
    assert "Another title" in words_of(page)
    assert "only the title is another." in words_of(page)
    assert "<del" in page.content.decode()
    same = texts.next_version(stages.lock(made, by=leila), by=leila)
    assert "Another title" not in words_of(signed_in(cast.leila).get(address("draft-compare", same)))


def test_the_pages_of_a_list_keep_what_was_asked_for(cast: Cast, leila: Actor, amina: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "STEP", 1)
    version = opened(cast.quiet_fields, "Whimbrel", by=leila)
    for _each in range(2):
        proposed(version, 0, "Eagles soar.", by=amina)
    page = signed_in(cast.amina).get(address("draft-amendments", version) + "?show=own&language=fr").content.decode()
    assert "?from=1&amp;show=own&amp;language=fr" in page


def test_the_same_reason_does_not_answer_whoever_insists(cast: Cast, leila: Actor, amina: Actor) -> None:
    version = opened(cast.quiet_fields, "Whimbrel", by=leila)
    amendment = amending.treat(proposed(version, 0, "Eagles soar.", by=amina), Treating("refuse", "It is too long."), by=leila)
    amending.reply(amendment, False, "It is as long as it must be.", by=amina)
    with pytest.raises(Refusal, match="given before"):
        amending.treat(amendment, Treating("refuse", "It is too long."), by=leila)
    assert amending.treat(amendment, Treating("refuse", "All others found it too long."), by=leila).treatment == "refuse"


def test_of_a_text_whose_readers_became_fewer_the_history_no_longer_tells_the_others(cast: Cast, leila: Actor) -> None:
    version = begun(cast.quiet_fields, "Whimbrel", by=leila)
    wide = Beginning("statement", "Whimbrel", "en", label=Label.GREEN)
    texts.arrange(version.text, wide, by=leila)
    stages.open_to_amendments(version, None, by=leila)
    observer, member = cast.actor(cast.deniz), cast.actor(cast.amina)

    def told(actor: Actor) -> bool:
        return history.visible_to(actor).filter(kind="drafting.opened").exists()

    assert (told(observer), told(member), told(leila)) == (True, True, True)
    texts.arrange(version.text, replace(wide, label=Label.AMBER), by=leila)
    assert (told(observer), told(member), told(leila)) == (False, True, True)
    texts.arrange(version.text, replace(wide, label=Label.AMBER_STRICT), by=leila)
    assert (told(observer), told(member), told(leila)) == (False, False, True)
    assert not [one for one in history.done_by_others(observer, time.now().replace(year=2000)) if one[1] == "drafting.opened"]
