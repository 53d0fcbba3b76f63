"""A newcomer follows the first link of an empty installation and sets up a coalition of their own kind."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from commoncall.kernel.authority import operator
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Coalition
from commoncall.procedures import signing_in
from tests.stories.conftest import Story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KINDS = {
    "network": ("A loose network", "Peat Bog Network", "peat-bog-network"),
    "coalition": ("A coordinated coalition", "Coalition for Quiet Skies", "coalition-for-quiet-skies"),
    "campaign": ("A public campaign", "Campaña del Río", "campana-del-rio"),
}


def begins(tell: Callable[..., Story]) -> Story:
    """Open the link that an empty installation prints, and say who one is."""
    story = tell(signing_in.first_link(by=operator()))
    story.see("the first link")
    story.type("Your name", "Nadia Okello")
    story.type("Your e-mail address", "nadia@okello.example")
    story.press("Begin")
    story.reads("How do you act together?")
    return story


def names_it(story: Story, name: str, slug: str) -> None:
    story.reads("What is it called?")
    story.page.locator("#id_name").fill(name)
    story.page.locator("#id_slug").fill(slug)
    story.see("the name")
    story.press("Go on")


@pytest.mark.parametrize("kind", KINDS)
def test_setting_up_a(kind: str, tell: Callable[..., Story]) -> None:
    title, name, slug = KINDS[kind]
    story = begins(tell)
    story.choose(title)
    story.see("the kind")
    story.press("Go on")
    names_it(story, name, slug)
    for question in ("How do you speak?", "How does an organisation join?", "Who admits, and whom?", "Who leads?", "What do you call things?"):
        story.reads(question)
        story.see(question)
        story.press("Go on")
    story.reads("This is how it will work", f"It is called {name}.")
    story.see("the summary")
    story.press(f"Set up {name}")
    story.page.wait_for_url(f"**/{slug}/")
    story.reads(f"{name} is set up, and you coordinate it.", "Bring a list")
    story.see("its first page")
    coalition = Coalition.objects.get(slug=slug)
    assert (coalition.name, parties.arrangements(coalition).kind) == (name, kind)
    assert [person.name for person in parties.coordinators(coalition)] == ["Nadia Okello"]


def test_what_is_suggested_can_be_taken_and_what_was_said_can_be_changed(tell: Callable[..., Story]) -> None:
    story = begins(tell)
    story.choose("A loose network")
    story.press("Go on")
    story.page.locator("#id_name").fill("Peat Bog Network")
    story.page.locator("#id_slug").fill("peat-bog")
    story.press("Take what is suggested for the rest")
    story.reads("This is how it will work")
    story.page.locator("a[href*='/new/voice/']").click()
    story.choose("With one voice")
    story.press("Go on")
    story.reads("This is how it will work")
    story.press("Set up Peat Bog Network")
    story.page.wait_for_url("**/peat-bog/")
    chosen = parties.arrangements(Coalition.objects.get(slug="peat-bog"))
    assert (chosen.kind, chosen.voice, chosen.leaders) == ("network", "one", "self_chosen")


def test_the_first_link_works_once(tell: Callable[..., Story]) -> None:
    link = signing_in.first_link(by=operator())
    first = tell(link)
    first.type("Your name", "Nadia Okello")
    first.type("Your e-mail address", "nadia@okello.example")
    first.press("Begin")
    first.reads("How do you act together?")
    second = tell(link)
    assert "Your name" not in second.words
    second.see("the link again")
