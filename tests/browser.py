"""A real Chromium for the stories, and what is asked of every page that it shows."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = os.environ.get("COMMONCALL_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or ""
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}

# Playwright's synchronous interface runs an event loop, in which Django would otherwise refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") and not CHROMIUM:
        pytest.skip("no Chromium on this machine: this page was NOT tested in a browser")


@pytest.fixture(autouse=True)
def _outside_the_loop_of_the_browser(request: pytest.FixtureRequest) -> Iterator[None]:
    """Once a browser runs, its event loop counts as running for ever. Tests without a browser may start one of their own."""
    if "chromium" in request.fixturenames:
        yield
        return
    loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(loop)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page of the running server; pages that ask for anything elsewhere fail the test."""
    contexts: list[BrowserContext] = []
    strays: list[str] = []

    def open_one(
        path: str = "/", *, account: Any = None, size: dict[str, int] = DESKTOP, locale: str = "en", scripts: bool = True, dark: bool = False
    ) -> Page:
        context = chromium.new_context(
            viewport=size,  # type: ignore[arg-type]
            locale=locale,
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
            base_url=live_server.url,
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        if account is not None:
            context.add_cookies([{"name": "commoncall", "value": session_of(account), "url": live_server.url}])
        page = context.new_page()
        page.on("request", lambda request: strays.append(request.url) if _strays(request.url, live_server.url) else None)
        page.on("pageerror", lambda error: strays.append(f"script error: {error}"))
        page.goto(path)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not strays, f"pages asked for what is not theirs, or their scripts failed: {strays}"


def _strays(url: str, own: str) -> bool:
    return not url.startswith((own, "data:", "blob:", "about:"))


def session_of(account: Any) -> str:
    """Return the key of a fresh session of an account."""
    from django.test import Client  # noqa: PLC0415 - the plugin is read before Django is set up

    client = Client()
    client.force_login(account)
    return client.cookies["commoncall"].value


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window; a page never is."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width
