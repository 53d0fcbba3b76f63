"""Borders that are shared are kept once: joins and splits polygons, and takes rings apart into the arcs between junctions."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from .reading import Point, Ring

Arc = tuple[Point, ...]


def joined(rings: Iterable[Ring]) -> list[Ring]:
    """Join rings that share borders: an edge that is walked both ways is none."""
    onward: dict[Point, list[Point]] = defaultdict(list)
    edges = {edge for ring in rings for edge in _edges(ring)}
    for start, end in edges:
        if (end, start) not in edges:
            onward[start].append(end)
    found = []
    while onward:
        start = next(iter(onward))
        ring, at = [start], _leave(onward, start)
        while at != start:
            ring.append(at)
            at = _leave(onward, at)
        found.append(ring)
    return found


def _leave(onward: dict[Point, list[Point]], point: Point) -> Point:
    following = onward[point].pop()
    if not onward[point]:
        del onward[point]
    return following


def _edges(ring: Ring) -> list[tuple[Point, Point]]:
    return list(zip(ring, [*ring[1:], ring[0]], strict=True))


def split(ring: Ring, one: int, other: int) -> tuple[Ring, Ring]:
    """Split a ring along the straight line between two of its points."""
    first, last = sorted((one, other))
    return ring[first : last + 1], [*ring[last:], *ring[: first + 1]]


def simplified(rings: Mapping[str, list[Ring]], simplify: Callable[[Arc, bool], list[Point]]) -> dict[str, list[Ring]]:
    """Simplify each arc once, so that neighbours keep one border; the points where borders meet stay."""
    owners: dict[frozenset[Point], set[str]] = defaultdict(set)
    around: dict[Point, set[Point]] = defaultdict(set)
    for name, some in rings.items():
        for ring in some:
            for start, end in _edges(ring):
                owners[frozenset((start, end))].add(name)
                around[start].add(end)
                around[end].add(start)
    junctions = {
        point for point, others in around.items() if len(others) != 2 or len({frozenset(owners[frozenset((point, other))]) for other in others}) > 1
    }
    known: dict[Arc, list[Point]] = {}

    def once(arc: Arc, closed: bool) -> list[Point]:
        """Simplify an arc, or take what was made of it for the neighbour, who walks it the other way."""
        backwards = arc[::-1]
        if backwards in known:
            return known[backwards][::-1]
        if arc not in known:
            known[arc] = simplify(arc, closed)
        return known[arc]

    return {name: [_rebuilt(ring, junctions, once) for ring in some] for name, some in rings.items()}


def _rebuilt(ring: Ring, junctions: set[Point], once: Callable[[Arc, bool], list[Point]]) -> Ring:
    start = next((at for at, point in enumerate(ring) if point in junctions), None)
    if start is None:
        # An island alone, or an enclave: both sides begin at the same point.
        first = ring.index(min(ring))
        turned = [*ring[first:], *ring[:first]]
        return once((*turned, turned[0]), True)[:-1]
    turned = [*ring[start:], *ring[:start], ring[start]]
    points: Ring = []
    arc = [turned[0]]
    for point in turned[1:]:
        arc.append(point)
        if point in junctions:
            points.extend(once(tuple(arc), False)[:-1])
            arc = [point]
    return points
