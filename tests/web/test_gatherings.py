"""The gathering is drawn from organisations, and says when a line stands for several of them."""

from commoncall.design.gathering import Group
from commoncall.kernel.countries import queries as countries
from commoncall.web import gatherings


def test_each_organisation_is_one_line_in_the_colour_of_its_continent() -> None:
    assert gatherings.groups(["ML", "KE", "LB", "FJ", ""]) == [Group("r1", 2), Group("r3", 1), Group("r5", 1), Group("r0", 1)]
    assert gatherings.what_a_line_is(5) == ""


def test_many_organisations_are_drawn_by_country_and_the_page_says_so() -> None:
    many = ["ML"] * 100 + ["KE"] * 60
    assert gatherings.groups(many) == [Group("r1", 2)]
    assert "one country" in gatherings.what_a_line_is(len(many))


def test_very_many_are_drawn_by_continent_and_the_page_says_so() -> None:
    many = ["ML"] * 400 + ["KE"] * 300 + ["LB"] * 10
    assert gatherings.groups(many) == [Group("r1", 1), Group("r3", 1)]
    assert "one part of the world" in gatherings.what_a_line_is(len(many))


def test_every_country_of_a_continent_has_its_colour() -> None:
    colours = {group.colour for code in countries.states() for group in gatherings.groups([code])}
    assert colours == {"r1", "r2", "r3", "r4", "r5"}


def test_the_world_has_a_line_for_each_of_its_parts() -> None:
    assert sum(group.count for group in gatherings.world()) == sum(len(region.subregions) for region in countries.regions())
