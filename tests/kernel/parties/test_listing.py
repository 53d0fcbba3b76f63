"""No list that the public reads, alone or beside others, tells who or where the unlisted are."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.parties.naming import SMALLEST_COUNT, listed_in_public, listed_together


def make(name: str, naming: Naming = Naming.PUBLIC) -> Organisation:
    return Organisation(name=name, naming=naming, searchable=name.casefold())


HIDDEN = [make(f"Secret {place}", Naming.MEMBERS if place % 2 else Naming.COORDINATORS) for place in range(8)]
NAMED = [make(name) for name in ("Ayni", "Zeta", "âme", "Baltic")]


@pytest.mark.parametrize(("hidden", "told"), [(0, 0), (1, 0), (2, 0), (3, 3), (8, 8)])
def test_fewer_than_three_are_not_counted_at_all(hidden: int, told: int) -> None:
    listing = listed_in_public([*NAMED, *HIDDEN[:hidden]])
    assert listing.unnamed == told
    assert listing.count == 4 + told
    assert "Secret" not in listing.sentence


def test_one_who_is_not_counted_leaves_no_trace() -> None:
    assert listed_in_public([*NAMED, *HIDDEN[:2]]) == listed_in_public(NAMED)


def test_the_unlisted_have_no_place_in_the_order() -> None:
    one = listed_in_public([HIDDEN[0], *NAMED, HIDDEN[1], HIDDEN[2]])
    other = listed_in_public([*reversed(NAMED), *HIDDEN[3:6]])
    assert one == other


def test_a_part_is_counted_only_where_the_rest_is_not_told_by_it() -> None:
    whole, part = listed_together([[*NAMED, *HIDDEN[:4]], [*NAMED[:1], *HIDDEN[:3]]])
    assert (whole.unnamed, part.unnamed) == (4, 0)
    whole, part = listed_together([[*NAMED, *HIDDEN[:6]], [*NAMED[:1], *HIDDEN[:3]]])
    assert (whole.unnamed, part.unnamed) == (6, 3)
    whole, part = listed_together([HIDDEN[:4], HIDDEN[:4]])
    assert (whole.unnamed, part.unnamed) == (4, 4)


def test_the_last_part_is_not_told_by_the_others_together() -> None:
    listings = listed_together([HIDDEN[:8], HIDDEN[:3], HIDDEN[3:6]])
    assert [listing.unnamed for listing in listings] == [8, 3, 0]


@given(st.lists(st.sets(st.integers(0, 7)), min_size=1, max_size=4))
def test_no_two_counts_tell_of_fewer_than_three(groups: list[set[int]]) -> None:
    listings = listed_together([[HIDDEN[place] for place in group] for group in groups])
    counted = [group for group, listing in zip(groups, listings, strict=True) if listing.unnamed]
    for group, listing in zip(groups, listings, strict=True):
        assert listing.unnamed in {0, len(group)}
        assert listing.unnamed == 0 or listing.unnamed >= SMALLEST_COUNT
    for one, other in combinations(counted, 2):
        for told in (one - other, other - one, one & other):
            assert len(told) == 0 or len(told) >= SMALLEST_COUNT
