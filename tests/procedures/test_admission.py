"""An application goes from checking to consultation and decision, and what follows from an admission stands whole or not at all."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from commoncall.call.models import Endorsement
from commoncall.call.queries.texts import in_force
from commoncall.kernel import time
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor, Role
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Naming
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.models import Invitation, Mandate, Organisation, Person
from commoncall.kernel.parties.rules import Arrangements, Criterion
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.leadership import queries as leadership
from commoncall.leadership.actions import sittings
from commoncall.membership.actions import welcoming
from commoncall.membership.actions.applying import arranging, checking, filling
from commoncall.membership.actions.applying.checking import Contact, Found
from commoncall.membership.models import Application, Category, Membership, Opinion
from commoncall.membership.queries import applications
from commoncall.membership.rules.admitting import Again, Way
from commoncall.procedures import admission
from tests import searching, texts
from tests.applicants import applied, committee_of
from tests.cast import Cast, gather, make_account, make_member, make_person

pytestmark = pytest.mark.django_db

State = Application.State


@dataclass
class Mali:
    """Three members in good standing in Mali with somebody who represents each, and one elsewhere."""

    cast: Cast
    by: Actor
    members: dict[str, Organisation]
    actors: dict[str, Actor]

    def person(self, name: str) -> Person:
        return Person.objects.get(pk=self.actors[name].person_id)


@pytest.fixture
def mali(cast: Cast) -> Mali:
    members, actors = {"sahel": cast.sahel}, {"sahel": cast.actor(cast.amina)}
    for key, name, country in (("niger", "Fleuve Vivant", "ML"), ("hidden", "Case Fermée", "ML"), ("far", "Rivage", "SN")):
        naming = Naming.COORDINATORS if key == "hidden" else Naming.PUBLIC
        members[key] = make_member(cast.quiet_fields, cast.operator, name, country, naming=naming)
        account = make_account(f"{key.capitalize()} Person", f"{key}@{key}.example")
        make_person(cast.quiet_fields, cast.operator, account, members[key], Role.REPRESENTATIVE)
        actors[key] = cast.actor(account)
    return Mali(cast, cast.actor(cast.leila), members, actors)


def arrange(mali: Mali, **way: Any) -> None:
    arranging.set_path(mali.cast.quiet_fields, Category.ORDINARY, Way(**way), by=mali.by)


def asked_of(organisation: Organisation) -> list[Ask]:
    return list(Ask.objects.filter(organisation=organisation, kind__startswith="membership.", answered_at=None, withdrawn_at=None))


def again(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


def later(monkeypatch: pytest.MonkeyPatch, **passed: float) -> None:
    """Let some time pass."""
    instant = time.now() + timedelta(**passed)
    monkeypatch.setattr(time, "now", lambda: instant)


def test_an_application_cannot_reach_the_committee_before_each_neighbour_was_asked_and_the_time_is_over(mali: Mali) -> None:
    arrange(mali, decided_by="committee")
    committee_of(mali.cast.quiet_fields, {mali.members["far"]: mali.person("far")}, by=mali.by)
    application = applied(mali.cast.quiet_fields)
    moved = admission.advance(application, by=mali.by)
    assert moved.state == State.CONSULTING
    assert all(asked_of(mali.members[key]) for key in ("sahel", "niger", "hidden"))
    assert not asked_of(mali.members["far"])
    assert not asked_of(mali.cast.campos)
    written = set(Message.objects.filter(kind="membership.consulted").values_list("address", flat=True))
    assert written == {"amina@amina.example", "oumar@oumar.example", "niger@niger.example", "hidden@hidden.example"}
    text = Message.objects.get(address="niger@niger.example").text
    assert "Mali" in text
    assert "23:59 UTC" in text
    assert not [sign for sign in ("*", "{", "Fanta", "tilewa.example") if sign in text]
    with pytest.raises(Conflict):
        admission.advance(application, by=mali.by)
    with pytest.raises(Conflict):
        admission.decide(application, "admitted", by=mali.by)
    admission.say(application, "yes", "They are known on the river.", by=mali.actors["sahel"])
    admission.say(application, "no", "They receive money from the dam.", by=mali.actors["niger"])
    assert again(application).state == State.CONSULTING
    admission.say(application, "no_view", by=mali.actors["hidden"])
    assert again(application).state == State.DECIDING
    heard = applications.voices(again(application), "consultation", mali.actors["far"])
    assert {(one.name, one.answer) for one in heard} == {("Forum Humanité Sahel", "yes"), ("Fleuve Vivant", "no"), ("", "no_view")}
    assert [one.person for one in heard if not one.name] == [""]
    assert [one.kind for one in asked_of(mali.members["far"])] == ["membership.vote"]


def test_a_consultation_ends_at_its_instant_and_not_before(mali: Mali, monkeypatch: pytest.MonkeyPatch) -> None:
    application = admission.advance(applied(mali.cast.quiet_fields), by=mali.by)
    ends_at = application.consultation_ends_at
    assert ends_at is not None
    assert (ends_at.hour, ends_at.minute, ends_at.second) == (23, 59, 59)
    admission.advance_due()
    monkeypatch.setattr(time, "now", lambda: ends_at - timedelta(seconds=1))
    admission.advance_due()
    assert again(application).state == State.CONSULTING
    monkeypatch.setattr(time, "now", lambda: ends_at)
    with pytest.raises(Conflict):
        admission.say(application, "yes", by=mali.actors["sahel"])
    admission.advance_due()
    assert again(application).state == State.DECIDING
    assert not asked_of(mali.members["sahel"])
    assert applications.tally(application, "consultation").missing == 3
    assert asks.open_for(mali.by).filter(kind="membership.decide", subject=application.pk).exists()


def test_where_no_member_is_in_the_country_the_consultation_is_passed_over_and_says_so(mali: Mali) -> None:
    application = admission.advance(applied(mali.cast.quiet_fields, country="KE"), by=mali.by)
    assert application.state == State.DECIDING
    assert Entry.objects.get(kind="membership.consultation_skipped", subject=application.pk).facts == {"why": "none"}
    assert admission.ahead(application).why_nobody == "none"


def test_members_that_are_suspended_or_of_another_category_are_not_consulted(mali: Mali) -> None:
    Membership.objects.filter(pk=mali.members["niger"].pk).update(standing="suspended")
    Membership.objects.filter(pk=mali.members["hidden"].pk).update(category="affiliated")
    application = applied(mali.cast.quiet_fields)
    assert list(admission.ahead(application).consulted) == [mali.cast.sahel]


def test_each_condition_is_looked_at_before_an_application_goes_on(mali: Mali) -> None:
    coalition = mali.cast.quiet_fields
    coalition.arrangements = Arrangements(criteria=(Criterion("non_violence"), Criterion("own", {"en": "It has a garden."}))).as_stored()
    coalition.save()
    application = applied(coalition)
    with pytest.raises(Refusal, match="each condition"):
        admission.advance(application, by=mali.by)
    with pytest.raises(Refusal) as refused:
        checking.find(application, "own", "no", by=mali.by)
    assert refused.value.field == "note_own"
    with pytest.raises(Refusal):
        checking.find(application, "business", "yes", by=mali.by)
    checking.find_all(application, {"non_violence": Found("yes"), "own": Found("unclear", "A balcony.")}, by=mali.by)
    assert admission.advance(application, by=mali.by).state == State.CONSULTING
    assert {key: one.met for key, one in applications.findings(application).items()} == {"non_violence": "yes", "own": "unclear"}
    with pytest.raises(NotAllowed):
        checking.find(application, "own", "yes", by=mali.actors["sahel"])


def decided(mali: Mali, **more: Any) -> Application:
    """Return an application that waits for the coordinators' decision."""
    arrange(mali, consults="nobody")
    return admission.advance(applied(mali.cast.quiet_fields, **more), by=mali.by)


def test_an_admission_makes_all_that_belongs_to_it(mali: Mali, django_capture_on_commit_callbacks: Any) -> None:
    application = decided(mali, naming=Naming.MEMBERS, acronym="AT")
    admission.decide(application, "admitted", "Welcome on the river.", by=mali.by)
    application = again(application)
    organisation = application.organisation
    assert application.state == State.ADMITTED
    assert organisation is not None
    assert application.decided_where == "By the coordinators"
    assert (organisation.name, organisation.acronym, organisation.naming) == ("Association Tiléwa", "AT", "members")
    membership = organisation.membership
    assert (membership.category, membership.standing, membership.country_id) == ("ordinary", "good", "ML")
    assert (membership.joined_on, membership.joined_precision) == (time.now().date(), "day")
    mandate = Mandate.objects.get(organisation=organisation)
    assert (mandate.person.name, mandate.role, mandate.function, mandate.is_main_contact) == ("Fanta Keïta", "representative", "Director", True)
    assert Invitation.objects.filter(person=mandate.person).count() == 1
    mail = Message.objects.get(kind="membership.admitted")
    assert (mail.address, mail.language) == ("fanta@tilewa.example", "fr")
    assert "Welcome on the river." in mail.text
    assert "/sign-in/?address=fanta" in mail.text
    assert "welcome" in mail.text
    assert asks.open_for(mali.by).filter(kind="membership.choose_mentor", subject=organisation.pk).exists()
    welcoming.ask_mentor(organisation, mali.members["niger"], by=mali.by)
    assert not asks.open_for(mali.by).filter(kind="membership.choose_mentor").exists()
    assert not asks.open_for(mali.by).filter(subject=application.pk).exists()
    assert Entry.objects.filter(kind="membership.admitted", concerns=organisation.pk).count() == 1


def test_a_new_member_stands_behind_the_call_and_the_charter_that_it_accepted(mali: Mali) -> None:
    call = texts.stand(mali.cast.quiet_fields)
    charter = in_force(mali.cast.quiet_fields, "charter")
    assert charter is not None
    application = decided(mali, call_version=call.pk, charter_version=charter.pk)
    admission.decide(application, "admitted", by=mali.by)
    organisation = again(application).organisation
    endorsement = Endorsement.objects.get(organisation=organisation)
    assert (endorsement.version, endorsement.came, endorsement.signatory) == (call, "application", "Fanta Keïta")
    assert endorsement.authority == "The board decided it in May."
    membership = Membership.objects.get(pk=organisation.pk)  # type: ignore[union-attr]
    assert (membership.charter_version, membership.charter_accepted_on) == (charter.pk, application.submitted_at.date())


def test_nobody_is_taken_to_stand_behind_a_call_that_has_changed_since_they_applied(mali: Mali) -> None:
    accepted = texts.stand(mali.cast.quiet_fields)
    application = decided(mali, call_version=accepted.pk)
    present = texts.adopt(mali.cast.quiet_fields)
    admission.decide(application, "admitted", by=mali.by)
    organisation = again(application).organisation
    assert not Endorsement.objects.filter(organisation=organisation).exists()
    assert Ask.objects.get(kind="call.sign", organisation=organisation).subject == present.pk


def test_all_members_are_told_once_in_their_language_as_far_as_the_name_may_be_known(mali: Mali) -> None:
    application = decided(mali)
    admission.decide(application, "admitted", by=mali.by)
    assert not Message.objects.filter(kind="membership.joined").exists()
    admission.tell_members(str(application.pk))
    told = set(Message.objects.filter(kind="membership.joined").values_list("address", flat=True))
    assert {"amina@amina.example", "niger@niger.example", "far@far.example"} <= told
    assert not told & {"deniz@deniz.example", "eva@eva.example", "fanta@tilewa.example"}
    quiet = admission.advance(applied(mali.cast.quiet_fields, "Voix Basse", naming=Naming.COORDINATORS, contact_address="v@v.example"), by=mali.by)
    admission.decide(quiet, "admitted", by=mali.by)
    before = Message.objects.count()
    assert admission.tell_members(str(quiet.pk)) == 0
    assert Message.objects.count() == before


def test_a_declined_applicant_is_told_why_and_whether_it_may_apply_again(mali: Mali) -> None:
    application = decided(mali, language="en")
    with pytest.raises(Refusal) as refused:
        admission.decide(application, "declined", by=mali.by)
    assert refused.value.field == "reasons"
    admission.decide(application, "declined", "It speaks for a company.", again=Again(True, date(2027, 6, 1)), by=mali.by)
    mail = Message.objects.get(kind="membership.declined")
    assert "It speaks for a company." in mail.text
    assert "1 June 2027" in mail.text.replace("June 1, 2027", "1 June 2027")
    assert again(application).organisation is None
    assert not Organisation.objects.filter(name="Association Tiléwa").exists()
    with pytest.raises(Conflict, match="Declined"):
        admission.decide(application, "admitted", by=mali.by)


def test_an_admission_that_cannot_be_completed_leaves_nothing(mali: Mali) -> None:
    application = decided(mali)
    Application.objects.filter(pk=application.pk).update(contact_address="nobody")
    counts = [model.objects.count() for model in (Organisation, Membership, Person, Mandate, Message, Entry, Ask)]
    with pytest.raises(Refusal), transaction.atomic():
        admission.decide(application, "admitted", by=mali.by)
    assert [model.objects.count() for model in (Organisation, Membership, Person, Mandate, Message, Entry, Ask)] == counts
    assert again(application).state == State.DECIDING


@pytest.fixture
def put(mali: Mali) -> Application:
    """An application before a committee of three seats, of which Forum Humanité Sahel holds the chair."""
    arrange(mali, consults="nobody", decided_by="committee")
    held = {mali.members["sahel"]: mali.cast.person(mali.cast.amina), **{mali.members[key]: mali.person(key) for key in ("niger", "far")}}
    committee_of(mali.cast.quiet_fields, held, chair=mali.members["sahel"], by=mali.by)
    return admission.advance(applied(mali.cast.quiet_fields), by=mali.by)


def test_a_committee_decides_once_more_than_half_of_its_seats_have_answered(mali: Mali, put: Application) -> None:
    admission.vote(put, "yes", by=mali.actors["niger"])
    stands = admission.ballot(put)
    assert (stands.tally.asked, stands.tally.answered, stands.needed, stands.is_ripe) == (3, 1, 2, False)
    with pytest.raises(Conflict, match="1 of 3"):
        admission.decide(put, "admitted", by=mali.by)
    admission.vote(put, "yes", by=mali.actors["far"])
    assert admission.ballot(put).said == "admitted"
    with pytest.raises(Refusal) as refused:
        admission.decide(put, "declined", "Not now.", by=mali.by)
    assert refused.value.field == "despite"
    admission.decide(put, "admitted", by=mali.by)
    assert again(put).decided_where == "In writing, by the body that leads"


def test_a_tie_declines_and_going_against_it_keeps_the_reason(mali: Mali, put: Application) -> None:
    admission.vote(put, "yes", by=mali.actors["niger"])
    admission.vote(put, "no", "Too new.", by=mali.actors["far"])
    assert admission.ballot(put).said == "declined"
    admission.decide(put, "admitted", despite="Both were reached by phone and agree.", by=mali.by)
    entry = Entry.objects.get(kind="membership.admitted")
    assert entry.particulars.data["despite"] == "Both were reached by phone and agree."
    assert "phone" not in str(entry.facts)


def test_the_chair_may_record_the_outcome_and_nobody_else_who_sits_there(mali: Mali, put: Application) -> None:
    for key in ("niger", "far"):
        admission.vote(put, "yes", by=mali.actors[key])
    with pytest.raises(NotAllowed):
        admission.decide(put, "admitted", by=mali.actors["niger"])
    admission.decide(put, "admitted", by=mali.actors["sahel"])
    assert again(put).decided_by == mali.cast.person(mali.cast.amina)
    assert Role.COORDINATOR not in mali.actors["sahel"].roles


def test_a_seat_is_answered_by_whoever_sits_there_and_by_nobody_else(mali: Mali, put: Application) -> None:
    with pytest.raises(NotVisible):
        admission.vote(put, "yes", by=mali.cast.actor(mali.cast.oumar))
    with pytest.raises(NotVisible):
        admission.vote(put, "yes", by=mali.actors["hidden"])
    admission.vote(put, "yes", by=mali.actors["sahel"])
    admission.vote(put, "no", "On second thought.", by=mali.actors["sahel"])
    assert Opinion.objects.get(application=put, organisation=mali.members["sahel"]).answer == "no"


def test_a_seat_is_asked_of_whoever_sits_there_now_and_of_nobody_else_of_its_organisation(mali: Mali, put: Application) -> None:
    oumar, amina = mali.cast.actor(mali.cast.oumar), mali.actors["sahel"]
    assert asks.open_for(amina).filter(kind="membership.vote").exists()
    assert not asks.open_for(oumar).filter(kind="membership.vote").exists()
    admission.advance_due()
    seat = leadership.seat_of(amina, leadership.committee(mali.cast.quiet_fields))  # type: ignore[arg-type]
    assert seat is not None
    sittings.unseat(seat.sittings.get(), by=mali.by)
    sittings.seat_person(seat, mali.cast.person(mali.cast.oumar), by=mali.by)
    admission.advance_due()
    admission.advance_due()
    assert asks.open_for(oumar).filter(kind="membership.vote").count() == 1
    assert not asks.open_for(amina).filter(kind="membership.vote").exists()
    assert Message.objects.filter(kind="membership.consulted", address="oumar@oumar.example").count() == 1


def test_an_alternate_answers_for_the_seat(mali: Mali, put: Application) -> None:
    seat = leadership.seat_of(mali.actors["sahel"], leadership.committee(mali.cast.quiet_fields))  # type: ignore[arg-type]
    assert seat is not None
    sittings.seat_person(seat, mali.cast.person(mali.cast.oumar), is_alternate=True, by=mali.by)
    admission.vote(put, "yes", by=mali.cast.actor(mali.cast.oumar))
    assert not asks.open_for(mali.actors["sahel"]).filter(kind="membership.vote").exists()


def test_when_the_time_is_over_the_outcome_can_be_recorded_and_the_lateness_is_told_once(
    mali: Mali, put: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "now", lambda: put.decision_due_at + timedelta(minutes=1))
    admission.advance_due()
    admission.advance_due()
    late = Message.objects.filter(kind="membership.decision_late")
    assert set(late.values_list("address", flat=True)) == {"leila@leila.example", "amina@amina.example"}
    assert late.count() == 2
    admission.decide(put, "declined", "Nobody answered for it.", by=mali.by)


def test_whoever_has_not_answered_is_reminded_once_two_days_before(mali: Mali, put: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    admission.vote(put, "yes", by=mali.actors["niger"])
    monkeypatch.setattr(time, "now", lambda: put.decision_due_at - timedelta(hours=40))
    admission.advance_due()
    admission.advance_due()
    reminded = Message.objects.filter(kind="membership.application_reminder").values_list("address", flat=True)
    assert sorted(reminded) == ["amina@amina.example", "far@far.example"]


def test_members_decide_in_writing_and_silence_is_consent(mali: Mali, monkeypatch: pytest.MonkeyPatch) -> None:
    arrange(mali, consults="nobody", decided_by="members")
    application = admission.advance(applied(mali.cast.quiet_fields), by=mali.by)
    assert {one.organisation for one in Ask.objects.filter(kind="membership.objection")} >= {mali.cast.sahel, mali.members["far"], mali.cast.lantern}
    with pytest.raises(Conflict, match="time to object"):
        admission.decide(application, "admitted", by=mali.by)
    monkeypatch.setattr(time, "now", lambda: application.decision_due_at)
    assert admission.ballot(application).said == "admitted"
    admission.decide(application, "admitted", by=mali.by)
    assert again(application).state == State.ADMITTED


def test_an_objection_goes_to_those_who_decide_and_admitting_in_spite_of_it_needs_a_reason(mali: Mali, monkeypatch: pytest.MonkeyPatch) -> None:
    arrange(mali, consults="nobody", decided_by="members")
    application = admission.advance(applied(mali.cast.quiet_fields), by=mali.by)
    with pytest.raises(Refusal) as refused:
        admission.say(application, "no", by=mali.actors["far"])
    assert refused.value.field == "comment"
    admission.say(application, "no", "It is a front.", by=mali.actors["far"])
    monkeypatch.setattr(time, "now", lambda: application.decision_due_at)
    stands = admission.ballot(application)
    assert (stands.said, stands.is_against("admitted"), stands.is_against("declined")) == ("", True, False)
    with pytest.raises(Refusal):
        admission.decide(application, "admitted", by=mali.by)
    admission.decide(application, "declined", "An objection stands.", by=mali.by)


def test_what_an_assembly_decided_is_recorded_with_its_meeting_and_day(mali: Mali) -> None:
    arrange(mali, consults="nobody", decided_by="assembly")
    application = admission.advance(applied(mali.cast.quiet_fields), by=mali.by)
    with pytest.raises(Refusal) as refused:
        admission.decide(application, "admitted", by=mali.by)
    assert refused.value.field == "where"
    day = time.now().date() - timedelta(days=3)
    with pytest.raises(Refusal):
        admission.decide(application, "admitted", where="Nairobi", on=day + timedelta(days=9), by=mali.by)
    admission.decide(application, "admitted", where="Assembly in Nairobi", on=day, by=mali.by)
    kept = again(application)
    assert (kept.decided_where, kept.organisation.membership.joined_on) == ("Assembly in Nairobi", day)  # type: ignore[union-attr]


def test_a_committee_without_seats_decides_elsewhere_and_that_is_recorded(mali: Mali) -> None:
    arrange(mali, consults="nobody", decided_by="committee")
    application = admission.advance(applied(mali.cast.quiet_fields), by=mali.by)
    assert admission.ballot(application).is_recorded
    with pytest.raises(Refusal):
        admission.decide(application, "admitted", by=mali.by)
    admission.decide(application, "admitted", where="By phone on Tuesday", by=mali.by)


def test_an_applicant_named_to_the_coordinators_alone_is_shown_to_nobody_else(mali: Mali) -> None:
    arrange(mali, consults="all", decided_by="committee")
    committee_of(mali.cast.quiet_fields, {mali.members["far"]: mali.person("far")}, by=mali.by)
    application = admission.advance(applied(mali.cast.quiet_fields, naming=Naming.COORDINATORS), by=mali.by)
    assert application.state == State.DECIDING
    assert not application.opinions.exists()
    assert not Ask.objects.filter(subject=application.pk, organisation__isnull=False).exists()
    assert not Message.objects.filter(kind="membership.consulted").exists()
    assert all(not admission.visible(actor).exists() for actor in mali.actors.values())


def test_who_may_know_of_an_application(mali: Mali, put: Application) -> None:
    assert put in admission.visible(mali.by)
    assert put in admission.visible(mali.actors["niger"])
    assert put not in admission.visible(mali.actors["hidden"])
    assert put not in admission.visible(mali.cast.actor(mali.cast.deniz))
    assert put not in admission.visible(mali.cast.actor(mali.cast.viktor, mali.cast.open_water))
    looking = replace(mali.by, roles=frozenset({Role.REPRESENTATIVE}), preview=True, person_id=None)
    assert put not in admission.visible(looking)
    draft = applied(mali.cast.quiet_fields, "Pas encore", state=State.DRAFT, submitted_at=None)
    assert draft not in admission.visible(mali.by)
    assert applications.drafts(mali.by) == 1
    for key in ("niger", "far"):
        admission.vote(put, "yes", by=mali.actors[key])
    admission.decide(put, "admitted", by=mali.by)
    assert put not in admission.visible(mali.actors["niger"])


def test_a_consulted_member_knows_of_it_while_it_is_asked_and_answers_for_itself_alone(mali: Mali) -> None:
    application = admission.advance(applied(mali.cast.quiet_fields), by=mali.by)
    sahel = mali.actors["sahel"]
    assert applications.sight(sahel, application) == applications.Sight.CONSULTED
    with pytest.raises(NotVisible):
        admission.say(application, "yes", by=mali.actors["far"])
    admission.say(application, "yes", by=sahel)
    admission.say(application, "no", "We have learned more.", by=mali.cast.actor(mali.cast.oumar))
    assert applications.own_opinion(application, sahel).answer == "no"  # type: ignore[union-attr]
    for key in ("niger", "hidden"):
        admission.say(application, "yes", by=mali.actors[key])
    assert application not in admission.visible(sahel)


def test_a_member_that_is_suspended_meanwhile_has_no_voice_while_it_is(mali: Mali) -> None:
    """Neither where it is consulted nor where members decide in writing; its vote rests like that of a seat."""
    consulted = admission.advance(applied(mali.cast.quiet_fields), by=mali.by)
    Membership.objects.filter(pk=mali.cast.sahel.pk).update(standing="suspended")
    with pytest.raises(NotAllowed, match="suspended"):
        admission.say(consulted, "no", "We know them.", by=mali.actors["sahel"])
    assert not consulted.opinions.exclude(answer="").exists()
    Membership.objects.filter(pk=mali.cast.sahel.pk).update(standing="good")
    admission.say(consulted, "yes", by=mali.actors["sahel"])


def test_the_same_organisation_under_two_spellings_is_found_and_declined_with_a_standing_reason(mali: Mali) -> None:
    first = applied(mali.cast.quiet_fields, language="en")
    second = applied(mali.cast.quiet_fields, "Assoc. Tilewa", contact_address="second@tilewa.example", language="en")
    other = applied(mali.cast.quiet_fields, "Forum Humanite du Sahel", contact_address="x@x.example", profile={"country": "ML"})
    assert first in applications.doubles(second, mali.by).applications
    assert [one.id for one in applications.doubles(other, mali.by).organisations] == [mali.cast.sahel.pk]
    assert not applications.doubles(second, mali.actors["sahel"])
    admission.decline_as_double(second, by=mali.by)
    assert again(second).state == State.DECLINED
    assert "seems to repeat another one" in Message.objects.get(kind="membership.declined").text


def test_an_organisation_that_has_a_record_already_joins_with_that_record(mali: Mali) -> None:
    application = decided(mali, name="Northern Lawyers Association", country="SE")
    checking.attach(application, mali.cast.lawyers, by=mali.by)
    number = Organisation.objects.count()
    admission.decide(application, "admitted", by=mali.by)
    kept = Membership.objects.get(pk=mali.cast.lawyers.pk)
    assert (kept.category, kept.standing, kept.joined_on) == ("ordinary", "good", time.now().date())
    assert Organisation.objects.count() == number
    roles = set(Mandate.objects.filter(organisation=mali.cast.lawyers, ends_at=None).values_list("person__name", "role"))
    assert roles == {("Eva Lind", "representative"), ("Fanta Keïta", "representative")}


@pytest.mark.parametrize(
    ("noted", "asked", "holds"), [("public", "coordinators", "coordinators"), ("public", "members", "members"), ("members", "public", "members")]
)
def test_an_organisation_that_asks_to_be_named_less_far_is_named_so_with_the_record_that_it_had(
    mali: Mali, noted: str, asked: str, holds: str
) -> None:
    Organisation.objects.filter(pk=mali.cast.lawyers.pk).update(naming=noted)
    application = decided(mali, name="Northern Lawyers Association", country="SE", naming=Naming(asked))
    checking.attach(application, mali.cast.lawyers, by=mali.by)
    admission.decide(application, "admitted", where="In Beirut", by=mali.by)
    assert Organisation.objects.get(pk=mali.cast.lawyers.pk).naming == holds


def test_an_applicant_cannot_join_with_a_record_that_belongs_in_that_category_already(mali: Mali) -> None:
    application = applied(mali.cast.quiet_fields)
    with pytest.raises(Conflict, match="belongs already"):
        checking.attach(application, mali.cast.sahel, by=mali.by)
    with pytest.raises(NotVisible):
        checking.attach(application, mali.cast.water, by=mali.by)


def test_an_individual_joins_as_an_observer_under_their_own_name(mali: Mali) -> None:
    arranging.set_path(mali.cast.quiet_fields, Category.INDIVIDUAL, Way(consults="nobody"), by=mali.by)
    application = admission.advance(applied(mali.cast.quiet_fields, "Fanta Keïta", category=Category.INDIVIDUAL), by=mali.by)
    admission.decide(application, "admitted", by=mali.by)
    mandate = Mandate.objects.get(organisation__name="Fanta Keïta")
    assert (mandate.role, mandate.organisation.membership.category) == ("observer", "individual")  # type: ignore[union-attr]


def test_somebody_who_is_noted_here_already_acts_for_the_new_member_too(mali: Mali) -> None:
    application = decided(mali, contact_address="AMINA@amina.example")
    people = Person.objects.count()
    admission.decide(application, "admitted", by=mali.by)
    amina = mali.cast.person(mali.cast.amina)
    assert Person.objects.count() == people
    assert again(application).organisation.mandates.get().person == amina  # type: ignore[union-attr]
    assert not Invitation.objects.filter(person=amina).exists()


def test_a_contact_who_speaks_for_the_applicant_no_longer_is_replaced_and_their_link_is_dead(mali: Mali) -> None:
    application = applied(mali.cast.quiet_fields, key_hash=b"x" * 32)
    with pytest.raises(Refusal):
        admission.replace_contact(application, Contact("Awa Dao", "awa@tilewa.example"), "", by=mali.by)
    admission.replace_contact(application, Contact("Awa Dao", "awa@tilewa.example"), "The director left in May.", by=mali.by)
    kept = again(application)
    assert (kept.contact_name, kept.contact_address, kept.key_hash) == ("Awa Dao", "awa@tilewa.example", None)
    assert Message.objects.get(kind="membership.application_contact").address == "awa@tilewa.example"
    entry = Entry.objects.get(kind="membership.application_contact_replaced")
    assert "Awa" not in str(entry.facts)
    assert entry.particulars.data["before"] == "Fanta Keïta"


def test_coordinators_are_asked_to_check_what_was_handed_in_even_if_the_news_was_lost(mali: Mali) -> None:
    application = applied(mali.cast.quiet_fields)
    admission.receive(filling.HandedIn(UUID(int=0)))
    admission.advance_due()
    admission.advance_due()
    assert asks.open_for(mali.by).filter(kind="membership.check", subject=application.pk).count() == 1
    assert Message.objects.filter(kind="membership.application_arrived").values_list("address", flat=True).get() == "leila@leila.example"


def test_what_an_applicant_takes_back_is_asked_of_nobody_any_longer(mali: Mali) -> None:
    application = admission.advance(applied(mali.cast.quiet_fields), by=mali.by)
    Application.objects.filter(pk=application.pk).update(state=State.WITHDRAWN)
    admission.let_go(filling.Withdrawn(application.pk))
    assert not asked_of(mali.cast.sahel)
    with pytest.raises(NotVisible):
        admission.say(application, "yes", by=replace(mali.actors["sahel"], organisation_id=UUID(int=1)))
    with pytest.raises(Conflict, match="Withdrawn"):
        admission.advance(application, by=mali.by)


def test_coordinators_find_applications_by_name_and_words_and_nobody_else_does(mali: Mali) -> None:
    admission.advance(applied(mali.cast.quiet_fields), by=mali.by)
    searching.catch_up()
    assert searching.names(mali.by, "tilewa", "applications") == ["Association Tiléwa"]
    assert searching.names(mali.by, "farmers river", "applications") == ["Association Tiléwa"]
    assert searching.names(mali.actors["sahel"], "tilewa") == []
    assert searching.names(mali.cast.actor(mali.cast.viktor, mali.cast.open_water), "tilewa") == []


def test_only_coordinators_move_an_application_on(mali: Mali) -> None:
    application = applied(mali.cast.quiet_fields)
    for actor in (mali.actors["sahel"], mali.cast.actor(mali.cast.deniz), mali.cast.actor(mali.cast.eva)):
        with pytest.raises(NotAllowed):
            admission.advance(application, by=actor)
        with pytest.raises(NotAllowed):
            admission.decline_as_double(application, by=actor)
    with pytest.raises(NotVisible):
        admission.advance(application, by=mali.cast.actor(mali.cast.viktor, mali.cast.open_water))


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("transactional_db", "_installed")
def test_of_two_who_decide_at_once_one_is_told_what_the_other_did() -> None:
    cast = gather()
    by = cast.actor(cast.leila)
    application = applied(cast.quiet_fields, state=State.DECIDING, decision_due_at=time.now() + timedelta(days=1))
    outcomes: list[str] = []

    def decide(outcome: str) -> None:
        try:
            admission.decide(application, outcome, "So it was decided.", by=by)
            outcomes.append(outcome)
        except Conflict as refused:
            outcomes.append(f"refused: {refused.reason}")
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=(outcome,)) for outcome in ("admitted", "declined", "admitted")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.partition(":")[0] for one in outcomes).count("refused") == 2
    assert Organisation.objects.filter(name="Association Tiléwa").count() == (Application.objects.get().state == State.ADMITTED)
    assert Message.objects.filter(kind__in=["membership.admitted", "membership.declined"]).count() == 1
