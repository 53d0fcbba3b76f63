"""A member is dormant only after a notice, at its instant, and only while nobody of it is heard of."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from commoncall.kernel import time
from commoncall.kernel.authority import Actor, Role
from commoncall.kernel.history.models import Entry
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.actions import mandates
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.membership.actions import dormancy, presence, proceedings
from commoncall.membership.actions.dormancy import Caution
from commoncall.membership.models import Membership, Notice, Standing
from commoncall.membership.queries import dormancy as reading
from commoncall.membership.rules.roles import has_vote
from commoncall.procedures.standing import resting
from tests.cast import Cast

DAY = timedelta(days=1)


@pytest.fixture
def leila(cast: Cast) -> Actor:
    return cast.actor(cast.leila)


@pytest.fixture
def notice(cast: Cast, leila: Actor) -> Notice:
    return resting.give_notice([cast.sahel], Caution("Two reports are missing.", 14), by=leila)[0]


def standing(cast: Cast) -> str:
    return Membership.objects.get(pk=cast.sahel.pk).standing


def kinds_of(cast: Cast) -> list[str]:
    return list(Entry.objects.filter(concerns=cast.sahel.pk, kind__startswith="membership.").order_by("id").values_list("kind", flat=True))


def test_a_notice_goes_out_first_and_nothing_has_changed_yet(cast: Cast, notice: Notice) -> None:
    assert standing(cast) == Standing.GOOD
    mails = Message.objects.filter(kind="membership.dormancy")
    assert set(mails.values_list("address", flat=True)) == {"amina@amina.example", "oumar@oumar.example"}
    assert all("Two reports are missing." in mail.text and f"/members/{cast.sahel.pk}/here/" in mail.text for mail in mails)


def test_it_takes_effect_at_its_instant_and_not_before(cast: Cast, notice: Notice) -> None:
    assert resting.each_due(notice.takes_effect_at - timedelta(microseconds=1)) == 0
    assert standing(cast) == Standing.GOOD
    assert resting.each_due(notice.takes_effect_at) == 1
    assert resting.each_due(notice.takes_effect_at) == 0
    assert standing(cast) == Standing.DORMANT
    notice.refresh_from_db()
    assert notice.took_effect_at == notice.takes_effect_at
    assert not has_vote("ordinary", standing(cast))
    assert kinds_of(cast) == ["membership.dormancy_noticed", "membership.became_dormant"]


def test_coming_in_lifts_the_notice_even_within_the_hour(cast: Cast, leila: Actor) -> None:
    amina = cast.actor(cast.amina)
    assert presence.heard_from(amina)
    notice = resting.give_notice([cast.sahel], Caution("Silence"), by=leila)[0]
    assert presence.heard_from(amina)
    assert resting.each_due(notice.takes_effect_at) == 0
    assert standing(cast) == Standing.GOOD
    assert kinds_of(cast) == ["membership.dormancy_noticed", "membership.dormancy_lifted"]


def test_whoever_looks_in_anothers_place_is_not_the_organisation(cast: Cast, leila: Actor, notice: Notice) -> None:
    for actor in (leila, cast.actor(cast.mina), cast.operator):
        presence.heard_from(actor)
    resting.each_due(notice.takes_effect_at)
    assert standing(cast) == Standing.DORMANT


def test_a_dormant_member_is_back_as_soon_as_it_comes_in(cast: Cast, notice: Notice) -> None:
    resting.each_due(notice.takes_effect_at)
    presence.heard_from(cast.actor(cast.oumar))
    assert standing(cast) == Standing.GOOD
    assert kinds_of(cast)[-1] == "membership.reactivated"


@pytest.mark.parametrize("who", ["leila", "amina"])
def test_one_click_of_a_coordinator_or_of_its_own_people_is_enough(cast: Cast, notice: Notice, who: str) -> None:
    dormancy.reactivate(cast.sahel, by=cast.actor(getattr(cast, who)))
    notice.refresh_from_db()
    assert notice.lifted_at is not None
    dormancy.reactivate(cast.sahel, by=cast.actor(getattr(cast, who)))
    assert kinds_of(cast) == ["membership.dormancy_noticed", "membership.dormancy_lifted"]


def test_others_neither_give_nor_lift(cast: Cast, notice: Notice) -> None:
    for account in (cast.deniz, cast.mina):
        with pytest.raises(NotAllowed):
            dormancy.reactivate(cast.sahel, by=cast.actor(account))
        with pytest.raises(NotAllowed):
            resting.give_notice([cast.amal], Caution("So"), by=cast.actor(account))
    with pytest.raises(NotVisible):
        dormancy.reactivate(cast.sahel, by=cast.actor(cast.viktor, cast.open_water))
    with pytest.raises(Conflict):
        resting.give_notice([cast.sahel], Caution("So"), by=cast.actor(cast.viktor, cast.open_water))


@pytest.mark.parametrize(("caution", "field"), [(Caution(" "), "reason"), (Caution("So", 2), "days"), (Caution("So", 400), "days")])
def test_a_notice_has_a_reason_and_a_time(cast: Cast, leila: Actor, caution: Caution, field: str) -> None:
    with pytest.raises(Refusal) as refusal:
        resting.give_notice([cast.sahel], caution, by=leila)
    assert refusal.value.field == field


def test_several_at_once_without_those_that_have_one_already(cast: Cast, leila: Actor, notice: Notice) -> None:
    given = resting.give_notice([cast.sahel, cast.amal, cast.campos], Caution("Silence"), by=leila)
    assert {one.membership_id for one in given} == {cast.amal.pk, cast.campos.pk}
    with pytest.raises(Conflict):
        resting.give_notice([cast.sahel], Caution("Silence"), by=leila)


def test_who_is_silent_and_how_many_a_notice_reaches(cast: Cast, leila: Actor) -> None:
    Membership.objects.filter(pk=cast.sahel.pk).update(heard_at=time.now() - 400 * DAY)
    Membership.objects.filter(pk=cast.amal.pk).update(heard_at=time.now() - 5 * DAY)
    soon = time.now() + DAY
    silent = [one.pk for one in reading.silent_since(leila, time.now() - 300 * DAY)]
    assert silent == [cast.sahel.pk]
    assert {cast.amal.pk, cast.lantern.pk} <= {one.pk for one in reading.silent_since(leila, soon)}
    assert not reading.silent_since(cast.actor(cast.amina), soon)
    reach = reading.reach([cast.sahel, cast.amal])
    assert (reach.organisations, reach.people, reach.unreached) == (2, 2, ("Al-Amal Survivors’ Network",))
    resting.give_notice([cast.sahel], Caution("Silence"), by=leila)
    assert cast.sahel.pk not in {one.pk for one in reading.silent_since(leila, soon)}


def test_a_suspended_member_does_not_become_dormant_instead(cast: Cast, leila: Actor, notice: Notice) -> None:
    opened = proceedings.begin(cast.sahel, "A reason", "Facts", by=leila)
    proceedings.give_notice(opened, proceedings.Hearing("Notice", time.now() + DAY), by=leila)
    proceedings.answer(opened, "Answer", by=cast.actor(cast.amina))
    today = time.now().date()
    proceedings.suspend(opened, proceedings.Decision("Meeting", today, "Assembly", today + 40 * DAY), by=leila)
    assert resting.each_due(notice.takes_effect_at) == 0
    assert standing(cast) == Standing.SUSPENDED


def test_whoever_acts_for_two_is_heard_for_both(cast: Cast, leila: Actor, notice: Notice) -> None:
    oumar = cast.person(cast.oumar)
    mandates.grant(mandates.Grant(oumar, None, Role.COORDINATOR), by=cast.operator)
    browser = Client()
    browser.force_login(cast.oumar)
    assert browser.get("/quiet-fields/").status_code == 200
    notice.refresh_from_db()
    assert notice.lifted_at is not None
