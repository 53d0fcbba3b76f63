"""A statement is put to silence, which is broken; revised, it is adopted; a ballot is cast in secret; an answer comes by phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from commoncall.decisions.actions import closing
from commoncall.decisions.models import Decision, Response
from commoncall.kernel import time
from tests.browser import PHONE
from tests.scene import Scene
from tests.stories.conftest import Story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST, REVISED = "Shall this be our word to the conference?", "Shall the revised word be ours?"
OBJECTION = "Paragraph two forbids what no treaty forbids."


def time_is_over(decision: Decision) -> None:
    """Let the instant at which it closes have come, and the clock do its work."""
    Decision.objects.filter(pk=decision.pk).update(closes_at=time.now() - timedelta(seconds=2))
    assert closing.close_due() == 1


def prepare(story: Story, rung: str, title: str, words: str) -> None:
    story.follow(rung)
    story.type("The question, in one line", title)
    story.type("What is decided, in full", words)


def open_it(story: Story) -> None:
    story.press("Go on")
    story.reads("Nobody has been asked yet. This is what opening it does.")
    story.see("the look before it opens")
    story.press("Open it now")
    story.reads("Opened. All who decide are asked and written to.")
    story.see("opened")


def page_of(decision: Decision) -> str:
    return f"/quiet-fields/decisions/{decision.pk}/"


def test_silence_is_broken_and_the_revised_words_are_adopted_with_a_regional_quorum(open_scene: Scene, tell: Callable[..., Story]) -> None:
    cast = open_scene.cast
    leila = tell("/quiet-fields/decisions/", account=cast.leila)
    leila.see("decisions")
    leila.follow("Prepare a decision")
    leila.see("choosing the kind")
    prepare(leila, "Statement of the coalition", FIRST, "No more fields under fire.")
    leila.reads("Adopted unless somebody objects")
    leila.see("preparing")
    open_it(leila)
    first = Decision.objects.get(title=FIRST)

    amina = tell("/quiet-fields/decisions/", account=cast.amina, size=PHONE)
    amina.see("what waits, on a phone")
    amina.follow(FIRST)
    amina.reads("Nothing to do if you agree: silence counts as consent.")
    amina.choose("Break silence")
    amina.press("Record for Forum Humanité Sahel")
    amina.reads("Write why.")
    amina.see("a reason is asked")
    amina.type("Reason or comment", OBJECTION)
    amina.press("Record for Forum Humanité Sahel")
    amina.reads("Break silence for Forum Humanité Sahel?", OBJECTION)
    assert not Response.objects.filter(decision=first).exists(), "asking is not recording"
    amina.see("asked before silence is broken")
    amina.press("Object for Forum Humanité Sahel")
    amina.reads("Recorded: Forum Humanité Sahel objects. With that it is closed.", "Silence was broken", OBJECTION)
    amina.see("silence broken")

    leila.page.reload()
    leila.reads("The objection", OBJECTION)
    leila.follow("Prepare a revised one")
    prepare(leila, "Statement of the coalition", REVISED, "No more fields under fire, as the law says.")
    leila.page.locator("summary", has_text="Otherwise than the ladder says").click()
    leila.page.locator("[name=way]").select_option("vote")
    leila.page.locator("[name=division]").select_option("region")
    leila.type("Share that has to agree", "75")
    leila.press("Go on")
    leila.reads("Say why: the reason stands in the register.")
    leila.see("a reason for the deviation is asked")
    leila.type("Why it is otherwise than the ladder says", "Silence was broken.")
    open_it(leila)
    second = Decision.objects.get(title=REVISED)
    assert second.follows == first

    amina.page.goto(amina.page.url.split("/quiet-fields")[0] + page_of(second))
    amina.choose("In favour")
    amina.press("Record for Forum Humanité Sahel")
    amina.reads("Recorded: Forum Humanité Sahel agrees. You can change this until")
    amina.see("answered")
    for name in ("Al-Amal Survivors’ Network", "Plover Point", "Siskin Song"):
        leila.follow("Enter an answer")
        leila.page.locator("[name=organisation]").select_option(label=name)
        leila.choose("In favour")
        leila.choose("By phone")
        leila.type("From whom, and when", "Their chair, at ten.")
        leila.see("entering an answer")
        leila.press("Enter it")
        leila.reads(f"Entered for {name}.")
    leila.see("as it stands")

    time_is_over(second)
    amina.page.reload()
    amina.reads("Adopted on", "Enough took part from each region that was needed.")
    amina.follow("Dissociate your organisation from it")
    amina.type("Why", "We would have said it in another voice.")
    amina.see("dissociating")
    amina.press("Record for Forum Humanité Sahel")
    amina.reads("Recorded: Forum Humanité Sahel dissociates itself from it.", "We would have said it in another voice.")
    amina.see("adopted, and one dissociated")
    leila.page.goto(leila.page.url.split("/quiet-fields")[0] + "/quiet-fields/decisions/register/?q=revised")
    leila.reads("1 decision", "1 dissociated")
    leila.see("the register")


def test_a_secret_ballot_is_asked_twice_cast_once_and_told_to_nobody(open_scene: Scene, tell: Callable[..., Story]) -> None:
    cast, secret = open_scene.cast, open_scene.rows["ours"]["decision_secret"]
    amina = tell(page_of(secret), account=cast.amina)
    amina.reads("A ballot cannot be changed once it is cast.", "whoever runs this machine could open the ballots")
    amina.see("what is secret")
    amina.choose("No")
    amina.press("Go on for Forum Humanité Sahel")
    amina.reads("Cast this ballot for Forum Humanité Sahel: No?")
    assert not secret.sealed.exists(), "asking is not casting"
    amina.see("asked before it is cast")
    amina.press("Cast the ballot for Forum Humanité Sahel")
    amina.reads("Recorded: Forum Humanité Sahel has voted. A ballot cannot be changed.")
    amina.see("cast")
    assert not amina.page.locator("main input[type=radio]").count(), "a second ballot is offered"

    leila = tell(page_of(secret), account=cast.leila)
    leila.reads("Nothing is counted before it closes.")
    assert "Enter an answer" not in leila.words
    leila.see("the coordinator sees who has voted")
    time_is_over(secret)
    leila.page.reload()
    leila.reads("Fewer than five ballots were cast. Nothing is told of them but what came of it.")
    leila.see("too few ballots to be told")


def test_an_answer_that_came_by_phone_is_put_right_by_whose_it_is(open_scene: Scene, tell: Callable[..., Story]) -> None:
    cast, decision = open_scene.cast, open_scene.rows["ours"]["decision"]
    leila = tell(f"{page_of(decision)}enter/?for={cast.sahel.pk}", account=cast.leila)
    leila.choose("In favour")
    leila.choose("By phone")
    leila.type("From whom, and when", "Oumar, at noon.")
    leila.press("Enter it")
    leila.reads("Entered for Forum Humanité Sahel.", "entered by Leila Haddad, by phone")

    amina = tell(page_of(decision), account=cast.amina, size=PHONE)
    amina.reads("It was entered by Leila Haddad. If it is not right, correct it here.")
    amina.see("entered, on a phone")
    amina.page.locator("summary", has_text="Change the answer").click()
    amina.choose("Against")
    amina.press("Record for Forum Humanité Sahel")
    amina.reads("Recorded: Forum Humanité Sahel is against.")
    amina.see("put right")
    kept = Response.objects.get(decision=decision, organisation=cast.sahel)
    assert (kept.answer, kept.entered_by, kept.person) == ("against", None, cast.person(cast.amina))
