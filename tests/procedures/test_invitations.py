"""Inviting people: nobody is written to unless somebody chose it, each in their own language, and nobody twice in a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from commoncall.kernel import time
from commoncall.kernel.authority import VISITOR, Role
from commoncall.kernel.history import queries as book
from commoncall.kernel.outbox import actions as outbox
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.actions import mandates, people
from commoncall.kernel.parties.models import Invitation, Organisation, Person
from commoncall.kernel.refusals import NotAllowed, NotVisible, Refusal
from commoncall.procedures import invitations
from tests.cast import Cast


def enter(cast: Cast, name: str, address: str, organisation: Organisation, language: str = "") -> Person:
    person = people.enter(cast.quiet_fields, people.Particulars(name, address, language=language), by=cast.operator)
    mandates.grant(mandates.Grant(person, organisation, Role.REPRESENTATIVE), by=cast.operator)
    return person


@pytest.fixture
def rana(cast: Cast) -> Person:
    return enter(cast, "Rana Khoury", "rana@amal.example", cast.amal, "ar")


@pytest.fixture
def paulo(cast: Cast) -> Person:
    return enter(cast, "Paulo Dias", "paulo@campos.example", cast.campos, "pt")


def test_entering_people_writes_to_nobody(cast: Cast, rana: Person) -> None:
    assert not Message.objects.exists()


def test_those_outside_are_those_who_may_act_and_have_not_come_in(cast: Cast, rana: Person, paulo: Person) -> None:
    without_mandate = people.enter(cast.quiet_fields, people.Particulars("Nobody", "nobody@nobody.example"), by=cast.operator)
    without_address = enter(cast, "No Address", "", cast.amal)
    leila = cast.actor(cast.leila)
    assert list(invitations.outside(leila)) == [paulo, rana]
    assert not {without_mandate, without_address, cast.person(cast.amina)} & set(invitations.outside(leila))
    assert not invitations.outside(cast.actor(cast.viktor, cast.open_water)).filter(pk=rana.pk).exists()


def test_each_is_invited_in_their_own_language_and_may_then_sign_in_with_that_address(cast: Cast, rana: Person, paulo: Person) -> None:
    sent = invitations.send(cast.quiet_fields, [rana.id, paulo.id], texts={"en": "Come and see."}, by=cast.actor(cast.leila))
    assert sent.by_language == {"en": 1, "ar": 1}
    to_rana, to_paulo = Message.objects.order_by("-address")
    assert (to_rana.address, to_rana.language, to_rana.person) == ("rana@amal.example", "ar", rana)
    assert 'dir="rtl"' in to_rana.html
    assert "Al-Amal Survivors’ Network" in to_rana.text
    assert "Campos" not in to_rana.text
    assert "Come and see." in to_paulo.text
    assert "http://localhost:8000/sign-in/?address=paulo%40campos.example&next=%2Fquiet-fields%2F" in to_paulo.text
    assert {one.person for one in Invitation.objects.all()} == {rana, paulo}
    told = [line.sentence for line in book.told(book.visible_to(cast.actor(cast.leila)).filter(kind="parties.person_invited"))]
    assert sorted(told) == ["Leila Haddad invited Paulo Dias.", "Leila Haddad invited Rana Khoury."]


def test_an_invitation_tells_only_of_the_organisations_for_which_mail_is_read_at_its_address(cast: Cast, rana: Person) -> None:
    mandates.grant(mandates.Grant(rana, cast.campos, Role.REPRESENTATIVE), by=cast.operator)
    people.set_address(rana, "rana@campos.example", organisation=cast.campos)
    invitations.send(cast.quiet_fields, [rana.id], by=cast.actor(cast.leila))
    [message] = Message.objects.all()
    assert message.address == "rana@amal.example"
    assert "Campos" not in message.text + message.html


def test_nobody_is_invited_twice_within_a_day(cast: Cast, rana: Person, paulo: Person) -> None:
    leila = cast.actor(cast.leila)
    invitations.send(cast.quiet_fields, [rana.id], by=leila)
    with pytest.raises(Refusal, match="1 of those chosen was invited less than a day ago"):
        invitations.send(cast.quiet_fields, [rana.id, paulo.id], by=leila)
    assert Message.objects.count() == 1
    with time_machine.travel(time.now() + timedelta(hours=24, seconds=1)):
        assert list(invitations.still_outside(leila)) == [rana]
        assert list(invitations.not_invited(leila)) == [paulo]
        invitations.send(cast.quiet_fields, [rana.id, paulo.id], by=leila)
    assert Message.objects.filter(person=rana).count() == 2


def test_an_address_that_asked_for_silence_is_left_out(cast: Cast, rana: Person, paulo: Person) -> None:
    outbox.silence(cast.quiet_fields, "rana@amal.example", by=VISITOR)
    leila = cast.actor(cast.leila)
    sent = invitations.send(cast.quiet_fields, [rana.id, paulo.id], by=leila)
    assert ([one.person for one in sent.reached], sent.silenced) == ([paulo], 1)
    assert not Invitation.objects.filter(person=rana).exists()
    with pytest.raises(Refusal, match="Nobody is chosen"):
        invitations.send(cast.quiet_fields, [rana.id], by=leila)


def test_who_has_come_in_or_belongs_elsewhere_is_not_invited(cast: Cast) -> None:
    with pytest.raises(Refusal):
        invitations.send(cast.quiet_fields, [cast.person(cast.amina).id, cast.person(cast.viktor, cast.open_water).id], by=cast.actor(cast.leila))


def test_only_coordinators_invite(cast: Cast, rana: Person) -> None:
    for actor in (cast.actor(cast.amina), VISITOR, replace(cast.actor(cast.leila), preview=True)):
        with pytest.raises(NotAllowed):
            invitations.send(cast.quiet_fields, [rana.id], by=actor)
    with pytest.raises(NotVisible):
        invitations.send(cast.quiet_fields, [rana.id], by=cast.actor(cast.viktor, cast.open_water))


def test_a_test_goes_to_oneself_and_invites_nobody(cast: Cast, rana: Person) -> None:
    assert invitations.send_test(cast.quiet_fields, ["ar", "en"], texts={}, by=cast.actor(cast.leila)) == "leila@leila.example"
    assert sorted(Message.objects.values_list("address", "language")) == [("leila@leila.example", "ar"), ("leila@leila.example", "en")]
    assert not Invitation.objects.exists()


def test_what_is_looked_at_beforehand_is_what_is_sent(cast: Cast, rana: Person) -> None:
    leila = cast.actor(cast.leila)
    [invitee] = invitations.plan(cast.quiet_fields, invitations.outside(leila)).reached
    seen = invitations.letter_to(invitee, cast.quiet_fields, {"ar": "أهلا"}, by=leila)
    invitations.send(cast.quiet_fields, [rana.id], texts={"ar": "أهلا"}, by=leila)
    message = Message.objects.get()
    assert (message.subject, message.text) == (seen.subject, seen.text)


def test_many_are_invited_in_a_constant_number_of_queries(cast: Cast, django_assert_max_num_queries: object) -> None:
    entered = [enter(cast, f"Person {number}", f"p{number}@people.example", cast.amal) for number in range(30)]
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        invitations.send(cast.quiet_fields, [one.id for one in entered], by=cast.actor(cast.leila))
    assert Message.objects.count() == 30
