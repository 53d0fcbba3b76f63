"""Who comes in, by what, and as whom in the coalitions; and how an empty installation gets its first steward."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from commoncall.kernel.accounts import queries
from commoncall.kernel.accounts.models import Account, Token
from commoncall.kernel.authority import Proof, Role, operator
from commoncall.kernel.history import queries as history
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions import mandates, people
from commoncall.kernel.parties.models import Person
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.procedures import signing_in
from commoncall.procedures.signing_in import Way
from tests.cast import Cast
from tests.signing_in import account_of, application_of, code_for, last_mail


def noted(cast: Cast, name: str, address: str) -> Person:
    person = people.enter(cast.quiet_fields, people.Particulars(name, address), by=cast.operator)
    mandates.grant(mandates.Grant(person, cast.amal, Role.REPRESENTATIVE), by=cast.operator)
    return person


def secret_of(path: str) -> str:
    return path.strip("/").rpartition("/")[2]


def test_the_ways_in(cast: Cast) -> None:
    person = noted(cast, "Nadia Haddad", "nadia@amal.example")
    assert signing_in.way_in("AMINA@amina.example ") is Way.HERE
    assert signing_in.way_in("nadia@amal.example") is Way.HERE
    assert signing_in.way_in("amina@rivers.example") is Way.OTHERWISE
    assert signing_in.way_in("nobody@nowhere.example") is Way.NONE
    mandates.end(person.mandates.get(), by=cast.operator)
    assert signing_in.way_in("nadia@amal.example") is Way.NONE


def test_an_account_survives_the_end_of_all_mandates(cast: Cast) -> None:
    for mandate in cast.person(cast.oumar).mandates.all():
        mandates.end(mandate, by=cast.operator)
    assert signing_in.is_known("oumar@oumar.example")


def test_a_mail_with_a_code_is_secret_goes_to_one_address_and_runs_out(cast: Cast) -> None:
    signing_in.ask("amina@amina.example", network="test")
    mail = last_mail("amina@amina.example")
    assert mail.is_secret
    assert (mail.expires_at - mail.written_at).total_seconds() == pytest.approx(600, abs=5)
    assert mail.coalition is None
    assert code_for("amina@amina.example") not in mail.subject
    for name in ("Quiet Fields", "Amina", "Sahel"):
        assert name not in mail.text, "a mail to an address tells nothing of whose it is, or where they belong"


def test_the_mail_is_in_the_language_of_the_page(cast: Cast) -> None:
    client = Client(headers={"Accept-Language": "ar"})
    client.post("/sign-in/", {"address": "amina@amina.example"})
    mail = last_mail("amina@amina.example")
    assert mail.language == "ar"
    assert 'dir="rtl"' in mail.html


def test_coming_in_joins_the_people_of_every_proved_address(cast: Cast) -> None:
    first = noted(cast, "Nadia Haddad", "nadia@amal.example")
    token = signing_in.ask("nadia@amal.example", network="test")
    account = signing_in.with_code(token, code_for("nadia@amal.example"), network="test")
    first.refresh_from_db()
    assert first.account is None, "nobody is joined before all proofs were given"
    signing_in.arrive(account, signing_in.Device("Firefox", "Linux"), proof=Proof.SIGNED_IN)
    first.refresh_from_db()
    assert first.account == account
    assert [hat.organisation for hat in parties.hats(account)] == [cast.amal]


def test_nobody_is_joined_to_a_person_who_has_come_in_already(cast: Cast) -> None:
    amina = cast.person(cast.amina)
    signing_in.come_in(cast.viktor, "amina@amina.example")
    amina.refresh_from_db()
    assert amina.account == cast.amina


def test_a_one_time_link_is_the_operators_and_stands_in_the_history(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        signing_in.one_time_link("amina@amina.example", by=parties.account_actor(cast.sven, Proof.SECOND_FACTOR))
    with pytest.raises(NotVisible):
        signing_in.one_time_link("nobody@nowhere.example", by=operator())
    path = signing_in.one_time_link("amina@amina.example", by=operator("console"))
    assert re.fullmatch(r"/sign-in/link/[\w-]{43}/", path)
    line = history.told(history.visible_to(operator()).filter(subject=cast.amina.pk))[0]
    assert line.sentence == "console made a one-time link for amina@amina.example."
    assert signing_in.with_link(secret_of(path), on_this_machine=False) == cast.amina
    with pytest.raises(Conflict):
        signing_in.with_link(secret_of(path), on_this_machine=False)


def test_whoever_has_lost_the_second_factor_is_let_in_by_the_operator(cast: Cast) -> None:
    application_of(cast.amina)
    signing_in.one_time_link("amina@amina.example", by=operator())
    assert queries.second_factor(cast.amina), "not without being told so"
    path = signing_in.one_time_link("amina@amina.example", lost_second_factor=True, by=operator())
    client = Client()
    client.post(path)
    assert account_of(client) == str(cast.amina.pk)


def test_a_link_that_lasts_is_always_one_for_the_same_machine(cast: Cast) -> None:
    path = signing_in.one_time_link(cast.amina, by=operator(), lasting=True)
    assert not Token.objects.get(purpose="one_time").is_lasting
    signing_in.with_link(secret_of(path), on_this_machine=True)
    with pytest.raises(Conflict):
        signing_in.with_link(secret_of(path), on_this_machine=True)


def test_a_link_of_an_account_that_was_barred_meanwhile_is_dead(cast: Cast) -> None:
    path = signing_in.one_time_link(cast.amina, by=operator())
    Account.objects.filter(pk=cast.amina.pk).update(is_active=False)
    with pytest.raises(Conflict):
        signing_in.with_link(secret_of(path), on_this_machine=True)


@pytest.fixture
def empty(db: None) -> None:
    """An installation in which nobody is."""


def test_the_first_link_makes_one_steward(empty: None) -> None:
    path = signing_in.first_link(by=operator())
    link = secret_of(path)
    assert path == f"/first/{link}/"
    assert signing_in.first_link_is_good(link)
    with pytest.raises(Refusal):
        signing_in.first_steward(link, name="", address="leila@home.example")
    with pytest.raises(Refusal):
        signing_in.first_steward(link, name="Leila", address="not an address")
    assert signing_in.first_link_is_good(link), "what was refused does not use the link up"
    account = signing_in.first_steward(link, name="Leila Haddad", address="Leila@home.example")
    assert account.is_steward
    assert queries.main_address(account) == "leila@home.example"
    assert not signing_in.first_link_is_good(link)
    with pytest.raises(Conflict):
        signing_in.first_steward(link, name="Mallory", address="mallory@evil.example")


def test_a_second_first_link_is_good_for_nothing_once_there_is_a_steward(empty: None) -> None:
    links = [secret_of(signing_in.first_link(by=operator())) for _time in range(2)]
    signing_in.first_steward(links[0], name="Leila Haddad", address="leila@home.example")
    assert not signing_in.first_link_is_good(links[1])
    with pytest.raises(Refusal):
        signing_in.first_steward(links[1], name="Mallory", address="mallory@evil.example")
    with pytest.raises(Refusal):
        signing_in.first_link(by=operator())


def test_links_of_one_purpose_are_no_good_for_another(empty: None, cast: Cast) -> None:
    Account.objects.filter(is_steward=True).update(is_steward=False)
    first = secret_of(signing_in.first_link(by=operator()))
    once = secret_of(signing_in.one_time_link(cast.amina, by=operator()))
    with pytest.raises(Conflict):
        signing_in.with_link(first, on_this_machine=True)
    assert not signing_in.first_link_is_good(once)
    with pytest.raises(Conflict):
        signing_in.first_steward(once, name="Mallory", address="mallory@evil.example")
    assert not Message.objects.exists()
