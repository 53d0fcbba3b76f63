"""A coalition sets up the body that leads it; a member says itself who sits there for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from commoncall.leadership import queries
from tests.browser import PHONE
from tests.scene import Scene
from tests.stories.conftest import Story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_committee_is_set_up_and_its_seats_are_filled(quiet_fields: Scene, tell: Callable[..., Story]) -> None:
    cast = quiet_fields.cast
    story = tell("/quiet-fields/bodies/", account=cast.leila)
    story.see("the bodies")
    story.follow("Set up a body")
    story.see("setting one up")
    story.choose("The body that leads")
    story.type("How many seats are planned", "7")
    story.press("Set it up")
    story.reads("Nobody holds a seat here yet.")
    story.see("an empty committee")
    story.follow("Give a seat")
    story.type("Organisation", "FHS")
    story.choose("Co-chair")
    story.type("For whom the seat is", "West Africa")
    story.see("giving a seat")
    story.press("Give the seat")
    story.reads("The seat is given. Say who sits there.")
    committee = queries.committee(cast.quiet_fields)
    assert committee is not None
    seat = queries.seats_now(committee).get()
    assert (seat.organisation, seat.office, seat.has_vote) == (cast.sahel, "co_chair", True)

    member = tell(f"/quiet-fields/bodies/{committee.pk}/", account=cast.amina, size=PHONE, scripts=False)
    member.reads("Nobody sits there at present.", "seats held: 1 of 7")
    member.follow("Who sits there")
    member.page.get_by_label("Who sits there").select_option(label="Oumar Traoré")
    member.press("Let sit there")
    member.reads("Oumar Traoré sits there now.")
    member.see("somebody sits there")
    assert queries.seat_of(cast.actor(cast.oumar), committee) == seat

    story.page.goto("/quiet-fields/bodies/")
    story.reads("Oumar Traoré", "Co-chair, West Africa")
    story.see("the bodies with a committee")
