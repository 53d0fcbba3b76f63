"""Accounts: made by proof, described, barred, and closed without a trace of their owner's name."""

from __future__ import annotations

import pytest

from commoncall.kernel.accounts import queries
from commoncall.kernel.accounts.actions import accounts, addresses
from commoncall.kernel.accounts.actions.accounts import Description
from commoncall.kernel.accounts.models import Account, EmailAddress
from commoncall.kernel.authority import Actor, Proof, operator
from commoncall.kernel.history import actions as book
from commoncall.kernel.history import queries as history
from commoncall.kernel.history.models import Chain, Entry, Particulars
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, ProofNeeded, Refusal
from tests.cast import Cast, make_account
from tests.signing_in import application_of

AMINA = Description("Amina D.", "fr", "Africa/Bamako", "compact", keys_on=False)


def themselves(account: Account, proof: Proof = Proof.SIGNED_IN) -> Actor:
    return parties.account_actor(account, proof)


def second_address(account: Account, address: str = "amina@home.example") -> EmailAddress:
    return addresses.add(account, address, by=themselves(account))


def test_an_account_is_made_once_whatever_the_spelling_of_the_address(cast: Cast) -> None:
    made = accounts.reading(" New@Person.example ", Description("New Person", "fr"))
    assert accounts.reading("new@person.EXAMPLE", Description("Somebody else")) == made
    assert (made.name, made.language) == ("New Person", "fr")
    assert queries.main_address(made) == "new@person.example"


def test_a_barred_account_is_given_to_nobody(cast: Cast) -> None:
    accounts.bar(cast.amina, by=operator())
    with pytest.raises(NotAllowed):
        accounts.reading("amina@amina.example", Description())
    accounts.let_in(cast.amina, by=operator())
    assert accounts.reading("amina@amina.example", Description()) == cast.amina


def test_a_steward_bars_others_with_the_second_factor_and_not_themselves(cast: Cast) -> None:
    with pytest.raises(ProofNeeded):
        accounts.bar(cast.amina, by=themselves(cast.sven))
    with pytest.raises(NotAllowed):
        accounts.bar(cast.sven, by=themselves(cast.sven, Proof.SECOND_FACTOR))
    with pytest.raises(NotAllowed):
        accounts.bar(cast.amina, by=cast.actor(cast.leila, proof=Proof.SECOND_FACTOR))
    assert not accounts.bar(cast.amina, by=themselves(cast.sven, Proof.SECOND_FACTOR)).is_active


def test_only_the_owner_describes_an_account(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        accounts.describe(cast.amina, AMINA, by=themselves(cast.oumar))
    accounts.describe(cast.amina, AMINA, by=themselves(cast.amina))
    cast.amina.refresh_from_db()
    assert (cast.amina.name, cast.amina.time_zone, cast.amina.density, cast.amina.keys_on) == ("Amina D.", "Africa/Bamako", "compact", False)
    told = Entry.objects.filter(kind="accounts.account_described").count()
    accounts.describe(cast.amina, AMINA, by=themselves(cast.amina))
    assert Entry.objects.filter(kind="accounts.account_described").count() == told, "what changes nothing is no deed"


@pytest.mark.parametrize(
    ("field", "value"), [("name", "  "), ("language", "xx"), ("time_zone", "Mars/Base"), ("time_zone", "../../etc/passwd"), ("density", "thin")]
)
def test_what_is_not_among_the_choices_is_refused_at_its_field(cast: Cast, field: str, value: str) -> None:
    wrong = Description(**{"name": "Amina", "language": "fr"} | {field: value})
    with pytest.raises(Refusal) as refusal:
        accounts.describe(cast.amina, wrong, by=themselves(cast.amina))
    assert refusal.value.field == field


def test_an_address_of_another_account_cannot_be_added(cast: Cast) -> None:
    with pytest.raises(Conflict):
        addresses.add(cast.amina, "Oumar@oumar.example", by=themselves(cast.amina))


def test_there_is_always_one_main_address_and_it_cannot_be_removed(cast: Cast) -> None:
    second = second_address(cast.amina)
    main = queries.addresses(cast.amina)[0]
    with pytest.raises(Refusal):
        addresses.remove(cast.amina, main.pk, by=themselves(cast.amina))
    addresses.make_main(cast.amina, second.pk, by=themselves(cast.amina))
    addresses.remove(cast.amina, main.pk, by=themselves(cast.amina))
    assert [(one.address, one.is_main) for one in queries.addresses(cast.amina)] == [("amina@home.example", True)]


def test_another_accounts_address_is_not_there(cast: Cast) -> None:
    theirs = queries.addresses(cast.oumar)[0]
    for deed in (addresses.make_main, addresses.remove):
        with pytest.raises(NotVisible):
            deed(cast.amina, theirs.pk, by=themselves(cast.amina))


def test_with_a_second_factor_addresses_change_only_after_it_was_shown(cast: Cast) -> None:
    second = second_address(cast.amina)
    application_of(cast.amina)
    for deed in (addresses.make_main, addresses.remove):
        with pytest.raises(ProofNeeded):
            deed(cast.amina, second.pk, by=themselves(cast.amina))
    addresses.remove(cast.amina, second.pk, by=themselves(cast.amina, Proof.SECOND_FACTOR))


def test_closing_an_account_takes_the_name_out_of_the_installations_history_which_still_verifies(cast: Cast) -> None:
    account = accounts.reading("zoe@zoe.example", Description("Zoé Martin", "fr"))
    second_address(account, "zoe@home.example")
    book.seal_all()
    accounts.close(account, by=themselves(account))
    book.seal_all()
    assert not Account.objects.filter(pk=account.pk).exists()
    assert not EmailAddress.objects.filter(address__startswith="zoe@").exists()
    kept = str(list(Particulars.objects.filter(entry__chain_id=book.INSTALLATION).values_list("data", flat=True)))
    assert "Zoé" not in kept
    assert "zoe@" not in kept
    verified = history.verify(Chain.objects.get(pk=book.INSTALLATION))
    assert verified.holds
    assert verified.shredded >= 2
    assert history.told(history.visible_to(operator()).filter(subject=account.pk))[0].sentence == "An account was closed by its owner."


def test_closing_leaves_what_was_done_in_a_coalition(cast: Cast) -> None:
    entry = Entry.objects.filter(kind="parties.person_joined", account=cast.amina.pk).first()
    accounts.close(cast.amina, by=themselves(cast.amina))
    assert Particulars.objects.get(entry=entry).data["by"] == "Amina Diallo"


def test_nobody_closes_another_account_and_the_last_steward_stays(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        accounts.close(cast.amina, by=themselves(cast.oumar))
    with pytest.raises(Conflict):
        accounts.close(cast.sven, by=themselves(cast.sven))
    make_account("Another steward", "other@steward.example", is_steward=True)
    accounts.close(cast.sven, by=themselves(cast.sven))


def test_only_the_operator_makes_stewards(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        accounts.make_steward("amina@amina.example", Description("Amina"), by=themselves(cast.amina))
    accounts.make_steward("amina@amina.example", Description("Amina"), by=operator())
    cast.amina.refresh_from_db()
    assert cast.amina.is_steward
    assert cast.amina.name == "Amina Diallo", "an account keeps the name that its owner gave it"


def test_an_account_is_visible_to_its_owner_and_the_operator_alone(cast: Cast) -> None:
    assert list(queries.visible_to(themselves(cast.amina))) == [cast.amina]
    assert set(queries.visible_to(operator())) == set(Account.objects.all())
    assert not queries.visible_to(Actor()).exists()


def test_closing_needs_the_second_factor_where_there_is_one(cast: Cast) -> None:
    application_of(cast.amina)
    with pytest.raises(ProofNeeded):
        accounts.close(cast.amina, by=themselves(cast.amina))
    accounts.close(cast.amina, by=themselves(cast.amina, Proof.SECOND_FACTOR))
