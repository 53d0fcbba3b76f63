"""What is known of a treaty, given away: as a feed, tables, a drawing, a picture, figures, and in the words of schema.org."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as Tree
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from commoncall.diplomacy.actions import acts, proposals
from commoncall.diplomacy.models import DepositaryAct, Instrument, Pursuit
from commoncall.diplomacy.rules.acts import Act, ActKind
from commoncall.kernel import time
from commoncall.kernel.authority import operator
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.parties.actions import coalitions
from commoncall.web.treaties import drawings
from commoncall.web.treaties.downloads import COLUMNS
from tests.cast import Cast
from tests.kept import Clock, visitor
from tests.treaties import TAKEN_AT, act, correct, show

FILES = ("feed.xml", "status.csv", "status.json", "status.jsonld", "figures.txt", "map.svg", "picture.png")
BESIDE = (*FILES, "on/2012-01-01/status.csv", "on/2012-01-01/status.json", "embed/", "use/", "corrections/", "report/", "report/sent/")
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def ccm(cast: Cast) -> Instrument:
    coalitions.open_site(cast.quiet_fields, True, by=cast.actor(cast.leila))
    return show(cast.quiet_fields)


def get(path: str, language: str = "en", **headers: str) -> HttpResponse:
    return Client().get(f"/{language}/quiet-fields/treaties/ccm/{path}", headers=headers)


def table(path: str = "status.csv", language: str = "en") -> dict[str, dict[str, str]]:
    """Return the rows of the table by code."""
    text = get(path, language).content.decode("utf-8-sig")
    return {row["code"]: row for row in csv.DictReader(io.StringIO(text))}


@pytest.mark.parametrize("path", BESIDE)
def test_it_is_there_as_long_as_the_treaty_is_shown(ccm: Instrument, cast: Cast, path: str) -> None:
    assert get(path).status_code == 200
    Pursuit.objects.update(is_public=False)
    assert get(path).status_code == 404
    Pursuit.objects.update(is_public=True)
    coalitions.open_site(cast.quiet_fields, False, by=cast.actor(cast.leila))
    assert get(path).status_code == 404


@pytest.mark.parametrize("path", ["", *BESIDE])
def test_a_copy_is_gone_within_a_minute_once_the_treaty_is_hidden(ccm: Instrument, path: str) -> None:
    clock = Clock()
    browser = visitor(clock)
    assert browser.ask(f"/en/quiet-fields/treaties/ccm/{path}")[0] == "200 OK"
    Pursuit.objects.update(is_public=False)
    clock.now += 30
    assert browser.ask(f"/en/quiet-fields/treaties/ccm/{path}")[0] == "404 Not Found"


@pytest.mark.parametrize("path", BESIDE)
def test_a_treaty_that_is_not_pursued_has_nothing(ccm: Instrument, path: str) -> None:
    assert Client().get(f"/en/quiet-fields/treaties/att/{path}").status_code == 404
    assert Client().get(f"/en/quiet-fields/treaties/nothing/{path}").status_code == 404


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("language", [code for code, _name in settings.PUBLIC_LANGUAGES])
def test_every_reader_gets_the_same_bytes_and_no_cookie(ccm: Instrument, path: str, language: str) -> None:
    first, other = get(path, language), get(path, language, **{"accept-language": "fi", "cookie": "language=fr; commoncall=x"})
    assert first.content == other.content
    assert first["Cache-Control"] == "public, no-cache"
    assert not first.cookies
    assert "Cookie" not in first.get("Vary", "")
    assert get(path, language, **{"if-none-match": first["ETag"]}).status_code == 304


def test_the_table_has_a_row_for_each_state_and_says_how_it_stands(ccm: Instrument) -> None:
    rows = table()
    assert set(rows) == countries.states()
    assert list(rows["NO"]) == list(COLUMNS)
    assert [rows["AD"][name] for name in ("alpha3", "m49", "name", "region", "standing", "standing_words")] == [
        *("AND", "020", "Andorra", "Southern Europe", "party", "State party")
    ]
    assert [rows["AD"][name] for name in ("signed_on", "consent", "consent_on", "in_force_on", "left_on")] == [
        *("", "accession", "2013-04-09", "2013-10-01", "")
    ]
    assert (rows["AO"]["standing"], rows["AO"]["signed_on"], rows["AO"]["consent"]) == ("signatory", "2008-12-03", "")
    assert (rows["LT"]["standing"], rows["LT"]["consent_on"], rows["LT"]["left_on"]) == ("left", "2011-03-24", "2025-03-06")
    assert {rows["TD"]["standing"], rows["TD"]["signed_on"]} == {"none", ""}
    assert {row["as_of"] for row in rows.values()} == {"2026-02-03"}


def test_the_table_of_a_day_tells_what_was_so_on_that_day(ccm: Instrument) -> None:
    rows = table("on/2012-01-01/status.csv")
    assert (rows["AD"]["standing"], rows["AD"]["consent"]) == ("none", "")
    assert (rows["LT"]["standing"], rows["LT"]["left_on"]) == ("party", "")
    announced = table("on/2024-12-31/status.csv")["LT"]
    assert (announced["standing"], announced["left_on"]) == ("party", "2025-03-06")
    tomorrow = time.now().date() + timedelta(days=1)
    assert get(f"on/{tomorrow.isoformat()}/status.csv").status_code == 404


def test_a_participant_that_is_no_state_has_a_row_too(ccm: Instrument) -> None:
    act(ccm, "EU", "approval", "2012-01-01")
    row = table()["EU"]
    assert (row["name"], row["alpha3"], row["m49"], row["standing"]) == ("European Union", "", "", "party")


def test_names_are_in_the_language_of_the_address_and_columns_are_not(ccm: Instrument) -> None:
    row = table(language="ar")["AD"]
    assert (row["name"], row["standing"], row["consent_on"]) == (countries.name("AD", "ar"), "party", "2013-04-09")


def test_a_spreadsheet_program_runs_nothing(ccm: Instrument) -> None:
    DepositaryAct.objects.filter(participant="AD").update(source="=HYPERLINK(1)", source_url="+1@x")
    row = table()["AD"]
    assert (row["source"], row["source_url"]) == ("'=HYPERLINK(1)", "'+1@x")


def test_the_json_says_what_it_is_and_counts_what_it_lists(ccm: Instrument) -> None:
    found = json.loads(get("status.json").content)
    assert found["treaty"]["code"] == "ccm"
    assert (found["as_of"], found["on"]) == ("2026-02-03", time.now().date().isoformat())
    assert found["rights"]
    assert [column["name"] for column in found["columns"]] == list(found["states"][0]) == list(COLUMNS)
    assert found["counts"] == {"parties": 3, "signatories": 3, "signatures": 4, "signed_only": 1, "withdrawn": 1}
    standing = [one["standing"] for one in found["states"]]
    assert [standing.count(kind) for kind in ("party", "signatory", "left", "none")] == [3, 1, 1, 192]


def test_every_column_is_documented() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs/reference/treaty-files.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `([a-z0-9_]+)` \|", page, re.MULTILINE) == list(COLUMNS)


def test_the_feed_tells_of_acts_and_corrections_the_latest_first(ccm: Instrument) -> None:
    correction = correct(ccm)
    act(ccm, "TD", "ratification", "2026-01-09", accepted_at=TAKEN_AT + timedelta(days=9))
    feed = Tree.fromstring(get("feed.xml").content)
    titles = [entry.findtext("a:title", "", ATOM) for entry in feed.findall("a:entry", ATOM)]
    assert titles[:3] == ["Corrected: Andorra", "Chad ratified.", "Lithuania gave notice of its withdrawal."]
    first = feed.find("a:entry", ATOM)
    assert first is not None
    assert str(correction.pk) in first.findtext("a:id", "", ATOM)
    assert "8 April 2013" in first.findtext("a:summary", "", ATOM)
    assert feed.findtext("a:updated", "", ATOM) == first.findtext("a:updated", "", ATOM)


def test_a_correction_is_told_once_and_not_as_a_new_act_too(ccm: Instrument) -> None:
    row = ccm.acts.get(participant="AD")
    acts.correct(row, Act(date(2013, 4, 10), "AD", ActKind.ACCESSION), "The notification says so.", by=operator("root"))
    titles = [one.text for one in Tree.fromstring(get("feed.xml").content).iterfind("a:entry/a:title", ATOM)]
    assert titles.count("Corrected: Andorra") == 1
    assert "Andorra acceded." not in titles


def test_an_entry_keeps_its_name_in_every_language_and_when_the_facts_around_it_change(ccm: Instrument) -> None:
    def names(language: str) -> list[str]:
        return [one.text or "" for one in Tree.fromstring(get("feed.xml", language).content).iterfind("a:entry/a:id", ATOM)]

    before = names("en")
    assert len(before) == len(set(before)) == 9
    ccm.names = {"en": "Another name"}
    ccm.save()
    assert names("en") == before == names("ru")


def test_the_feed_holds_no_more_than_fifty(ccm: Instrument) -> None:
    for day in range(60):
        act(ccm, "TD", "signature", (date(2014, 1, 1) + timedelta(days=day)).isoformat(), accepted_at=TAKEN_AT + timedelta(days=day + 1))
    entries = Tree.fromstring(get("feed.xml").content).findall("a:entry", ATOM)
    assert len(entries) == 50
    assert "1 March 2014" in entries[0].findtext("a:summary", "", ATOM)


def test_the_drawing_stands_alone_and_says_what_it_shows(ccm: Instrument) -> None:
    drawn = get("map.svg")
    assert drawn["Content-Type"] == "image/svg+xml"
    root = Tree.fromstring(drawn.content)
    text = drawn.content.decode()
    assert "3 of 197 states have joined." in text
    assert "3 February 2026" in text
    assert "express no opinion" in text
    assert "<style" not in text
    assert "script" not in text
    addresses = [one.get("href", "") for one in root.iter("{http://www.w3.org/2000/svg}a")]
    assert len(addresses) > 190
    assert all(address.startswith(settings.ADDRESS) for address in addresses)


def test_the_picture_is_as_large_as_links_want_it(ccm: Instrument) -> None:
    picture = get("picture.png")
    assert picture["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(picture.content)).size == (1200, 630)
    page = get("").content.decode()
    assert f'<meta property="og:image" content="{settings.ADDRESS}/en/quiet-fields/treaties/ccm/picture.png">' in page
    assert re.search(r'<meta property="og:image:alt" content="3 of 197 states have joined\.', page)


def test_the_figures_name_the_day_and_the_source(ccm: Instrument) -> None:
    text = get("figures.txt").content.decode()
    for words in (
        "3 of 197 states have joined.",
        "The latest to join was Andorra, on 9 April 2013.",
        "3 February 2026",
        "/en/quiet-fields/treaties/ccm/",
    ):
        assert words in text


def test_programs_are_told_what_the_page_is(ccm: Instrument) -> None:
    assert '<link rel="alternate" type="application/ld+json" href="/en/quiet-fields/treaties/ccm/status.jsonld">' in get("").content.decode()
    treaty, data = json.loads(get("status.jsonld").content)["@graph"]
    assert (treaty["@type"], treaty["legislationLegalForce"]) == ("Legislation", "https://schema.org/InForce")
    assert (data["@type"], data["dateModified"], data["about"]["@id"]) == ("Dataset", "2026-02-03", treaty["@id"])
    for one in data["distribution"]:
        answer = Client().get(one["contentUrl"].removeprefix(settings.ADDRESS))
        assert answer["Content-Type"].startswith(one["encodingFormat"])


def test_the_page_of_today_leads_to_all_of_it(ccm: Instrument) -> None:
    found = get("").content.decode() + get("use/").content.decode()
    for path in (*FILES, "embed/", "use/", "corrections/", "report/"):
        assert f"/en/quiet-fields/treaties/ccm/{path}" in found, path


def test_the_depositary_s_own_table_comes_out_as_it_was_taken_in(ccm: Instrument, sample_data: Path) -> None:
    """The convention on cluster munitions with its real acts: the counts are those that the depositary’s page gives."""
    DepositaryAct.objects.filter(instrument=ccm).delete()
    (found,) = proposals.read((sample_data / "treaties/ccm.csv").read_bytes(), "ccm.csv")
    proposals.accept(proposals.propose(ccm, found, by=operator("root")), by=operator("root"))
    told = json.loads(get("status.json").content)
    assert told["counts"] == {"parties": 112, "signatories": 107, "signatures": 108, "signed_only": 12, "withdrawn": 1}
    assert told["treaty"]["in_force_on"] == "2010-08-01"
    rows = table()
    assert sum(row["standing"] == "party" for row in rows.values()) == 112
    assert (rows["LT"]["standing"], rows["LT"]["signed_on"]) == ("left", "2008-12-03")
    assert "112 of 197 states have joined." in get("figures.txt").content.decode()
    assert "112 of 197 states have joined." in get("map.svg").content.decode()


def test_a_new_act_is_told_although_another_of_the_same_state_was_corrected_with_it(ccm: Instrument) -> None:
    [table] = proposals.read(b"State,Signature,Ratification\nAngola,4 Dec 2008,5 Jan 2026\n", "status.csv")
    brought = proposals.propose(ccm, replace(table, as_of=date(2026, 2, 4), source="A list"), by=operator("root"))
    proposals.accept(brought, by=operator("root"))
    titles = [one.text for one in Tree.fromstring(get("feed.xml").content).iterfind("a:entry/a:title", ATOM)]
    assert titles[:2] == ["Angola ratified.", "Corrected: Angola"] or titles[:2] == ["Corrected: Angola", "Angola ratified."]
    assert "Angola signed." not in titles


@pytest.mark.parametrize("path", ["map.svg", "feed.xml"])
def test_what_xml_cannot_hold_breaks_no_file(ccm: Instrument, path: str) -> None:
    Instrument.objects.filter(pk=ccm.pk).update(names={"en": "A\x01 treaty"}, source="A\x02 list")
    ccm.acts.update(source="A\x03 list")
    Tree.fromstring(get(path).content)


def test_all_languages_share_one_picture(ccm: Instrument) -> None:
    drawings._picture.cache_clear()
    assert len({get("picture.png", language).content for language in ("en", "fr", "ar")}) == 1
    assert drawings._picture.cache_info().misses == 1


def test_an_act_of_a_year_that_somebody_mistyped_takes_no_page_away(ccm: Instrument) -> None:
    act(ccm, "TD", "ratification", "0208-12-03")
    assert get("changes/2008-12/").status_code == 200
