"""Somebody from outside endorses on a cheap phone without scripts, changes their mind, and is asked again after a change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from commoncall.call.models import Endorser
from commoncall.procedures import outside_endorsements
from commoncall.web import guarding
from tests.browser import PHONE
from tests.scene import Scene
from tests.stories.conftest import Story, latest_mail, link_in
from tests.texts import adopt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HARDER = {"en": ("Leave the fields quiet. Clear them for good.", ["Ban it altogether.", "Clear the land by 2030.", "Care for survivors."])}


@pytest.fixture(autouse=True)
def _browsers_are_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarding, "LEAST", timedelta(0))


def endorse(tell: Callable[..., Story], language: str = "en", **how: object) -> Story:
    """Fill in the form, and follow the link in the mail."""
    story = tell(f"/{language}/quiet-fields/endorse/", size=PHONE, scripts=False, **how)
    story.see("the form")
    assert overflow_without_scripts(story) == 0
    story.page.locator("input[name=kind][value=individual]").locator("xpath=following-sibling::label").click()
    for name, typed in {"name": "Rosa Quispe Mamani", "affiliation": "Lima", "address": "rosa@rosa.example"}.items():
        story.page.locator(f"[name={name}]").fill(typed)
    story.page.locator("[name=country]").select_option("PE")
    story.page.locator("main button.main").click()
    story.page.wait_for_url("**/endorse/sent/")
    story.see("look into your mail")
    story.page.goto(link_in(latest_mail("rosa@rosa.example")))
    story.see("behind the link")
    return story


def overflow_without_scripts(story: Story) -> int:
    """Return by how much the page is wider than the phone; asked by the browser's own view, as pages run no scripts here."""
    return max(0, int(story.page.locator("main").bounding_box()["width"]) - PHONE["width"])  # type: ignore[index]


def test_an_outsider_endorses_on_a_phone_without_scripts_and_withdraws(quiet_fields: Scene, tell: Callable[..., Story]) -> None:
    story = endorse(tell)
    story.reads("Does Rosa Quispe Mamani endorse this?")
    assert Endorser.objects.get(address="rosa@rosa.example").confirmed_at is None
    story.press("Yes, I endorse it")
    story.reads("Counted and named in public")
    story.see("confirmed")
    public = tell("/en/quiet-fields/who/")
    assert "Rosa Quispe Mamani" in public.words
    story.follow("Correct")
    story.see("correcting")
    story.choose("Only count me")
    story.press("Keep it so")
    story.reads("Counted, and not named")
    public.page.reload()
    assert "Rosa" not in public.words
    story.follow("Withdraw")
    story.type("Why?", "I changed my mind.")
    story.see("asking before withdrawing")
    story.press("Withdraw")
    story.reads("no longer endorses it")
    story.see("withdrawn")
    assert not story.page.context.cookies(), "a public form set a cookie"


def test_after_a_change_the_outsider_reads_what_is_different_and_re_affirms(quiet_fields: Scene, tell: Callable[..., Story]) -> None:
    story = endorse(tell)
    story.press("Yes, I endorse it")
    story.reads("Counted and named in public")
    adopt(quiet_fields.cast.quiet_fields, HARDER)
    outside_endorsements.ask_again()
    mail = latest_mail("rosa@rosa.example")
    assert mail.kind == "call.endorser_again"
    story.page.goto(link_in(mail))
    story.reads("Ban it altogether.", "You endorsed version 2")
    story.see("asked to re-affirm")
    story.press("Stand behind version 3")
    story.reads("for version 3")
    story.see("re-affirmed")


def test_in_arabic_everything_runs_from_the_right(quiet_fields: Scene, tell: Callable[..., Story]) -> None:
    story = endorse(tell, "ar", dark=True)
    assert story.page.locator("html").get_attribute("dir") == "rtl"
    assert latest_mail("rosa@rosa.example").language == "ar"
    story.page.locator("main form button.main").click()
    story.page.locator("main .status.good").wait_for()
    story.see("confirmed in Arabic")


def test_a_coordinator_enters_one_on_paper_and_takes_bots_out(quiet_fields: Scene, tell: Callable[..., Story]) -> None:
    endorse(tell)
    story = tell("/quiet-fields/endorsers/", account=quiet_fields.cast.leila)
    story.see("the list")
    story.press("Enter one by hand", role="link")
    story.type("Name", "Harbour Choir")
    story.page.locator("[name=kind]").select_option("organisation")
    story.choose("Only if they agreed")
    story.type("Who took it", "Signed at the fair, in the green folder")
    story.type("E-mail address", "choir@harbour.example")
    story.see("entering")
    story.press("Enter", exact=True)
    story.reads("Harbour Choir was entered, and is told by mail.")
    story.see("entered")
    assert latest_mail("choir@harbour.example").kind == "call.endorser_entered"
    story.page.goto("/quiet-fields/endorsers/?q=%40rosa.example")
    story.follow("Take all of these out")
    story.see("looking before taking out")
    story.press("Take all of them out")
    story.reads("Taken out: 1 endorser.")
    story.see("taken out")
    assert Endorser.objects.get(address="rosa@rosa.example").removed_at is not None
    story.press("Undo")
    story.page.wait_for_load_state()
    story.see("undoing")
    phone = tell("/quiet-fields/endorsers/", account=quiet_fields.cast.leila, size=PHONE, dark=True)
    phone.see("the list on a phone")
    member = tell("/quiet-fields/endorsers/", account=quiet_fields.cast.amina, size=PHONE)
    member.reads("Harbour Choir")
    member.see("as members read it")
