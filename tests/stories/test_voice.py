"""What was adopted is published; a letter is prepared, opened, signed on a phone, delivered, added to, and answered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse

from commoncall.decisions.models import Decision
from commoncall.kernel.accounts.models import Account
from commoncall.kernel.parties.models import Coalition, Mandate
from commoncall.voice.models import Letter, Signature, Statement
from tests.browser import PHONE, overflow
from tests.scene import Scene
from tests.stories.conftest import Story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Tell = Callable[..., Story]
SAHEL, MINISTER = "Forum Humanité Sahel", "Ms Marit Solheim, Minister of Defence"


def here(name: str, *parts: object) -> str:
    return reverse(name, args=["quiet-fields", *parts])


def test_what_was_adopted_is_published_and_retracted(quiet_fields: Scene, tell: Tell) -> None:
    decision: Decision = quiet_fields.rows["ours"]["decision_to_publish"]
    leila = tell(here("decision", decision.pk), account=quiet_fields.cast.leila)
    leila.follow("Publish this statement")
    leila.reads("Publish it in the name of the coalition?", "Ospreys fledge.")
    leila.see("publishing")
    leila.choose("Its organisations by name, too")
    leila.press("Publish it")
    leila.reads("Published in the name of the coalition.", "Under it stand", "Collect signatures under it")
    leila.see("a statement")
    statement = Statement.objects.get(decision=decision)
    assert statement.lists_members

    amina = tell(here("statements"), account=quiet_fields.cast.amina, size=PHONE)
    amina.follow("Stints")
    amina.reads("Under it stand", SAHEL)
    assert "Hidden Lantern" not in amina.words
    assert "Retract it" not in amina.words
    assert overflow(amina.page) == 0
    amina.see("a statement on a phone")

    leila.follow("Retract it")
    leila.type("The reason", "The terns were counted twice.")
    leila.see("retracting")
    leila.press("Retract it")
    leila.reads("This statement was retracted.", "The terns were counted twice.")
    leila.press("Undo")
    leila.page.goto(leila.page.url.split("/quiet-fields")[0] + here("statement", statement.pk))
    assert "was retracted" not in leila.words.lower().split("history")[0]


def test_a_letter_is_prepared_signed_on_a_phone_delivered_and_added_to(quiet_fields: Scene, tell: Tell) -> None:
    cast = quiet_fields.cast
    leila = tell(here("letters"), account=cast.leila)
    _prepare(leila)
    letter = Letter.objects.get(addressee=MINISTER)
    _sign(tell(here("letter-sign", letter.pk), account=cast.amina, size=PHONE), letter)
    _enter(leila, letter)
    _deliver(leila, letter)
    _withdraw(tell(here("letter", letter.pk), account=cast.amina, size=PHONE, scripts=False))
    leila.page.goto(leila.page.url.split("/quiet-fields")[0] + here("letter-signatures", letter.pk))
    leila.reads("Withdrawn after delivery", SAHEL, "Our board met again.")
    leila.see("withdrawn after delivery")
    _close_and_note_the_reply(leila, letter)


def _prepare(leila: Story) -> None:
    leila.see("letters")
    leila.follow("Prepare a letter")
    leila.see("which text")
    leila.follow("Godwit")
    leila.type("To whom it goes", MINISTER)
    leila.choose("Any organisation")
    leila.see("preparing")
    leila.press("Go on")
    leila.reads("Prepared. Look at it once more", "Ospreys fledge.", "Being prepared. Nobody has been asked yet.")
    leila.see("prepared")
    leila.follow("Look at it once more, and open it")
    leila.reads("organisations of the coalition are asked")
    leila.see("the look before it opens")
    leila.press("Open it now")
    leila.reads("Open. Those who may sign are asked and written to.", "Nobody has signed yet.")


def _sign(amina: Story, letter: Letter) -> None:
    """Two taps: the link from the mail, and this button."""
    amina.reads("Authorised by Amina Diallo, Director", MINISTER)
    assert overflow(amina.page) == 0
    amina.see("signing on a phone")
    amina.press(f"Sign for {SAHEL}")
    amina.reads(f"{SAHEL} has signed.", "1 has signed, from 1 country.")
    amina.see("signed")
    given = Signature.objects.get(letter=letter)
    assert (given.authoriser, given.capacity, given.came) == ("Amina Diallo", "Director", "workspace")
    amina.press("Undo")
    amina.reads("Undone")
    assert not Signature.objects.filter(letter=letter, withdrawn_at=None, removed_at=None).exists()
    amina.page.goto(amina.page.url.split("/quiet-fields")[0] + here("letters"))
    amina.follow("Read and sign")
    amina.press(f"Sign for {SAHEL}")
    amina.reads(f"{SAHEL} has signed.")


def _enter(leila: Story, letter: Letter) -> None:
    leila.page.goto(leila.page.url.split("/quiet-fields")[0] + here("letter", letter.pk))
    leila.follow("Who has not signed")
    leila.reads("may sign and have not.")
    leila.see("who has not signed")
    leila.follow("Remind them")
    leila.see("reminding")
    leila.page.go_back()
    leila.page.locator("tr", has_text="Al-Amal").get_by_role("link", name="Enter its signature").click()
    leila.type("Who authorises it", "Rana Khalil")
    leila.choose("By phone")
    leila.type("More exactly", "Their chair, at ten.")
    leila.see("entering")
    leila.press("Enter it")
    leila.reads("Entered for Al-Amal Survivors’ Network. Its people are asked to look at it.", "2 have signed.")
    leila.see("signatures")


def _deliver(leila: Story, letter: Letter) -> None:
    leila.page.goto(leila.page.url.split("/quiet-fields")[0] + here("letter-deliveries", letter.pk))
    leila.reads("No batch is made up yet. 2 signatures.")
    leila.follow("Make up a batch now")
    leila.see("making up a batch")
    leila.press("Make it up")
    leila.reads("Batch 1 is made up.", "Batch 1: 2 signatures")
    leila.follow("Note that it was delivered")
    leila.type("By whom, to whom and how", "Handed over at the ministry by Leila.")
    leila.press("Note it")
    leila.reads("Batch 1 is noted as delivered.", "Handed over at the ministry by Leila.")
    leila.see("delivered")
    leila.page.goto(leila.page.url.split("/quiet-fields")[0] + here("letter-enter", letter.pk) + "?outside=1")
    leila.type("Name", "Wigeon Watch")
    leila.choose("In public")
    leila.choose("On paper")
    leila.type("More exactly", "A card from the pier.")
    leila.see("entering somebody from outside")
    leila.press("Enter it")
    leila.reads("Wigeon Watch was entered.")
    with leila.page.expect_download() as taken:
        leila.page.evaluate(f"location.href = '{here('letter-export', letter.pk, 'md')}?batch=1'")
    first = taken.value.path().read_text()
    assert SAHEL in first
    assert "Wigeon" not in first, "who signed after the cut-off is in no file of the batch"
    with leila.page.expect_download() as taken:
        leila.page.evaluate(f"location.href = '{here('letter-export', letter.pk, 'md')}'")
    whole = taken.value.path().read_text()
    assert whole.index(SAHEL) < whole.index("Added after delivery") < whole.index("Wigeon Watch")


def _withdraw(amina: Story) -> None:
    amina.follow("Look at it, correct or withdraw it")
    amina.see("one's own signature, without scripts")
    amina.follow("Withdraw it")
    amina.reads("It was delivered with its batch, which cannot be called back.")
    amina.type("The reason", "Our board met again.")
    amina.see("withdrawing")
    amina.press("Withdraw it")
    amina.reads(f"The signature of {SAHEL} is withdrawn.")


def _close_and_note_the_reply(leila: Story, letter: Letter) -> None:
    leila.page.goto(leila.page.url.split("/quiet-fields")[0] + here("letter", letter.pk))
    leila.see("a letter, led")
    leila.follow("Close it")
    leila.see("closing")
    leila.press("Close it")
    leila.reads("Closed. No more signatures are taken.")
    leila.follow("Note the reply")
    leila.type("What was answered", "The minister will meet you in May.")
    leila.press("Save")
    leila.reads("The reply is noted.", "The minister will meet you in May.")
    leila.see("answered")


def test_who_may_not_sign_is_told_why_and_asks_who_may(quiet_fields: Scene, tell: Tell) -> None:
    cast, letter = quiet_fields.cast, quiet_fields.rows["ours"]["letter_to_sign"]
    Mandate.objects.filter(person=cast.person(cast.oumar)).update(topics=["media"])
    oumar = tell(here("letter", letter.pk), account=cast.oumar, size=PHONE)
    oumar.reads(f"You cannot sign for {SAHEL} yourself")
    assert f"Sign for {SAHEL}" not in oumar.words
    oumar.see("why not, on a phone")
    oumar.press("Ask Amina Diallo to sign")
    oumar.reads("Amina Diallo has been asked")
    Letter.objects.filter(pk=letter.pk).update(regions=["142"])
    amina = tell(here("letter", letter.pk), account=cast.amina, dark=True)
    amina.reads(f"{SAHEL} cannot sign this letter", "This letter is signed from certain regions alone")
    amina.see("not from here")


def test_doubts_and_files_are_looked_through_by_a_person(quiet_fields: Scene, tell: Tell) -> None:
    cast, letter = quiet_fields.cast, quiet_fields.rows["ours"]["letter"]
    leila = tell(here("letter-doubts", letter.pk), account=cast.leila)
    leila.reads("Almost the same name", "Godwit Guild", "The Godwit Guild")
    leila.see("a doubt, side by side")
    leila.press("The same: count it once")
    leila.reads("Settled: the same.")
    assert Signature.objects.filter(letter=letter, name__contains="Godwit", removed_at=None).count() == 1
    leila.page.goto(leila.page.url.split("/quiet-fields")[0] + here("letter-bring-in", letter.pk))
    leila.see("bringing in a file")
    leila.page.get_by_label("Or paste a table").fill("name,country\nCampos Livre,Angola\nHeron House,Finland\nForum Humanité Sahel,Mali\n")
    leila.press("Look at the names")
    leila.reads("The names of the file", "Heron House")
    leila.see("the names of a file")
    leila.page.locator("main").get_by_role("link", name="Take them in").click()
    leila.see("taking them in")
    leila.press("Take them in")
    leila.reads("signatures were taken in.", "Brought in before")
    leila.see("taken in")


def test_an_organisation_pre_approves_topics(quiet_fields: Scene, tell: Tell) -> None:
    amina = tell(here("pre-approvals"), account=quiet_fields.cast.amina, size=PHONE)
    amina.reads("estuaries")
    amina.type("Topic", "sandbanks")
    amina.press(f"Pre-approve for {SAHEL}")
    amina.reads("Pre-approved: sandbanks.")
    amina.see("pre-approved topics")
    amina.follow("End it (sandbanks)")
    amina.see("ending one")
    amina.press("End it")
    amina.reads("Ended: sandbanks.")


def test_a_letter_reads_well_in_arabic_and_in_the_dark(quiet_fields: Scene, tell: Tell) -> None:
    cast, letter = quiet_fields.cast, quiet_fields.rows["ours"]["letter"]
    Account.objects.filter(pk=cast.amina.pk).update(language="ar")
    amina = tell(here("letter", letter.pk) + "?language=fr", account=cast.amina, size=PHONE, dark=True)
    amina.reads("Balbuzards envolés.")
    assert amina.page.locator("html").get_attribute("dir") == "rtl"
    assert amina.page.locator(".sent").get_attribute("dir") == "ltr"
    assert overflow(amina.page) == 0
    amina.see("a letter in Arabic, its French words, in the dark")


def test_a_network_without_one_voice_is_offered_no_statements(quiet_fields: Scene, tell: Tell) -> None:
    network = Coalition.objects.get(slug="open-water")
    viktor = tell(reverse("texts", args=[network.slug]), account=quiet_fields.cast.viktor)
    viktor.reads("Letters")
    assert "Statements" not in viktor.words
    viktor.page.goto(viktor.page.url.split("/open-water")[0] + reverse("menu", args=[network.slug]))
    assert "Statements" not in viktor.words
    response = viktor.page.goto(viktor.page.url.split("/open-water")[0] + reverse("statements", args=[network.slug]))
    assert response is not None
    assert response.status == 404
