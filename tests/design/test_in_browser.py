"""The parts in a real browser: narrow, wide, from either side, by keyboard, and as a screen reader's checker sees them."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from commoncall.design.patterns import PAGES
from tests.browser import DESKTOP, PHONE, overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Open = Callable[..., Page]
NARROWEST = {"width": 320, "height": 740}
ADDRESSES = {"parts": "/patterns/"} | {name: f"/patterns/pages/{name}/" for name in PAGES}
LONG = "Internationale Arbeitsgemeinschaft der Binnenschifffahrtsgesellschaftsgewerkschaftsvertretungen für Zentralasien"
NAMED = ".acting bdi, .brand span, .row-title bdi, .table th a, h1, h2, .button, .status span, dd, .person bdi, .tabs span, .label, .sections a"


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_fits_the_narrowest_phone_with_the_longest_names(open_page: Open, name: str) -> None:
    page = open_page(ADDRESSES[name], size=NARROWEST)
    assert overflow(page) == 0
    page.evaluate("([places, words]) => document.querySelectorAll(places).forEach((place) => { place.textContent = words; })", [NAMED, LONG])
    assert overflow(page) == 0


@pytest.mark.slow
@pytest.mark.parametrize(("query", "size"), [("?lang=en", DESKTOP), ("?lang=ar", PHONE), ("?theme=dark", DESKTOP)], ids=["wide", "arabic", "dark"])
@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_has_no_fault_that_a_checker_finds(open_page: Open, name: str, query: str, size: dict[str, int]) -> None:
    page = open_page(ADDRESSES[name] + query, size=size)
    faults = Axe().run(page).response["violations"]
    assert not [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in faults]


def test_the_first_tab_leads_to_the_content(open_page: Open) -> None:
    page = open_page(ADDRESSES["home"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_menu_opens_without_scripts(open_page: Open) -> None:
    page = open_page(ADDRESSES["home"], scripts=False)
    page.locator(".person summary").click()
    assert page.locator(".person .menu-body").is_visible()


def test_escape_closes_a_menu_and_gives_the_focus_back(open_page: Open) -> None:
    page = open_page(ADDRESSES["home"])
    page.locator(".person summary").click()
    page.locator(".person .menu-body a").first.focus()
    page.keyboard.press("Escape")
    assert not page.locator(".person .menu-body").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_keys_walk_along_the_rows_and_search(open_page: Open) -> None:
    page = open_page(ADDRESSES["directory"])
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent") == first
    page.keyboard.press("/")
    page.keyboard.type("j")
    assert page.locator("[data-search]").input_value() == "j"


def test_other_filters_open_on_a_phone_without_scripts(open_page: Open) -> None:
    page = open_page(ADDRESSES["directory"], size=PHONE, scripts=False)
    assert not page.get_by_label("Standing").is_visible()
    page.get_by_text("More filters").click()
    assert page.get_by_label("Standing").is_visible()


def test_a_summary_of_errors_takes_the_focus_and_leads_to_the_field(open_page: Open) -> None:
    page = open_page(ADDRESSES["form"])
    assert page.evaluate("document.activeElement.dataset.errors") == ""
    page.locator(".errors a").first.click()
    assert page.evaluate("document.activeElement.name") == "name"


def test_a_failed_send_keeps_the_words_and_says_so(open_page: Open) -> None:
    page = open_page(ADDRESSES["form"])
    reason = page.get_by_role("textbox", name="Reason")
    reason.fill("A long reason.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Add the organisation").click()
    assert page.get_by_text("Nothing has been sent").is_visible()
    assert reason.input_value() == "A long reason."


def test_dark_follows_the_reader_and_a_choice_goes_before(open_page: Open) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    dark = "rgb(19, 22, 24)"
    assert open_page(ADDRESSES["home"], dark=True).evaluate(ground) == dark
    assert open_page(ADDRESSES["home"] + "?theme=light", dark=True).evaluate(ground) == "rgb(255, 255, 255)"
    assert open_page(ADDRESSES["home"] + "?theme=dark").evaluate(ground) == dark


def test_print_is_on_paper_whatever_the_theme(open_page: Open) -> None:
    page = open_page(ADDRESSES["home"] + "?theme=dark", dark=True)
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator(".sections").is_visible()


def test_right_to_left_mirrors_the_mark(open_page: Open) -> None:
    page = open_page(ADDRESSES["home"] + "?lang=ar")
    assert page.evaluate("getComputedStyle(document.querySelector('.mark')).transform") == "matrix(-1, 0, 0, 1, 0, 0)"


def test_the_serif_comes_from_us_and_alone_where_it_is_needed(open_page: Open) -> None:
    page = open_page(ADDRESSES["home"])
    page.evaluate("document.fonts.ready.then(() => true)")
    loaded = page.evaluate("[...document.fonts].filter((face) => face.status === 'loaded').map((face) => face.family)")
    assert any("Commoncall Serif" in family for family in loaded)
