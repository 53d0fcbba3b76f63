"""People follow states, for their organisation or for the coalition; who may not know the organisation learns nothing of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commoncall.diplomacy.actions import following
from commoncall.diplomacy.models import Following
from commoncall.diplomacy.queries import following as read
from commoncall.kernel.authority import VISITOR
from commoncall.kernel.history import queries as book
from commoncall.kernel.parties.actions import mandates
from commoncall.kernel.parties.models import Mandate
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.procedures import undoing
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def names(cast: Cast, account: object, country: str = "ML") -> list[str]:
    return [one.person for one in read.followers(cast.actor(account), country)]  # type: ignore[arg-type]


def test_somebody_follows_a_state_for_their_organisation(cast: Cast) -> None:
    amina = cast.actor(cast.amina)
    following.follow("ML", by=amina)
    [told] = read.followers(cast.actor(cast.leila), "ML")
    assert (told.person, told.organisation, told.address) == ("Amina Diallo", cast.sahel.name, "amina@amina.example")
    assert read.followed(amina) == {"ML"}
    assert read.followed(cast.actor(cast.leila)) == frozenset()
    assert read.followers(cast.actor(cast.leila), "NE") == []


def test_only_those_who_may_read_an_address_get_it(cast: Cast) -> None:
    following.follow("ML", by=cast.actor(cast.amina))
    assert read.followers(cast.actor(cast.oumar), "ML")[0].address == "amina@amina.example"
    assert read.followers(cast.actor(cast.deniz), "ML")[0].address == ""


def test_who_may_not_know_an_organisation_does_not_learn_who_follows_for_it(cast: Cast) -> None:
    following.follow("ML", by=cast.actor(cast.mina))
    assert names(cast, cast.leila) == names(cast, cast.mina) == ["Mina Sato"]
    assert names(cast, cast.amina) == names(cast, cast.deniz) == names(cast, cast.eva) == []
    assert not read.by_country(cast.actor(cast.amina))
    viktor = cast.actor(cast.viktor, cast.open_water)
    assert read.followers(viktor, "ML") == []
    assert read.followers(VISITOR, "ML") == []


def test_a_coordinator_follows_for_the_coalition_and_everybody_knows(cast: Cast) -> None:
    following.follow("ML", by=cast.actor(cast.leila))
    assert names(cast, cast.eva) == ["Leila Haddad"]
    assert read.by_country(cast.actor(cast.eva))["ML"][0].organisation == ""


def test_one_person_follows_a_state_once(cast: Cast) -> None:
    following.follow("ML", by=cast.actor(cast.amina))
    with pytest.raises(Conflict):
        following.follow("ML", by=cast.actor(cast.amina))
    following.follow("ML", by=cast.actor(cast.oumar))
    assert names(cast, cast.leila) == ["Amina Diallo", "Oumar Traoré"]


@pytest.mark.parametrize("country", ["GL", "XX", "", "EU"])
def test_only_states_are_followed(cast: Cast, country: str) -> None:
    with pytest.raises(NotVisible):
        following.follow(country, by=cast.actor(cast.amina))


def test_observers_and_whoever_is_nobody_here_follow_none(cast: Cast) -> None:
    for account in (cast.deniz, cast.eva):
        with pytest.raises(NotAllowed):
            following.follow("ML", by=cast.actor(account))
    with pytest.raises(Refusal):
        following.follow("ML", by=replace(cast.actor(cast.leila), person_id=None))


def test_it_is_ended_by_whoever_it_concerns_and_comes_back_by_undo(cast: Cast) -> None:
    one = following.follow("ML", by=cast.actor(cast.amina))
    with pytest.raises(NotAllowed):
        following.unfollow(one, by=cast.actor(cast.mina))
    with pytest.raises(NotVisible):
        following.unfollow(one, by=cast.actor(cast.viktor, cast.open_water))
    following.unfollow(one, by=cast.actor(cast.oumar))
    assert names(cast, cast.leila) == []
    with pytest.raises(Conflict):
        following.unfollow(one, by=cast.actor(cast.amina))
    amina = cast.actor(cast.amina)
    undoing.undo(book.visible_to(amina).filter(kind="diplomacy.following_ended")[0].pk, by=amina)
    assert names(cast, cast.leila) == ["Amina Diallo"]
    assert Following.objects.filter(ended_at=None).count() == 1


def test_following_is_undone(cast: Cast) -> None:
    amina = cast.actor(cast.amina)
    following.follow("ML", by=amina)
    undoing.undo(book.visible_to(amina)[0].pk, by=amina)
    assert names(cast, cast.leila) == []


def test_whoever_no_longer_acts_for_the_organisation_no_longer_follows_for_it(cast: Cast) -> None:
    following.follow("ML", by=cast.actor(cast.oumar))
    mandates.end(Mandate.objects.get(person=cast.person(cast.oumar), organisation=cast.sahel), by=cast.actor(cast.leila))
    assert names(cast, cast.leila) == []


def test_who_follows_is_asked_in_as_many_queries_for_many_as_for_few(cast: Cast, django_assert_num_queries: object) -> None:
    leila = cast.actor(cast.leila)
    following.follow("ML", by=leila)
    with django_assert_num_queries(2):  # type: ignore[operator]
        read.followers(leila, "ML")
    for account in (cast.amina, cast.oumar, cast.mina):
        following.follow("ML", by=cast.actor(account))
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(read.followers(leila, "ML")) == 4
    with django_assert_num_queries(1):  # type: ignore[operator]
        read.by_country(leila)
