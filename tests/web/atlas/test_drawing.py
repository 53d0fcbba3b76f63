"""The map as it is sent: a link for each state with words of its own, a key that counts, and nothing hostile in it."""

from __future__ import annotations

import gzip
import xml.etree.ElementTree as ElementTree
from datetime import date

import html5lib
import pytest
from django.template.loader import render_to_string
from django.utils import translation

from commoncall.kernel.countries import queries as countries
from commoncall.web.atlas import kinds
from commoncall.web.atlas.draw import Map, Place, map_of, scale, steps_of
from commoncall.web.atlas.files import svg_file

HOSTILE = """</title><script>alert(1)</script>"'&<"""
DAY = date(2013, 3, 26)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(map_: Map) -> str:
    return render_to_string("web/atlas/map.html", {"map": map_, "after": "table"})


def parsed(html: str) -> ElementTree.Element:
    return html5lib.parse(html, namespaceHTMLElements=False)


def all_states(language: str = "en") -> list[Place]:
    found = []
    for code in sorted(countries.states()):
        steps = [(date(2008, 12, 3), kinds.SIGNATORY), (DAY, kinds.PARTY)]
        found.append(Place(code, countries.name(code, language), kinds.PARTY, address=f"/{language}/quiet/states/{code}/", since=DAY, steps=steps))
    return found


def test_each_state_is_a_link_that_says_how_it_stands() -> None:
    links = parsed(drawn(map_of(all_states(), title="All"))).findall(".//{*}svg//{*}a")
    assert len(links) == 197
    titles = {link.find("{*}title").text for link in links}  # type: ignore[union-attr]
    assert "Chad: state party since 26 March 2013" in titles
    assert all(link.find("{*}path") is not None or link.find("{*}circle") is not None for link in links)


def test_the_whole_map_in_its_heaviest_language_weighs_little() -> None:
    with translation.override("ru"):
        html = drawn(map_of(all_states("ru"), title="All"))
    assert len(gzip.compress(html.encode())) < 24_000


def test_hostile_names_are_words_and_nothing_else() -> None:
    place = Place("TD", HOSTILE, kinds.PARTY, address="javascript:alert(1)'\"><script>", since=DAY, steps=[(DAY, kinds.PARTY)])
    page = parsed(drawn(map_of([place], title=HOSTILE)))
    assert not page.findall(".//{*}script")
    (link,) = page.findall(".//{*}svg/{*}a")
    assert HOSTILE in (link.find("{*}title").text or "")  # type: ignore[union-attr]
    assert link.get("data-name") == HOSTILE


def test_a_place_without_an_address_is_no_link() -> None:
    page = parsed(drawn(map_of([Place("TD", "Chad", kinds.PARTY)], title="One")))
    assert not page.findall(".//{*}svg/{*}a")
    assert page.find(".//{*}svg/{*}g[@class='party']/{*}title").text == "Chad: state party"  # type: ignore[union-attr]


def test_a_small_state_has_a_dot_over_all_shapes() -> None:
    map_ = map_of([Place("TV", "Tuvalu"), Place("TD", "Chad")], title="Two")
    assert [mark.code for mark in map_.marks] == ["TD", "TV"]
    assert map_.marks[1].dot
    assert not map_.marks[0].dot


def test_what_is_not_among_the_places_is_land_without_a_status() -> None:
    everything = map_of(all_states(), title="All")
    fewer = map_of([place for place in all_states() if place.code != "TD"], title="All but one")
    assert len(fewer.land) == len(everything.land) + 1


def test_unknown_codes_are_not_drawn_and_break_nothing() -> None:
    map_ = map_of([Place("EU", "European Union", kinds.PARTY, address="/")], title="None")
    assert not map_.marks
    assert {key.kind: key.counted for key in map_.keys}[kinds.PARTY] == "0"


def test_the_key_counts_in_the_digits_of_its_reader() -> None:
    with translation.override("ar"):
        assert {key.kind: key.counted for key in map_of(all_states(), title="All").keys}[kinds.PARTY] == "١٩٧"


def test_withdrawals_are_in_the_key_where_there_was_one() -> None:
    def kinds_of(place: Place) -> list[str]:
        return [key.kind for key in map_of([place], title="One").keys]

    assert kinds.LEFT not in kinds_of(Place("LT", "Lithuania"))
    assert kinds.LEFT in kinds_of(Place("LT", "Lithuania", steps=[(DAY, kinds.PARTY), (date(2025, 3, 6), kinds.LEFT)]))


def test_steps_are_written_in_the_order_of_days() -> None:
    assert steps_of([(date(2011, 9, 8), "party"), (date(2008, 12, 3), "signatory")]) == "2008-12-03 signatory;2011-09-08 party"


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ({}, []),
        ({"FR": 0}, []),
        ({"FR": 1}, ["1 or more"]),
        ({"FR": 1, "DE": 1, "IT": 2, "ES": 2}, ["1", "2 or more"]),
        ({chr(65 + at) * 2: at for at in range(1, 13)}, ["1 to 3", "4 to 6", "7 to 9", "10 or more"]),
    ],
)
def test_a_scale_has_as_many_steps_as_its_numbers_have(numbers: dict[str, int], words: list[str]) -> None:
    steps, keys = scale(numbers)
    assert [key.words for key in keys] == words
    assert set(steps) == {code for code, number in numbers.items() if number}
    assert set(steps.values()) == {key.kind for key in keys}


def test_the_largest_number_has_the_darkest_step() -> None:
    assert scale({"FR": 1, "DE": 9})[0]["DE"] == "n4"


@pytest.mark.parametrize("rtl", [False, True])
def test_a_file_is_one_whole_document(rtl: bool) -> None:
    document = svg_file(map_of(all_states(), title=HOSTILE), description=HOSTILE, notes=[HOSTILE, "Source " * 60], language="ar", rtl=rtl)
    root = ElementTree.fromstring(document)
    assert root.tag == f"{SVG}svg"
    assert root.find(f"{SVG}title").text == HOSTILE  # type: ignore[union-attr]
    assert (root.get("direction") == "rtl") is rtl
    width, height = map(int, root.get("viewBox", "").split()[2:])
    lines = root.findall(f".//{SVG}text")
    assert all(0 < int(line.get("x", "")) < width and 0 < int(line.get("y", "")) < height for line in lines)
    assert "style" not in document
    assert not root.findall(f".//{SVG}script")


def test_a_long_note_is_parted_into_lines_in_any_script() -> None:
    def lines(note: str) -> list[str]:
        root = ElementTree.fromstring(svg_file(map_of([], title="T"), description="", notes=[note], language="zh"))
        return [line.text or "" for line in root.findall(f"{SVG}text") if line.get("font-size") == "16"]

    assert len(lines("word " * 100)) > 1
    assert "".join(lines("国" * 200)) == "国" * 200
    assert max(map(len, lines("国" * 200))) < 80


def test_an_address_runs_from_left_to_right_in_arabic_too() -> None:
    document = svg_file(map_of([], title="T"), description="", notes=["https://commoncall.example/ar/"], language="ar", rtl=True)
    assert "\u2068https://commoncall.example/ar/\u2069" in document


def test_what_stands_under_every_map_is_there() -> None:
    assert "no opinion" in kinds.note_on_boundaries()
    assert "Equal Earth" in kinds.note_on_projection()
    assert "public domain" in kinds.source_of_shapes()
