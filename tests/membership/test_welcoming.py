"""Newcomers are helped by a member that agreed to it, and read nothing under labels that they do not hold."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commoncall.kernel import time
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor, Role
from commoncall.kernel.history import queries as book
from commoncall.kernel.history.kinds import Audience
from commoncall.kernel.labels import Label, Naming
from commoncall.kernel.parties.models import Mandate, Organisation
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.membership.actions import notes, proceedings, welcoming
from commoncall.membership.models import Membership, Standing
from commoncall.membership.queries import records, welcome
from tests.cast import Cast, make_account, make_member, make_person


@pytest.fixture
def leila(cast: Cast) -> Actor:
    return cast.actor(cast.leila)


@pytest.fixture
def kestrel(cast: Cast) -> Organisation:
    """Return an organisation that joined today."""
    newcomer = make_member(cast.quiet_fields, cast.operator, "Kestrel House", "ML")
    Membership.objects.filter(pk=newcomer.pk).update(joined_on=time.now().date())
    return newcomer


@pytest.fixture
def nadia(cast: Cast, kestrel: Organisation) -> Actor:
    account = make_account("Nadia Keita", "nadia@kestrel.example")
    make_person(cast.quiet_fields, cast.operator, account, kestrel, Role.REPRESENTATIVE)
    return cast.actor(account)


def test_whoever_agrees_helps_and_its_contact_is_shown_to_the_newcomer_alone(cast: Cast, leila: Actor, kestrel: Organisation, nadia: Actor) -> None:
    welcoming.ask_mentor(kestrel, cast.sahel, by=leila)
    assert welcome.helper(nadia) is None
    welcoming.answer_mentor(kestrel, True, by=cast.actor(cast.oumar))
    helper = welcome.helper(nadia)
    assert helper is not None
    assert (helper.organisation, helper.person, helper.address) == (cast.sahel, "Amina Diallo", "amina@amina.example")
    assert welcome.helper(cast.actor(cast.mina)) is None


def test_whoever_declines_does_not_help_and_another_is_asked(cast: Cast, leila: Actor, kestrel: Organisation, nadia: Actor) -> None:
    welcoming.ask_mentor(kestrel, cast.sahel, by=leila)
    with pytest.raises(Conflict):
        welcoming.ask_mentor(kestrel, cast.lantern, by=leila)
    welcoming.answer_mentor(kestrel, False, by=cast.actor(cast.amina))
    assert welcome.helper(nadia) is None
    assert not book.visible_to(nadia).filter(kind="membership.mentor_declined").exists()
    welcoming.ask_mentor(kestrel, cast.lantern, by=leila)
    welcoming.take_back(kestrel, by=leila)
    assert not Ask.objects.filter(kind="membership.mentor", answered_at=None, withdrawn_at=None).exists()


def test_the_newcomer_learns_of_nobody_that_is_asked_and_has_not_agreed(cast: Cast, leila: Actor, kestrel: Organisation, nadia: Actor) -> None:
    hidden = make_member(cast.quiet_fields, cast.operator, "Maison Close", "ML", naming=Naming.COORDINATORS)
    make_person(cast.quiet_fields, cast.operator, make_account("Awa Sy", "awa@maison.example"), hidden, Role.REPRESENTATIVE)
    welcoming.ask_mentor(kestrel, hidden, by=leila)
    read = [line.sentence for line in book.told(book.visible_to(nadia))]
    assert not [line for line in read if "Maison Close" in line]
    assert [line for line in book.told(book.visible_to(leila)) if "Maison Close" in line.sentence]


def test_who_is_asked_and_who_may(cast: Cast, leila: Actor, kestrel: Organisation) -> None:
    with pytest.raises(NotAllowed):
        welcoming.ask_mentor(kestrel, cast.sahel, by=cast.actor(cast.amina))
    for mentor in (kestrel, cast.demir, cast.campos):
        with pytest.raises(Refusal) as refusal:
            welcoming.ask_mentor(kestrel, mentor, by=leila)
        assert refusal.value.field == "mentor"
    with pytest.raises(NotVisible):
        welcoming.ask_mentor(kestrel, cast.water, by=leila)
    Membership.objects.filter(pk=cast.sahel.pk).update(standing=Standing.DORMANT)
    with pytest.raises(Refusal):
        welcoming.ask_mentor(kestrel, cast.sahel, by=leila)
    with pytest.raises(Conflict):
        welcoming.answer_mentor(kestrel, True, by=cast.actor(cast.oumar))


def test_only_whoever_is_asked_answers(cast: Cast, leila: Actor, kestrel: Organisation, nadia: Actor) -> None:
    welcoming.ask_mentor(kestrel, cast.sahel, by=leila)
    for actor in (leila, nadia, cast.actor(cast.mina)):
        with pytest.raises(NotAllowed):
            welcoming.answer_mentor(kestrel, True, by=actor)


def test_a_newcomer_that_is_not_named_to_members_is_told_to_none_of_them(cast: Cast, leila: Actor) -> None:
    with pytest.raises(Refusal) as refusal:
        welcoming.ask_mentor(cast.lantern, cast.sahel, by=leila)
    assert refusal.value.field == "mentor"
    assert not Ask.objects.filter(kind="membership.mentor").exists()


def test_near_ones_are_suggested_first(cast: Cast, leila: Actor, kestrel: Organisation) -> None:
    assert welcome.suggested(leila, kestrel.pk)[0] == cast.sahel
    assert welcome.suggested(cast.actor(cast.amina), kestrel.pk) == []


def test_the_first_week_lasts_thirty_days_or_until_it_is_over(cast: Cast, kestrel: Organisation, nadia: Actor) -> None:
    assert welcome.is_new(nadia)
    Mandate.objects.update(starts_at=time.now() - timedelta(days=40))
    assert welcome.is_new(nadia)
    Membership.objects.filter(pk=kestrel.pk).update(joined_on=time.now().date() - timedelta(days=31))
    assert not welcome.is_new(nadia)
    Membership.objects.filter(pk=kestrel.pk).update(joined_on=time.now().date())
    with pytest.raises(NotAllowed):
        welcoming.found_its_way(kestrel, by=cast.actor(cast.amina))
    welcoming.found_its_way(kestrel, by=nadia)
    assert not welcome.is_new(nadia)


def test_progress_is_told_from_what_happened(cast: Cast, kestrel: Organisation, nadia: Actor) -> None:
    assert welcome.progress(nadia) == welcome.Progress(looked_after_record=False, says_languages=False, colleagues=1)
    Membership.objects.filter(pk=kestrel.pk).update(languages=["fr"])
    make_person(cast.quiet_fields, cast.operator, make_account("Bo", "bo@kestrel.example"), kestrel, Role.REPRESENTATIVE)
    assert welcome.progress(nadia) == welcome.Progress(looked_after_record=False, says_languages=True, colleagues=2)


def test_a_newcomer_reads_nothing_of_before_under_labels_it_does_not_hold(cast: Cast, leila: Actor) -> None:
    kestrel = make_member(cast.quiet_fields, cast.operator, "Kestrel House", "ML")
    for organisation in (kestrel, cast.sahel):
        notes.write(organisation, f"Thin accounts at {organisation.name}.", Label.AMBER_STRICT, by=leila)
        notes.write(organisation, f"They host the meeting: {organisation.name}.", Label.AMBER, by=leila)
    proceedings.begin(cast.sahel, "It spoke for all of us.", by=leila)
    account = make_account("Nadia Keita", "nadia@kestrel.example")
    make_person(cast.quiet_fields, cast.operator, account, kestrel, Role.REPRESENTATIVE)
    nadia = cast.actor(account)
    for organisation in (kestrel, cast.sahel):
        seen = records.record(nadia, organisation.pk)
        assert seen is not None
        assert [note.label for note in seen.notes] == [Label.AMBER]
    lines = book.told(book.visible_to(nadia))
    assert not [line for line in lines if "Thin" in line.sentence or "spoke" in line.sentence]
    hidden = {Audience.COORDINATORS}
    assert not book.visible_to(nadia).filter(audience__in=hidden).exclude(person=nadia.person_id).exists()
    others = book.visible_to(nadia).filter(audience=Audience.ORGANISATION).exclude(concerns=kestrel.pk)
    assert not others.exclude(organisation=kestrel.pk).exists()
