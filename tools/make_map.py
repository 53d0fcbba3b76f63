"""Make the geometry of the world map: src/commoncall/web/atlas/data/world.json.

Run it by hand, and only to change the map: the result is committed, and nothing is fetched here.

    python tools/make_map.py FOLDER

FOLDER holds countries-50m.json and countries-10m.json of the npm package world-atlas (its folder `package`): Natural Earth,
which is in the public domain, as TopoJSON. Shapes come from the first, the places of dots from the second.
"""

import csv
import gzip
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from cartography import choices, placing, projection, simplifying, topology
from cartography.reading import Point, Ring, Source, read

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "src/commoncall/web/atlas/data/world.json"
COUNTRIES = ROOT / "src/commoncall/kernel/countries/data/countries.csv"

#: The width of the whole world on the map's own grid; coordinates are whole numbers.
WIDTH = 1250
UNIT = WIDTH / (2 * projection.equal_earth(180, 0)[0])

#: In squares of the grid. On a map of 960 pixels a square pixel is 1.7 of these.
PIXEL = (WIDTH / 960) ** 2
DETAIL = 1.3 * PIXEL
SMALLEST_ISLAND = 1.6 * PIXEL
SMALLEST_SHAPE = 12 * PIXEL

#: How large the dots are and how far apart, how far around its middle each answers a pointer at the most, and the margin
#: around all.
DOT = 5
APART = 10.8
REACH = 25.0
MARGIN = 7

States = dict[str, list[Ring]]
Placed = dict[str, list[list[placing.Place]]]


def main() -> None:
    """Read, correct, simplify, project and write."""
    folder = Path(sys.argv[1])
    rows = list(csv.DictReader(COUNTRIES.open(encoding="utf-8")))
    by_number = {row["m49"]: row["code"] for row in rows if row["m49"]}
    states = {row["code"] for row in rows if row["kind"] in {"member", "observer", "other_state"}}

    source = read(folder / "countries-50m.json")
    coarse = rings_by_code(source, by_number)
    full = placed(coarse, source)
    simple = placed(topology.simplified(coarse, simplifier(source)), source)
    fine_source = read(folder / "countries-10m.json")
    fine = placed(rings_by_code(fine_source, by_number), fine_source)

    small, anchors = dots(rows, fine, simple)
    shapes = {code: outlines(rings, keep=code not in small or has_neighbours(coarse, code), full=full[code]) for code, rings in simple.items()}
    shapes = {code: rings for code, rings in shapes.items() if rings}
    places = spread_out(anchors, small, states)
    write(shapes, places, small, states | small)


def rings_by_code(source: Source, by_number: Mapping[str, str]) -> States:
    """Return the rings of each country by our code, corrected; land that is on none of our lists stands under ``""``."""
    rings = {name: [ring for polygon in polygons for ring in polygon] for name, polygons in source.polygons.items()}
    for name, other in choices.JOINED.items():
        rings[other] = topology.joined([*rings[other], *rings.pop(name)])
    for name, other, place in choices.GIVEN:
        part = min(rings[name], key=lambda ring: distance(source, ring, place))
        rings[name].remove(part)
        rings[other] = topology.joined([*rings[other], part])
    for name, other, one, end, inside in choices.CUT:
        whole = max(rings[name], key=len)
        parts = topology.split(whole, source.nearest(whole, *one), source.nearest(whole, *end))
        given, kept = sorted(parts, key=lambda ring: distance(source, ring, inside))
        rings[name] = [kept, *(ring for ring in rings[name] if ring is not whole)]
        rings[other] = topology.joined([*rings[other], given])
    found: States = {}
    for name, some in rings.items():
        if name not in choices.LEFT_OUT:
            number = source.codes.get(name, "")
            found.setdefault(choices.CODES.get(name) or by_number.get(number, ""), []).extend(ring for ring in some if len(ring) > 2)
    return found


def distance(source: Source, ring: Ring, place: tuple[float, float]) -> float:
    """Return how far the middle of a ring is from a place, in degrees squared."""
    points = [source.degrees(point) for point in ring]
    across, down = sum(point[0] for point in points) / len(points), sum(point[1] for point in points) / len(points)
    return (across - place[0]) ** 2 + (down - place[1]) ** 2


def projected(source: Source, points: Iterable[Point]) -> list[placing.Place]:
    """Project the points of a line to the grid of the map. A line that crosses the edge of the map runs on beyond it."""
    found: list[placing.Place] = []
    before: float | None = None
    for point in points:
        degrees, latitude = source.degrees(point)
        longitude = projection.turned(degrees)
        if before is not None and abs(longitude - before) > 180:
            longitude += 360 if before > longitude else -360
        before = longitude
        found.append(on_grid(longitude, latitude))
    return found


def on_grid(longitude: float, latitude: float) -> placing.Place:
    """Project degrees, counted from the middle of the map; down is positive."""
    x, y = projection.equal_earth(longitude, latitude)
    return x * UNIT, -y * UNIT


def simplifier(source: Source) -> Callable[[tuple[Point, ...], bool], list[Point]]:
    """Return what simplifies an arc as it will lie on the map."""

    def simplify(arc: tuple[Point, ...], closed: bool) -> list[Point]:
        """Keep at least a triangle of what is closed."""
        return [arc[at] for at in simplifying.kept(projected(source, arc), DETAIL, 5 if closed else 2)]

    return simplify


def placed(rings: States, source: Source) -> Placed:
    """Project all rings."""
    return {code: [projected(source, ring) for ring in some] for code, some in rings.items()}


def dots(rows: list[dict[str, str]], fine: Placed, simple: Placed) -> tuple[set[str], dict[str, placing.Place]]:
    """Return which countries are too small to be seen, and where the dot of each belongs."""
    small, anchors = set(), {}
    for row in rows:
        code = row["code"]
        if code in choices.PLACES:
            longitude, latitude = choices.PLACES[code]
            anchors[code] = on_grid(projection.turned(longitude), latitude)
        # Of many islands none may be large enough to be seen.
        if max(map(placing.area, fine.get(code, ())), default=0) < SMALLEST_SHAPE:
            small.add(code)
        # What is seen by its shape has its middle inside the shape that is drawn.
        if code not in anchors:
            anchors[code] = placing.middle(max((fine if code in small else simple)[code], key=placing.area))
    return small, anchors


def spread_out(anchors: Mapping[str, placing.Place], small: set[str], states: set[str]) -> dict[str, placing.Place]:
    """Move the dots that are seen apart, and off the middles of larger states: states first, then the territories around them."""
    middles = [(anchors[code], DOT + 1.0) for code in sorted(states - small)]
    first = placing.spread({code: anchors[code] for code in small & states}, APART, middles)
    second = placing.spread({code: anchors[code] for code in small - states}, APART, [*middles, *((place, APART) for place in first.values())])
    return {**anchors, **first, **second}


def has_neighbours(rings: States, code: str) -> bool:
    """Return whether a country has a border on land, so that leaving its shape out would tear a hole."""
    own = {point for ring in rings[code] for point in ring}
    return any(point in own for other, some in rings.items() if other != code for ring in some for point in ring)


def outlines(rings: list[list[placing.Place]], *, keep: bool, full: list[list[placing.Place]]) -> list[list[tuple[int, int]]]:
    """Round to whole numbers and leave out islands too small to be seen, though not the largest part of what would leave a hole."""
    largest = max(range(len(full)), key=lambda at: placing.area(full[at]))
    found = []
    for at, ring in enumerate(rings):
        points: list[tuple[int, int]] = []
        for x, y in ring:
            point = round(x), round(y)
            if not points or points[-1] != point:
                points.append(point)
        if points[0] == points[-1]:
            points.pop()
        if len(points) > 2 and (placing.area(full[at]) >= SMALLEST_ISLAND or (keep and at == largest)):
            found.append(points)
    return found


def path(rings: list[list[tuple[int, int]]], left: int, top: int) -> str:
    """Write rings as the data of an SVG path, in relative steps, which are short."""
    written, at_x, at_y = "", left, top
    for ring in rings:
        written += "m"
        for number, (x, y) in enumerate(ring):
            dx, dy = x - at_x, y - at_y
            at_x, at_y = x, y
            written += (" " if number and dx >= 0 else "") + f"{dx}" + (" " if dy >= 0 else "") + f"{dy}"
        written += "z"
        at_x, at_y = ring[0]
    return written


def write(shapes: dict[str, list[list[tuple[int, int]]]], places: dict[str, placing.Place], small: set[str], others: set[str]) -> None:
    """Write the file, and say what it weighs."""
    points = [point for rings in shapes.values() for ring in rings for point in ring]
    seen = [*points, *(places[code] for code in small)]
    left, top = (round(min(place[side] for place in seen)) - MARGIN for side in (0, 1))
    right, bottom = (round(max(place[side] for place in seen)) + MARGIN for side in (0, 1))
    written = {code: path(shapes[code], left, top) for code in sorted(shapes)}
    # Nor does a dot take the pointer from the middle of any neighbour, however large that is.
    reach = {code: min([REACH, *(apart(places, code, other) / 2 for other in others if other != code)]) for code in small}
    world = {
        "width": right - left,
        "height": bottom - top,
        "land": written.pop("", ""),
        "shapes": written,
        "dots": {code: [round(x) - left, round(y) - top] for code, (x, y) in sorted(places.items())},
        "reach": {code: max(round(reach[code]), DOT) for code in sorted(small)},
    }
    lines = json.dumps(world, separators=(",", ":")).replace('","', '",\n"').replace("],", "],\n").replace("},", "},\n")
    TARGET.write_text(lines + "\n", encoding="utf-8")
    packed = len(gzip.compress("".join([world["land"], *written.values()]).encode(), 9))
    print(f"{len(written)} shapes, {len(points)} points, {len(small)} dots, {world['width']}×{world['height']}; land {packed} bytes packed")


def apart(places: Mapping[str, placing.Place], one: str, other: str) -> float:
    """Return how far two dots are from each other."""
    (ax, ay), (bx, by) = places[one], places[other]
    return ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5


if __name__ == "__main__":
    main()
