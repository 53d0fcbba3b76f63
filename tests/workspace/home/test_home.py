"""The day sheet: what is asked, what is to be done to begin with, what others have done meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commoncall.call.actions import endorsing
from commoncall.call.actions.endorsing import Signature
from commoncall.call.actions.texts import Adoption, Words, drafting
from commoncall.kernel import time
from commoncall.kernel.accounts.models import Account
from commoncall.kernel.asks import actions as asks
from commoncall.kernel.asks import kinds
from commoncall.kernel.authority import Actor, Proof, Role
from commoncall.kernel.identifiers import uuid7
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions import coalitions, mandates, organisations, people
from commoncall.kernel.parties.models import Coalition, Invitation, Person
from commoncall.kernel.parties.rules import suggested
from commoncall.membership.actions import confirming
from commoncall.procedures import coordinating, founding, reaffirming
from tests.cast import Cast, make_member
from tests.texts import adopt

AsAccount = Callable[[Account], Client]

WEIGH = kinds.find("tests.weigh_stove") or kinds.ask_kind("tests.weigh_stove", "Weigh the stove", "It is said to be heavy.", "members")


def text(client: Client, path: str = "/quiet-fields/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_what_is_asked_stands_first_and_says_until_when(cast: Cast, as_account: AsAccount) -> None:
    due = time.now() + timedelta(hours=30)
    asks.ask(WEIGH, cast.quiet_fields, organisation=cast.sahel, due_at=due, by=cast.actor(cast.leila))
    page = text(as_account(cast.amina))
    assert "1 thing is asked of you. 1 of them ends within two days." in page
    assert "Weigh the stove" in page
    assert "For Forum Humanité Sahel." in page
    assert 'class="late"' in page
    assert "Weigh the stove" not in text(as_account(cast.deniz))


def test_what_is_asked_in_any_of_ones_coalitions_stands_on_the_first_page(cast: Cast, as_account: AsAccount) -> None:
    asks.ask(WEIGH, cast.quiet_fields, organisation=cast.sahel, by=cast.actor(cast.leila))
    asks.ask(WEIGH, cast.open_water, organisation=cast.water, by=cast.actor(cast.viktor, cast.open_water))
    page = text(as_account(cast.amina), "/")
    assert "2 things are asked of you." in page
    assert "You act for Forum Humanité Sahel." in page
    assert "You act for Rivers Trust." in page
    assert 'href="/quiet-fields/members/"' in page
    assert 'href="/open-water/members/"' in page
    assert "Open Water" not in text(as_account(cast.leila), "/")


def test_a_new_coordinator_has_five_steps_and_each_is_gone_when_done(cast: Cast, as_account: AsAccount) -> None:
    by = parties.account_actor(cast.sven, Proof.SIGNED_IN)
    coalition = founding.found(coalitions.Description("Still Waters", "still-waters"), suggested("network"), founder=cast.sven, by=by)
    inside = parties.actor_wearing(parties.hats(cast.sven, coalition)[0], Proof.SIGNED_IN)
    client = as_account(cast.sven)
    left = ["Bring the list you have", "Invite people in", "Begin a draft", "Open the public page", "Find a second coordinator"]
    deeds = [
        lambda: organisations.enter(coalition, organisations.Names("Rivers Trust"), by=inside),
        lambda: people.note_invitations(coalition, [somebody(coalition, inside)], by=inside),
        lambda: drafting.begin(coalition, "call", by=inside),
        lambda: coalitions.open_site(coalition, True, by=inside),
        lambda: coordinating.appoint(coalition, address="rana@rana.example", name="Rana", by=inside),
    ]
    while deeds:
        page = text(client, "/still-waters/")
        assert [step for step in left if step in page] == left
        deeds.pop(0)()
        done = left.pop(0)
        assert done not in text(client, "/still-waters/")
    assert "To begin with" not in text(client, "/still-waters/")


def somebody(coalition: Coalition, by: Actor) -> Person:
    """Return a person who acts for the coalition's one organisation and has not come in."""
    person = people.enter(coalition, people.Particulars("Rana Saad"), by=by)
    mandates.grant(mandates.Grant(person, coalition.organisations.get(), Role.REPRESENTATIVE), by=by)
    return person


def test_the_steps_are_the_coordinators_alone(cast: Cast, as_account: AsAccount) -> None:
    assert "Find a second coordinator" in text(as_account(cast.leila))
    assert "Find a second coordinator" not in text(as_account(cast.amina))


def test_what_coordinators_wait_for_leads_to_where_they_follow_it(cast: Cast, as_account: AsAccount) -> None:
    leila = cast.actor(cast.leila)
    endorsing.endorse(adopt(cast.quiet_fields), cast.sahel, Signature(), by=cast.actor(cast.amina))
    draft = drafting.begin(cast.quiet_fields, "call", by=leila)
    drafting.word(draft, "en", Words("Keep them quiet", "", ("Join.",)), by=leila)
    second = reaffirming.adopt(draft, Adoption(time.now().date(), "us", reaffirm_by=time.now() + timedelta(days=9)), by=leila)
    confirming.ask_to_confirm(cast.quiet_fields, due_at=time.now() + timedelta(days=5), organisations=[cast.sahel, cast.demir], by=leila)
    page = text(as_account(cast.leila))
    waiting = page[page.index('id="waiting"') :]
    assert f'href="/quiet-fields/texts/versions/{second.pk}/follow-up/"' in waiting, "all were asked about one version"
    assert 'href="/quiet-fields/members/"' in waiting, "each was asked about itself"
    client = as_account(cast.leila)
    for address in re.findall(r'class="row-title"><a href="([^"]+)"', waiting[: waiting.index("</section>")]):
        assert client.get(address).status_code == 200, address


def test_every_page_on_which_something_is_followed_is_there() -> None:
    for kind in kinds.kinds():
        for name, parts in ((kind.followed, ["quiet-fields", uuid7()]), (kind.all_followed, ["quiet-fields"])):
            assert not name or reverse(name, args=parts), kind.name


@pytest.mark.parametrize(("invited", "told"), [(1, "1 was invited."), (2, "2 were invited.")])
def test_how_many_were_invited_is_said_of_their_number(cast: Cast, as_account: AsAccount, invited: int, told: str) -> None:
    for number in range(invited):
        person = people.enter(cast.quiet_fields, people.Particulars(f"Other {number}"), by=cast.operator)
        Invitation.objects.create(coalition=cast.quiet_fields, person=person, sent_at=time.now())
    assert told in text(as_account(cast.leila))


def test_what_others_did_since_the_last_visit_is_told(cast: Cast, as_account: AsAccount) -> None:
    client = as_account(cast.leila)
    with time_machine.travel(time.now(), tick=False) as clock:
        assert "In the last seven days" in text(client)
        clock.shift(timedelta(days=2))
        organisations.enter(cast.quiet_fields, organisations.Names("Later Arrival"), by=cast.operator)
        organisations.enter(cast.quiet_fields, organisations.Names("My Own Deed"), by=cast.actor(cast.leila))
        page = text(client)
        assert "Since you were last here" in page
        assert "entered Later Arrival." in page
        assert "My Own Deed" not in page
        assert "set up the coalition" not in page
        clock.shift(timedelta(days=1))
        assert "Later Arrival" not in text(client)


def test_what_one_batch_did_is_told_once(cast: Cast, as_account: AsAccount) -> None:
    names = [(organisations.Names(f"Group {number}"), "public") for number in range(20)]
    organisations.enter_all(cast.quiet_fields, names, by=cast.operator, batch=cast.sahel.id)  # type: ignore[arg-type]
    page = text(as_account(cast.leila))
    assert page.count("entered Group") == 1
    assert "And 19 more like it." in page


def test_nobody_reads_of_what_they_may_not_know(cast: Cast, as_account: AsAccount) -> None:
    for account in (cast.amina, cast.deniz, cast.eva):
        page = text(as_account(account))
        assert "Lantern" not in page
        assert "Mina Sato" not in page


def test_observers_and_endorsers_read_how_to_become_members(cast: Cast, as_account: AsAccount) -> None:
    for account in (cast.deniz, cast.eva):
        assert "An organisation joins by endorsing the call and accepting the charter." in text(as_account(account))
    assert "An organisation joins" not in text(as_account(cast.amina))


@pytest.mark.parametrize("who", ["leila", "amina"])
def test_the_number_of_queries_does_not_grow(cast: Cast, as_account: AsAccount, who: str) -> None:
    client = as_account(getattr(cast, who))
    client.get("/quiet-fields/")
    with CaptureQueriesContext(connection) as few:
        client.get("/quiet-fields/")
    for number in range(40):
        make_member(cast.quiet_fields, cast.operator, f"Group {number}", "KE")
        asks.ask(WEIGH, cast.quiet_fields, organisation=cast.sahel, by=cast.actor(cast.leila))
    with CaptureQueriesContext(connection) as many:
        client.get("/quiet-fields/")
    assert len(many) == len(few)
    assert len(many) <= 23


def test_visitors_read_what_this_is_and_which_pages_are_open(cast: Cast) -> None:
    coalitions.open_site(cast.quiet_fields, True, by=cast.actor(cast.leila))
    page = text(Client(), "/")
    assert 'href="/en/quiet-fields/"' in page
    assert "Open Water" not in page


def test_a_person_without_a_mandate_is_told_how_one_comes(cast: Cast, as_account: AsAccount) -> None:
    assert "You belong to no coalition here at present." in text(as_account(cast.sven), "/")
