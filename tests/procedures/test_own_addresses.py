"""One's own addresses: proved before they are added, and chosen for each coalition and organisation."""

from __future__ import annotations

import pytest

from commoncall.kernel.accounts import queries
from commoncall.kernel.accounts.models import Account
from commoncall.kernel.authority import Actor, Proof, Role
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions import mandates, people
from commoncall.kernel.parties.models import Address
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal, TooMany
from commoncall.procedures import own_addresses
from tests.cast import Cast
from tests.signing_in import link_for

HOME, OFFICE = "amina@home.example", "amina@office.example"


def themselves(account: Account) -> Actor:
    return parties.account_actor(account, Proof.SIGNED_IN)


def proof_of(address: str) -> str:
    return link_for(address).strip("/").rpartition("/")[2]


def add(account: Account, *addresses: str) -> None:
    for address in addresses:
        own_addresses.ask_to_add(account, address, by=themselves(account))
        own_addresses.add(proof_of(address), account, by=themselves(account))


def noted(cast: Cast) -> dict[str, str]:
    """Return what Quiet Fields notes of Amina: {organisation, or "" in general: address}."""
    rows = Address.objects.filter(person=cast.person(cast.amina)).select_related("organisation")
    return {row.organisation.name if row.organisation else "": row.address for row in rows}


def test_an_address_is_added_by_the_link_in_its_mail_once(cast: Cast) -> None:
    own_addresses.ask_to_add(cast.amina, HOME, by=themselves(cast.amina))
    assert HOME not in [one.address for one in queries.addresses(cast.amina)]
    proof = proof_of(HOME)
    assert own_addresses.proved_by(proof, cast.amina) == HOME
    own_addresses.add(proof, cast.amina, by=themselves(cast.amina))
    assert HOME in [one.address for one in queries.addresses(cast.amina)]
    assert own_addresses.proved_by(proof, cast.amina) is None
    with pytest.raises(NotVisible):
        own_addresses.add(proof, cast.amina, by=themselves(cast.amina))


def test_a_proof_works_for_the_account_that_asked_alone(cast: Cast) -> None:
    own_addresses.ask_to_add(cast.amina, HOME, by=themselves(cast.amina))
    assert own_addresses.proved_by(proof_of(HOME), cast.viktor) is None
    with pytest.raises(NotVisible):
        own_addresses.add(proof_of(HOME), cast.viktor, by=themselves(cast.viktor))


def test_asking_tells_nothing_of_who_has_an_account(cast: Cast) -> None:
    own_addresses.ask_to_add(cast.viktor, "amina@amina.example", by=themselves(cast.viktor))
    own_addresses.ask_to_add(cast.viktor, "nobody@nowhere.example", by=themselves(cast.viktor))
    assert set(Message.objects.values_list("address", flat=True)) == {"amina@amina.example", "nobody@nowhere.example"}
    with pytest.raises(Conflict):
        own_addresses.add(proof_of("amina@amina.example"), cast.viktor, by=themselves(cast.viktor))


def test_strangers_cannot_be_written_to_without_end(cast: Cast) -> None:
    for number in range(5):
        own_addresses.ask_to_add(cast.viktor, f"victim{number}@home.example", by=themselves(cast.viktor))
    with pytest.raises(TooMany):
        own_addresses.ask_to_add(cast.viktor, "victim5@home.example", by=themselves(cast.viktor))


def test_a_proved_address_joins_the_people_who_are_noted_with_it(cast: Cast) -> None:
    by = cast.actor(cast.viktor, cast.open_water)
    person = people.enter(cast.open_water, people.Particulars("Oumar Traoré", "oumar@home.example"), by=by)
    mandates.grant(mandates.Grant(person, cast.water, Role.REPRESENTATIVE), by=by)
    add(cast.oumar, "oumar@home.example")
    person.refresh_from_db()
    assert person.account == cast.oumar


def test_a_coalition_writes_where_its_people_choose(cast: Cast) -> None:
    add(cast.amina, HOME, OFFICE)
    person = cast.person(cast.amina)
    own_addresses.choose(cast.amina, person.pk, {None: HOME, cast.sahel.pk: OFFICE}, by=themselves(cast.amina))
    assert noted(cast) == {"": HOME, "Forum Humanité Sahel": OFFICE}
    own_addresses.choose(cast.amina, person.pk, {None: OFFICE, cast.sahel.pk: HOME}, by=themselves(cast.amina))
    assert noted(cast) == {"": OFFICE, "Forum Humanité Sahel": HOME}, "two addresses change places"
    own_addresses.choose(cast.amina, person.pk, {cast.sahel.pk: ""}, by=themselves(cast.amina))
    assert noted(cast) == {"": OFFICE}
    own_addresses.choose(cast.amina, person.pk, {cast.sahel.pk: OFFICE}, by=themselves(cast.amina))
    assert noted(cast) == {"": OFFICE}, "the general address is not noted twice"


def test_the_other_coalition_is_left_alone(cast: Cast) -> None:
    add(cast.amina, HOME)
    own_addresses.choose(cast.amina, cast.person(cast.amina).pk, {None: HOME}, by=themselves(cast.amina))
    there = cast.person(cast.amina, cast.open_water)
    assert [one.address for one in there.addresses.all()] == ["amina@rivers.example"]


def test_only_proved_addresses_are_chosen_and_one_there_must_be(cast: Cast) -> None:
    person = cast.person(cast.amina)
    for wanted in ({None: "oumar@oumar.example"}, {None: "unproved@home.example"}, {None: ""}, {cast.sahel.pk: "unproved@home.example"}):
        with pytest.raises(Refusal):
            own_addresses.choose(cast.amina, person.pk, wanted, by=themselves(cast.amina))
    assert noted(cast) == {"": "amina@amina.example"}


def test_one_address_stands_for_one_organisation_in_a_coalition(cast: Cast) -> None:
    add(cast.amina, HOME)
    person = cast.person(cast.amina)
    mandates.grant(mandates.Grant(person, cast.amal, Role.REPRESENTATIVE), by=cast.operator)
    with pytest.raises(Refusal):
        own_addresses.choose(cast.amina, person.pk, {cast.sahel.pk: HOME, cast.amal.pk: HOME}, by=themselves(cast.amina))


def test_nobody_chooses_for_another_person(cast: Cast) -> None:
    with pytest.raises(NotVisible):
        own_addresses.choose(cast.viktor, cast.person(cast.amina).pk, {None: "viktor@viktor.example"}, by=themselves(cast.viktor))


def test_an_address_that_is_written_to_is_not_removed(cast: Cast) -> None:
    add(cast.amina, HOME, OFFICE)
    own_addresses.choose(cast.amina, cast.person(cast.amina).pk, {cast.sahel.pk: HOME}, by=themselves(cast.amina))
    rows = {one.address: one.pk for one in queries.addresses(cast.amina)}
    with pytest.raises(Refusal, match="Quiet Fields Coalition"):
        own_addresses.remove(cast.amina, rows[HOME], by=themselves(cast.amina))
    own_addresses.remove(cast.amina, rows[OFFICE], by=themselves(cast.amina))
    assert OFFICE not in [one.address for one in queries.addresses(cast.amina)]
