"""What is kept lets nobody in: only hashes, and what this installation's key alone can open."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from commoncall.kernel import time
from commoncall.kernel.accounts import queries, secrets
from commoncall.kernel.accounts.actions import authenticator, recovery
from commoncall.kernel.accounts.models import Authenticator, RecoveryCode, Session, Token
from commoncall.kernel.authority import operator
from commoncall.kernel.refusals import Refusal
from tests.cast import Cast
from tests.signing_in import application_of, ask, code_for, link_for, type_code


def test_a_copy_of_the_tables_holds_nothing_that_opens(cast: Cast, client: Client) -> None:
    ask(client, "oumar@oumar.example")
    code, link = code_for("oumar@oumar.example"), link_for("oumar@oumar.example").split("/")[3]
    type_code(client, code)
    shows, recovery = application_of(cast.amina)
    kept = str([list(model.objects.values()) for model in (Token, Session, Authenticator, RecoveryCode)])
    for secret in (code.replace(" ", ""), link, shows.secret, client.session.session_key, *(one.replace("-", "") for one in recovery)):
        assert secret not in kept


def test_the_same_code_is_kept_differently_for_each_token() -> None:
    assert secrets.code_hash("12345678", uuid.uuid4()) != secrets.code_hash("12345678", uuid.uuid4())


def test_secrets_are_opened_with_this_key_and_with_its_forerunners(settings: Settings) -> None:
    kept = secrets.encrypted("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in kept
    old = settings.SECRET_KEY
    settings.SECRET_KEY = "another key altogether, and long enough to be one"
    assert secrets.decrypted(kept) is None
    settings.SECRET_KEY_FALLBACKS = [old]
    assert secrets.decrypted(kept) == "JBSWY3DPEHPK3PXP"


NEW = "another key altogether, and long enough to be one"


def change_key(settings: Settings, *, keep: bool) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if keep else []
    settings.SECRET_KEY = NEW


def test_a_second_factor_outlives_a_change_of_the_key(cast: Cast, settings: Settings) -> None:
    shows, codes = application_of(cast.amina)
    change_key(settings, keep=True)
    with time_machine.travel(time.now() + timedelta(minutes=5), tick=False):
        authenticator.check(cast.amina, shows.at(time.now()))
    recovery.use(cast.amina, codes[0], by=operator())
    with pytest.raises(Refusal):
        recovery.use(cast.amina, codes[0], by=operator())
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(Refusal):
        recovery.use(cast.amina, codes[1], by=operator())


def test_what_a_former_key_encrypted_is_encrypted_anew_once(cast: Cast, settings: Settings) -> None:
    shows, _codes = application_of(cast.amina)
    assert authenticator.encrypt_anew() == 0
    change_key(settings, keep=True)
    assert queries.under_former_keys() == 1
    assert authenticator.encrypt_anew() == 1
    assert queries.under_former_keys() == authenticator.encrypt_anew() == 0
    settings.SECRET_KEY_FALLBACKS = []
    assert secrets.decrypted(Authenticator.objects.get(account=cast.amina).secret) == shows.secret


def test_what_no_key_opens_is_left_as_it_is(cast: Cast, settings: Settings) -> None:
    application_of(cast.amina)
    kept = Authenticator.objects.get(account=cast.amina).secret
    change_key(settings, keep=False)
    settings.SECRET_KEY_FALLBACKS = ["a key that was never used here, and long enough"]
    assert authenticator.encrypt_anew() == queries.under_former_keys() == 0
    assert Authenticator.objects.get(account=cast.amina).secret == kept


def test_a_browser_stays_signed_in_when_the_key_is_changed(cast: Cast, client: Client, settings: Settings) -> None:
    other = Client()
    client.force_login(cast.amina)
    other.force_login(cast.amina)
    change_key(settings, keep=True)
    assert client.get("/quiet-fields/").status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert other.get("/quiet-fields/").status_code == 302


def test_codes_and_links_are_as_long_as_they_have_to_be() -> None:
    assert {len(secrets.new_code()) for _time in range(50)} == {8}
    assert {len(secrets.new_recovery_code()) for _time in range(50)} == {10}
    assert len(secrets.new_link()) == 43
