"""Decodes TopoJSON in plain Python: features as polygons whose points are whole numbers on the file's own grid.

Whole numbers make shared borders comparable: two countries that meet have the very same points.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Point = tuple[int, int]
Ring = list[Point]
Polygon = list[Ring]


@dataclass(frozen=True)
class Source:
    """What a file holds: polygons by the name of their feature, the numeric code of each, and its grid."""

    polygons: dict[str, list[Polygon]]
    codes: dict[str, str]
    scale: tuple[float, float]
    corner: tuple[float, float]

    def degrees(self, point: Point) -> tuple[float, float]:
        """Return longitude and latitude of a point of the grid."""
        return point[0] * self.scale[0] + self.corner[0], point[1] * self.scale[1] + self.corner[1]

    def nearest(self, ring: Ring, longitude: float, latitude: float) -> int:
        """Return where in a ring the point lies that is nearest to a place."""
        spot = (longitude - self.corner[0]) / self.scale[0], (latitude - self.corner[1]) / self.scale[1]
        return min(range(len(ring)), key=lambda at: (ring[at][0] - spot[0]) ** 2 + (ring[at][1] - spot[1]) ** 2)


def read(path: Path) -> Source:
    """Read the object ``countries`` of a TopoJSON file."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    transform = topology["transform"]
    whole_turn = round(360 / transform["scale"][0])
    arcs = [_decoded(arc, whole_turn) for arc in topology["arcs"]]
    polygons: dict[str, list[Polygon]] = {}
    codes: dict[str, str] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        polygons.setdefault(name, []).extend(_polygons(geometry, arcs))
        if "id" in geometry:
            codes[name] = geometry["id"]
    return Source(polygons, codes, tuple(transform["scale"]), tuple(transform["translate"]))


def _decoded(arc: list[list[int]], whole_turn: int) -> Ring:
    """Add up the steps of an arc. The two ends of the grid are one meridian."""
    x = y = 0
    points: Ring = []
    for step in arc:
        x, y = x + step[0], y + step[1]
        points.append((x % whole_turn, y))
    return points


def _polygons(geometry: dict[str, Any], arcs: list[Ring]) -> list[Polygon]:
    parts = {"Polygon": [geometry.get("arcs")], "MultiPolygon": geometry.get("arcs")}.get(geometry["type"]) or []
    return [[_ring(numbers, arcs) for numbers in polygon] for polygon in parts]


def _ring(numbers: list[int], arcs: list[Ring]) -> Ring:
    """Join arcs to a ring without repeating points; a number below nought is an arc backwards."""
    points: Ring = []
    for number in numbers:
        for point in arcs[number] if number >= 0 else reversed(arcs[~number]):
            if not points or points[-1] != point:
                points.append(point)
    if points[0] == points[-1]:
        points.pop()
    return points
