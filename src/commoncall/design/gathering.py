"""The gathering: separate lines, grouped and coloured, that join into one. Pure: no Django, no clock, no chance.

The drawing is the same on every visit: where a line begins follows from its place alone. It is stretched to its box,
so it is drawn on 1,000 by 1,000 units with whole numbers, which also keeps it near one kilobyte when compressed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

SIZE = 1000
JOINT = 800
DEEPEST = 240
SPACE_BETWEEN_GROUPS = 1.6
NAMES_APART = 8.0


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one colour: `r1` to `r5` for a region, `r0` for those of none."""

    colour: str
    count: int


class Start(NamedTuple):
    """Where a line begins: how deep in the figure, and how far along its side."""

    depth: int
    place: int


def gathering_paths(groups: Sequence[Group], *, falls: bool = False) -> Iterator[tuple[str, str]]:
    """Pairs of class and path data: the lines of each group, their dots, and the joint line.

    As a rule the lines come from the start and join at half height; where they fall, as on a phone, they come from
    above and join at the start of the foot.
    """
    starts = iter(_starts([group.count for group in groups]))
    for group in groups:
        begun = [next(starts) for _ in range(group.count)]
        if begun:
            yield group.colour, "".join(map(_falling if falls else _reaching, begun))
            yield f"{group.colour} dot", "".join(_dot(start, falls) for start in begun)
    if not falls:
        yield "joint", f"M{JOINT} {SIZE // 2}H{SIZE}"


def group_places(groups: Sequence[Group]) -> list[float]:
    """How far along the side the middle of each group lies, in per cent; moved apart where their names would touch."""
    counts = [group.count for group in groups]
    steps = max(sum(counts) - 1 + SPACE_BETWEEN_GROUPS * (len(counts) - 1), 1)
    places, begun = [], 0.0
    for count in counts:
        places.append((begun + (count - 1) / 2) / steps * 100)
        begun += count + SPACE_BETWEEN_GROUPS
    for at in range(1, len(places)):
        places[at] = max(places[at], places[at - 1] + NAMES_APART)
    # Whatever was pushed out at the end goes back, and pushes those before it.
    for at in range(len(places) - 1, -1, -1):
        places[at] = min(places[at], 100 - NAMES_APART * (len(places) - 1 - at))
    return [round(place, 1) for place in places]


def _starts(counts: Sequence[int]) -> Iterator[Start]:
    """Evenly along the side, with a little more room between groups, at uneven depths."""
    counts = [count for count in counts if count]
    steps = max(sum(counts) - 1 + SPACE_BETWEEN_GROUPS * (len(counts) - 1), 1)
    place = 0.0
    number = 0
    for count in counts:
        for _ in range(count):
            yield Start(_depth(number), round(place / steps * SIZE))
            place += 1
            number += 1
        place += SPACE_BETWEEN_GROUPS


def _depth(number: int) -> int:
    """A depth that looks uneven and is always the same: multiples of the golden ratio spread without repeating."""
    return round((number * 0.618034 % 1) * DEEPEST)


def _reaching(start: Start) -> str:
    reach = JOINT - start.depth
    middle = SIZE // 2
    return f"M{start.depth} {start.place}C{start.depth + reach // 2} {start.place} {start.depth + reach * 6 // 10} {middle} {JOINT} {middle}"


def _falling(start: Start) -> str:
    return f"M{start.place} {start.depth}C{start.place} {start.depth + 450} 0 500 0 {SIZE}"


def _dot(start: Start, falls: bool) -> str:
    across, down = (start.place, start.depth) if falls else start
    return f"M{across} {down}h0"
