"""Mandates are the only record of what a person may do, and the coalition is never left without a coordinator."""

from datetime import timedelta

import pytest

from commoncall.kernel.authority import Proof, Role
from commoncall.kernel.history import queries as history
from commoncall.kernel.parties import queries
from commoncall.kernel.parties.actions import mandates
from commoncall.kernel.parties.models import Mandate
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.kernel.time import now
from commoncall.procedures import undoing
from tests.cast import Cast


def test_a_representative_gives_a_colleague_the_same_right(cast: Cast) -> None:
    amina = cast.actor(cast.amina)
    granted = mandates.grant(mandates.Grant(cast.person(cast.eva), cast.sahel, Role.REPRESENTATIVE), by=amina)
    assert cast.sahel.id in {hat.organisation.id for hat in queries.hats(cast.eva) if hat.organisation}
    assert granted.granted_by == cast.person(cast.amina)


def test_nobody_grants_for_an_organisation_that_is_not_theirs(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="You act for Forum Humanité Sahel"):
        mandates.grant(mandates.Grant(cast.person(cast.oumar), cast.amal, Role.REPRESENTATIVE), by=cast.actor(cast.amina))


def test_an_observer_of_the_coalition_makes_nobody_its_coordinator(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        mandates.grant(mandates.Grant(cast.person(cast.deniz), None, Role.COORDINATOR), by=cast.actor(cast.deniz))


def test_a_coordinator_of_one_coalition_grants_nothing_in_another(cast: Cast) -> None:
    viktor = cast.actor(cast.viktor, cast.open_water)
    with pytest.raises(NotVisible):
        mandates.grant(mandates.Grant(cast.person(cast.amina), cast.sahel, Role.REPRESENTATIVE), by=viktor)


def test_an_ended_mandate_gives_nothing_and_what_was_granted_stays_on_record(cast: Cast) -> None:
    mandate = Mandate.objects.get(person=cast.person(cast.oumar))
    mandates.end(mandate, by=cast.actor(cast.amina))
    assert queries.hats(cast.oumar) == []
    assert Mandate.objects.filter(pk=mandate.pk).exists()
    with pytest.raises(Conflict):
        mandates.end(mandate, by=cast.actor(cast.amina))


def test_the_last_coordinator_cannot_be_ended(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    mandate = Mandate.objects.get(person=cast.person(cast.leila))
    with pytest.raises(Refusal, match="last coordinator"):
        mandates.end(mandate, by=leila)
    mandates.grant(mandates.Grant(cast.person(cast.deniz), None, Role.COORDINATOR), by=leila)
    mandates.end(mandate, by=leila)
    assert queries.hats(cast.leila) == []


def test_a_deputy_acts_until_the_instant_that_was_said(cast: Cast) -> None:
    mandate = Mandate.objects.get(person=cast.person(cast.leila))
    until = now() + timedelta(days=14)
    mandates.appoint_deputy(mandate, cast.person(cast.oumar), until=until, by=cast.actor(cast.leila))
    assert [hat.deputises for hat in queries.hats(cast.oumar, cast.quiet_fields) if hat.organisation is None] == [True]
    assert all(hat.organisation is not None for hat in queries.hats(cast.oumar, cast.quiet_fields, until))


def test_a_deputy_ends_with_the_mandate(cast: Cast) -> None:
    mandate = Mandate.objects.get(person=cast.person(cast.oumar))
    mandates.appoint_deputy(mandate, cast.person(cast.eva), until=now() + timedelta(days=5), by=cast.actor(cast.oumar))
    mandates.end(mandate, by=cast.actor(cast.amina))
    assert all(hat.organisation != cast.sahel for hat in queries.hats(cast.eva))


def test_granting_and_ending_can_be_undone_once(cast: Cast) -> None:
    amina = cast.actor(cast.amina)
    mandates.end(Mandate.objects.get(person=cast.person(cast.oumar)), by=amina)
    entry = history.visible_to(amina).get(kind="parties.mandate_ended")
    undoing.undo(entry.id, by=amina)
    assert [hat.organisation for hat in queries.hats(cast.oumar)] == [cast.sahel]
    with pytest.raises(Conflict, match="undone already"):
        undoing.undo(entry.id, by=amina)


def test_one_account_wears_a_hat_for_each_organisation_and_coalition(cast: Cast) -> None:
    hats = queries.hats(cast.amina)
    assert [(hat.coalition.slug, hat.organisation.name if hat.organisation else "") for hat in hats] == [
        ("open-water", "Rivers Trust"),
        ("quiet-fields", "Forum Humanité Sahel"),
    ]
    assert queries.actor_wearing(hats[1], Proof.SIGNED_IN).organisation_id == cast.sahel.id
