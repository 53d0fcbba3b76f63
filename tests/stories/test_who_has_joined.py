"""A journalist asks who has joined: on a map, on a day long past, without scripts, and one state in Arabic on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser import PHONE, overflow
from tests.scene import Scene
from tests.stories.conftest import Story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MAP = "/en/quiet-fields/treaties/ccm/"


def test_the_map_leads_to_any_date_without_scripts(quiet_fields: Scene, tell: Callable[..., Story]) -> None:
    story = tell("/en/quiet-fields/", scripts=False)
    story.follow("On a map, and state by state")
    story.follow("Convention on Cluster Munitions")
    story.reads("3 of 197 states have joined.", "Lithuania gave notice of its withdrawal.")
    story.see("how it stands today")
    story.page.locator("input[type=date]").fill("2012-06-30")
    story.press("Show")
    story.page.wait_for_url("**/on/2012-06-30/")
    story.reads("By 30 June 2012, 3 of 197 states had joined.", "This page shows how it was on 30 June 2012.")
    assert story.page.locator("svg.map a.party").count() == 3
    story.see("how it stood on that day")
    story.follow("How it stands today")
    story.page.wait_for_url(f"**{MAP}")


def test_a_day_to_come_is_refused_in_words(quiet_fields: Scene, tell: Callable[..., Story]) -> None:
    story = tell(f"{MAP}on/?date=2099-01-01", size=PHONE, scripts=False)
    story.reads("1 January 2099 is still to come; nobody can say yet who will have joined.")
    story.see("a day to come")
    story.page.locator("input[type=date]").fill("2011-03-24")
    story.press("Show")
    story.page.wait_for_url("**/on/2011-03-24/")


def test_the_slider_moves_the_map_at_once(quiet_fields: Scene, tell: Callable[..., Story]) -> None:
    story = tell(MAP)
    slider = story.page.locator(".slider input[type=range]")
    slider.wait_for()
    assert story.page.locator("svg.map a.left").count() == 1
    slider.focus()
    slider.press("Home")
    story.page.locator("svg.map a.left").wait_for(state="detached")
    assert story.page.locator("svg.map a.signatory").count() == 2
    story.see("at the opening for signature")


def test_one_state_is_read_in_arabic_on_a_phone(quiet_fields: Scene, tell: Callable[..., Story]) -> None:
    story = tell("/ar/quiet-fields/treaties/ccm/", size=PHONE)
    assert overflow(story.page) == 0
    story.page.locator("table").get_by_role("link", name="ليتوانيا").click()
    story.page.wait_for_url("**/ar/quiet-fields/treaties/ccm/states/lt/")
    assert story.page.locator("html").get_attribute("dir") == "rtl"
    story.reads("٦ مارس ٢٠٢٥", "جمهورية ليتوانيا")
    assert overflow(story.page) == 0
    story.see("one state in Arabic")
    story.page.locator("nav.turning a[rel=next]").click()
    story.page.wait_for_url("**/states/*/")
    story.page.go_back()
    story.page.locator("header.head .line a").last.click()
    story.page.wait_for_url("**/regions/154/")
    assert overflow(story.page) == 0
    story.see("its region in Arabic")
