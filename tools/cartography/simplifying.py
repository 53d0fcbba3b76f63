"""Leaves out the points that matter least (Visvalingam and Whyatt, weighted so that sharp corners go first)."""

import heapq
from collections.abc import Sequence

Place = tuple[float, float]


def kept(places: Sequence[Place], threshold: float, least: int) -> list[int]:
    """Return the numbers of the points of a line that stay: its ends, those whose triangle is larger, and ``least`` at any rate."""
    before = [at - 1 for at in range(len(places))]
    after = [at + 1 for at in range(len(places))]
    gone = [False] * len(places)
    weights = {at: _weight(places, at - 1, at, at + 1) for at in range(1, len(places) - 1)}
    queue = [(weight, at) for at, weight in weights.items()]
    heapq.heapify(queue)
    left = len(places)
    while queue and left > least:
        weight, at = heapq.heappop(queue)
        if gone[at] or weights[at] != weight:
            continue
        if weight >= threshold:
            break
        gone[at] = True
        left -= 1
        one, other = before[at], after[at]
        after[one], before[other] = other, one
        for neighbour in (one, other):
            if 0 < neighbour < len(places) - 1:
                # Never less than what went before, so that the order of leaving out is that of importance.
                weights[neighbour] = max(weight, _weight(places, before[neighbour], neighbour, after[neighbour]))
                heapq.heappush(queue, (weights[neighbour], neighbour))
    return [at for at in range(len(places)) if not gone[at]]


def _weight(places: Sequence[Place], one: int, at: int, other: int) -> float:
    """Weigh a point by its triangle; a spike, whose two sides turn back on each other, weighs less than a bend."""
    (ax, ay), (bx, by), (cx, cy) = places[one], places[at], places[other]
    area = abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2
    towards, onward = (ax - bx, ay - by), (cx - bx, cy - by)
    lengths = (towards[0] ** 2 + towards[1] ** 2) ** 0.5 * (onward[0] ** 2 + onward[1] ** 2) ** 0.5
    cosine = (towards[0] * onward[0] + towards[1] * onward[1]) / lengths if lengths else 1.0
    return area * (1 - 0.7 * cosine)
