"""A member wants a kind of decision to be taken otherwise; another member supports it; a coordinator keeps the calendar of working days."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from commoncall.decisions.queries import ladder
from commoncall.decisions.rules.rule import Time
from tests.browser import PHONE, overflow
from tests.scene import Scene
from tests.stories.conftest import Story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_rung_is_changed_by_two_members(quiet_fields: Scene, tell: Callable[..., Story]) -> None:
    cast = quiet_fields.cast
    story = tell("/quiet-fields/decisions/ladder/", account=cast.amina)
    story.reads("How we decide", "Plan and budget", "A change of it waits")
    story.see("the ladder")
    story.follow("Policy paper")
    story.reads("Adopted by consensus, unless 2 or more block it.")
    story.see("a rung")
    story.follow("Propose a change")
    story.choose("Answers are counted against a share")
    story.type("Share that agrees", "75")
    story.page.get_by_label("Number of objections that stops it").fill("")
    story.page.get_by_role("heading", name="Quorum").click()
    story.type("Least number that takes part", "99")
    story.reads("This quorum can never be reached: it asks for 99")
    story.page.get_by_label("Least number that takes part").fill("3")
    story.page.locator("#id_window_n").fill("4")
    story.choose("Of all answers")
    story.page.get_by_label("It needs").select_option(label="At least")
    story.reads("Adopted if at least 75 % of 3 or more responses agree.", "Answers are taken for 4 working days.")
    story.type("Why", "Ten days are too long for what a minister says overnight.")
    story.see("a rule in words")
    story.press("Propose it")
    story.reads("Proposed. It holds as soon as somebody from another organisation supports it.", "As it is", "As it would be")
    story.see("the proposal")
    proposed = story.page.url

    colleague = tell(proposed, account=cast.oumar, size=PHONE, scripts=False)
    colleague.reads("This comes from your own organisation. It needs the support of another one.")
    assert not colleague.page.get_by_role("button", name="Support it").count()

    other = tell(proposed, account=cast.mina, size=PHONE, scripts=False)
    other.see("what another member is asked to support")
    assert overflow(other.page) <= 0
    other.press("Support it for Hidden Lantern Circle")
    other.reads("Supported. It holds from now on")
    other.see("the ladder on a phone")
    assert ladder.rule_of(ladder.rung(cast.quiet_fields, "policy")).window == Time(working_days=4)

    story.page.goto("/quiet-fields/decisions/ladder/policy/")
    story.reads("Adopted if at least 75 % of 3 or more responses agree.", "The ladder of decisions was changed at “Policy paper”")
    # Hidden Lantern is named to nobody but the coordinators, here neither.
    for _page in range(2):
        assert "Hidden Lantern" not in story.words
        assert "Mina Sato" not in story.words
        story.page.goto(proposed)
    story.follow("Propose it as it was before")
    story.reads("Adopted by consensus, unless 2 or more block it.")


def test_without_scripts_a_button_says_the_rule_in_words(quiet_fields: Scene, tell: Callable[..., Story]) -> None:
    story = tell("/quiet-fields/decisions/ladder/new/", account=quiet_fields.cast.amina, size=PHONE, scripts=False)
    story.type("What it is called", "Social media")
    story.choose("Adopted at an exact instant unless somebody objects before")
    story.page.locator("#id_window_n").fill("2")
    story.type("Why", "We post a lot.")
    story.press("Show it in words")
    story.reads("Adopted unless somebody objects within 2 working days.")
    story.see("a new rung in words")
    story.press("Propose it")
    story.reads("Proposed. It holds as soon as somebody from another organisation supports it.", "A new rung")
    assert ladder.find(quiet_fields.cast.quiet_fields, "social_media") is None


def test_the_calendar_of_working_days_is_kept(quiet_fields: Scene, tell: Callable[..., Story]) -> None:
    story = tell("/quiet-fields/decisions/calendar/", account=quiet_fields.cast.leila, dark=True)
    story.reads("Guillemot day")
    story.type("Day", "2027-04-09")
    story.type("What it is called", "Good Friday in the East")
    story.press("Note it")
    story.reads("Noted. Deadlines that run already stay as they are.", "Good Friday in the East")
    story.see("holidays")
    story.follow("Change the week")
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
        story.choose(day)
    story.press("Record")
    story.reads("Leave at least one day of the week to work on")
    story.choose("Monday")
    story.press("Record")
    story.reads("Recorded.")
    story.see("the week")
