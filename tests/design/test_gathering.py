"""One organisation, one line: in the gathering and in the row of strokes."""

import gzip
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commoncall.design.gathering import Group, gathering_paths
from commoncall.design.strokes import stroke_paths
from commoncall.design.templatetags.design import gathering, icon

GROUPS = [Group("r1", 16), Group("r2", 13), Group("r3", 12), Group("r4", 14), Group("r5", 4), Group("r0", 3)]
counts = st.lists(st.integers(min_value=0, max_value=40), max_size=6)


def groups_of(numbers: list[int]) -> list[Group]:
    return [Group(f"r{at}", number) for at, number in enumerate(numbers)]


@given(counts, st.booleans())
def test_every_organisation_has_one_line_and_one_dot(numbers: list[int], falls: bool) -> None:
    paths = [pair for pair in gathering_paths(groups_of(numbers), falls=falls) if pair[0] != "joint"]
    lines = "".join(data for name, data in paths if not name.endswith("dot"))
    dots = "".join(data for name, data in paths if name.endswith("dot"))
    assert lines.count("M") == dots.count("M") == sum(numbers)


@given(counts)
def test_nothing_is_drawn_outside_its_box(numbers: list[int]) -> None:
    for _, data in gathering_paths(groups_of(numbers)):
        assert all(0 <= int(number) <= 1000 for number in re.findall(r"-?\d+", data))


def test_the_drawing_is_the_same_on_every_visit() -> None:
    assert list(gathering_paths(GROUPS)) == list(gathering_paths(GROUPS))


def test_no_two_lines_begin_at_the_same_height() -> None:
    heights = [height for name, data in gathering_paths(GROUPS) if name.endswith("dot") for height in re.findall(r"M\d+ (\d+)", data)]
    assert len(set(heights)) == len(heights) == 62


def test_sixty_two_lines_weigh_little() -> None:
    assert len(gzip.compress(gathering(GROUPS).encode(), 9)) < 1_500


def test_the_gathering_is_silent_for_screen_readers() -> None:
    assert 'aria-hidden="true"' in gathering(GROUPS)


@given(st.integers(min_value=0, max_value=200), st.integers(min_value=0, max_value=200))
def test_strokes_are_as_many_as_organisations(answered: int, total: int) -> None:
    drawing = stroke_paths(answered, total)
    assert drawing.filled.count("M") == min(answered, total)
    assert drawing.filled.count("M") + drawing.hollow.count("M") == total


def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(KeyError):
        icon("no-such-icon")
