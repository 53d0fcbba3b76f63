"""Where the dot of each state lies: inside its largest part, and moved apart from the others as far as is needed."""

from collections.abc import Iterator, Mapping, Sequence

Place = tuple[float, float]

ROUNDS = 400
PULL = 0.04


def area(ring: Sequence[Place]) -> float:
    """Return the area that a ring encloses."""
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in _sides(ring))) / 2


def middle(ring: Sequence[Place]) -> Place:
    """Return the centre of gravity of a ring; where that lies outside or near the edge, the place that is farthest from the edge."""
    centre = _centre(ring)
    lows, highs = min(y for _, y in ring), max(y for _, y in ring)
    stretches = (stretch for step in range(1, 20) for stretch in _stretches(ring, lows + (highs - lows) * step / 20))
    deepest = max((((left + right) / 2, y) for left, right, y in stretches), key=lambda place: _depth(ring, place))
    return centre if _holds(ring, centre) and _depth(ring, centre) >= 0.5 * _depth(ring, deepest) else deepest


def spread(anchors: Mapping[str, Place], apart: float, fixed: Sequence[tuple[Place, float]] = ()) -> dict[str, Place]:
    """Move points apart until none is nearer than ``apart`` to another, or to a fixed one than that one asks for."""
    places = {code: list(place) for code, place in anchors.items()}
    codes = sorted(places)
    for round_ in range(ROUNDS):
        # The last rounds only push, so that no pull leaves two of them touching.
        pull = PULL if round_ < ROUNDS * 3 / 4 else 0.0
        for number, code in enumerate(codes):
            own, anchor = places[code], anchors[code]
            own[0] += (anchor[0] - own[0]) * pull
            own[1] += (anchor[1] - own[1]) * pull
            for other in codes[number + 1 :]:
                _push(own, places[other], apart, 0.5)
            for one, away in fixed:
                _push(own, list(one), away, 1.0)
    return {code: (place[0], place[1]) for code, place in places.items()}


def _push(one: list[float], other: list[float], apart: float, share: float) -> None:
    across, down = one[0] - other[0], one[1] - other[1]
    distance = (across**2 + down**2) ** 0.5
    if distance >= apart:
        return
    if distance == 0:
        across, down, distance = 0.6, 0.8, 1.0
        apart /= 2
    step = (apart - distance) / distance if distance < apart else 1.0
    one[0] += across * step * share
    one[1] += down * step * share
    other[0] -= across * step * (1 - share)
    other[1] -= down * step * (1 - share)


def _sides(ring: Sequence[Place]) -> Iterator[tuple[Place, Place]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)


def _centre(ring: Sequence[Place]) -> Place:
    total = across = down = 0.0
    base_x, base_y = ring[0]
    for (ax, ay), (bx, by) in _sides(ring):
        ax, ay, bx, by = ax - base_x, ay - base_y, bx - base_x, by - base_y
        cross = ax * by - bx * ay
        total += cross
        across += (ax + bx) * cross
        down += (ay + by) * cross
    return (base_x + across / (3 * total), base_y + down / (3 * total)) if total else ring[0]


def _depth(ring: Sequence[Place], place: Place) -> float:
    """Return how far a place is from the nearest side of a ring."""
    return min(_away(place, start, end) for start, end in _sides(ring))


def _away(place: Place, start: Place, end: Place) -> float:
    across, down = end[0] - start[0], end[1] - start[1]
    length = across**2 + down**2
    along = max(0.0, min(1.0, ((place[0] - start[0]) * across + (place[1] - start[1]) * down) / length)) if length else 0.0
    return ((place[0] - start[0] - along * across) ** 2 + (place[1] - start[1] - along * down) ** 2) ** 0.5


def _holds(ring: Sequence[Place], place: Place) -> bool:
    return any(left < place[0] < right for left, right, _ in _stretches(ring, place[1]))


def _stretches(ring: Sequence[Place], y: float) -> list[tuple[float, float, float]]:
    """Return the stretches of a level that lie inside a ring."""
    crossed = sorted(ax + (y - ay) * (bx - ax) / (by - ay) for (ax, ay), (bx, by) in _sides(ring) if (ay > y) != (by > y))
    return [(left, right, y) for left, right in zip(crossed[::2], crossed[1::2], strict=False)]
