"""What stayed where it was, when some paragraphs moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence


def stayed(partners: Mapping[int, int], old: Sequence[str]) -> set[int]:
    """Return the old paragraphs that did not move: as much text as can be in the same order in both texts."""
    # For each end that can be reached: the place of the paragraph there, and how much text lies before; both rise together.
    ends: list[int] = []
    best: list[tuple[int, int]] = []
    before: dict[int, int] = {}
    for place in sorted(partners):
        spot = bisect_left(ends, partners[place])
        weight, before[place] = best[spot - 1] if spot else (0, -1)
        weight += len(old[place]) + 1
        worse = spot
        while worse < len(ends) and best[worse][0] <= weight:
            worse += 1
        ends[spot:worse], best[spot:worse] = [partners[place]], [(weight, place)]
    found: set[int] = set()
    place = best[-1][1] if best else -1
    while place >= 0:
        found.add(place)
        place = before[place]
    return found
