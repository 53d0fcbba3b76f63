"""The map: its areas are true, every state is on it, and what was corrected in its source is corrected."""

from __future__ import annotations

import gzip
from math import isclose, pi, radians, sin

import pytest

from commoncall.kernel.countries import queries as countries
from commoncall.web.atlas.geometry import outlines, world
from tools.cartography.projection import equal_earth, turned

#: Square kilometres to a square unit: the globe is as large as the whole ellipse of the projection.
WHOLE_GLOBE = 510_065_622
UNITS_ACROSS = 1250
KILOMETRES = WHOLE_GLOBE / (4 * pi * (UNITS_ACROSS / (2 * 2.706629)) ** 2)


def area(code: str) -> float:
    """Return the square kilometres that a country takes on the map; holes run the other way round and are taken off."""
    total = 0
    for ring in outlines(world().shapes[code]):
        total += sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True))
    return abs(total) / 2 * KILOMETRES


def test_the_projection_has_the_extent_that_is_published_for_it() -> None:
    """The bounds of EPSG:8857 in metres, over the radius of the sphere of the same area."""
    radius = 6_371_007.181
    assert isclose(equal_earth(180, 0)[0] * radius, 17_243_959.06, rel_tol=1e-6)
    assert isclose(equal_earth(0, 90)[1] * radius, 8_392_927.6, rel_tol=1e-6)


@pytest.mark.parametrize("south", [-80, -45, -10, 0, 30, 60, 84])
@pytest.mark.parametrize("west", [-170, -30, 0, 120])
def test_the_projection_keeps_areas(west: float, south: float) -> None:
    """A field of one degree, whose sides are walked in small steps, is as large as on the globe."""
    steps = [at / 20 for at in range(20)]
    sides = [(west + at, south) for at in steps] + [(west + 1, south + at) for at in steps]
    sides += [(west + 1 - at, south + 1) for at in steps] + [(west, south + 1 - at) for at in steps]
    ring = [equal_earth(*place) for place in sides]
    found = sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2
    assert isclose(found, radians(1) * (sin(radians(south + 1)) - sin(radians(south))), rel_tol=1e-4)


def test_the_cut_lies_in_the_bering_strait() -> None:
    assert turned(-169.6) > 179  # the easternmost cape of Asia
    assert turned(-168.1) < -179  # the westernmost of America


@pytest.mark.parametrize(
    ("code", "known"),
    [
        ("AU", 7_692_000),
        ("BR", 8_516_000),
        ("KZ", 2_724_900),
        ("MN", 1_564_000),
        ("ZA", 1_221_000),  # Lesotho, which lies inside, is not counted
        ("EH", 266_000),  # whole, and not only the part beyond the berm
        ("SO", 637_700),  # with its north-west
        ("UA", 603_500),  # with Crimea
    ],
)
def test_countries_have_the_area_that_is_known_of_them(code: str, known: int) -> None:
    assert isclose(area(code), known, rel_tol=0.02)


def test_siberia_is_not_torn_apart() -> None:
    """The largest outline reaches from Europe to the Bering Strait."""
    longest = max(outlines(world().shapes["RU"]), key=len)
    assert max(x for x, _ in longest) - min(x for x, _ in longest) > 375


def test_every_state_and_territory_has_its_place_on_the_map() -> None:
    geometry = world()
    assert len(countries.states()) == 197
    assert {one.code for one in countries.all_named()} == set(geometry.dots)
    outside = [code for code, (x, y) in geometry.dots.items() if code in geometry.reach and not (0 < x < geometry.width and 0 < y < geometry.height)]
    assert not outside


def test_every_state_can_be_seen() -> None:
    """By a shape that is large enough, or by a dot."""
    geometry = world()
    assert not [code for code in countries.states() - set(geometry.reach) if area(code) < 12 * WHOLE_GLOBE / 395_000]


def test_dots_do_not_touch_each_other() -> None:
    geometry = world()
    seen = sorted(countries.states() & set(geometry.reach))
    near = [
        (one, other)
        for at, one in enumerate(seen)
        for other in seen[at + 1 :]
        if (geometry.dots[one][0] - geometry.dots[other][0]) ** 2 + (geometry.dots[one][1] - geometry.dots[other][1]) ** 2 < 9.5**2
    ]
    assert not near


def test_there_is_no_shape_of_what_is_on_no_list() -> None:
    assert all(countries.exists(code) for code in world().shapes)


def test_all_land_weighs_little() -> None:
    geometry = world()
    assert len(gzip.compress("".join([geometry.land, *geometry.shapes.values()]).encode())) <= 25_000


def test_outlines_follow_relative_steps() -> None:
    assert outlines("m10 20 5 0 0-5zm-10 5 1 1-2 0z") == [[(10, 20), (15, 20), (15, 15)], [(0, 25), (1, 26), (-1, 26)]]
