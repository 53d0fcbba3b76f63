"""What is kept lets nobody in: only hashes, and what this installation's key alone can open."""

from __future__ import annotations

import uuid

from django.test import Client
from pytest_django import Settings

from commoncall.kernel.accounts import secrets
from commoncall.kernel.accounts.models import Authenticator, RecoveryCode, Session, Token
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


def test_codes_and_links_are_as_long_as_they_have_to_be() -> None:
    assert {len(secrets.new_code()) for _time in range(50)} == {8}
    assert {len(secrets.new_recovery_code()) for _time in range(50)} == {10}
    assert len(secrets.new_link()) == 43
