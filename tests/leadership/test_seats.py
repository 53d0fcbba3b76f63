"""Seats belong to organisations; people sit in them as long as they act for these."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commoncall.kernel import time
from commoncall.kernel.accounts.models import Account
from commoncall.kernel.authority import Role
from commoncall.kernel.history import queries as book
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions import mandates
from commoncall.kernel.parties.models import Mandate
from commoncall.kernel.refusals import Conflict, NotAllowed, Refusal
from commoncall.leadership import queries
from commoncall.leadership.actions import bodies, seats, sittings
from commoncall.leadership.models import Body, Seat
from commoncall.membership.models import Standing
from commoncall.procedures import undoing
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee(cast: Cast) -> Body:
    return bodies.form(cast.quiet_fields, bodies.Description(kind=Body.Kind.COMMITTEE), by=cast.actor(cast.leila))


def seat_for(cast: Cast, body: Body, organisation: object = None, **terms: object) -> Seat:
    return seats.give(body, organisation or cast.sahel, seats.Terms(**terms), by=cast.actor(cast.leila))  # type: ignore[arg-type]


def test_a_seat_stays_while_people_change(cast: Cast, committee: Body) -> None:
    seat = seat_for(cast, committee, office="chair", label="West Africa")
    first = sittings.seat_person(seat, cast.person(cast.amina), by=cast.actor(cast.leila))
    assert queries.seat_of(cast.actor(cast.amina), committee) == seat
    sittings.unseat(first, by=cast.actor(cast.amina))
    sittings.seat_person(seat, cast.person(cast.oumar), by=cast.actor(cast.amina))
    assert queries.seat_of(cast.actor(cast.amina), committee) is None
    assert queries.seat_of(cast.actor(cast.oumar), committee) == seat
    assert queries.chairs(cast.actor(cast.oumar), committee)
    assert list(queries.seats_now(committee)) == [seat]


def test_whoever_no_longer_acts_for_the_organisation_no_longer_sits_for_it(
    cast: Cast, committee: Body, django_capture_on_commit_callbacks: object
) -> None:
    seat = seat_for(cast, committee)
    sitting = sittings.seat_person(seat, cast.person(cast.oumar), by=cast.actor(cast.leila))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        mandates.end(Mandate.objects.get(person=cast.person(cast.oumar), organisation=cast.sahel), by=cast.actor(cast.leila))
    assert not queries.people_who_sit(seat)
    sitting.refresh_from_db()
    assert sitting.ends_at is not None
    assert queries.seat_of(cast.actor(cast.amina), committee) is None


def test_a_mandate_that_runs_out_by_itself_ends_the_sitting_too(cast: Cast, committee: Body) -> None:
    seat = seat_for(cast, committee)
    sittings.seat_person(seat, cast.person(cast.oumar), by=cast.actor(cast.leila))
    Mandate.objects.filter(person=cast.person(cast.oumar)).update(ends_at=time.now())
    assert not queries.people_who_sit(seat)


def test_nobody_sits_for_an_organisation_they_do_not_act_for(cast: Cast, committee: Body) -> None:
    seat = seat_for(cast, committee)
    with pytest.raises(Refusal, match="does not act for"):
        sittings.seat_person(seat, cast.person(cast.deniz), by=cast.actor(cast.leila))


def test_an_organisation_says_itself_who_sits_for_it_and_for_no_other(cast: Cast, committee: Body) -> None:
    own, other = seat_for(cast, committee), seat_for(cast, committee, cast.amal)
    assert sittings.seat_person(own, cast.person(cast.oumar), is_alternate=True, by=cast.actor(cast.amina)).is_alternate
    with pytest.raises(NotAllowed, match="another organisation"):
        sittings.seat_person(other, cast.person(cast.amina), by=cast.actor(cast.amina))


def test_an_organisation_has_one_vote_in_a_body(cast: Cast, committee: Body) -> None:
    first = seat_for(cast, committee)
    with pytest.raises(Conflict, match="one vote"):
        seat_for(cast, committee)
    assert not seat_for(cast, committee, has_vote=False).has_vote
    seats.end(first, reason="It rotates.", by=cast.actor(cast.leila))
    assert seat_for(cast, committee).has_vote


def test_there_is_one_chair(cast: Cast, committee: Body) -> None:
    seat_for(cast, committee, office="chair")
    with pytest.raises(Conflict, match="chair already"):
        seat_for(cast, committee, cast.amal, office="chair")
    assert seat_for(cast, committee, cast.amal, office="co_chair")


def test_only_staff_sit_for_no_organisation(cast: Cast, committee: Body) -> None:
    with pytest.raises(Refusal, match="belongs to an organisation"):
        seats.give(committee, None, seats.Terms(), by=cast.actor(cast.leila))
    seat = seats.give(committee, None, seats.Terms(office="staff", has_vote=False), by=cast.actor(cast.leila))
    sittings.seat_person(seat, cast.person(cast.leila), by=cast.actor(cast.leila))
    assert queries.people_who_sit(seat) == [cast.person(cast.leila)]


@pytest.mark.parametrize("standing", [Standing.SUSPENDED, Standing.LEFT])
def test_who_is_suspended_or_has_left_gets_no_seat(cast: Cast, committee: Body, standing: Standing) -> None:
    cast.sahel.membership.standing = standing
    cast.sahel.membership.save()
    with pytest.raises(Refusal, match="holds no seat"):
        seat_for(cast, committee)


def test_terms_run_from_a_day_to_a_day(cast: Cast, committee: Body) -> None:
    today = time.now().date()
    seat = seat_for(cast, committee, starts_on=today - timedelta(days=9), ends_on=today + timedelta(days=1))
    assert list(queries.seats_now(committee)) == [seat]
    assert not queries.seats_now(committee, today + timedelta(days=1)).exists()
    assert not queries.seats_now(committee, today - timedelta(days=10)).exists()
    with pytest.raises(Refusal, match="before it began"):
        seats.change(seat, seats.Terms(starts_on=today, ends_on=today - timedelta(days=1)), by=cast.actor(cast.leila))


def test_ending_a_seat_can_be_undone_unless_the_vote_is_taken(cast: Cast, committee: Body) -> None:
    by = cast.actor(cast.leila)
    seat = seat_for(cast, committee)
    seats.end(seat, reason="By mistake.", by=by)
    entry = book.visible_to(by).get(kind="leadership.seat_ended")
    undoing.undo(entry.id, by=by)
    assert list(queries.seats_now(committee)) == [seat]
    with pytest.raises(Refusal, match="Say why"):
        seats.end(seat, reason=" ", by=by)


def test_a_seat_of_an_organisation_that_is_not_named_is_not_there_for_others(cast: Cast, committee: Body) -> None:
    seat_for(cast, committee, cast.lantern)
    seat_for(cast, committee, cast.campos)

    def names(account: Account) -> set[str]:
        return {held.organisation.name for held in queries.benches(cast.actor(account))[0].seats if held.organisation}

    assert names(cast.leila) == {"Hidden Lantern Circle", "Campos Livres"}
    assert names(cast.amina) == {"Campos Livres"}
    assert names(cast.deniz) == set()
    assert names(cast.mina) == {"Hidden Lantern Circle", "Campos Livres"}
    assert not [line for line in book.told(book.visible_to(cast.actor(cast.amina))) if "Lantern" in line.sentence]


def test_bodies_are_set_up_once_and_closed_with_a_reason(cast: Cast, committee: Body) -> None:
    by = cast.actor(cast.leila)
    with pytest.raises(Conflict):
        bodies.form(cast.quiet_fields, bodies.Description(kind=Body.Kind.COMMITTEE), by=by)
    with pytest.raises(Refusal, match="name"):
        bodies.form(cast.quiet_fields, bodies.Description(), by=by)
    with pytest.raises(NotAllowed):
        bodies.form(cast.quiet_fields, bodies.Description(names={"en": "Media group"}), by=cast.actor(cast.amina))
    group = bodies.form(cast.quiet_fields, bodies.Description(names={"en": "Media group"}), by=by)
    assert [one.pk for one in queries.bodies(cast.quiet_fields)] == [committee.pk, group.pk]
    bodies.close(group, reason="Its work is done.", by=by)
    assert queries.committee(cast.quiet_fields) == committee
    assert [one.pk for one in queries.bodies(cast.quiet_fields)] == [committee.pk]
    undoing.undo(book.visible_to(by).get(kind="leadership.body_closed").id, by=by)
    assert queries.bodies(cast.quiet_fields).count() == 2


def test_benches_take_as_many_queries_for_one_seat_as_for_many(cast: Cast, committee: Body, django_assert_num_queries: object) -> None:
    for organisation in (cast.sahel, cast.amal, cast.campos):
        sittings_of = seat_for(cast, committee, organisation)
        if organisation == cast.sahel:
            sittings.seat_person(sittings_of, cast.person(cast.amina), by=cast.actor(cast.leila))
    actor = cast.actor(cast.oumar)
    with django_assert_num_queries(3):  # type: ignore[operator]
        (bench,) = queries.benches(actor)
        assert [held.organisation.name for held in bench.seats if held.organisation] == sorted(
            ["Al-Amal Survivors’ Network", "Campos Livres", "Forum Humanité Sahel"]
        )
    assert bench.people == 1


def test_the_answer_who_may_act_for_whom_is_in_one_place(cast: Cast) -> None:
    amina = cast.person(cast.amina)
    answer = parties.authority_of(amina, cast.sahel)
    assert answer
    assert "Amina Diallo acts for Forum Humanité Sahel since" in str(answer.verdict.reason)
    assert not parties.authority_of(amina, cast.amal)
    mandate = Mandate.objects.get(person=amina, organisation=cast.sahel)
    Mandate.objects.filter(pk=mandate.pk).update(topics=["media"])
    assert parties.authority_of(amina, cast.sahel, "media")
    assert "on these topics alone: media" in str(parties.authority_of(amina, cast.sahel, "call").verdict.reason)
    deputy = mandates.appoint_deputy(
        Mandate.objects.get(person=cast.person(cast.oumar)), amina, until=time.now() + timedelta(days=3), by=cast.actor(cast.leila)
    )
    assert "stands in for Oumar Traoré" in str(parties.authority_of(amina, cast.sahel, "call").verdict.reason)
    assert not parties.authority_of(amina, cast.sahel, "call", at=time.now() + timedelta(days=4))
    assert deputy.role == Role.REPRESENTATIVE
