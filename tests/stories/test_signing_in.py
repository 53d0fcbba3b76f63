"""Signing in by code, by link, without scripts and by keyboard alone; and going out again."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.browser import PHONE
from tests.scene import Scene
from tests.stories.conftest import Story, code_in, latest_mail, link_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_signing_in_by_code(quiet_fields: Scene, tell: Callable[..., Story], scripts: bool) -> None:
    story = tell("/quiet-fields/room/", scripts=scripts, size=PHONE)
    story.see("asked to sign in")
    story.type("Your e-mail address", "amina@amina.example")
    story.press("Send me a code")
    story.reads("Enter the code")
    story.see("asked for the code")
    story.page.locator("[name=code]").fill(code_in(latest_mail("amina@amina.example")))
    if not story.page.url.endswith("/room/"):
        story.press("Sign in", exact=True)
    story.page.wait_for_url("**/quiet-fields/room/")
    story.see("where one wanted to go")
    assert "Forum Humanité Sahel" in story.words


def test_a_wrong_code_is_said_to_be_wrong_and_the_right_one_still_works(quiet_fields: Scene, tell: Callable[..., Story]) -> None:
    story = tell("/sign-in/", scripts=False)
    story.type("Your e-mail address", "amina@amina.example")
    story.press("Send me a code")
    story.page.locator("[name=code]").fill("0000 0000")
    story.press("Sign in", exact=True)
    story.reads("This code is not right, or no longer good.")
    story.see("a wrong code")
    story.page.locator("[name=code]").fill(code_in(latest_mail("amina@amina.example")))
    story.press("Sign in", exact=True)
    story.page.wait_for_url(lambda url: url.endswith("/"))
    assert "Quiet Fields Coalition" in story.words


def test_signing_in_by_link_takes_one_press_of_a_button(quiet_fields: Scene, tell: Callable[..., Story]) -> None:
    """Whoever only opens the link, as scanners of mail do, signs nobody in and uses nothing up."""
    asks = tell("/sign-in/")
    asks.type("Your e-mail address", "amina@amina.example")
    asks.press("Send me a code")
    asks.reads("Enter the code")
    link = link_in(latest_mail("amina@amina.example"))
    for _time in range(2):
        scanner = tell(link, scripts=False)
        assert "You come in as" in scanner.words
    story = tell(link, size=PHONE)
    story.see("the button behind the link")
    story.press("Sign in", exact=True)
    story.reads("Quiet Fields Coalition")
    story.see("inside")
    again = tell(link)
    again.see("the link again")
    assert "You come in as" not in again.words


def test_an_address_that_nobody_knows_is_answered_alike(quiet_fields: Scene, tell: Callable[..., Story]) -> None:
    seen = []
    for address in ("amina@amina.example", "nobody@nowhere.example"):
        story = tell("/sign-in/", scripts=False)
        story.type("Your e-mail address", address)
        story.press("Send me a code")
        seen.append(story.words.replace(address, ""))
    assert seen[0] == seen[1]


def test_signing_out(quiet_fields: Scene, tell: Callable[..., Story]) -> None:
    story = tell("/you/", account=quiet_fields.cast.amina)
    story.page.locator("form[action='/sign-out/'] button").first.dispatch_event("click")
    story.reads("Send me a code")
    story.page.goto("/quiet-fields/")
    story.reads("Send me a code")


def focused(story: Story) -> str:
    """Return what the keyboard is at, and see that it can be seen to be there."""
    told = story.page.evaluate(
        """() => { const at = document.activeElement; const style = getComputedStyle(at);
             const shown = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none';
             return [at.innerText || at.getAttribute('aria-label') || at.name || at.tagName, shown, at.tagName]; }"""
    )
    assert told[1], f"the focus on {told} cannot be seen"
    return str(told[0])


def tab_to(story: Story, words: str, at_most: int = 60) -> None:
    """Press Tab until the keyboard is at something."""
    for _time in range(at_most):
        story.page.keyboard.press("Tab")
        if words in focused(story):
            return
    pytest.fail(f"«{words}» is not reached by Tab on {story.page.url}")


def test_signing_in_and_reading_the_list_with_the_keyboard_alone(quiet_fields: Scene, tell: Callable[..., Story]) -> None:
    story = tell("/quiet-fields/members/")
    keyboard = story.page.keyboard
    keyboard.press("Tab")
    assert "Skip to the content" in focused(story)
    tab_to(story, "address")
    keyboard.type("amina@amina.example")
    keyboard.press("Enter")
    story.reads("Enter the code")
    tab_to(story, "code")
    keyboard.type(code_in(latest_mail("amina@amina.example")))
    if not story.page.url.endswith("/members/"):
        keyboard.press("Enter")
    story.page.wait_for_url("**/members/")
    keyboard.press("Tab")
    keyboard.press("Enter")
    assert story.page.evaluate("document.activeElement.id") == "main"
    tab_to(story, "Northern Lawyers", 90)
    story.see("an organisation under the keyboard")
    keyboard.press("Enter")
    story.page.wait_for_url(re.compile(r"/members/[0-9a-f-]{36}/$"))
    assert "Northern Lawyers" in story.page.locator("h1").inner_text()
