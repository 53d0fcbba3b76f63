"""What is typed into the pages of drafts is kept when others were quicker or a deadline passed, and no page of an amendment breaks."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commoncall.drafting.actions import amending, bottom_lines, stages, wordings
from commoncall.drafting.actions.amending import Proposal, Treating
from commoncall.drafting.models import Comment, Version
from commoncall.drafting.queries import texts
from commoncall.drafting.rules.amending import Change, Do
from commoncall.drafting.rules.applying import changing
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from tests.cast import Cast
from tests.drafts import FRENCH, WORDS, begun, opened, proposed
from tests.scene import signed_in
from tests.workspace.test_drafts import address, words_of


@pytest.fixture
def leila(cast: Cast) -> Actor:
    return cast.actor(cast.leila)


@pytest.fixture
def amina(cast: Cast) -> Actor:
    return cast.actor(cast.amina)


def hidden(response: Any, name: str) -> str:
    """Return what a hidden field of a page holds; nothing where it is empty."""
    field = re.search(rf'<input type="hidden" name="{name}"(?: value="([^"]*)")?', response.content.decode())
    assert field
    return field[1] or ""


def test_two_who_begin_one_translation_do_not_overwrite_each_other(cast: Cast, leila: Actor) -> None:
    version = begun(cast.quiet_fields, "Whimbrel", by=leila)
    browser, page = signed_in(cast.leila), address("draft-translate", version, "es")
    seen = hidden(browser.get(page), "seen")
    browser.post(page, {"title": "Zarapito", "p_p1": "Vuelan las águilas.", "seen": seen})
    late = browser.post(page, {"title": "Zarapito", "p_p1": "Las águilas se van.", "seen": seen})
    assert "changed this meanwhile" in words_of(late)
    assert "Las águilas se van." in words_of(late)
    assert "Vuelan las águilas." in words_of(late)
    assert [one["text"] for one in texts.wordings(version)["es"].paragraphs] == ["Vuelan las águilas."]
    compared = browser.post(page, {"title": "Zarapito", "p_p1": "Las águilas se van.", "seen": hidden(late, "seen")})
    assert compared.status_code == 302
    assert [one["text"] for one in texts.wordings(version)["es"].paragraphs] == ["Las águilas se van."]


def test_a_file_does_not_replace_what_somebody_else_wrote_meanwhile(cast: Cast, leila: Actor) -> None:
    version = begun(cast.quiet_fields, "Whimbrel", by=leila)
    browser, page = signed_in(cast.leila), address("draft-bring-in", version, "en")
    seen = hidden(browser.get(page), "seen")
    wordings.word(version, "en", "Whimbrel", [Paragraph("p1", "Somebody else’s words.")], by=leila)
    late = browser.post(page, {"file": SimpleUploadedFile("text.md", b"Words of the file.\n"), "seen": seen})
    assert "nothing was replaced" in words_of(late)
    assert "Somebody else’s words." in words_of(late)
    assert [one["text"] for one in texts.wordings(version)["en"].paragraphs] == ["Somebody else’s words."]
    read = browser.post(page, {"file": SimpleUploadedFile("text.md", b"Words of the file.\n"), "seen": hidden(late, "seen")})
    assert read.status_code == 302
    assert [one["text"] for one in texts.wordings(version)["en"].paragraphs] == ["Words of the file."]


def test_what_stands_in_a_translation_alone_is_not_lost_when_it_is_saved(cast: Cast, leila: Actor) -> None:
    version = begun(cast.quiet_fields, "Whimbrel", by=leila)
    wordings.word(version, "fr", "Courlis", [FRENCH[0], Paragraph("own", "Un mot de plus."), *FRENCH[1:]], by=leila)
    browser, page = signed_in(cast.leila), address("draft-translate", version, "fr")
    shown = browser.get(page)
    assert "Un mot de plus." in words_of(shown)
    typed = {"title": "Courlis", "p_p1": "A.", "p_own": "Un mot de plus.", "p_p2": "B.", "p_p3": "C.", "seen": hidden(shown, "seen")}
    assert browser.post(page, typed).status_code == 302
    assert [one["text"] for one in texts.wordings(version)["fr"].paragraphs] == ["A.", "Un mot de plus.", "B.", "C."]


@pytest.mark.parametrize("seen", ["", "yesterday", "2026-01-01"])
def test_a_page_that_does_not_say_what_it_saw_overwrites_nothing(cast: Cast, leila: Actor, seen: str) -> None:
    version = begun(cast.quiet_fields, "Whimbrel", by=leila)
    answer = signed_in(cast.leila).post(address("draft-write", version, "en"), {"title": "Whimbrel", "words": "My own words.", "seen": seen})
    assert "changed this meanwhile" in words_of(answer)
    assert [one["text"] for one in texts.wordings(version)["en"].paragraphs] == [one.text for one in WORDS]


def accepted(cast: Cast, leila: Actor, amina: Actor) -> tuple[Version, Any]:
    version = opened(cast.quiet_fields, "Whimbrel", by=leila)
    amendment = proposed(version, 0, "Ospreys hover.", by=amina)
    proposed(version, 1, "Avocets nest.", by=amina)
    for one in version.amendments.all():
        amending.treat(one, Treating("accept"), by=leila)
    stages.close(version, by=leila)
    return version, amendment


def test_whoever_looks_at_a_merge_again_can_merge_what_they_see(cast: Cast, leila: Actor, amina: Actor) -> None:
    version, amendment = accepted(cast, leila, amina)
    browser, page = signed_in(cast.leila), address("draft-merge", version)
    reviewed = hidden(browser.get(page), "reviewed")
    amending.withdraw(amendment, by=amina)
    late = browser.post(page, {"reviewed": reviewed, "step": "merge"})
    assert "changed after you reviewed them" in words_of(late)
    assert browser.post(page, {"reviewed": hidden(late, "reviewed"), "step": "merge"}).status_code == 302


def test_what_amends_an_amendment_to_an_amendment_is_read_like_any_other(cast: Cast, leila: Actor, amina: Actor) -> None:
    version = opened(cast.quiet_fields, "Whimbrel", by=leila)
    first = amending.propose(version, Proposal((Change(Do.INSERT, "p1", "Curlews call."),), "en"), by=amina)
    key = first.changes[0]["key"]
    second = amending.propose(version, Proposal((changing(Paragraph(key, "Curlews call."), "Curlews sing."),), "en", amends=first), by=amina)
    third = amending.propose(version, Proposal((changing(Paragraph(key, "Curlews sing."), "Curlews fly."),), "en", amends=second), by=amina)
    browser = signed_in(cast.amina)
    for one in (first, second, third):
        assert browser.get(f"/quiet-fields/drafts/amendments/{one.pk}/").status_code == 200
        assert browser.get(f"/quiet-fields/drafts/amendments/{one.pk}/amend/").status_code == 200
    assert browser.get(address("draft-amendments", version)).status_code == 200
    assert signed_in(cast.leila).get(address("draft-treat", version)).status_code == 200


def test_a_comment_that_comes_too_late_is_not_lost(cast: Cast, leila: Actor) -> None:
    version = opened(cast.quiet_fields, "Whimbrel", by=leila)
    browser, page = signed_in(cast.amina), address("draft-comment", version)
    assert browser.get(page).status_code == 200
    stages.close(version, by=leila)
    late = browser.post(page, {"text": "Dunlins gather."})
    assert late.status_code == 200
    assert "are over" in words_of(late)
    assert "Dunlins gather." in words_of(late)
    assert not Comment.objects.exists()


def test_a_paragraph_is_warned_of_once_however_many_words_it_holds(cast: Cast, leila: Actor, amina: Actor) -> None:
    version = begun(cast.quiet_fields, "Whimbrel", by=leila)
    bottom_lines.note(cast.sahel, "words", ["Avocets", "moult", "Avocettes"], "Not this.", by=amina)
    assert words_of(signed_in(cast.leila).get(address("draft-version", version))).count("Not this.") == 1


def test_what_a_vote_has_settled_is_offered_for_nothing_more(cast: Cast, leila: Actor, amina: Actor) -> None:
    version = stages.open_to_amendments(begun(cast.quiet_fields, "Whimbrel", by=leila), time.database_now() + timedelta(days=1), by=leila)
    one = proposed(version, 0, "Ospreys hover.", by=amina)
    amending.treat(one, Treating("vote", "Plover."), by=leila)
    amending.settle(one, True, "By nine to two.", by=leila)
    for reader in (cast.leila, cast.amina):
        page = signed_in(reader).get(f"/quiet-fields/drafts/amendments/{one.pk}/").content.decode()
        assert "<form" not in page.partition("<main")[2].partition("</main>")[0]
        assert "/withdraw/" not in page


def test_one_paragraph_is_written_where_it_stands_and_leads_back_there(cast: Cast, leila: Actor) -> None:
    version = begun(cast.quiet_fields, "Whimbrel", by=leila)
    browser, page = signed_in(cast.leila), address("draft-paragraph", version, "en", "p2")
    assert page in browser.get(address("draft-version", version)).content.decode()
    saved = browser.post(page, {"before": hidden(browser.get(page), "before"), "words": "Avocets moult in late summer."})
    assert saved.status_code == 302
    assert saved["Location"].endswith("?language=en#p-p2")
    said = texts.wordings(version)["en"].paragraphs
    assert [(one["key"], one["text"]) for one in said] == [
        ("p1", "Ospreys fledge."),
        ("p2", "Avocets moult in late summer."),
        ("p3", "Gannets plunge."),
    ]


def test_two_who_write_two_paragraphs_at_once_both_succeed_and_of_one_the_later_is_told(cast: Cast, leila: Actor) -> None:
    version = begun(cast.quiet_fields, "Whimbrel", by=leila)
    browser, page = signed_in(cast.leila), address("draft-paragraph", version, "en", "p2")
    before = hidden(browser.get(page), "before")
    assert browser.post(address("draft-paragraph", version, "en", "p1"), {"before": WORDS[0].text, "words": "Eagles soar."}).status_code == 302
    assert browser.post(page, {"before": before, "words": "Avocets sleep."}).status_code == 302
    late = browser.post(page, {"before": before, "words": "Avocets wade."})
    assert "worded this paragraph meanwhile" in words_of(late)
    assert "Avocets sleep." in words_of(late)
    assert "Avocets wade." in words_of(late)
    assert browser.post(page, {"before": hidden(late, "before"), "words": "Avocets wade."}).status_code == 302
    assert [one["text"] for one in texts.wordings(version)["en"].paragraphs] == ["Eagles soar.", "Avocets wade.", "Gannets plunge."]


def test_a_paragraph_that_was_taken_out_meanwhile_keeps_what_was_written_of_it(cast: Cast, leila: Actor) -> None:
    version = begun(cast.quiet_fields, "Whimbrel", by=leila)
    wordings.word(version, "en", "Whimbrel", WORDS[:1], by=leila)
    browser, page = signed_in(cast.leila), address("draft-paragraph", version, "en", "p2")
    assert browser.get(page).status_code == 404
    late = browser.post(page, {"before": WORDS[1].text, "words": "Avocets wade."})
    assert "taken out meanwhile" in words_of(late)
    assert "Avocets wade." in words_of(late)
