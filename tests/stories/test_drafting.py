"""A statement gets amendments from four organisations in two languages; two collide, one insists; it is merged, locked and exported."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from commoncall.drafting.models import Amendment, Version
from commoncall.drafting.queries import texts
from commoncall.drafting.rules import paragraphs
from commoncall.kernel.accounts.models import Account
from commoncall.kernel.authority import Role
from tests.browser import PHONE
from tests.cast import Cast, make_account, make_member, make_person
from tests.drafts import begun
from tests.stories.conftest import Story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("empty_queue")]

Tell = Callable[..., Story]

WORDS = """A treaty that protects people in war is worth most when times are hard.

We regret any withdrawal from a treaty that bans a weapon.

We call on all states parties to speak up, together and in public, within thirty days.

1. We will go on working with every state."""

FRENCH = (
    "Un traité qui protège les gens dans la guerre vaut le plus quand les temps sont durs.",
    "Nous regrettons tout retrait d’un traité qui interdit une arme.",
    "Nous appelons tous les États parties à prendre la parole dans les trente jours.",
    "Nous continuerons à travailler avec chaque État.",
)


def test_a_statement_is_written_by_many_and_nobody_is_left_without_an_answer(cast: Cast, tell: Tell) -> None:
    maya = somebody_of(cast, "Red Tierra Segura", "Maya Ruiz", "maya")
    lena = somebody_of(cast, "Nordic Disarmament Forum", "Lena Holm", "lena")
    samir = somebody_of(cast, "Al-Amal Circle", "Samir Nassar", "samir")
    leila = tell("/quiet-fields/texts/", account=cast.leila)
    begin(leila)
    version = Version.objects.get()

    page = f"/quiet-fields/drafts/versions/{version.pk}/"
    amend(tell(page, account=maya), "We regret", "We deplore", 2, reason="Regret is what one says about the weather.")
    amend(tell(page, account=cast.amina, size=PHONE, scripts=False), "thirty days", "seven days", 3, reason="After thirty days the news is over.")
    amend(tell(page, account=lena, dark=True), "thirty days", "sixty days", 3, reason="Quiet talks first have worked before.")
    amend_in_french(tell(page, account=samir, size=PHONE, dark=True))

    amina = tell(page, account=cast.amina)
    amina.reads("Collision in paragraph 3", "2 amendments change the same words.")
    assert amina.page.locator("ins", has_text="deplore").count() == 1
    assert amina.page.locator("del", has_text="regret").count() == 1
    amina.see("the statement with all amendments")
    comment(amina)

    treat(leila, page)
    insist(tell("/quiet-fields/", account=cast.amina, size=PHONE))
    close_and_settle(leila, page)
    merge(leila, page)
    lock_and_export(leila)


def somebody_of(cast: Cast, organisation: str, name: str, key: str, country: str = "") -> Account:
    member = make_member(cast.quiet_fields, cast.operator, organisation, country)
    account = make_account(name, f"{key}@{key}.example")
    make_person(cast.quiet_fields, cast.operator, account, member, Role.REPRESENTATIVE)
    return account


def begin(leila: Story) -> None:
    """The coordinator writes a first version, translates it, and opens it."""
    leila.follow("Drafts", exact=True)
    leila.see("no text yet")
    leila.follow("Begin a text")
    leila.type("Title", "Statement on withdrawal")
    leila.see("beginning a text")
    leila.press("Begin it")
    leila.page.get_by_label("The text").fill(WORDS)
    leila.see("writing the first words")
    leila.press("Save")
    leila.reads("Saved in this language: English.", "Version 1 is being written.")
    leila.see("the draft")
    leila.follow("Translations")
    leila.see("the languages of the draft")
    leila.type("Language", "French")
    leila.press("Translate into it")
    leila.type("Title", "Déclaration sur le retrait")
    for number, words in enumerate(FRENCH, start=1):
        leila.type(f"Paragraph {number}", words)
    leila.see("translating beside the original")
    leila.page.locator("main").get_by_role("button", name="Save").last.click()
    leila.reads("Not checked yet")
    leila.press("It has been checked")
    leila.reads("Noted as checked.")
    leila.see("a checked translation")
    leila.follow("Statement on withdrawal")
    leila.follow("Open it to amendments")
    leila.type("Until which day", "2099-11-27")
    leila.see("opening to amendments")
    leila.press("Open it")
    leila.reads("No amendments yet.")
    leila.see("the open text")


def amend(story: Story, was: str, now: str, place: int, *, reason: str) -> None:
    """Somebody amends a paragraph: its words as they should be, a look, and then it is sent."""
    story.follow(f"Amend ({place})")
    field = story.page.get_by_label(f"The words as they should be, for paragraph {place}")
    before = field.input_value()
    assert was in before
    field.fill(before.replace(was, now))
    story.choose("We must have this")
    story.type("The reason", reason)
    story.see("writing an amendment")
    story.page.locator("main .do").get_by_role("button", name="See how it looks").last.click()
    story.reads("Nothing is sent yet.")
    story.see("how the amendment looks")
    story.page.locator("main").get_by_role("button", name="Propose it for").click()
    story.reads("is proposed for")
    story.see("the proposed amendment")


def amend_in_french(samir: Story) -> None:
    """Somebody amends the French words, and inserts a paragraph in the same amendment."""
    samir.follow("français")
    samir.follow("Amend (1)")
    field = samir.page.get_by_label("The words as they should be, for paragraph 1")
    field.fill(field.input_value().replace("vaut le plus", "compte le plus"))
    samir.page.get_by_label("Another paragraph in the same amendment").select_option("4")
    samir.press("Add it")
    assert "compte le plus" in samir.page.get_by_label("The words as they should be, for paragraph 1").input_value()
    samir.page.locator(".amend-line").last.locator("label", has_text="Insert a new paragraph").click()
    samir.page.get_by_label("The words as they should be, for paragraph 4").fill("Nous le dirons chaque année.")
    samir.see("an amendment to two paragraphs in French")
    samir.page.locator("main .do").get_by_role("button", name="See how it looks").last.click()
    samir.see("how the French amendment looks")
    samir.page.locator("main").get_by_role("button", name="Propose it for").click()
    samir.reads("is proposed for Al-Amal Circle")


def comment(amina: Story) -> None:
    amina.follow("Comment (4)")
    amina.type("Comment", "Could this name the survivors?")
    amina.see("commenting")
    amina.press("Comment for Forum Humanité Sahel")
    amina.reads("Could this name the survivors?")


def treat(leila: Story, page: str) -> None:
    """The drafting group says what it would do with each, and why."""
    leila.page.goto(page)
    leila.follow("Treat what was proposed")
    leila.see("what is to be treated")
    decide(leila, "a1", "Accept", "")
    decide(leila, "a3", "Accept", "")
    leila.follow("Accept with changed words (A2)")
    leila.choose("Accept with changes")
    leila.type("The reason, for everyone who reads the draft", "Fourteen days leave time to agree.")
    field = leila.page.get_by_label("In the drafting group’s words").first
    field.fill(field.input_value().replace("seven days", "fourteen days"))
    leila.see("accepting with changes")
    leila.press("Propose this treatment")
    leila.reads("The drafting group’s words")
    leila.page.goto(f"{page}treat/")
    leila.follow("Accept with changed words (A4)")
    leila.page.locator("#treat label", has_text="Accept").first.click()
    reads = leila.page.get_by_label("How it reads in the authoritative language")
    reads.first.fill(reads.first.input_value().replace("is worth most", "counts most"))
    reads.nth(1).fill("We will say so every year.")
    leila.see("accepting what was written in French")
    leila.press("Propose this treatment")
    leila.reads("Proposed: accept")
    leila.page.goto(f"{page}treat/")
    remark = leila.page.locator("#comments")
    remark.locator("label", has_text="Not taken up").click()
    remark.get_by_label("The reason").fill("The next statement is theirs.")
    remark.get_by_role("button", name="Record").click()
    leila.reads("Recorded.")
    leila.see("all treated, some still to answer")


def decide(leila: Story, which: str, treatment: str, reason: str) -> None:
    section = leila.page.locator(f"section#{which}")
    section.locator("label", has_text=treatment).first.click()
    section.get_by_label("The reason").fill(reason)
    section.get_by_role("button", name="Record for").click()
    leila.reads("Its proposer is asked to answer.")


def insist(amina: Story) -> None:
    """The proposer is asked at home, and insists."""
    amina.follow("Answer what is proposed for your amendment")
    amina.reads("Fourteen days leave time to agree.")
    amina.choose("Insist on the amendment")
    amina.type("Why", "Fourteen days are too long.")
    amina.see("insisting from a phone")
    amina.press("Answer for Forum Humanité Sahel")
    amina.reads("The proposer insists.")
    assert Amendment.objects.get(number=2).reply == "insist"


def close_and_settle(leila: Story, page: str) -> None:
    """Amendments are over; what is insisted on keeps the text from being locked until a vote is entered."""
    leila.page.goto(page)
    leila.follow("Close amendments")
    leila.see("closing amendments")
    leila.press("Close amendments")
    leila.follow("Lock it")
    leila.reads("It cannot be locked yet", "The proposer of A2 insists")
    leila.see("what is still missing")
    leila.follow("The proposer of A2 insists")
    leila.choose("The amendment is accepted")
    leila.type("By whom, when, and with which result", "Members, in writing, 41 to 9.")
    leila.see("entering the result of a vote")
    leila.press("Enter the result")
    leila.reads("The result is recorded.")


def merge(leila: Story, page: str) -> None:
    """What collides is laid side by side; the rest merges by itself."""
    leila.page.goto(page)
    leila.follow("Merge what was accepted")
    leila.reads("where amendments collide you choose")
    leila.see("choosing among colliding amendments")
    leila.choose("The words of A2")
    leila.press("See the merged text")
    leila.reads("Merge into version 2")
    leila.see("the merged text")
    leila.press("Merge into version 2")
    leila.reads("Merged: Version 2 is begun.")
    leila.see("version two")
    merged = Version.objects.get(number=2)
    said = [one.text for one in paragraphs.read(texts.wordings(merged)["en"].paragraphs)]
    assert said == [
        "A treaty that protects people in war counts most when times are hard.",
        "We deplore any withdrawal from a treaty that bans a weapon.",
        "We call on all states parties to speak up, together and in public, within seven days.",
        "We will go on working with every state.",
        "We will say so every year.",
    ]


def lock_and_export(leila: Story) -> None:
    leila.follow("Compare with version 1")
    leila.reads("From version 1 to version 2")
    leila.see("what changed between the versions")
    with leila.page.expect_download() as redlined:
        leila.follow("DOCX")
    with zipfile.ZipFile(redlined.value.path()) as package:
        body = package.read("word/document.xml").decode()
    assert "<w:ins " in body
    assert "<w:del " in body
    assert "TLP-AMBER" in redlined.value.suggested_filename
    leila.page.go_back()
    leila.page.goto(f"/quiet-fields/drafts/versions/{Version.objects.get(number=2).pk}/")
    leila.follow("Lock it")
    leila.see("locking")
    leila.press("Lock it")
    leila.reads("It is locked.", "Seal of the words")
    leila.see("the locked text")
    leila.follow("Read it clean")
    leila.see("the text read clean")
    with leila.page.expect_download() as plain:
        leila.follow("Markdown")
    assert "within seven days" in Path(plain.value.path()).read_text(encoding="utf-8")


def test_what_is_pasted_from_a_word_processor_keeps_its_headings_and_lists(cast: Cast, tell: Tell) -> None:
    begun(cast.quiet_fields, "Whimbrel", by=cast.actor(cast.leila))
    version = Version.objects.get()
    leila = tell(f"/quiet-fields/drafts/versions/{version.pk}/write/en/", account=cast.leila)
    leila.page.get_by_label("The text").fill("")
    leila.page.get_by_label("The text").evaluate(
        """(field, html) => {
            const pasted = new DataTransfer();
            pasted.setData("text/html", html);
            field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: pasted, bubbles: true, cancelable: true}));
        }""",
        "<style>p{}</style><h2>What we ask</h2><p>States <b>shall</b> act:</p><ol><li>soon;<ul><li>at home</li></ul></li><li>together.</li></ol>",
    )
    written = leila.page.get_by_label("The text").input_value()
    assert written == "## What we ask\n\nStates shall act:\n\na) soon;\n\n  - at home\n\na) together."
    leila.press("Save")
    leila.reads("Saved in this language: English.")
    found = paragraphs.read(texts.wordings(version)["en"].paragraphs)
    assert [(one.text, str(one.style), one.level) for one in found] == [
        ("What we ask", "heading", 2),
        ("States shall act:", "paragraph", 1),
        ("soon;", "item", 1),
        ("at home", "item", 2),
        ("together.", "item", 1),
    ]
