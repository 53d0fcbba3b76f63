"""What scripts add to the public pages: the reader's own language, offered once, and the reader's own clock."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.scene import Scene

pytestmark = pytest.mark.browser

HOME = "/en/quiet-fields/"


def test_the_page_is_offered_in_the_readers_language_until_the_line_is_closed(open_scene: Scene, open_page: Callable[..., Page]) -> None:
    page = open_page(HOME, locale="ar-LB")
    line = page.locator(".offer")
    expect(line).to_have_count(1)
    expect(line).to_have_attribute("lang", "ar")
    line.get_by_role("button").click()
    expect(line).to_have_count(0)
    page.reload()
    expect(page.locator("h1")).to_be_visible()
    expect(line).to_have_count(0)
    assert page.context.cookies() == []


def test_a_reader_of_chinese_is_offered_the_page_in_chinese_however_the_browser_names_it(open_scene: Scene, open_page: Callable[..., Page]) -> None:
    expect(open_page(HOME, locale="zh-CN").locator(".offer")).to_have_attribute("lang", "zh-hans")


def test_whoever_takes_the_offer_or_chooses_a_language_is_not_asked_again(open_scene: Scene, open_page: Callable[..., Page]) -> None:
    page = open_page(HOME, locale="ar")
    page.locator(".offer a").click()
    expect(page).to_have_url(address_of("/ar/quiet-fields/", page))
    page.goto(HOME)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".offer")).to_have_count(0)


def address_of(path: str, page: Page) -> str:
    """Return the whole address of a path on the server of the page."""
    return page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + path


@pytest.mark.parametrize("locale", ["en-GB", "de"])
def test_whoever_reads_the_language_or_none_of_ours_is_offered_nothing(open_scene: Scene, open_page: Callable[..., Page], locale: str) -> None:
    page = open_page(HOME, locale=locale)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".offer")).to_have_count(0)


def test_without_scripts_nothing_is_offered_and_all_can_be_read(open_scene: Scene, open_page: Callable[..., Page]) -> None:
    page = open_page(HOME, locale="ar", scripts=False)
    expect(page.get_by_role("link", name="Endorse the call")).to_be_visible()
    assert not page.locator(".offer").count()


def test_an_instant_is_told_by_the_readers_clock(open_scene: Scene, open_page: Callable[..., Page]) -> None:
    path = reverse("site-call-version", args=["en", "quiet-fields", 1])
    plain = open_page(path, scripts=False).locator("time[data-local]")
    assert plain.inner_text().endswith(" UTC")
    own = open_page(path).locator("time[data-local]")
    expect(own).not_to_have_text(plain.inner_text())
