"""Applicants are admitted through consultation and committee, declined with reasons, or let in by all in writing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from commoncall.kernel import time
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.actions import coalitions
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.parties.rules import Arrangements, Criterion
from commoncall.membership.actions.applying import arranging
from commoncall.membership.models import Application, Category
from commoncall.membership.rules.admitting import Way
from tests.applicants import applied, committee_of
from tests.scene import Scene
from tests.stories.conftest import Story, all_done, latest_mail, link_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def decided_by(quiet_fields: Scene) -> Callable[..., Application]:
    """Arrange who is consulted and who decides, then let an association from Mali apply."""

    def arrange(decides: str, **way: Any) -> Application:
        cast = quiet_fields.cast
        by = cast.actor(cast.leila)
        criteria = (Criterion("non_violence"), Criterion("business"))
        coalitions.rearrange(cast.quiet_fields, Arrangements(criteria=criteria), reason="The assembly decided it.", what="Conditions", by=by)
        arranging.set_path(cast.quiet_fields, Category.ORDINARY, Way(decided_by=decides, **way), by=by)
        if decides == "committee":
            held = {cast.sahel: cast.person(cast.amina), cast.lantern: cast.person(cast.mina)}
            committee_of(cast.quiet_fields, held, chair=cast.sahel, by=by)
        return applied(cast.quiet_fields, language="en")

    return arrange


def check(story: Story, *, see: bool = True) -> None:
    """Find both conditions met, from the list of applications on."""
    story.page.goto("/quiet-fields/applications/")
    story.follow("Association Tiléwa")
    story.follow("Note what was found")
    for answer in story.page.get_by_text("Met", exact=True).all():
        answer.click()
    story.page.get_by_label("Note").first.fill("Its statutes say so.")
    if see:
        story.see("what was found")
    story.press("Record")
    story.reads("Its statutes say so.")


def move_on(story: Story, *, see: str = "") -> None:
    """Move the application on, after reading who is asked."""
    story.follow("Move it on")
    if see:
        story.see(see)
    story.press("Move it on")
    story.reads("It has moved on.")


def test_an_applicant_is_admitted_through_consultation_and_committee(
    quiet_fields: Scene, decided_by: Callable[..., Application], tell: Callable[..., Story]
) -> None:
    cast, application = quiet_fields.cast, decided_by("committee")
    leila = tell("/quiet-fields/applications/", account=cast.leila)
    leila.reads("Association Tiléwa")
    leila.see("the applications")
    check(leila)
    leila.see("checked")
    move_on(leila, see="who is asked next")
    leila.see("members are consulted")

    amina = tell("/quiet-fields/", account=cast.amina)
    amina.reads("Say what you know of an applicant")
    amina.page.goto(link_in(latest_mail("amina@amina.example")))
    amina.see("what a consulted member reads")
    for hidden in ("fanta@tilewa.example", "+223", "Modibo"):
        assert hidden not in amina.page.content()
    amina.choose("In favour")
    amina.type("What those who decide should know", "They kept the wells open in the dry year.")
    amina.press("Answer")
    amina.reads("Recorded for Forum Humanité Sahel")

    amina.page.goto(f"/quiet-fields/applications/{application.pk}/")
    amina.reads("Is it to be admitted?", "They kept the wells open in the dry year.")
    amina.see("what a seat on the committee reads")
    amina.choose("In favour")
    amina.press("Answer")
    amina.reads("It can be changed until the outcome is recorded.")
    mina = tell(f"/quiet-fields/applications/{application.pk}/vote/", account=cast.mina)
    mina.choose("In favour")
    mina.press("Answer")
    mina.reads("It can be changed until the outcome is recorded.")

    leila.page.goto("/quiet-fields/")
    leila.reads("Decide on an application")
    leila.page.goto(f"/quiet-fields/applications/{application.pk}/decide/")
    leila.see("recording the outcome")
    leila.type("What the applicant is told", "Welcome on the river.")
    leila.press("Record the outcome")
    leila.reads("Association Tiléwa is admitted.")
    leila.see("admitted")
    mail = latest_mail("fanta@tilewa.example")
    assert "Welcome on the river." in mail.text
    all_done()
    assert Message.objects.filter(kind="membership.joined", address="amina@amina.example").exists()
    leila.page.goto("/quiet-fields/members/")
    leila.reads("Association Tiléwa")
    guest = tell(link_in(mail), locale="en")
    assert guest.page.locator("[name=address]").input_value() == "fanta@tilewa.example"
    answer = amina.page.goto(f"/quiet-fields/applications/{application.pk}/vote/")
    assert answer is not None
    assert answer.status == 404


def test_an_applicant_is_declined_with_reasons(quiet_fields: Scene, decided_by: Callable[..., Application], tell: Callable[..., Story]) -> None:
    decided_by("coordinators", consults="nobody")
    story = tell("/quiet-fields/applications/", account=quiet_fields.cast.leila)
    check(story, see=False)
    move_on(story)
    story.follow("Record the outcome")
    story.choose("Decline")
    story.press("Record the outcome")
    story.reads("Say why: the applicant is told.")
    story.see("declining needs a reason")
    story.type("What the applicant is told", "It speaks for a company that makes what we oppose.")
    story.press("Record the outcome")
    story.reads("Association Tiléwa is declined.")
    story.see("declined")
    text = latest_mail("fanta@tilewa.example").text
    assert "It speaks for a company" in text
    assert "You may apply again at any time." in text
    assert not Organisation.objects.filter(name="Association Tiléwa").exists()


def test_all_decide_in_writing_and_one_objects(quiet_fields: Scene, decided_by: Callable[..., Application], tell: Callable[..., Story]) -> None:
    application = decided_by("members", consults="nobody")
    leila = tell("/quiet-fields/applications/", account=quiet_fields.cast.leila)
    check(leila, see=False)
    move_on(leila)
    amina = tell(f"/quiet-fields/applications/{application.pk}/say/", account=quiet_fields.cast.amina)
    amina.reads("Whoever does not answer in time consents.")
    amina.choose("We object")
    amina.press("Answer")
    amina.reads("Say why")
    amina.type("What those who decide should know", "It is a front for the dam.")
    amina.see("objecting")
    amina.press("Answer")
    amina.reads("Recorded for Forum Humanité Sahel")
    leila.page.goto(f"/quiet-fields/applications/{application.pk}/decide/")
    leila.reads("It is too early to record the outcome")
    leila.see("too early")
    Application.objects.filter(pk=application.pk).update(decision_due_at=time.now() - timedelta(minutes=1))
    leila.page.reload()
    leila.reads("It is a front for the dam.", "1 objection so far.")
    leila.choose("Admit")
    leila.press("Record the outcome")
    leila.reads("This goes against what was answered.")
    leila.choose("Decline")
    leila.type("What the applicant is told", "An organisation of your country objects.")
    leila.press("Record the outcome")
    leila.reads("Association Tiléwa is declined.")


def test_how_one_joins_is_arranged_in_two_languages(quiet_fields: Scene, tell: Callable[..., Story]) -> None:
    coalition = quiet_fields.cast.quiet_fields
    coalition.languages = ["en", "ar"]
    coalition.save()
    story = tell("/quiet-fields/applications/arrange/", account=quiet_fields.cast.leila)
    story.see("how one joins")
    story.page.get_by_role("link", name=re.compile("^Change.*Ordinary member")).click()
    story.see("the stages of a category")
    story.choose("The committee")
    story.type("Days for the decision", "30")
    story.press("Record")
    story.reads("Then the committee decides within 30 days.")
    story.follow("Add a question")
    story.type("Question (English)", "What do you do at home?")
    story.type("Question (Arabic)", "ماذا تفعلون في بلدكم؟")
    story.see("a question in two languages")
    story.press("Record")
    story.reads("What do you do at home?")
    story.page.get_by_role("button", name=re.compile("Move up.*What do you do at home")).click()
    story.page.goto("/quiet-fields/applications/arrange/words/")
    story.type("What a new one promises, one promise to a line (English)", "It keeps the others informed.\nIt acts without violence.")
    story.press("Record")
    story.reads("It acts without violence.")
    story.see("arranged")
    story.follow("See the form")
    story.see("the form")
    story.follow("العربية")
    story.reads("ماذا تفعلون في بلدكم؟")
    story.see("the form in Arabic")
