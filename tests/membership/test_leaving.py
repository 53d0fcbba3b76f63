"""A membership ends with all that hangs on it, in one transaction; what was done stays, and the way back is a click."""

from __future__ import annotations

import io
import json
import threading
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from commoncall.call.actions import endorsing, texts
from commoncall.call.models import Endorsement, Version
from commoncall.kernel import time
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import queries as book
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Label
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions import mandates
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.leadership import queries as leadership
from commoncall.leadership.actions import bodies, seats
from commoncall.membership.actions import belonging, confirming, notes, people, proceedings
from commoncall.membership.actions import leaving as memberships
from commoncall.membership.actions.leaving import How, Leaving
from commoncall.membership.models import Departure, Membership, Proceeding, Standing
from commoncall.membership.queries import departures
from commoncall.procedures.standing import deciding, leaving, taking
from tests.cast import Cast, make_member

DAY = timedelta(days=1)
MERGED = {"how": How.MERGED, "came": "Letter of both boards"}


@pytest.fixture
def leila(cast: Cast) -> Actor:
    return cast.actor(cast.leila)


def standing(cast: Cast) -> str:
    return Membership.objects.get(pk=cast.sahel.pk).standing


def acting(cast: Cast) -> set[str]:
    return set(parties.mandates_in_force().filter(organisation=cast.sahel).values_list("person__name", flat=True))


@pytest.mark.django_db(transaction=True)
def test_what_is_endorsed_while_a_membership_ends_ends_with_it(cast: Cast) -> None:
    version = a_call(cast)
    left: list[bool] = []

    def leave() -> None:
        try:
            leaving.leave(cast.sahel, Leaving(How.WITHDRAWN, "", keeps_endorsements=False), by=cast.actor(cast.amina))
            left.append(True)
        finally:
            connection.close()

    thread = threading.Thread(target=leave)
    with transaction.atomic():
        given = endorsing.endorse(version, cast.sahel, endorsing.Signature(), by=cast.actor(cast.oumar))
        thread.start()
        until(lambda: somebody_waits() or bool(left))
    thread.join()
    assert (standing(cast), left) == (Standing.LEFT, [True])
    assert Endorsement.objects.get(pk=given.pk).withdrawn_at is not None


def a_call(cast: Cast) -> Version:
    """Adopt a call as it stands in its first version."""
    leila = cast.actor(cast.leila)
    draft = texts.begin(cast.quiet_fields, "call", by=leila)
    texts.word(draft, "en", texts.Words("Quiet fields", "", ("Join the treaty.",)), by=leila)
    return texts.adopt(draft, texts.Adoption(time.now().date(), "the assembly"), by=leila)


def until(is_so: Callable[[], bool]) -> None:
    while not is_so():
        pass


def somebody_waits() -> bool:
    """Tell whether another session waits for a lock that this one holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
        return bool(cursor.fetchone()[0])


def test_an_organisation_withdraws_itself_and_all_who_act_for_it_are_told(cast: Cast) -> None:
    departure = leaving.leave(cast.sahel, Leaving(How.WITHDRAWN, "We go our own way."), by=cast.actor(cast.amina))
    assert (standing(cast), acting(cast)) == (Standing.LEFT, set())
    assert (departure.how, departure.left_on, departure.entered_by) == (How.WITHDRAWN, time.now().date(), cast.person(cast.amina))
    told = {mail.address: mail.text for mail in Message.objects.filter(kind="membership.farewell")}
    assert set(told) == {"amina@amina.example", "oumar@oumar.example"}
    assert "It stays named on what it endorsed" in told["oumar@oumar.example"]
    assert "We go our own way." in Message.objects.get(kind="membership.withdrawal").text
    assert not parties.hats(cast.oumar, cast.quiet_fields)


def test_what_was_done_stays_in_the_history_and_no_reason_in_facts(cast: Cast, leila: Actor) -> None:
    before = set(Entry.objects.filter(chain=cast.quiet_fields.chain).values_list("pk", flat=True))
    leaving.leave(cast.sahel, Leaving(How.WITHDRAWN, "Quarrelsome"), by=cast.actor(cast.amina))
    assert before <= set(book.visible_to(cast.operator).values_list("pk", flat=True))
    entry = Entry.objects.get(kind="membership.left")
    assert "Quarrelsome" not in str(entry.facts)
    assert "It withdrew" in book.told([entry])[0].sentence


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"came": " "}, "came"),
        ({"left_on": time.now().date() + 2 * DAY}, "left_on"),
        ({"how": How.MERGED}, "successors"),
        ({"how": How.SPLIT}, "successors"),
    ],
)
def test_what_a_coordinator_enters_has_a_source_a_day_and_its_successors(cast: Cast, leila: Actor, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Refusal) as refusal:
        leaving.leave(cast.sahel, Leaving(**({"how": How.DISSOLVED, "came": "A letter"} | changed)), by=leila)
    assert (refusal.value.field, standing(cast)) == (field, Standing.GOOD)
    assert not Message.objects.filter(kind="membership.farewell").exists()


def test_successors_are_others_that_belong_here(cast: Cast, leila: Actor) -> None:
    gone = make_member(cast.quiet_fields, cast.operator, "Gone before")
    leaving.leave(gone, Leaving(How.DISSOLVED, came="A letter"), by=leila)
    for successor in (cast.sahel, cast.water, gone):
        with pytest.raises(Refusal) as refusal:
            leaving.leave(cast.sahel, Leaving(**MERGED, successors=[successor]), by=leila)
        assert refusal.value.field == "successors"
    with pytest.raises(Refusal):
        leaving.leave(cast.sahel, Leaving(How.DISSOLVED, came="A letter", successors=[cast.amal]), by=leila)


def test_who_may_end_a_membership(cast: Cast, leila: Actor) -> None:
    for account in (cast.deniz, cast.mina):
        with pytest.raises(NotAllowed):
            leaving.leave(cast.sahel, Leaving(How.WITHDRAWN), by=cast.actor(account))
    for how in (How.DISSOLVED, How.EXPELLED):
        with pytest.raises(Refusal):
            leaving.leave(cast.sahel, Leaving(how), by=cast.actor(cast.amina))
    with pytest.raises(NotVisible):
        leaving.leave(cast.sahel, Leaving(How.WITHDRAWN, came="So"), by=cast.actor(cast.viktor, cast.open_water))


def test_neither_a_deputy_nor_somebody_bound_to_a_topic_withdraws_an_organisation(cast: Cast, leila: Actor) -> None:
    oumar = parties.mandates_in_force().get(organisation=cast.sahel, person=cast.person(cast.oumar))
    mandates.end(oumar, by=leila)
    amina = parties.mandates_in_force().get(organisation=cast.sahel, person=cast.person(cast.amina))
    mandates.appoint_deputy(amina, cast.person(cast.oumar), until=time.now() + DAY, by=leila)
    with pytest.raises(NotAllowed):
        leaving.leave(cast.sahel, Leaving(How.WITHDRAWN), by=cast.actor(cast.oumar))
    amina.topics = ["radar"]
    amina.save()
    with pytest.raises(NotAllowed):
        leaving.leave(cast.sahel, Leaving(How.WITHDRAWN), by=cast.actor(cast.amina))


def test_seats_asks_and_what_is_open_end_with_it(cast: Cast, leila: Actor) -> None:
    body = bodies.form(cast.quiet_fields, bodies.Description(kind="committee"), by=leila)
    seats.give(body, cast.sahel, seats.Terms(starts_on=time.now().date()), by=leila)
    confirming.ask_to_confirm(cast.quiet_fields, due_at=time.now() + DAY, organisations=[cast.sahel], by=leila)
    proceedings.begin(cast.sahel, "A reason", by=leila)
    leaving.leave(cast.sahel, Leaving(How.WITHDRAWN), by=cast.actor(cast.amina))
    assert not leadership.seats_held(cast.sahel)
    assert Ask.objects.get(organisation=cast.sahel).withdrawn_at is not None
    assert Proceeding.objects.get().state == "dropped"


def test_what_belonged_to_a_network_goes_to_its_successor(cast: Cast, leila: Actor) -> None:
    belonging.set_network(cast.campos, cast.sahel, by=leila)
    belonging.set_network(cast.amal, cast.sahel, by=leila)
    oumar = cast.person(cast.oumar)
    leaving.leave(cast.sahel, Leaving(**MERGED, successors=[cast.amal]), {oumar.pk: cast.amal}, by=leila)
    networks = dict(Membership.objects.filter(pk__in=[cast.campos.pk, cast.amal.pk]).values_list("pk", "network_id"))
    assert networks == {cast.campos.pk: cast.amal.pk, cast.amal.pk: None}
    assert {hat.organisation for hat in parties.hats(cast.oumar, cast.quiet_fields)} == {cast.amal}
    assert parties.mandates_in_force().get(person=oumar).function == "Campaigner"
    assert not parties.hats(cast.amina, cast.quiet_fields)


def test_nobody_else_goes_on_for_the_successor(cast: Cast, leila: Actor) -> None:
    with pytest.raises(NotVisible):
        leaving.leave(cast.sahel, Leaving(**MERGED, successors=[cast.amal]), {cast.person(cast.eva).pk: cast.amal}, by=leila)


@pytest.fixture
def endorsed(cast: Cast, leila: Actor) -> Endorsement:
    version = texts.begin(cast.quiet_fields, "call", by=leila)
    texts.word(version, "en", texts.Words("Quiet fields", "", ["No more harm."], ""), is_ready=True, by=leila)
    version = texts.adopt(version, texts.Adoption(adopted_on=time.now().date(), adopted_how="The assembly"), by=leila)
    signature = endorsing.Signature(signatory="Amina Diallo", function="Director", authority="Statutes")
    return endorsing.endorse(version, cast.sahel, signature, by=cast.actor(cast.amina))


@pytest.mark.parametrize("keeps", [True, False])
def test_the_organisation_chooses_whether_it_stays_named_on_what_it_endorsed(cast: Cast, endorsed: Endorsement, keeps: bool) -> None:
    leaving.leave(cast.sahel, Leaving(How.WITHDRAWN, keeps_endorsements=keeps), by=cast.actor(cast.amina))
    endorsed.refresh_from_db()
    assert (endorsed.withdrawn_at is None) is keeps


def test_an_expelled_member_is_taken_off_what_it_endorsed(cast: Cast, leila: Actor, endorsed: Endorsement) -> None:
    today = time.now().date()
    opened = proceedings.begin(cast.sahel, "A reason", "Facts", by=leila)
    proceedings.give_notice(opened, proceedings.Hearing("Notice", time.now() + DAY), by=leila)
    proceedings.answer(opened, "Answer", by=cast.actor(cast.amina))
    proceedings.suspend(opened, proceedings.Decision("Meeting", today, "Assembly", today + 9 * DAY), by=leila)
    with pytest.raises(Refusal):
        deciding.note_expulsion(opened, "Expelled by 40 of 52", by=leila)
    assert standing(cast) == Standing.SUSPENDED
    proceedings.move_assembly(opened, "Assembly by call", today, "It could meet earlier.", by=leila)
    departure = deciding.note_expulsion(opened, "Expelled by 40 of 52", by=leila)
    endorsed.refresh_from_db()
    assert (departure.how, standing(cast), endorsed.withdrawn_at is None) == (How.EXPELLED, Standing.LEFT, False)
    assert Proceeding.objects.get().state == "expelled"


def test_it_is_taken_in_again_with_its_people_and_its_history(cast: Cast, leila: Actor) -> None:
    leaving.leave(cast.sahel, Leaving(How.DISSOLVED, came="A letter"), by=leila)
    departure = departures.of_organisation(leila, cast.sahel.pk)
    assert departure is not None
    former = departures.former_mandates(departure)
    assert [one.person.name for one in former] == ["Amina Diallo", "Oumar Traoré"]
    memberships.take_back(cast.sahel, former[:1], by=leila)
    assert (standing(cast), acting(cast)) == (Standing.GOOD, {"Amina Diallo"})
    with pytest.raises(Conflict):
        memberships.take_back(cast.sahel, former, by=leila)
    leaving.leave(cast.sahel, Leaving(How.WITHDRAWN), by=cast.actor(cast.amina))
    assert Departure.objects.filter(membership=cast.sahel.pk).count() == 2


def test_only_once_and_only_by_coordinators_taken_in_again(cast: Cast, leila: Actor) -> None:
    leaving.leave(cast.sahel, Leaving(How.DISSOLVED, came="A letter"), by=leila)
    with pytest.raises(Conflict):
        leaving.leave(cast.sahel, Leaving(How.DISSOLVED, came="A letter"), by=leila)
    with pytest.raises(NotAllowed):
        memberships.take_back(cast.sahel, [], by=cast.actor(cast.mina))
    other = parties.mandates_in_force().get(person=cast.person(cast.mina))
    with pytest.raises(NotVisible):
        memberships.take_back(cast.sahel, [other], by=leila)


def test_what_it_takes_along_opens_and_holds_nothing_that_it_may_not_read(cast: Cast, leila: Actor, endorsed: Endorsement) -> None:
    notes.write(cast.sahel, "Their director is difficult.", Label.AMBER_STRICT, by=leila)
    notes.write(cast.sahel, "They host the meeting in May.", Label.AMBER, by=leila)
    for by in (cast.actor(cast.oumar), leila):
        taken = taking.take(cast.sahel, by=by)
        packed = zipfile.ZipFile(io.BytesIO(taken.content))
        everything = json.loads(packed.read("everything.json"))
        assert {"people.xlsx", "endorsements.xlsx", "procedures.xlsx", "history.xlsx"} <= set(packed.namelist())
        assert [one["Name"] for one in everything["people"]] == ["Amina Diallo", "Oumar Traoré"]
        assert everything["endorsements"][0]["Signed by"] == "Amina Diallo"
        assert [note["text"] for note in everything["record"]["notes"]] == ["They host the meeting in May."]
        assert "difficult" not in str(everything)
    with pytest.raises(NotAllowed):
        taking.take(cast.sahel, by=cast.actor(cast.mina))
    assert Entry.objects.filter(kind="membership.record_taken").count() == 2


def test_nobody_escapes_a_suspension_by_being_admitted_anew(cast: Cast, leila: Actor) -> None:
    leaving.leave(cast.sahel, Leaving(How.DISSOLVED, came="A letter"), by=leila)
    memberships.belongs_again(cast.sahel)
    assert (standing(cast), Departure.objects.get().returned_at is None) == (Standing.GOOD, False)
    Membership.objects.filter(pk=cast.sahel.pk).update(standing=Standing.SUSPENDED)
    with pytest.raises(Conflict):
        memberships.belongs_again(cast.sahel)
    assert standing(cast) == Standing.SUSPENDED


def test_nobody_acts_for_one_that_has_left(cast: Cast, leila: Actor) -> None:
    leaving.leave(cast.sahel, Leaving(How.DISSOLVED, came="A letter"), by=leila)
    with pytest.raises(Conflict):
        people.appoint(cast.sahel, cast.person(cast.eva), people.Appointment(), by=leila)
    assert acting(cast) == set()
