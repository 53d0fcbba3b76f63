"""Applications that show codes: each code is taken once, and none before the application is confirmed."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
import time_machine

from commoncall.kernel import time
from commoncall.kernel.accounts import queries
from commoncall.kernel.accounts.actions import authenticator, recovery
from commoncall.kernel.accounts.models import Account, RecoveryCode
from commoncall.kernel.authority import Actor, Proof, operator
from commoncall.kernel.history import queries as history
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.refusals import Conflict, NotAllowed, ProofNeeded, Refusal
from tests.cast import Cast
from tests.signing_in import application_of


def themselves(account: Account, proof: Proof = Proof.SECOND_FACTOR) -> Actor:
    return parties.account_actor(account, proof)


def test_the_code_of_a_half_minute_is_taken_once(cast: Cast) -> None:
    shows, _codes = application_of(cast.amina)
    with time_machine.travel(time.now() + timedelta(minutes=5), tick=False):
        authenticator.check(cast.amina, shows.at(time.now()))
        with pytest.raises(Refusal):
            authenticator.check(cast.amina, shows.at(time.now()))


def test_the_code_that_confirmed_is_not_taken_again(cast: Cast) -> None:
    with time_machine.travel(time.now(), tick=False):
        shows, _codes = application_of(cast.amina)
        with pytest.raises(Refusal):
            authenticator.check(cast.amina, shows.at(time.now()))


def test_an_older_code_is_not_taken_after_a_newer_one(cast: Cast) -> None:
    shows, _codes = application_of(cast.amina)
    with time_machine.travel(time.now() + timedelta(minutes=5), tick=False):
        authenticator.check(cast.amina, shows.at(time.now() + timedelta(seconds=30)))
        with pytest.raises(Refusal):
            authenticator.check(cast.amina, shows.at(time.now()))


@pytest.mark.parametrize(("seconds", "taken"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_half_a_minute_off(cast: Cast, seconds: int, taken: bool) -> None:
    shows, _codes = application_of(cast.amina)
    with time_machine.travel(time.now() + timedelta(minutes=5), tick=False):
        code = shows.at(time.now() + timedelta(seconds=seconds))
        if taken:
            authenticator.check(cast.amina, code)
        else:
            with pytest.raises(Refusal):
                authenticator.check(cast.amina, code)


def test_an_application_that_was_not_confirmed_proves_nothing(cast: Cast) -> None:
    setup = authenticator.begin(cast.amina, by=themselves(cast.amina))
    assert not queries.second_factor(cast.amina)
    with pytest.raises(Refusal):
        authenticator.check(cast.amina, pyotp.TOTP(setup.secret).at(time.now()))


def test_the_secret_stays_the_same_until_it_is_confirmed(cast: Cast) -> None:
    by = themselves(cast.amina)
    first = authenticator.begin(cast.amina, by=by)
    with pytest.raises(Refusal):
        authenticator.confirm(cast.amina, "000000", by=by)
    assert authenticator.begin(cast.amina, by=by) == first
    assert "amina%40amina.example" in first.address


def test_there_is_one_application_at_a_time(cast: Cast) -> None:
    application_of(cast.amina)
    with pytest.raises(Conflict):
        authenticator.begin(cast.amina, by=themselves(cast.amina))


def test_taking_it_off_needs_the_second_factor_and_takes_the_recovery_codes_along(cast: Cast) -> None:
    application_of(cast.amina)
    with pytest.raises(ProofNeeded):
        authenticator.remove(cast.amina, by=themselves(cast.amina, Proof.SIGNED_IN))
    authenticator.remove(cast.amina, by=themselves(cast.amina))
    assert not queries.second_factor(cast.amina)
    assert not RecoveryCode.objects.filter(account=cast.amina).exists()


def test_nobody_touches_another_accounts_second_factor(cast: Cast) -> None:
    application_of(cast.amina)
    for deed in (authenticator.remove, recovery.make_anew, recovery.take_off, authenticator.begin):
        with pytest.raises(NotAllowed):
            deed(cast.amina, by=themselves(cast.viktor))


def test_new_recovery_codes_make_the_old_ones_useless(cast: Cast) -> None:
    _shows, old = application_of(cast.amina)
    new = recovery.make_anew(cast.amina, by=themselves(cast.amina))
    assert len(set(new) | set(old)) == 20
    with pytest.raises(Refusal):
        recovery.use(cast.amina, old[0], by=themselves(cast.amina))
    recovery.use(cast.amina, new[0], by=themselves(cast.amina))
    assert queries.second_factor(cast.amina).recovery_codes == 9


def test_the_recovery_codes_of_another_account_are_no_good(cast: Cast) -> None:
    _shows, codes = application_of(cast.amina)
    application_of(cast.oumar)
    with pytest.raises(Refusal):
        recovery.use(cast.oumar, codes[0], by=themselves(cast.oumar))


def test_recovery_codes_need_something_that_could_be_lost(cast: Cast) -> None:
    with pytest.raises(Refusal):
        recovery.make_anew(cast.amina, by=themselves(cast.amina))


def test_the_operator_takes_off_what_its_owner_has_lost_and_it_is_told(cast: Cast) -> None:
    application_of(cast.amina)
    recovery.take_off(cast.amina, by=operator("Sven"))
    assert not queries.second_factor(cast.amina)
    line = history.told(history.visible_to(operator()).filter(subject=cast.amina.pk))[0]
    assert line.sentence == "Sven took passkeys, authenticator and recovery codes off this account."
