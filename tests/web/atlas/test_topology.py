"""Making the map: borders stay shared, and what is joined or split loses nothing."""

from tools.cartography.simplifying import kept
from tools.cartography.topology import joined, simplified, split

WEST = [(0, 0), (10, 0), (11, 3), (9, 6), (10, 10), (0, 10)]
EAST = [(10, 10), (9, 6), (11, 3), (10, 0), (20, 0), (20, 10)]


def edges(ring: list[tuple[int, int]]) -> set[frozenset[tuple[int, int]]]:
    return {frozenset(pair) for pair in zip(ring, [*ring[1:], ring[0]], strict=True)}


def test_what_is_joined_has_no_border_inside() -> None:
    (whole,) = joined([WEST, EAST])
    assert len(whole) == 6
    assert not {(11, 3), (9, 6)} & set(whole)


def test_what_is_split_has_the_same_new_border() -> None:
    one, other = split(WEST, 0, 3)
    assert edges(one) & edges(other) == {frozenset([(0, 0), (9, 6)])}
    assert set(one) | set(other) == set(WEST)


def test_neighbours_keep_one_border_when_it_is_simplified() -> None:
    calls = []

    def straight(arc: tuple[tuple[int, int], ...], closed: bool) -> list[tuple[int, int]]:
        calls.append(arc)
        return [arc[0], arc[-1]] if not closed else list(arc)

    found = simplified({"W": [WEST], "E": [EAST]}, straight)
    assert frozenset([(10, 0), (10, 10)]) in edges(found["W"][0]) & edges(found["E"][0])
    assert len(calls) == 3, "the border that both have is simplified once"


def test_a_hole_and_what_fills_it_stay_the_same() -> None:
    inside = [(4, 4), (6, 4), (6, 6), (4, 6)]
    around = [(0, 0), (10, 0), (10, 10), (0, 10)]
    found = simplified({"OUT": [around, inside[::-1]], "IN": [inside]}, lambda arc, closed: [*arc[:3], arc[-1]] if closed else list(arc))
    assert edges(found["OUT"][1]) == edges(found["IN"][0])


def test_the_flattest_points_go_first_and_the_ends_stay() -> None:
    line = [(0, 0), (1, 0.01), (2, 0), (3, 4), (4, 0)]
    assert kept(line, 0.5, 2) == [0, 2, 3, 4]
    assert kept(line, 100, 2) == [0, 4]
    assert len(kept(line, 100, 4)) == 4
