"""How an organisation belongs is for the coordinators to say, and what its people may do follows from it."""

from datetime import date, timedelta

import pytest

from commoncall.kernel.authority import Role
from commoncall.kernel.history import kinds
from commoncall.kernel.history import queries as book
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions import mandates
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.kernel.time import now
from commoncall.membership.actions import belonging
from commoncall.membership.models import Category, Membership, Standing
from tests.cast import Cast, make_member


def last(cast: Cast, kind: str) -> Entry:
    return Entry.objects.filter(chain=cast.quiet_fields.chain, kind=kind).order_by("id").last()  # type: ignore[return-value]


def roles(organisation: Organisation) -> set[str]:
    return set(parties.mandates_in_force().filter(organisation=organisation).values_list("role", flat=True))


def test_the_role_of_people_follows_the_category(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    belonging.set_category(cast.sahel, Category.OBSERVER, by=leila)
    assert roles(cast.sahel) == {Role.OBSERVER}
    assert cast.actor(cast.amina).roles == {Role.OBSERVER}
    with pytest.raises(NotAllowed):
        belonging.set_category(cast.sahel, Category.ORDINARY, by=cast.actor(cast.amina))


def test_between_two_kinds_of_members_no_mandate_changes(cast: Cast) -> None:
    before = set(parties.mandates_in_force().filter(organisation=cast.sahel).values_list("pk", flat=True))
    belonging.set_category(cast.sahel, Category.AFFILIATED, by=cast.actor(cast.leila))
    assert set(parties.mandates_in_force().filter(organisation=cast.sahel).values_list("pk", flat=True)) == before


def test_functions_topics_ends_and_deputies_stay_when_roles_change(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    amina = parties.mandates_in_force().get(organisation=cast.sahel, person=cast.person(cast.amina))
    mandates.appoint_deputy(amina, cast.person(cast.eva), until=now() + timedelta(days=9), by=leila)
    belonging.set_category(cast.sahel, Category.ENDORSER, by=leila)
    after = parties.mandates_in_force().get(organisation=cast.sahel, person=cast.person(cast.amina))
    deputy = parties.mandates_in_force().get(organisation=cast.sahel, person=cast.person(cast.eva))
    assert (after.function, after.role) == ("Director", Role.ENDORSER)
    assert (deputy.deputy_for, deputy.role) == (after, Role.ENDORSER)
    assert deputy.ends_at is not None


def test_undoing_a_category_gives_the_roles_back(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    belonging.set_category(cast.sahel, Category.ENDORSER, by=leila)
    entry = last(cast, "membership.category_set")
    assert book.told([entry])[0].sentence == "Leila Haddad changed the category of Forum Humanité Sahel from Ordinary to Endorser."
    kinds.undo_of(entry.kind)(entry, leila)  # type: ignore[misc]
    assert roles(cast.sahel) == {Role.REPRESENTATIVE}
    assert Membership.objects.get(pk=cast.sahel.pk).category == Category.ORDINARY


def test_standing_needs_a_reason_and_is_put_back(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    with pytest.raises(Refusal) as refusal:
        belonging.set_standing(cast.sahel, Standing.DORMANT, reason="  ", by=leila)
    assert refusal.value.field == "reason"
    with pytest.raises(Refusal) as refusal:
        belonging.set_standing(cast.sahel, Standing.DORMANT, reason="No answer since March", by=leila)
    assert refusal.value.field == "told"
    belonging.set_standing(cast.sahel, Standing.DORMANT, reason="No answer since March", told="By letter of 2 May", by=leila)
    entry = last(cast, "membership.standing_set")
    assert "March" not in str(entry.facts)
    assert book.told([entry])[0].sentence.endswith("from Good to Dormant. The reason: No answer since March")
    kinds.undo_of(entry.kind)(entry, leila)  # type: ignore[misc]
    assert Membership.objects.get(pk=cast.sahel.pk).standing == Standing.GOOD


def test_nobody_is_suspended_or_let_go_by_choosing_a_word(cast: Cast) -> None:
    for standing in (Standing.SUSPENDED, Standing.LEFT):
        with pytest.raises(Conflict):
            belonging.set_standing(cast.sahel, standing, reason="So decided", by=cast.actor(cast.leila))


def test_no_organisation_belongs_to_itself_however_far_round(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    belonging.set_network(cast.sahel, cast.amal, by=leila)
    belonging.set_network(cast.amal, cast.demir, by=leila)
    for member, network in ((cast.amal, cast.amal), (cast.amal, cast.sahel), (cast.demir, cast.sahel)):
        with pytest.raises(Refusal) as refusal:
            belonging.set_network(member, network, by=leila)
        assert refusal.value.field == "network"
    belonging.set_network(cast.sahel, None, by=leila)
    belonging.set_network(cast.demir, cast.sahel, by=leila)


def test_a_network_of_another_coalition_does_not_exist_here(cast: Cast) -> None:
    with pytest.raises(NotVisible):
        belonging.set_network(cast.sahel, cast.water, by=cast.actor(cast.leila))


def test_leaving_a_network_is_undone(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    network = make_member(cast.quiet_fields, cast.operator, "Platform of the North")
    belonging.set_network(cast.sahel, network, by=leila)
    belonging.set_network(cast.sahel, None, by=leila)
    entry = last(cast, "membership.network_left")
    kinds.undo_of(entry.kind)(entry, leila)  # type: ignore[misc]
    assert Membership.objects.get(pk=cast.sahel.pk).network_id == network.pk


def test_a_day_is_noted_as_exactly_as_it_is_known(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    belonging.set_dates(cast.sahel, joined_on=date(2019, 1, 1), joined_precision="year", endorsed_what="The call of 2019", by=leila)
    entry = last(cast, "membership.dated")
    assert entry.facts["precision"] == "year"
    with pytest.raises(Refusal) as refusal:
        belonging.set_dates(cast.sahel, joined_on=now().date() + timedelta(days=2), by=leila)
    assert refusal.value.field == "joined_on"
    kinds.undo_of(entry.kind)(entry, leila)  # type: ignore[misc]
    kept = Membership.objects.get(pk=cast.sahel.pk)
    assert (kept.joined_on, kept.joined_precision, kept.endorsed_what) == (None, "", "")
