"""The ladder decides on people: an applicant is admitted by the committee's vote, and a member is suspended, heard until the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from commoncall.decisions.models import Decision, Rung
from commoncall.decisions.rules.rule import Base, Failure, Rule, Time
from commoncall.kernel import time
from commoncall.kernel.accounts.models import Account
from commoncall.kernel.authority import Role
from commoncall.kernel.parties.actions import coalitions
from commoncall.kernel.parties.rules import Arrangements
from commoncall.leadership.models import Body
from commoncall.membership.actions import proceedings
from commoncall.membership.actions.applying import arranging
from commoncall.membership.actions.proceedings import Hearing
from commoncall.membership.models import Application, Category, Membership
from commoncall.membership.rules.admitting import Way
from tests.applicants import applied, committee_of
from tests.cast import make_account, make_person
from tests.scene import Scene
from tests.stories.conftest import Story, latest_mail

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MAJORITY = Rule(base=Base.ALL, window=Time(hours=72), early_close=True, failure=Failure.LAPSE)


@pytest.fixture
def committee(quiet_fields: Scene) -> Body:
    """Seat Sahel and Al-Amal, and set the rungs on which the two decide."""
    cast = quiet_fields.cast
    by, nour = cast.actor(cast.leila), make_account("Nour Aziz", "nour@nour.example")
    make_person(cast.quiet_fields, cast.operator, nour, cast.amal, Role.REPRESENTATIVE)
    coalitions.rearrange(cast.quiet_fields, Arrangements(), reason="The assembly decided it.", what="Conditions", by=by)
    body = committee_of(cast.quiet_fields, {cast.sahel: cast.person(cast.amina), cast.amal: cast.person(nour)}, by=by)
    Rung.objects.filter(coalition=cast.quiet_fields).delete()
    for position, code in enumerate(("admission", "suspension")):
        Rung.objects.create(coalition=cast.quiet_fields, code=code, rule=MAJORITY.as_stored(), body=body, position=position)
    return body


def nour_of_amal() -> Account:
    """Return the account of whoever sits in the committee for Al-Amal."""
    return Account.objects.get(addresses__address="nour@nour.example")


def test_an_applicant_is_admitted_by_the_vote_of_the_committee(quiet_fields: Scene, committee: Body, tell: Callable[..., Story]) -> None:
    cast = quiet_fields.cast
    arranging.set_path(cast.quiet_fields, Category.ORDINARY, Way(consults="nobody", decided_by="committee"), by=cast.actor(cast.leila))
    application = applied(cast.quiet_fields, language="en")
    leila = tell(f"/quiet-fields/applications/{application.pk}/", account=cast.leila)
    if leila.page.get_by_role("link", name="Note what was found").count():
        leila.follow("Note what was found")
        for answer in leila.page.get_by_text("Met", exact=True).all():
            answer.click()
        leila.press("Record")
    leila.follow("Move it on")
    leila.reads("2 organisations are asked", "Adopted if more than half")
    leila.see("who is asked")
    leila.press("Move it on")
    leila.reads("It is open until", "2 organisations have not answered", "Forum Humanité Sahel")
    leila.see("it is decided on")
    leila.page.goto(f"/quiet-fields/applications/{application.pk}/decide/")
    leila.reads("What follows from it comes by itself.")
    leila.see("nothing is to be recorded by hand")

    amina = tell("/quiet-fields/", account=cast.amina)
    decision = Decision.objects.get(subject=application.pk)
    amina.page.goto(f"/quiet-fields/decisions/{decision.pk}/")
    amina.reads("Is Association Tiléwa to be admitted?", "The application of Association Tiléwa")
    amina.see("the decision")
    amina.follow("The application of Association Tiléwa")
    amina.reads("For those who decide on it, and the coordinators.", "Works with farmers on the river.")
    amina.see("what those who decide read of the applicant")
    assert not [hidden for hidden in ("fanta@tilewa.example", "+223") if hidden in amina.page.content()]
    amina.follow("To the decision")
    amina.choose("In favour")
    amina.press("Record for Forum Humanité Sahel")
    amina.reads("1 of 2")
    other = tell(f"/quiet-fields/decisions/{decision.pk}/", account=cast.mina)
    assert "Tiléwa" not in other.words
    assert "Tiléwa" not in tell("/quiet-fields/decisions/", account=cast.mina).words

    nour = tell(f"/quiet-fields/decisions/{decision.pk}/", account=nour_of_amal())
    nour.choose("In favour")
    nour.press("Record for Al-Amal")
    nour.reads("Adopted")
    leila.page.goto(f"/quiet-fields/applications/{application.pk}/")
    leila.reads("Admitted", f"Decision {decision.number} of the register")
    leila.see("admitted")
    assert Application.objects.get(pk=application.pk).state == "admitted"
    assert latest_mail("fanta@tilewa.example").kind == "membership.admitted"


def test_a_member_is_suspended_by_a_vote_and_heard_until_the_end(quiet_fields: Scene, committee: Body, tell: Callable[..., Story]) -> None:
    cast = quiet_fields.cast
    by = cast.actor(cast.leila)
    opened = proceedings.begin(cast.sahel, "It spoke for all of us.", "The release, and two calls.", by=by)
    proceedings.give_notice(opened, Hearing("You are heard.", time.now() + timedelta(days=7)), by=by)
    proceedings.answer(opened, "We were asked by the ministry.", by=cast.actor(cast.amina))
    leila = tell(f"/quiet-fields/procedures/{opened.pk}/", account=cast.leila)
    leila.follow("Put the suspension to the vote")
    leila.reads("1 organisation decides.", "The organisation itself has no vote in this.")
    leila.type("The assembly that will hear it", "The general assembly in Nairobi")
    leila.type("The day of that assembly", (time.now() + timedelta(days=1)).date().isoformat())
    leila.press("Put it to the vote")
    leila.reads("The assembly that hears it comes after that.")
    leila.see("the assembly is too early")
    leila.type("The day of that assembly", (time.now() + timedelta(days=60)).date().isoformat())
    leila.press("Put it to the vote")
    leila.reads("It is put to the vote.", "It is being decided on.", "1 organisation has not answered")
    leila.see("it is put to the vote")

    mail = latest_mail("amina@amina.example")
    assert mail.kind == "membership.put_to_the_vote"
    amina = tell(f"/quiet-fields/procedures/{opened.pk}/", account=cast.amina)
    amina.follow("Change the answer")
    amina.type("Your answer", "We have withdrawn the release, and said so in public.")
    amina.press("Record the answer")
    amina.reads("Your answer is recorded")
    decision = Decision.objects.get(subject=opened.pk)
    amina.page.goto(f"/quiet-fields/decisions/{decision.pk}/")
    amina.reads("The organisation itself has no vote in this")
    amina.see("what the organisation reads of the decision")
    assert not amina.page.get_by_role("button", name="Record for").count()

    nour = tell(f"/quiet-fields/decisions/{decision.pk}/", account=nour_of_amal())
    nour.reads("We have withdrawn the release, and said so in public.")
    nour.see("what those who decide read")
    nour.choose("In favour")
    nour.press("Record for Al-Amal")
    nour.reads("Adopted")
    leila.page.goto(f"/quiet-fields/procedures/{opened.pk}/")
    leila.reads("It has no vote and is not counted", f"Decision {decision.number} of the register")
    leila.see("suspended")
    assert Membership.objects.get(pk=cast.sahel.pk).standing == "suspended"
    assert latest_mail("amina@amina.example").kind == "membership.suspension"
