"""Every page in a real browser: accessible at a desk and on a phone, in both directions, by day and by night, and never too wide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.addresses import ADDRESSES, Address, Gives
from tests.browser import DESKTOP, PHONE, overflow
from tests.pages.pseudo import pseudo_languages
from tests.scene import Scene

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHOWN = [address for address in ADDRESSES if address.gives in {Gives.PAGE, Gives.LIST, Gives.SAMPLE}]
NARROWEST = {"width": 320, "height": 640}
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong with a page, each with the first place where it is so."""
    found = Axe().run(page, options=AXE).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['target']} {one['nodes'][0].get('failureSummary', '')[:300]}" for one in found]


def looked_at(scene: Scene, open_page: Callable[..., Page], subtests: Any, **how: Any) -> Iterator[tuple[Page, Address]]:
    """Open each page as its reader, one window for each reader, and yield it."""
    windows: dict[str, Page] = {}
    language = how.pop("language", "en")
    with scene.speaking(language):
        for address in SHOWN:
            if address.reader not in windows:
                windows[address.reader] = open_page("/static/design/favicon.svg", account=scene.account(address.reader), locale=language, **how)
            page = windows[address.reader]
            with subtests.test(page=str(address)):
                answer = page.goto(address.path(scene))
                assert answer
                assert answer.status == 200
                yield page, address


WAYS = {
    "english-desktop": {"language": "en", "size": DESKTOP},
    "arabic-phone": {"language": "ar", "size": PHONE},
    "english-dark": {"language": "en", "size": DESKTOP, "dark": True},
}


@pytest.mark.parametrize("way", WAYS)
def test_every_page_is_accessible(open_scene: Scene, open_page: Callable[..., Page], subtests: Any, way: str) -> None:
    found = []
    for page, address in looked_at(open_scene, open_page, subtests, **WAYS[way]):
        found += [f"{address}: {line}" for line in violations(page)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_no_page_is_wider_than_the_narrowest_window(
    open_scene: Scene, open_page: Callable[..., Page], subtests: Any, tmp_path: Path, language: str
) -> None:
    """French and Arabic are the pseudo-language here, which is longer than any real one."""
    found = []
    with nullcontext() if language == "en" else pseudo_languages(tmp_path):
        for page, address in looked_at(open_scene, open_page, subtests, language=language, size=NARROWEST):
            if wider := overflow(page):
                found.append(f"{address}: {wider} pixels, by {widest(page)}")
    assert not found, "\n".join(found)


def widest(page: Page) -> str:
    """Return what sticks out."""
    said: str = page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter(one => {
             const box = one.getBoundingClientRect();
             return box.width && (box.right > innerWidth + 1 || box.left < -1) && getComputedStyle(one).position !== 'fixed';
           }).slice(-3).map(one => one.tagName + '.' + one.className).join(', ')"""
    )
    return said


def test_every_page_can_be_read_and_used_without_scripts(open_scene: Scene, open_page: Callable[..., Page], subtests: Any) -> None:
    """What is hidden is hidden by what the page says, never until a script shows it; each form has a button of its own."""
    found = []
    for page, address in looked_at(open_scene, open_page, subtests, size=DESKTOP, scripts=False):
        if not page.locator("h1").first.is_visible():
            found.append(f"{address}: its heading is not to be seen")
        for form in page.locator("main form").all() if address.gives is not Gives.SAMPLE else ():
            if form.is_visible() and not form.locator("button:not([type=button]):visible, input[type=submit]:visible").count():
                outside = form.get_attribute("id")
                if not outside or not page.locator(f"button[form='{outside}']").count():
                    found.append(f"{address}: a form without a button: {form.get_attribute('action')}")
    assert not found, "\n".join(found)


def test_what_is_planted_is_found(open_scene: Scene, open_page: Callable[..., Page]) -> None:
    """A grey that is too light, a control without a name, a box that sticks out."""
    page = open_page("/sign-in/", size=NARROWEST)
    assert not violations(page)
    assert not overflow(page)
    page.evaluate(
        """() => { const main = document.querySelector('main');
             const box = document.createElement('input'); main.append(box); box.style.width = '500px';
             const words = document.createElement('p'); words.textContent = 'Pale'; words.style.color = '#ccc'; words.style.background = '#fff';
             main.append(words); }"""
    )
    told = " ".join(violations(page))
    assert "color-contrast" in told
    assert "label" in told
    assert overflow(page)
    assert widest(page)
