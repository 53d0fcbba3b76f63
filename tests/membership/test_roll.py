"""The roll: who may be drawn for whom, and who the public reads of."""

from commoncall.kernel.labels import Naming
from commoncall.membership.models import Category, Membership, Standing
from commoncall.membership.queries.roll import countries_of, public_roll
from tests.cast import Cast, make_member


def test_a_line_without_a_public_name_has_no_country(cast: Cast) -> None:
    drawn = countries_of(cast.actor(cast.leila))
    assert "MM" not in drawn
    assert "AO" not in drawn
    assert drawn.count("") == 2


def test_nobody_is_drawn_of_whom_the_reader_may_not_know(cast: Cast) -> None:
    assert len(countries_of(cast.actor(cast.leila))) == 6
    assert len(countries_of(cast.actor(cast.amina))) == 5
    assert len(countries_of(cast.actor(cast.eva))) == 4


def test_the_public_reads_the_names_that_are_public_and_no_count_below_three(cast: Cast) -> None:
    roll = public_roll(cast.quiet_fields)
    assert [one.name for one in roll.members] == ["Al-Amal Survivors’ Network", "Forum Humanité Sahel"]
    assert [one.name for one in roll.endorsers] == ["Northern Lawyers"]
    assert roll.unnamed == 0
    assert roll.unnamed_words == ""


def test_the_unnamed_are_one_number_across_categories(cast: Cast) -> None:
    make_member(cast.quiet_fields, cast.operator, "Third Lantern", "SY", naming=Naming.MEMBERS, category=Category.ENDORSER)
    assert public_roll(cast.quiet_fields).unnamed == 3


def test_observers_and_those_who_left_are_not_on_the_roll(cast: Cast) -> None:
    Membership.objects.filter(organisation=cast.sahel).update(standing=Standing.LEFT)
    names = [one.name for one in public_roll(cast.quiet_fields).members]
    assert names == ["Al-Amal Survivors’ Network"]


def test_members_of_a_network_stand_under_it_and_are_counted_apart(cast: Cast) -> None:
    inner = make_member(cast.quiet_fields, cast.operator, "Bekaa Survivors", "LB")
    innermost = make_member(cast.quiet_fields, cast.operator, "Zahle Survivors", "SY")
    Membership.objects.filter(organisation=inner).update(network=cast.amal.membership)
    Membership.objects.filter(organisation=innermost).update(network=inner.membership)
    roll = public_roll(cast.quiet_fields)
    assert len(roll.members) == 2
    assert roll.through_networks == 2
    assert [one.name for one in roll.members[0].within] == ["Bekaa Survivors"]
    assert [one.name for one in roll.members[0].within[0].within] == ["Zahle Survivors"]


def test_a_member_of_a_network_that_is_not_named_stands_by_itself(cast: Cast) -> None:
    inner = make_member(cast.quiet_fields, cast.operator, "Bekaa Survivors", "LB")
    Membership.objects.filter(organisation=inner).update(network=cast.lantern.membership)
    assert "Bekaa Survivors" in [one.name for one in public_roll(cast.quiet_fields).members]
