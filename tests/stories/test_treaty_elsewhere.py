"""The map on a member's own site, and somebody outside who sees an error and says so."""

from __future__ import annotations

import html
import os
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from commoncall.diplomacy.models import Remark
from commoncall.web import guarding
from tests.browser import PHONE
from tests.scene import Scene
from tests.stories.conftest import Story, latest_mail

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BASE = "/en/quiet-fields/treaties/ccm/"


class OtherSite:
    """A site of somebody else, on another port, with one page on which stands what it was given."""

    def __init__(self) -> None:
        self.body = ""
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page = f"<!doctype html><html lang=en><title>Our work</title><h1>Our work</h1>{site.body}".encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(page)))
                self.end_headers()
                self.wfile.write(page)

            def log_message(self, *_args: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"


@pytest.fixture
def other_site() -> Iterator[OtherSite]:
    site = OtherSite()
    thread = threading.Thread(target=site.server.serve_forever)
    thread.start()
    yield site
    site.server.shutdown()
    thread.join()
    site.server.server_close()


@pytest.fixture
def elsewhere(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser of somebody who was never here."""
    context = chromium.new_context()
    context.set_default_timeout(15_000)
    yield context
    context.close()


def snippet(page: Page, number: int) -> str:
    """Return what is there to be copied."""
    return html.unescape(page.locator("[data-copy-text]").nth(number).inner_text())


def photograph(page: Page, name: str) -> None:
    """Keep a picture of a page of another site, if there is a folder for pictures."""
    if folder := os.environ.get("COMMONCALL_SCREENS"):
        page.screenshot(path=Path(folder) / "elsewhere" / f"{name}.png", full_page=True)


def test_a_member_puts_the_map_on_its_own_site(
    quiet_fields: Scene, tell: Callable[..., Story], other_site: OtherSite, elsewhere: BrowserContext, live_server: Any, settings: Any
) -> None:
    settings.ADDRESS = live_server.url
    story = tell(BASE)
    story.follow("Show this map on your own site")
    story.reads("The map on your own site")
    story.see("how to use the map")
    other_site.body = snippet(story.page, 0)
    page = elsewhere.new_page()
    page.goto(other_site.address)
    frame = page.frame_locator("iframe")
    frame.get_by_role("heading", name="Convention on Cluster Munitions").wait_for()
    frame.get_by_text("3 of 197 states have joined.").wait_for()
    frame.get_by_text("Status on 3 February 2026, as recorded by the depositary.").wait_for()
    page.wait_for_load_state("networkidle")
    photograph(page, "embedded")
    assert elsewhere.cookies() == []
    assert frame.locator("script").count() == 0
    norway = frame.locator("svg.map a", has_text="Norway").first
    norway.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}{BASE}states/no/")
    assert elsewhere.cookies() == []


def test_the_drawing_alone_stands_on_another_site_with_words_for_who_does_not_see_it(
    quiet_fields: Scene, tell: Callable[..., Story], other_site: OtherSite, elsewhere: BrowserContext, live_server: Any, settings: Any
) -> None:
    settings.ADDRESS = live_server.url
    other_site.body = snippet(tell(f"{BASE}use/").page, 1)
    page = elsewhere.new_page()
    page.goto(other_site.address)
    drawing = page.get_by_role("img", name="3 of 197 states have joined.")
    drawing.wait_for()
    assert drawing.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    page.get_by_role("link").click()
    page.wait_for_url(f"{live_server.url}{BASE}")


def test_no_other_page_shows_itself_in_a_frame_elsewhere(
    quiet_fields: Scene, other_site: OtherSite, elsewhere: BrowserContext, live_server: Any
) -> None:
    other_site.body = f'<iframe src="{live_server.url}{BASE}report/"></iframe>'
    page = elsewhere.new_page()
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/report/")):
        page.goto(other_site.address)
    assert page.frame_locator("iframe").get_by_role("heading", name="Something wrong here?").count() == 0


def test_somebody_reports_an_error_and_is_told_what_came_of_it(
    quiet_fields: Scene, tell: Callable[..., Story], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guarding, "LEAST", timedelta(0))
    reader = tell(BASE, size=PHONE, scripts=False)
    reader.page.locator("main").get_by_role("link", name="Report an error").click()
    reader.see("the form")
    reader.page.locator("[name=participant]").select_option("TD")
    reader.page.locator("[name=words]").fill("Chad ratified long ago.")
    reader.page.locator("[name=address]").fill("reader@press.example")
    reader.page.locator("main button.main").click()
    reader.page.wait_for_url("**/report/sent/")
    reader.see("thanks")
    made = Remark.objects.get(words="Chad ratified long ago.")
    leila = tell("/quiet-fields/", account=quiet_fields.cast.leila)
    leila.reads("Look into a report of an error")
    leila.follow("Look into a report of an error")
    leila.page.get_by_text("Chad ratified long ago.").wait_for()
    leila.see("the reports")
    leila.page.goto(f"{leila.page.url}{made.pk}/")
    leila.see("one report")
    leila.page.locator("[name=outcome]").fill("You are right: it is on the map now.")
    leila.page.locator("main button.main").click()
    leila.reads("Settled.")
    told = latest_mail("reader@press.example")
    assert "You are right: it is on the map now." in told.text
    assert "Chad ratified" not in told.text
    made.refresh_from_db()
    assert made.address == ""
