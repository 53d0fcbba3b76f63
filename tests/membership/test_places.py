"""Where members are: counted among those of whom one may know, so that no count tells of another."""

from __future__ import annotations

import pytest

from commoncall.kernel.authority import VISITOR
from commoncall.kernel.labels import Naming
from commoncall.membership.actions import leaving
from commoncall.membership.queries import directory, places
from commoncall.membership.rules.filters import Filters
from tests.cast import Cast, make_member

pytestmark = pytest.mark.django_db


def test_each_reader_counts_those_of_whom_they_may_know(cast: Cast) -> None:
    by = cast.operator.within(cast.quiet_fields.pk, cast.quiet_fields.chain_id)
    make_member(cast.quiet_fields, by, "Heard Here", "NP")
    make_member(cast.quiet_fields, by, "Named Inside", "NP", naming=Naming.MEMBERS)
    make_member(cast.quiet_fields, by, "Named Nowhere", "NP", naming=Naming.COORDINATORS)
    counts = {name: places.counted(cast.actor(getattr(cast, name))).get("NP", 0) for name in ("leila", "amina", "deniz", "eva")}
    assert counts == {"leila": 3, "amina": 2, "deniz": 1, "eva": 1}
    assert [one.name for one in places.at_home_in(cast.actor(cast.deniz), "NP")] == ["Heard Here"]
    assert places.counted(VISITOR) == {}
    assert "NP" not in places.counted(cast.actor(cast.viktor, cast.open_water))


def test_a_country_counts_whom_its_directory_lists(cast: Cast) -> None:
    for account in (cast.leila, cast.amina, cast.deniz):
        actor = cast.actor(account)
        for country, number in places.counted(actor).items():
            if country:
                assert directory.page(actor, Filters(place=country)).found.total == number


def test_who_has_left_is_not_counted(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    gone = make_member(cast.quiet_fields, leila, "Bygone", "NP")
    assert places.counted(leila)["NP"] == 1
    leaving.end(gone, leaving.Leaving(leaving.How.DISSOLVED, came="Letter of its last board"), by=leila)
    assert "NP" not in places.counted(leila)
    assert places.at_home_in(leila, "NP") == []


def test_counting_is_one_query(cast: Cast, django_assert_num_queries: object) -> None:
    leila = cast.actor(cast.leila)
    with django_assert_num_queries(1):  # type: ignore[operator]
        places.counted(leila)
