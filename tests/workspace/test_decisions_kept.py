"""Two who write at once about one decision: the later one is told, sees both, and nothing is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from commoncall.decisions.actions import closing, ladder, preparing, publishing, register
from commoncall.decisions.models import Decision
from commoncall.decisions.queries import seen
from commoncall.kernel.authority import Actor
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict
from tests.cast import Cast
from tests.decided import AT_MEETING, WRITTEN, opened, prepared
from tests.scene import signed_in
from tests.workspace.test_drafts import words_of
from tests.workspace.test_drafts_kept import hidden


@pytest.fixture
def leila(cast: Cast) -> Actor:
    return cast.actor(cast.leila)


def address(name: str, decision: Decision) -> str:
    return reverse(name, args=["quiet-fields", decision.pk])


def fields(page: Any) -> dict[str, str]:
    """Return what the form of a page would send as it stands."""
    form = page.context["form"]
    return {one.name: "" if (value := one.value()) is None or value is False else str(value) for one in form if one.name != "is_public"}


@pytest.fixture
def decision(cast: Cast, leila: Actor) -> Decision:
    ladder.set_up(cast.quiet_fields, by=leila)
    return prepared(cast.quiet_fields, "Count the plovers", WRITTEN, leila)


def test_who_prepares_is_told_that_somebody_else_was_quicker_and_keeps_their_words(cast: Cast, decision: Decision) -> None:
    browser, page = signed_in(cast.leila), address("decision-change", decision)
    sent = fields(browser.get(page))
    assert browser.post(page, sent | {"question": "Do we count them in spring?"}).status_code == 302
    late = browser.post(page, sent | {"question": "Do we count them in autumn?"})
    assert "changed this meanwhile" in words_of(late)
    assert "Do we count them in autumn?" in words_of(late)
    assert "Do we count them in spring?" in words_of(late), "both stand on one page"
    assert Decision.objects.get(pk=decision.pk).question == "Do we count them in spring?"
    compared = sent | {"question": "Do we count them in autumn?", "seen": hidden(late, "seen")}
    assert browser.post(page, compared).status_code == 302
    assert Decision.objects.get(pk=decision.pk).question == "Do we count them in autumn?"


def test_what_is_noted_of_a_decision_does_not_overwrite_what_another_noted(cast: Cast, leila: Actor, decision: Decision) -> None:
    settled = closing.close_meeting(opened(cast.quiet_fields, "Name the heron", AT_MEETING, leila), by=leila)
    browser, page = signed_in(cast.leila), address("decision-note", settled)
    sent = hidden(browser.get(page), "seen")
    assert browser.post(page, {"disagreement": "Two would have waited.", "review_on": "", "seen": sent}).status_code == 302
    late = browser.post(page, {"disagreement": "Nobody objected.", "review_on": "", "seen": sent})
    assert "changed this meanwhile" in words_of(late)
    assert "Two would have waited." in words_of(late)
    assert "Nobody objected." in words_of(late)
    assert Decision.objects.get(pk=settled.pk).disagreement == "Two would have waited."
    assert browser.post(page, {"disagreement": "Nobody objected.", "review_on": "", "seen": hidden(late, "seen")}).status_code == 302


def test_the_deed_itself_refuses_what_was_not_seen(leila: Actor, decision: Decision) -> None:
    known = seen.preparation(decision)
    wanted = preparing.Preparation("Count the herons", "All of them?", rule=AT_MEETING, deviation="A trial.")
    preparing.change(decision, wanted, seen=known, by=leila)
    with pytest.raises(Conflict, match="meanwhile"):
        preparing.change(decision, wanted, seen=known, by=leila)
    settled = closing.close_meeting(opened(decision.coalition, "Name the heron", AT_MEETING, leila), by=leila)
    before = seen.note(settled)
    register.note(settled, "Two would have waited.", None, seen=before, by=leila)
    with pytest.raises(Conflict, match="meanwhile"):
        register.note(settled, "Nobody objected.", None, seen=before, by=leila)


def test_correcting_an_entry_does_not_put_back_into_public_what_was_taken_out_meanwhile(cast: Cast, leila: Actor) -> None:
    past = register.Past("We speak with one voice", date(2025, 5, 2), "The assembly", "Minutes, page 3", is_public=True)
    entry = register.enter_later(cast.quiet_fields, past, by=leila)
    browser, page = signed_in(cast.leila), address("decision-correct", entry)
    sent = fields(browser.get(page)) | {"seen": hidden(browser.get(page), "seen"), "is_public": "on"}
    publishing.hide(entry, by=leila)
    late = browser.post(page, sent | {"source": "Minutes, page 4"})
    assert "changed this meanwhile" in words_of(late)
    assert "Minutes, page 4" in late.content.decode()
    kept = Decision.objects.get(pk=entry.pk)
    assert (kept.is_public, kept.source) == (False, "Minutes, page 3")
    assert browser.post(page, sent | {"seen": hidden(late, "seen"), "title": "One voice"}).status_code == 302
    told = Entry.objects.get(kind="decisions.entry_corrected").particulars.data
    assert [told[when]["is_public"] for when in ("before", "now")] == [False, True]
    assert [told[when]["title"] for when in ("before", "now")] == ["We speak with one voice", "One voice"]
    assert told["now"]["label"] == "amber"
