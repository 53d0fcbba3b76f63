"""The gathering: separate lines, grouped and coloured, that join into one. Pure: no Django, no clock, no chance.

The drawing is the same on every visit: where a line begins follows from its place alone. It is stretched to its box,
so it is drawn on 1,000 by 1,000 units with whole numbers, which also keeps it near one kilobyte when compressed.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

SIZE = 1000
JOINT = 800
DEEPEST = 240
SPACE_BETWEEN_GROUPS = 1.6


class Group(NamedTuple):
    """Lines of one colour: `r1` to `r5` for a region, `r0` for those of none."""

    colour: str
    count: int


def gathering_paths(groups: Sequence[Group]) -> Iterator[tuple[str, str]]:
    """Pairs of class and path data: the lines of each group, their dots, and the joint line."""
    starts = _starts([group.count for group in groups])
    middle = SIZE // 2
    for group in groups:
        points = [next(starts) for _ in range(group.count)]
        yield group.colour, "".join(_line(across, down, middle) for across, down in points)
        yield f"{group.colour} dot", "".join(f"M{across} {down}h0" for across, down in points)
    yield "joint", f"M{JOINT} {middle}H{SIZE}"


def _starts(counts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where each line begins: evenly down the side with a little more room between groups, at uneven depths."""
    counts = [count for count in counts if count]
    steps = max(sum(counts) - 1 + SPACE_BETWEEN_GROUPS * (len(counts) - 1), 1)
    place = 0.0
    number = 0
    for count in counts:
        for _ in range(count):
            yield _depth(number), round(place / steps * SIZE)
            place += 1
            number += 1
        place += SPACE_BETWEEN_GROUPS


def _depth(number: int) -> int:
    """A depth that looks uneven and is always the same: multiples of the golden ratio spread without repeating."""
    return round((number * 0.618034 % 1) * DEEPEST)


def _line(across: int, down: int, middle: int) -> str:
    reach = JOINT - across
    return f"M{across} {down}C{across + reach // 2} {down} {across + reach * 6 // 10} {middle} {JOINT} {middle}"
