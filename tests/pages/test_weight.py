"""What a first visit costs somebody who pays by the megabyte."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import urlsplit

import brotli
import pytest
from django.urls import reverse
from playwright.sync_api import Page

from commoncall.call.models import Version
from commoncall.diplomacy.models import DepositaryAct, Instrument
from commoncall.kernel import time
from commoncall.kernel.countries import queries as countries
from tests.addresses import PAGES, Address
from tests.cast import make_member
from tests.pages.crowd import COUNTRIES
from tests.scene import Scene
from tests.texts import endorse
from tests.treaties import show

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
    fetched = fetched_for(open_page("about:blank"), address.path(open_scene))
    assert sum(fetched.values()) < FIRST_VISIT, fetched


def fetched_for(page: Page, path: str) -> dict[str, int]:
    """Return how many bytes travel for each address that a first visit fetches."""
    fetched: dict[str, int] = {}
    page.on("response", lambda response: fetched.setdefault(urlsplit(response.url).path, weight(urlsplit(response.url).path, response.body())))
    page.goto(path, wait_until="networkidle")
    return fetched


@pytest.mark.parametrize("language", ["en", "fr", "ar", "ru", "zh-hans"])
def test_the_pages_of_a_coalition_of_sixty_weigh_little(open_scene: Scene, open_page: Callable[..., Page], language: str) -> None:
    """Its call, with a line for each; and everybody who stands behind it, as many endorsers among them, in names of several scripts."""
    cast, names = open_scene.cast, ("Forum für Menschenrechte", "جمعية السلام", "Общество мира", "Asociación Ñandú", "Barış Derneği")
    call = Version.objects.get(coalition=cast.quiet_fields, text__kind="call", state="adopted")
    for number in range(60):
        make_member(cast.quiet_fields, cast.operator, f"{names[number % 5]} {number}", COUNTRIES[number % 10])
        endorse(call, f"{names[number % 5]} {number}")
    for name in ("site", "site-who", "site-join"):
        fetched = fetched_for(open_page("about:blank"), reverse(name, args=[language, "quiet-fields"]))
        assert sum(fetched.values()) < FIRST_VISIT, (name, fetched)


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "ar", "zh-hans"])
def test_the_map_of_a_treaty_that_all_have_joined_weighs_little_in_all_six_languages(
    open_scene: Scene, open_page: Callable[..., Page], language: str
) -> None:
    """Every state with a signature and a ratification, each on a day of its own: no real treaty has more to tell."""
    instrument, now = Instrument.objects.get(code="att"), time.now()
    show(open_scene.cast.quiet_fields, "att")
    instrument.acts.all().delete()
    DepositaryAct.objects.bulk_create(
        DepositaryAct(instrument=instrument, participant=code, country_id=code, kind=kind, done_on=begun + timedelta(days=19 * at), accepted_at=now)
        for at, code in enumerate(sorted(countries.states()))
        for kind, begun in (("signature", date(2013, 6, 3)), ("ratification", date(2014, 2, 1)))
    )
    fetched = fetched_for(open_page("about:blank"), reverse("treaty", args=[language, "quiet-fields", "att"]))
    assert sum(fetched.values()) < FIRST_VISIT, fetched
