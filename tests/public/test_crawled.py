"""What search engines are told: every page that is open, in every language, and nothing else."""

from __future__ import annotations

import re
import xml.etree.ElementTree as Tree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commoncall.kernel.parties.actions import coalitions
from tests.cast import Cast
from tests.scene import Scene

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def locations(content: bytes) -> list[str]:
    return [one.text or "" for one in Tree.fromstring(content).iter(LOC)]


def paths(found: list[str]) -> list[str]:
    return [re.sub(r"^https?://[^/]+", "", one) for one in found]


def test_robots_lead_to_the_map_and_name_nothing_that_is_closed(cast: Cast) -> None:
    answer = Client().get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    lines = answer.content.decode().splitlines()
    assert lines[:2] == ["User-agent: *", "Disallow:"]
    assert lines[-1].startswith("Sitemap: http")
    assert lines[-1].endswith("/sitemap.xml")
    assert cast.quiet_fields.slug not in answer.content.decode()


def test_a_site_that_is_not_open_is_on_no_map(cast: Cast) -> None:
    assert locations(Client().get("/sitemap.xml").content) == []
    assert Client().get("/en/quiet-fields/sitemap.xml").status_code == 404
    coalitions.open_site(cast.quiet_fields, True, by=cast.actor(cast.leila))
    assert paths(locations(Client().get("/sitemap.xml").content)) == ["/en/quiet-fields/sitemap.xml"]


def test_every_page_on_the_map_is_there_and_names_its_other_languages(open_scene: Scene) -> None:
    coalition = open_scene.rows["ours"]["coalition"]
    answer = Client().get(f"/en/{coalition.slug}/sitemap.xml")
    found = paths(locations(answer.content))
    assert len(found) == len(set(found))
    assert {path.split("/")[1] for path in found} == {"en", "fr", "ar", "es", "ru", "zh-hans"}
    english = [path for path in found if path.startswith("/en/")]
    assert f"/en/{coalition.slug}/" in english
    assert f"/en/{coalition.slug}/charter/" in english
    assert any("/treaties/" in path for path in english)
    assert f"/en/{coalition.slug}/how-we-decide/" in english
    assert f"/en/{coalition.slug}/decisions/{open_scene.rows['ours']['decision_adopted'].pk}/" in english
    assert str(open_scene.rows["ours"]["decision_past"].pk) not in str(english)
    for path in english:
        assert Client().get(path).status_code == 200, path
    links = Tree.fromstring(answer.content).iter("{http://www.w3.org/1999/xhtml}link")
    assert {link.get("hreflang") for link in links} == {"en", "fr", "ar", "es", "ru", "zh-hans"}


@pytest.mark.django_db
def test_the_map_asks_no_more_where_there_is_more(open_scene: Scene) -> None:
    coalition = open_scene.rows["ours"]["coalition"]
    with CaptureQueriesContext(connection) as asked:
        Client().get(f"/en/{coalition.slug}/sitemap.xml")
    assert len(asked) <= 7
