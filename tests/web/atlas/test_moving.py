"""The map in a browser: reached by keyboard and pointer, and moved through time by its script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, expect

from commoncall.web.atlas.draw import map_of
from commoncall.web.atlas.geometry import world
from tests.browser import DESKTOP
from tests.web.atlas.test_drawing import all_states

pytestmark = pytest.mark.browser

STATIC = Path(__file__).parents[3] / "src/commoncall"
STYLES = [STATIC / "design/static/design/design.css", STATIC / "web/static/web/atlas.css"]
SCRIPT = STATIC / "web/static/web/atlas.js"

FORM = """<form data-dates><input type="date" value="2014-01-31" max="2014-01-31">{}</form>
<p><span data-counted="party">197</span> on <span data-on-date>31 January 2014</span></p>
<table><tr data-steps="2008-12-03 signatory;2013-03-26 party"><td>Chad</td><td data-status>State party</td><td data-since></td></tr></table>"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page with the map of 197 states that all signed on one day and joined on another."""
    context = chromium.new_context(viewport=DESKTOP, reduced_motion="reduce")  # type: ignore[arg-type]
    context.set_default_timeout(15_000)
    shown = context.new_page()
    failed: list[str] = []
    shown.on("pageerror", lambda error: failed.append(str(error)))
    html = render_to_string("web/atlas/map.html", {"map": map_of(all_states(), title="All")})
    shown.set_content(f'<html lang="en"><body><main>{FORM.format(render_to_string("web/atlas/_slider.html"))}{html}</main></body></html>')
    for path in STYLES:
        shown.add_style_tag(content=path.read_text(encoding="utf-8"))
    yield shown
    context.close()
    assert not failed


def test_the_slider_takes_map_key_figures_and_table_along(page: Page) -> None:
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"), type="module")
    slider = page.get_by_role("slider")
    expect(slider).to_have_attribute("aria-valuetext", "31 January 2014")
    slider.press("Home")
    expect(page.locator("output")).to_have_text("3 December 2008")
    expect(page.locator(".key [data-kind=signatory] b")).to_have_text("197")
    expect(page.locator("[data-counted=party]")).to_have_text("0")
    expect(page.locator("[data-on-date]")).to_have_text("3 December 2008")
    expect(page.locator("[data-status]")).to_have_text("Signed, not yet joined")
    expect(page.get_by_role("link", name="Chad: signed on 3 December 2008, not yet joined")).to_have_class("signatory")
    slider.press("End")
    expect(page.get_by_role("link", name="Chad: state party since 26 March 2013")).to_have_class("party")
    expect(page.locator("[data-counted=party]")).to_have_text("197")


def test_the_date_of_the_form_and_the_slider_go_together(page: Page) -> None:
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"), type="module")
    date = page.locator("input[type=date]")
    date.fill("2013-03-25")
    date.dispatch_event("change")
    expect(page.locator("output")).to_have_text("25 March 2013")
    expect(page.locator("[data-counted=party]")).to_have_text("0")
    page.get_by_role("slider").press("End")
    expect(date).to_have_value("2014-01-31")


def test_nothing_is_offered_that_moves_by_itself_to_who_wants_no_motion(page: Page) -> None:
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"), type="module")
    expect(page.get_by_role("slider")).to_be_visible()
    expect(page.get_by_role("button", name="Play")).to_be_hidden()


def test_it_plays_to_its_end_and_stops(page: Page) -> None:
    page.emulate_media(reduced_motion="no-preference")
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"), type="module")
    page.get_by_role("slider").press("End")
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    expect(page.locator("output")).to_have_text("31 January 2014")


def test_without_a_script_there_is_no_slider(page: Page) -> None:
    assert page.get_by_role("slider").count() == 0


def test_the_middle_of_each_state_leads_to_it(page: Page) -> None:
    """No dot lies under another nor under a shape, and none takes the pointer from a state beside it."""
    strays = page.evaluate(
        """(middles) => [...document.querySelectorAll("svg.map a")].filter((link) => {
          link.scrollIntoView({ block: "center" });
          const place = new DOMPoint(...middles[link.getAttribute("href").split("/").at(-2)]);
          const { x, y } = place.matrixTransform(link.ownerSVGElement.getScreenCTM());
          return document.elementFromPoint(x, y)?.closest("a") !== link;
        }).map((link) => link.textContent)""",
        world().dots,
    )
    assert strays == [], strays


def test_a_state_that_has_the_focus_is_seen_to_have_it(page: Page) -> None:
    link = page.get_by_role("link", name="France: state party since 26 March 2013")
    before = link.locator("path").evaluate("path => getComputedStyle(path).stroke")
    link.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert link.evaluate("link => link === document.activeElement")
    assert link.locator("path").evaluate("path => getComputedStyle(path).stroke") != before
