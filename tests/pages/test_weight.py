"""What a first visit costs somebody who pays by the megabyte."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from urllib.parse import urlsplit

import brotli
import pytest
from playwright.sync_api import Page

from tests.addresses import PAGES, Address
from tests.scene import Scene

pytestmark = pytest.mark.browser

FIRST_VISIT = 60_000
VISITED_FIRST = [address for address in PAGES if address.reader == "visitor"]


def weight(path: str, content: bytes) -> int:
    """Return how many bytes travel: compressed, unless it is so already."""
    if path.endswith((".woff2", ".png")):
        return len(content)
    return len(brotli.compress(content)) if path.startswith("/static/") else len(gzip.compress(content))


@pytest.mark.parametrize("address", VISITED_FIRST, ids=str)
def test_a_first_visit_weighs_little(open_scene: Scene, open_page: Callable[..., Page], address: Address) -> None:
    """The page with its styles, its scripts and the fonts that a browser really fetches for it."""
    page = open_page("about:blank")
    fetched: dict[str, int] = {}
    page.on("response", lambda response: fetched.setdefault(urlsplit(response.url).path, weight(urlsplit(response.url).path, response.body())))
    page.goto(address.path(open_scene), wait_until="networkidle")
    assert sum(fetched.values()) < FIRST_VISIT, fetched
