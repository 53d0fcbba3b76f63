"""Whoever owns an account is written to when what they sign in with changes, in case it was somebody else."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pyotp
import pytest

import commoncall
from commoncall.kernel import time
from commoncall.kernel.accounts import queries
from commoncall.kernel.accounts.actions import authenticator
from commoncall.kernel.accounts.models import Account, EmailAddress, Passkey
from commoncall.kernel.authority import Actor, Proof, operator
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.refusals import NotAllowed, NotVisible, Refusal
from commoncall.procedures import own_sign_in, signing_in
from tests.cast import Cast
from tests.signing_in import application_of

MAIN = "amina@amina.example"


def themselves(account: Account, proof: Proof = Proof.SECOND_FACTOR) -> Actor:
    return parties.account_actor(account, proof)


def told() -> list[Message]:
    return list(Message.objects.filter(kind=own_sign_in.CHANGED).order_by("written_at", "id"))


def with_passkey(account: Account) -> Passkey:
    return Passkey.objects.create(account=account, name="My old telephone", credential=b"1", public_key=b"2", made_at=time.now())


def test_the_owner_reads_that_an_application_came_and_went(cast: Cast) -> None:
    by = themselves(cast.amina)
    shows = pyotp.TOTP(authenticator.begin(cast.amina, by=by).secret)
    assert len(own_sign_in.set_up_application(cast.amina, shows.at(time.now()), by=by)) == 10
    own_sign_in.remove_application(cast.amina, by=themselves(cast.amina))
    added, removed = told()
    assert (added.address, removed.address) == (MAIN, MAIN)
    assert "was set up for your account" in added.text
    assert "was removed from your account" in removed.text
    assert "/you/security/" in added.text
    assert re.search(r"on \d.* at \d\d:\d\d UTC", added.text)
    assert added.coalition is None
    own_sign_in.remove_application(cast.amina, by=themselves(cast.amina))
    assert len(told()) == 2


def test_the_owner_reads_that_a_passkey_went_by_the_name_they_gave_it(cast: Cast) -> None:
    passkey = with_passkey(cast.amina)
    own_sign_in.remove_passkey(cast.amina, passkey.pk, by=themselves(cast.amina))
    (mail,) = told()
    assert "was removed from your account on Commoncall: My old telephone." in mail.text


def test_both_addresses_read_that_the_main_one_changed(cast: Cast) -> None:
    second = EmailAddress.objects.create(account=cast.amina, address="amina@home.example", verified_at=time.now())
    own_sign_in.choose_main_address(cast.amina, second.pk, by=themselves(cast.amina))
    assert {mail.address for mail in told()} == {MAIN, "amina@home.example"}
    assert all("is now amina@home.example. Until now it was amina@amina.example." in mail.text for mail in told())
    own_sign_in.choose_main_address(cast.amina, second.pk, by=themselves(cast.amina))
    assert len(told()) == 2


def test_it_is_written_in_the_language_of_the_account(cast: Cast) -> None:
    Account.objects.filter(pk=cast.amina.pk).update(language="fr")
    account = Account.objects.get(pk=cast.amina.pk)
    own_sign_in.remove_passkey(account, with_passkey(account).pk, by=themselves(account))
    assert told()[0].language == "fr"


def test_the_owner_reads_that_the_operator_took_everything_off(cast: Cast) -> None:
    with_passkey(cast.amina)
    signing_in.one_time_link(cast.amina, by=operator(), lost_second_factor=True)
    assert "took passkeys" in told()[0].text
    assert not queries.second_factor(cast.amina)


def test_what_was_refused_is_not_told(cast: Cast) -> None:
    passkey = with_passkey(cast.amina)
    application_of(cast.deniz)
    with pytest.raises(Refusal):
        own_sign_in.set_up_application(cast.deniz, "000000", by=themselves(cast.deniz))
    with pytest.raises(NotVisible):
        own_sign_in.remove_passkey(cast.deniz, passkey.pk, by=themselves(cast.deniz))
    with pytest.raises(NotAllowed):
        own_sign_in.remove_passkey(cast.amina, passkey.pk, by=themselves(cast.amina, Proof.SIGNED_IN))
    assert told() == []


#: What changes how somebody signs in; only the procedure that tells of it calls these.
TOLD = {("authenticator", "confirm"), ("authenticator", "remove"), ("recovery", "take_off"), ("passkeys", "add"), ("passkeys", "remove")}
TOLD |= {("addresses", "make_main"), ("own", "make_main")}


def test_nobody_changes_it_in_silence() -> None:
    source = Path(commoncall.__file__).parent
    above = [path for path in source.rglob("*.py") if not path.is_relative_to(source / "kernel") and path.name != "own_sign_in.py"]
    for path in above:
        calls = [node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
        called = {(one.value.id, one.attr) for one in calls if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name)}
        assert not called & TOLD, path
