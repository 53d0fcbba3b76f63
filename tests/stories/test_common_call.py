"""The call is written in two languages, adopted, endorsed, changed materially, and those behind it are followed up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from commoncall.call.models import Endorsement
from commoncall.call.queries import endorsements, texts
from commoncall.kernel.parties.models import Mandate
from tests.browser import PHONE
from tests.call.conftest import Adopt, adopt
from tests.cast import Cast
from tests.stories.conftest import Story

__all__ = ["adopt"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("empty_queue")]

Tell = Callable[..., Story]


def test_a_call_is_published_in_two_languages_endorsed_changed_and_followed_up(cast: Cast, tell: Tell) -> None:
    leila = tell("/quiet-fields/texts/", account=cast.leila)
    leila.see("no text yet")
    leila.press("Begin a draft (Call)")
    leila.reads("It says nothing yet.")
    leila.follow("Write", exact=True)
    leila.type("Title", "Leave the fields quiet")
    leila.type("Before the demands", "To every state, we say:")
    leila.type("Demand 1", "Care for survivors.")
    leila.type("Demand 2", "Join the treaty.")
    leila.type("Demand 3", "A demand that is dropped again.")
    leila.press("Add a demand")
    leila.type("Demand 4", "Clear the land by 2031.")
    leila.see("writing the demands")
    leila.press("Remove (3)")
    leila.press("Move down (1)")
    leila.page.get_by_role("button", name="Save").last.click()
    leila.reads("Saved in this language: English.", "Leave the fields quiet")
    draft = texts.draft(cast.quiet_fields, "call")
    assert draft is not None
    assert texts.wording_for(draft, "en").demands == ["Join the treaty.", "Care for survivors.", "Clear the land by 2031."]
    leila.see("the draft")

    leila.follow("Add a language")
    leila.type("Language", "Arabic")
    leila.press("Write in it")
    leila.type("Title", "دعوا الحقول هادئة")
    for number, demand in enumerate(("انضمّوا إلى المعاهدة.", "اعتنوا بالناجين."), start=1):
        leila.type(f"Demand {number}", demand)
    leila.page.get_by_label("This translation is ready").check()
    leila.page.get_by_role("button", name="Save").last.click()
    leila.reads("The authoritative text has 3 demands, and this translation 2 (Arabic).")
    leila.see("a translation that lacks a demand")
    leila.type("Demand 3", "نظّفوا الأرض قبل عام 2031.")
    leila.page.get_by_role("button", name="Save").last.click()
    leila.reads("Saved in this language: Arabic.")
    assert leila.page.locator("ol.demands").get_attribute("dir") == "rtl"
    leila.see("the draft in Arabic")

    leila.follow("It has been adopted")
    leila.type("By whom", "the assembly in Beirut")
    leila.press("See what follows")
    leila.reads("Version 1: what follows", "Nothing is noted yet.")
    leila.see("what follows from adopting")
    leila.press("Bring version 1 into force")
    leila.reads("Version 1 is in force.")
    leila.see("the call in force")

    amina = tell("/quiet-fields/texts/call/", account=cast.amina, size=PHONE, scripts=False)
    amina.follow("Endorse for Forum Humanité Sahel")
    amina.type("Reservations", "We read demand 2 as for all victims.")
    amina.see("endorsing from a phone")
    amina.press("Endorse for Forum Humanité Sahel")
    amina.reads("Forum Humanité Sahel stands behind it.")
    amina.see("the endorsed call")

    leila.page.goto("/quiet-fields/texts/call/")
    leila.press("Begin a new version")
    leila.follow("Write", exact=True)
    leila.press("Add a demand")
    leila.type("Demand 4", "Let those pay who laid the mines.")
    leila.page.get_by_role("button", name="Save").last.click()
    leila.follow("It has been adopted")
    leila.type("By whom", "the second assembly")
    leila.choose("It asks for something else")
    leila.type("What is different", "A fourth demand is new.")
    leila.see("noting a material change")
    leila.press("See what follows")
    leila.reads("1 organisation will be asked to re-affirm.", "2 people are written to, each in their language.")
    leila.see("what follows from a material change")
    leila.press("Bring version 2 into force")
    leila.reads("0 of 1 organisation has re-affirmed.")

    amina.page.goto("/quiet-fields/")
    amina.reads("Re-affirm: the text has changed")
    amina.see("home with what is asked")
    amina.follow("Re-affirm: the text has changed")
    amina.reads("Does Forum Humanité Sahel stand behind the new version?")
    amina.follow("See what changed")
    amina.reads("Let those pay who laid the mines.")
    amina.see("what changed on a phone")
    amina.page.go_back()
    amina.see("re-affirming")
    amina.press("Re-affirm for Forum Humanité Sahel")
    amina.reads("Forum Humanité Sahel stands behind it.")

    leila.page.goto("/quiet-fields/texts/call/")
    leila.follow("Who has not")
    leila.reads("1 of 1 organisation has re-affirmed.", "Amina Diallo")
    leila.see("who has re-affirmed")


def test_who_may_not_sign_asks_who_may_and_one_click_is_enough(cast: Cast, adopt: Adopt, tell: Tell) -> None:
    version = adopt()
    Mandate.objects.filter(person=cast.person(cast.amina)).update(topics=["radar"])
    amina = tell(f"/quiet-fields/texts/versions/{version.pk}/endorse/", account=cast.amina, dark=True)
    amina.reads("Amina Diallo acts for Forum Humanité Sahel on these topics alone: radar.")
    amina.see("who may not sign")
    amina.press("Ask Oumar Traoré to sign")
    amina.reads("Oumar Traoré has been asked")

    oumar = tell("/quiet-fields/", account=cast.oumar, size=PHONE)
    oumar.follow("Sign for your organisation")
    oumar.press("Endorse for Forum Humanité Sahel")
    oumar.reads("Forum Humanité Sahel stands behind it.")
    oumar.follow("Look at the endorsement")
    oumar.reads("Oumar Traoré acts for Forum Humanité Sahel")
    oumar.see("the endorsement with its history")
    given = endorsements.stands_behind(cast.sahel, version)
    assert given is not None
    assert given.signatory == "Oumar Traoré"


def test_what_came_on_paper_is_entered_and_the_organisation_corrects_it(cast: Cast, adopt: Adopt, tell: Tell) -> None:
    version = adopt()
    leila = tell(f"/quiet-fields/texts/versions/{version.pk}/enter/", account=cast.leila, scripts=False)
    leila.type("Organisation", "FHS")
    leila.type("Who signs", "Awa Keita")
    leila.choose("On paper")
    leila.type("More exactly", "A signed letter, in the blue folder")
    leila.type("When it came", "2026-05-03")
    leila.see("entering what came on paper")
    leila.press("Enter it")
    leila.reads("Entered for Forum Humanité Sahel. Its people are asked to look at it.")
    leila.see("who stands behind the call")

    amina = tell("/quiet-fields/", account=cast.amina)
    amina.follow("Look at an endorsement that was entered for you")
    amina.reads("A signed letter, in the blue folder")
    amina.see("what was entered for us")
    amina.follow("Correct it")
    amina.type("Who signs", "Amina Diallo")
    amina.press("Record", exact=True)
    amina.reads("Recorded.")
    assert Endorsement.objects.get().signatory == "Amina Diallo"
    assert "Is it right?" not in amina.words


def test_a_version_that_is_no_longer_in_force_leads_to_the_present_one(cast: Cast, adopt: Adopt, tell: Tell) -> None:
    first = adopt()
    amina = tell(f"/quiet-fields/texts/versions/{first.pk}/endorse/", account=cast.amina, size=PHONE)
    second = adopt("Join the treaty now.")
    amina.press("Endorse for Forum Humanité Sahel")
    amina.reads("Version 1 is no longer in force")
    amina.see("a version that is superseded")
    amina.follow("Read the present version, and endorse it")
    amina.press("Endorse for Forum Humanité Sahel")
    amina.reads("Forum Humanité Sahel stands behind it.")
    given = endorsements.stands_behind(cast.sahel, second)
    assert given is not None
    assert given.version == second
