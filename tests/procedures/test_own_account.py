"""Taking one's data along, and closing one's account with or without what one may do for others."""

from __future__ import annotations

import json

import pytest

from commoncall.kernel.accounts.models import Account
from commoncall.kernel.authority import Actor, Proof
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Person
from commoncall.kernel.refusals import Refusal
from commoncall.procedures import own_account, signing_in
from tests.cast import Cast


def themselves(account: Account) -> Actor:
    return parties.account_actor(account, Proof.SIGNED_IN)


def test_one_takes_along_all_coalitions_and_nobody_elses_data(cast: Cast) -> None:
    kept = own_account.as_data(cast.amina, by=themselves(cast.amina))
    assert {one["coalition"] for one in kept["coalitions"]} == {"Quiet Fields Coalition", "Open Water Network"}
    assert kept["account"]["addresses"][0]["address"] == "amina@amina.example"
    assert kept["coalitions"][0]["mandates"][0]["role"] == "representative"
    text = json.dumps(kept, ensure_ascii=False)
    for other in ("Oumar", "oumar@", "Leila", "Viktor", "Hidden Lantern"):
        assert other not in text


def test_closing_alone_leaves_the_organisations_their_contact_who_may_come_again(cast: Cast) -> None:
    person = cast.person(cast.amina)
    own_account.close(cast.amina, also_end_mandates=False, by=themselves(cast.amina))
    person.refresh_from_db()
    assert person.account is None
    assert parties.mandates_in_force().filter(person=person).exists()
    assert signing_in.is_known("amina@amina.example")


def test_closing_with_all_ends_every_mandate_in_every_coalition(cast: Cast) -> None:
    ids = [one.pk for one in Person.objects.filter(account=cast.amina)]
    own_account.close(cast.amina, also_end_mandates=True, by=themselves(cast.amina))
    assert len(ids) == 2
    assert not parties.mandates_in_force().filter(person__in=ids).exists()
    assert not signing_in.is_known("amina@amina.example")


def test_the_last_coordinator_cannot_go_and_nothing_is_half_done(cast: Cast) -> None:
    with pytest.raises(Refusal):
        own_account.close(cast.leila, also_end_mandates=True, by=themselves(cast.leila))
    assert Account.objects.filter(pk=cast.leila.pk).exists()
    assert parties.hats(cast.leila)
