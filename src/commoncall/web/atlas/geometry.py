"""The shapes of the countries and the places of their dots, as tools/make_map.py made them. Pure.

The map is Equal Earth: areas are true. Its grid is a little over 1,200 units wide, in whole numbers. What was chosen
where borders are disputed is told in docs/decisions/0008-the-map-of-the-world.md.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).with_name("data") / "world.json"

NUMBER = re.compile(r"-?\d+")

#: On a map this wide, in pixels, a country of less than 12 square pixels is shown by its dot.
USUAL_WIDTH = 960


@dataclass(frozen=True)
class World:
    """The whole map. ``shapes`` and ``dots`` by alpha-2 code; ``land`` is what is on no list of countries.

    ``reach`` holds those alone that are too small to be seen without their dot: how far around it they answer a pointer.
    """

    width: int
    height: int
    land: str
    shapes: Mapping[str, str]
    dots: Mapping[str, tuple[int, int]]
    reach: Mapping[str, int]

    @property
    def box(self) -> str:
        """The view box, as SVG writes it."""
        return f"0 0 {self.width} {self.height}"


@cache
def world() -> World:
    """Return the map; read once."""
    facts = json.loads(DATA.read_text(encoding="utf-8"))
    return World(
        width=facts["width"],
        height=facts["height"],
        land=facts["land"],
        shapes=facts["shapes"],
        dots={code: (across, down) for code, (across, down) in facts["dots"].items()},
        reach=facts["reach"],
    )


def outlines(path: str) -> list[list[tuple[int, int]]]:
    """Return the rings of a path of this map as points of its grid; it knows the commands that our own paths have."""
    rings: list[list[tuple[int, int]]] = []
    start = (0, 0)
    for part in path.split("z")[:-1]:
        numbers = [int(number) for number in NUMBER.findall(part)]
        x, y = start
        ring = []
        for across, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + across, y + down
            ring.append((x, y))
        rings.append(ring)
        # After the end of a ring the next one is counted from where it began.
        start = ring[0]
    return rings
