"""Coordinators are appointed by their address, and stood in for while they are away."""

from datetime import timedelta

import pytest

from commoncall.kernel import time
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Person
from commoncall.kernel.refusals import Conflict, NotAllowed, Refusal
from commoncall.procedures import coordinating
from tests.cast import Cast


def test_somebody_who_is_noted_becomes_a_coordinator_by_their_address(cast: Cast) -> None:
    before = Person.objects.count()
    mandate = coordinating.appoint(cast.quiet_fields, address="AMINA@amina.example", by=cast.actor(cast.leila))
    assert mandate.person == cast.person(cast.amina)
    assert Person.objects.count() == before
    assert parties.arrival(cast.quiet_fields).coordinators == 2


def test_somebody_new_is_entered_under_a_name_and_written_to_by_nobody(cast: Cast) -> None:
    by = cast.actor(cast.leila)
    with pytest.raises(Refusal) as refused:
        coordinating.appoint(cast.quiet_fields, address="rana@rana.example", by=by)
    assert refused.value.field == "name"
    mandate = coordinating.appoint(cast.quiet_fields, address="rana@rana.example", name="Rana Saad", by=by)
    assert mandate.person.account is None
    assert not Message.objects.exists()


def test_nobody_is_made_a_coordinator_twice(cast: Cast) -> None:
    with pytest.raises(Conflict):
        coordinating.appoint(cast.quiet_fields, address="leila@leila.example", by=cast.actor(cast.leila))


def test_only_coordinators_appoint(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        coordinating.appoint(cast.quiet_fields, address="oumar@oumar.example", by=cast.actor(cast.amina))


def test_an_address_of_another_coalition_is_nobodys_here(cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        coordinating.appoint(cast.quiet_fields, address="viktor@viktor.example", by=cast.actor(cast.leila))
    assert refused.value.field == "name"


def test_a_deputy_may_what_the_coordinator_may_until_then_alone(cast: Cast) -> None:
    held = parties.coordinating(cast.quiet_fields).get()
    until = time.now() + timedelta(days=10)
    coordinating.deputise(held, address="oumar@oumar.example", until=until, by=cast.actor(cast.leila))
    assert any(hat.organisation is None for hat in parties.hats(cast.oumar, cast.quiet_fields))
    later = parties.hats(cast.oumar, cast.quiet_fields, at=until + timedelta(seconds=1))
    assert all(hat.organisation is not None for hat in later)
    # A deputy is no second coordinator: the one who is away still cannot be let go.
    assert parties.arrival(cast.quiet_fields).coordinators == 1
