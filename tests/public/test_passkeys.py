"""Passkeys, made and used by a key of software that signs for real."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from commoncall.kernel import time
from commoncall.kernel.accounts.models import Account, Passkey, RecoveryCode, Token
from commoncall.kernel.authority import Proof
from tests.cast import Cast
from tests.signing_in import account_of, ask, code_for, last_mail, type_code
from tests.software_key import SoftwareKey

AMINA = "amina@amina.example"


def added(client: Client, key: SoftwareKey, name: str = "My telephone") -> str:
    """Add a passkey as the page does, and return what the answer says."""
    options = client.post("/you/security/passkeys/ask/").json()
    return client.post("/you/security/passkeys/", {"name": name, "answer": key.make(options)}).content.decode()


@pytest.fixture
def key(cast: Cast) -> SoftwareKey:
    """A key that is one of Amina's passkeys."""
    client, key = Client(), SoftwareKey()
    client.force_login(cast.amina)
    added(client, key)
    return key


def challenged(client: Client, where: str = "/sign-in/passkey/ask/") -> dict[str, object]:
    return client.post(where).json()


def test_a_passkey_is_added_for_real_and_brings_recovery_codes_once(cast: Cast, client: Client) -> None:
    client.force_login(cast.amina)
    page = added(client, SoftwareKey())
    assert page.count("<code") == 10
    assert Passkey.objects.get(account=cast.amina).name == "My telephone"
    assert RecoveryCode.objects.filter(account=cast.amina).count() == 10
    assert "A passkey was added to your account on Commoncall: My telephone." in last_mail(AMINA).text
    assert added(client, SoftwareKey(), "Another").count("<code") == 0


def test_a_passkey_signs_in_without_an_address_as_two_factors_in_one(cast: Cast, client: Client, key: SoftwareKey) -> None:
    options = challenged(client)
    assert options["userVerification"] == "required"
    assert options["allowCredentials"] == []
    response = client.post("/sign-in/passkey/", {"answer": key.use(options), "next": "/quiet-fields/"})
    assert response.headers["Location"] == "/quiet-fields/"
    assert account_of(client) == str(cast.amina.pk)
    assert client.session["proof"] == Proof.SECOND_FACTOR


def refused(client: Client, answer: str) -> None:
    response = client.post("/sign-in/passkey/", {"answer": answer})
    assert response.status_code == 422
    assert account_of(client) is None


def test_an_answer_cannot_be_used_again(cast: Cast, client: Client, key: SoftwareKey) -> None:
    key.counts = False
    options = challenged(client)
    cookie, answer = client.cookies["passkey"].value, key.use(options)
    client.post("/sign-in/passkey/", {"answer": answer})
    thief = Client()
    thief.cookies["passkey"] = cookie
    refused(thief, answer)


def test_an_answer_to_another_browsers_challenge_is_refused(cast: Cast, client: Client, key: SoftwareKey) -> None:
    options = challenged(Client())
    challenged(client)
    refused(client, key.use(options))


def test_an_answer_given_on_a_false_page_is_refused(cast: Cast, client: Client, key: SoftwareKey) -> None:
    key.origin = "https://localhost.evil.example"
    refused(client, key.use(challenged(client)))


def test_a_key_whose_owner_was_not_checked_is_refused(cast: Cast, client: Client, key: SoftwareKey) -> None:
    key.verifies = False
    refused(client, key.use(challenged(client)))


def test_a_key_that_was_copied_is_found_by_its_count(cast: Cast, client: Client, key: SoftwareKey) -> None:
    key.uses = 5
    client.post("/sign-in/passkey/", {"answer": key.use(challenged(client))})
    client.post("/sign-out/")
    key.uses = 2
    refused(client, key.use(challenged(client)))


def test_another_key_with_the_same_number_is_refused(cast: Cast, client: Client, key: SoftwareKey) -> None:
    other = SoftwareKey(credential=key.credential, owner=key.owner)
    refused(client, other.use(challenged(client)))


def test_the_key_of_a_barred_account_is_refused(cast: Cast, client: Client, key: SoftwareKey) -> None:
    Account.objects.filter(pk=cast.amina.pk).update(is_active=False)
    refused(client, key.use(challenged(client)))


def test_a_challenge_runs_out(cast: Cast, client: Client, key: SoftwareKey) -> None:
    answer = key.use(challenged(client))
    with time_machine.travel(time.now() + timedelta(minutes=5, seconds=1), tick=False):
        assert client.post("/sign-in/passkey/", {"answer": answer}).headers["Location"] == "/sign-in/"
    assert account_of(client) is None


@pytest.mark.parametrize(
    "answer", ["", "{}", "null", "[]", "nonsense", '{"id": 1}', '{"id":"AA","rawId":"AA","response":{},"type":"public-key"}', "\x00"]
)
def test_hostile_answers_are_refused(cast: Cast, client: Client, key: SoftwareKey, answer: str) -> None:
    challenged(client)
    refused(client, answer)
    client.force_login(cast.deniz)
    challenged(client, "/you/security/passkeys/ask/")
    assert client.post("/you/security/passkeys/", {"name": "x", "answer": answer}).status_code == 409
    assert not Passkey.objects.filter(account=cast.deniz).exists()


def test_a_passkey_is_asked_for_after_a_code_from_a_mail(cast: Cast, client: Client, key: SoftwareKey) -> None:
    ask(client, AMINA)
    assert type_code(client, code_for(AMINA)).headers["Location"].startswith("/sign-in/second/")
    options = challenged(client, "/sign-in/second/ask/")
    assert [one["id"] for one in options["allowCredentials"]] == [json.loads(key.use(options))["id"]]
    client.post("/sign-in/second/", {"answer": key.use(options)})
    assert account_of(client) == str(cast.amina.pk)


def test_somebody_elses_passkey_is_no_second_factor(cast: Cast, client: Client, key: SoftwareKey) -> None:
    stranger, theirs = Client(), SoftwareKey()
    stranger.force_login(cast.viktor)
    added(stranger, theirs)
    ask(client, AMINA)
    type_code(client, code_for(AMINA))
    client.post("/sign-in/second/", {"answer": theirs.use(challenged(client, "/sign-in/second/ask/"))})
    assert account_of(client) is None


def test_a_passkey_of_another_account_cannot_be_added_again(cast: Cast, client: Client, key: SoftwareKey) -> None:
    client.force_login(cast.viktor)
    options = client.post("/you/security/passkeys/ask/").json()
    assert client.post("/you/security/passkeys/", {"name": "x", "answer": key.make(options)}).status_code == 409


def test_adding_one_more_needs_the_second_factor_first(cast: Cast, client: Client, key: SoftwareKey) -> None:
    client.force_login(cast.amina)
    assert client.post("/you/security/passkeys/ask/").headers["Location"].startswith("/prove/")
    client.post("/prove/", {"answer": key.use(challenged(client, "/prove/ask/"))})
    added(client, SoftwareKey(), "One more")
    assert Passkey.objects.filter(account=cast.amina).count() == 2


def test_removing_the_last_one_takes_the_recovery_codes_along(cast: Cast, client: Client, key: SoftwareKey) -> None:
    client.force_login(cast.amina)
    passkey = Passkey.objects.get(account=cast.amina)
    path = f"/you/security/passkeys/{passkey.pk}/"
    assert client.post(path + "remove/").headers["Location"].startswith("/prove/")
    client.post("/prove/", {"answer": key.use(challenged(client, "/prove/ask/"))})
    client.post(path, {"name": "The old one"})
    passkey.refresh_from_db()
    assert passkey.name == "The old one"
    client.post(path + "remove/")
    assert not Passkey.objects.filter(account=cast.amina).exists()
    assert not RecoveryCode.objects.filter(account=cast.amina).exists()
    assert client.get(path).status_code == 404


def test_a_challenge_is_not_kept_anywhere(cast: Cast, client: Client) -> None:
    options = challenged(client)
    token = Token.objects.get(purpose="passkey")
    assert options["challenge"] not in str([getattr(token, field.attname) for field in token._meta.fields])
