"""One text from many hands, from its first draft to a letter that fifty sign: told through the pages that people use."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from commoncall.decisions.actions import closing, ladder
from commoncall.decisions.models import Decision
from commoncall.drafting.models import Version
from commoncall.kernel import time
from commoncall.kernel.accounts.models import Account
from commoncall.kernel.parties.actions import coalitions
from commoncall.voice.models import Doubt, Letter, Signature, Statement
from commoncall.voice.queries.standing import standing_under
from commoncall.web import guarding
from tests.browser import PHONE
from tests.cast import Cast, make_member
from tests.stories import test_drafting as drafting
from tests.stories.conftest import Story, all_done, latest_mail, link_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("empty_queue")]

Tell = Callable[..., Story]

TITLE = "Statement on withdrawal"
QUESTION, AGAIN = "Shall this be our statement on withdrawal?", "Shall the revised statement be ours?"
OBJECTION = "Seven days are too short for those who have to ask their capital."

#: Who else belongs to the coalition, and where; of some the spelling on the list that came from a fair is another.
_MEMBERS = """
PE Ayni Andes; CO Campo Vivo; SV Isthmus Law Clinic; EC Minga del Surco; CL Voces del Valle; CA Prairie Round Table; KE Amani Youth Forum
MZ Jardins da Paz; ZA Kinship of the Delta; BI Lumière du Bassin; CD Maison des Survivants; TZ Pamoja Mining Towns; ET Safe Harvest Ethiopia
NG Third River Youth; ZM Stone and Seed; NE Salt Road Women; BD Bansho Field Survey; LK Lanka Mothers for Safe Fields; LA Mekong Clear Path
KH Open Ridge Cambodia; IN River and Stone Trust; PH Tides of Peace; VN Village of Voices; JO Oasis Counsel; SY Silent Orchard
PL Fundacja Ciche Pola; UA Golos Stepi; SI Kruh in Mir; GB Shared Soil Society; DE Stille Felder e.V.; IT Tavola per la Terra
RS Turning Plough; AT Verein Offenes Feld; NO Nordic Teachers for Peace; CH Terra Ferma; AU Southern Cross Lawyers
TO Tongan Elders for Peace; NZ Long Cloud Circle; FJ Mothers of the Reef
"""
MEMBERS = {one.strip()[3:]: one.strip()[:2] for one in _MEMBERS.replace("\n", ";").split(";") if one.strip()}
OTHERWISE = {"Safe Harvest Ethiopia": "SAFE HARVEST - ETHIOPIA", "Stille Felder e.V.": "Stille Felder", "Lumière du Bassin": "Lumiere du Bassin"}

OUTSIDE = {"Kestrow School Association": "GB", "Coopérative du Fleuve lent": "SN", "Marrabel Library": "KE"}
#: Names on the list that are those of nobody inside; one of them may be, so that somebody has to look.
UNKNOWN = {"Ambleford Beekeepers": "IE", "Tides of Peace Choir": "PH"}


@pytest.fixture(autouse=True)
def _browsers_are_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarding, "LEAST", timedelta(0))


def test_one_text_from_many_hands(cast: Cast, tell: Tell, tmp_path: Path) -> None:
    home = cast.quiet_fields
    coalitions.open_site(home, True, by=cast.operator)
    ladder.set_up(home, by=cast.operator)
    maya = drafting.somebody_of(cast, "Red Tierra Segura", "Maya Ruiz", "maya", "AR")
    lena = drafting.somebody_of(cast, "Nordic Disarmament Forum", "Lena Holm", "lena", "SE")
    samir = drafting.somebody_of(cast, "Al-Amal Circle", "Samir Nassar", "samir", "LB")
    leila = tell("/quiet-fields/texts/", account=cast.leila)

    _is_drafted_by_many(leila, tell, cast, maya, lena, samir)
    _is_locked(leila)
    first = _finds_no_silence(leila, tell, cast)
    _is_revised(leila)
    second = _is_adopted(leila, tell, cast, maya, lena, samir)
    assert second.follows == first
    _is_left_by_one(tell, lena, second)
    statement = _is_published(leila, tell)
    for name, country in MEMBERS.items():
        make_member(home, cast.operator, name, country)
    letter = _becomes_a_letter(leila, statement)
    _is_signed_inside(tell, cast, maya)
    _is_signed_outside(tell, letter)
    _is_signed_on_paper(leila, letter, tmp_path)
    _is_exported(leila, tell, letter)


def _is_drafted_by_many(leila: Story, tell: Tell, cast: Cast, maya: Account, lena: Account, samir: Account) -> None:
    """Four organisations amend in two languages, two of them the same words, and one insists."""
    drafting.begin(leila)
    page = f"/quiet-fields/drafts/versions/{Version.objects.get().pk}/"
    _lets_everybody_read(leila, page)
    drafting.amend(tell(page, account=maya), "We regret", "We deplore", 2, reason="Regret is what one says about the weather.")
    drafting.amend(tell(page, account=cast.amina, size=PHONE), "thirty days", "seven days", 3, reason="After thirty days the news is over.")
    drafting.amend(tell(page, account=lena), "thirty days", "sixty days", 3, reason="Quiet talks first have worked before.")
    drafting.amend_in_french(tell(page, account=samir, size=PHONE))
    amina = tell(page, account=cast.amina)
    amina.reads("Collision in paragraph 3")
    drafting.comment(amina)
    drafting.treat(leila, page)
    drafting.insist(tell("/quiet-fields/", account=cast.amina, size=PHONE))
    drafting.close_and_settle(leila, page)
    drafting.merge(leila, page)


def _lets_everybody_read(leila: Story, page: str) -> None:
    """A text that is to be said in public is one that everybody may read."""
    leila.page.goto(page)
    leila.follow("Title, group and readers")
    leila.choose("TLP:CLEAR")
    leila.see("who reads the text")
    leila.page.locator("main form button.main").first.click()
    leila.page.wait_for_load_state()


def _is_locked(leila: Story) -> None:
    leila.follow("Lock it")
    leila.press("Lock it")
    leila.reads("It is locked.")
    leila.see("the locked text")


def _finds_no_silence(leila: Story, tell: Tell, cast: Cast) -> Decision:
    """The locked words are put to silence, and one organisation breaks it."""
    leila.follow("Put it to a decision")
    leila.follow("Statement of the coalition")
    _prepare(leila, QUESTION)
    leila.reads("Adopted unless somebody objects")
    leila.see("preparing a silence procedure")
    _open(leila)
    amina = tell("/quiet-fields/decisions/", account=cast.amina, size=PHONE)
    amina.follow(QUESTION)
    amina.reads("Nothing to do if you agree: silence counts as consent.")
    amina.see("silence, on a phone")
    amina.choose("Break silence")
    amina.type("Reason or comment", OBJECTION)
    amina.press("Record for Forum Humanité Sahel")
    amina.press("Object for Forum Humanité Sahel")
    amina.reads("Silence was broken", OBJECTION)
    amina.see("silence is broken")
    return Decision.objects.get(title=QUESTION)


def _prepare(leila: Story, title: str) -> None:
    leila.type("The question, in one line", title)
    readers = leila.page.locator("label", has_text="TLP:CLEAR")
    if readers.count():
        readers.first.click()


def _open(leila: Story) -> None:
    leila.press("Go on")
    leila.reads("Nobody has been asked yet. This is what opening it does.")
    leila.press("Open it now")
    leila.reads("Opened. All who decide are asked and written to.")
    leila.see("the open decision")


def _is_revised(leila: Story) -> None:
    """What was returned is drafted on: the words take the objection up, and are locked again."""
    leila.page.goto(f"/quiet-fields/drafts/versions/{Version.objects.get(number=2).pk}/")
    leila.reads("Decision 1 returned it for another draft.")
    leila.press("Begin the next version with these words")
    leila.follow("Write", exact=True)
    field = leila.page.get_by_label("The text")
    field.fill(field.input_value().replace("within seven days", "within fourteen days"))
    leila.see("revising the words")
    leila.press("Save")
    leila.reads("Saved in this language: English.")
    _is_locked(leila)
    leila.follow("Compare with version 2")
    leila.reads("From version 2 to version 3")
    leila.see("what was revised")


def _is_adopted(leila: Story, tell: Tell, cast: Cast, maya: Account, lena: Account, samir: Account) -> Decision:
    """By a majority of three quarters of those who answer, with answers from every region."""
    leila.page.goto(f"/quiet-fields/decisions/{Decision.objects.get(title=QUESTION).pk}/")
    leila.follow("Prepare a revised one")
    leila.follow("Statement of the coalition")
    _prepare(leila, AGAIN)
    leila.page.locator("[name=version]").select_option(str(Version.objects.get(number=3).pk))
    leila.page.locator("summary", has_text="Otherwise than the ladder says").click()
    leila.page.locator("[name=way]").select_option("vote")
    leila.page.locator("[name=division]").select_option("region")
    leila.type("Share that has to agree", "75")
    leila.type("Why it is otherwise than the ladder says", "Silence was broken on the words before these.")
    leila.see("preparing a vote with a quorum of regions")
    _open(leila)
    decision = Decision.objects.get(title=AGAIN)
    page = f"/quiet-fields/decisions/{decision.pk}/"
    for account, answer in ((cast.amina, "In favour"), (maya, "In favour"), (samir, "In favour"), (lena, "Against")):
        story = tell(page, account=account, size=PHONE if account is maya else None)
        story.choose(answer)
        if answer == "Against":
            story.type("Reason or comment", "It should not name a number of days.")
        story.page.locator("main form button", has_text="Record for").first.click()
        story.reads("Recorded:")
        story.see("answered")
    leila.page.reload()
    leila.see("the vote as it stands")
    Decision.objects.filter(pk=decision.pk).update(closes_at=time.now() - timedelta(seconds=2))
    assert closing.close_due() == 1
    leila.page.reload()
    leila.reads("Adopted on", "Enough took part from each region that was needed.")
    leila.see("adopted by three of four")
    return Decision.objects.get(pk=decision.pk)


def _is_left_by_one(tell: Tell, lena: Account, decision: Decision) -> None:
    story = tell(f"/quiet-fields/decisions/{decision.pk}/", account=lena)
    story.follow("Dissociate your organisation from it")
    story.type("Why", "Our government would read fourteen days as a threat.")
    story.press("Record for Nordic Disarmament Forum")
    story.reads("Recorded: Nordic Disarmament Forum dissociates itself from it.")
    story.see("one dissociates itself")


def _is_published(leila: Story, tell: Tell) -> Statement:
    """It goes out with its list, from which one is missing, and no more is told to the public than each agreed to."""
    leila.page.goto("/quiet-fields/statements/")
    leila.reads("Adopted, and not published yet")
    leila.see("what can be published")
    leila.follow("Publish it")
    leila.choose("Its organisations by name, too")
    leila.see("publishing with the list")
    leila.press("Publish it")
    leila.reads("Published on")
    leila.see("the published statement")
    public = tell("/en/quiet-fields/statements/")
    public.see("the public list of statements")
    public.follow(TITLE)
    public.reads("within fourteen days", "Red Tierra Segura")
    public.see("the statement in public")
    assert "Nordic Disarmament Forum" not in _listed(public)
    assert "Hidden Lantern" not in public.words
    assert "Campos Livres" not in public.words
    french = tell(public.page.url.replace("/en/", "/fr/"), size=PHONE)
    french.see("the statement in French, on a phone")
    return Statement.objects.get()


def _listed(public: Story) -> str:
    return " ".join(public.page.locator("main .names, main ul").all_inner_texts())


def _becomes_a_letter(leila: Story, statement: Statement) -> Letter:
    leila.page.goto(f"/quiet-fields/statements/{statement.pk}/")
    leila.follow("Collect signatures under it")
    leila.type("To whom it goes", "Ms Ingrid Varga-Holm, Chair of the Bureau for Cleared Land, Port Amari")
    leila.type("Copies to", "The members of the Bureau")
    leila.choose("Any organisation")
    leila.type("Signatures until the end of", f"{time.now() + timedelta(days=14):%Y-%m-%d}")
    leila.see("preparing the letter")
    leila.press("Go on")
    leila.reads("Nobody has been asked yet.")
    leila.see("the letter before it opens")
    leila.page.locator("main a.button.main").first.click()
    leila.reads("Open it to signatures?")
    leila.see("the look before it opens")
    leila.press("Open it now")
    leila.reads("Nobody has signed yet.")
    leila.see("the open letter")
    all_done()
    return Letter.objects.get()


def _is_signed_inside(tell: Tell, cast: Cast, maya: Account) -> None:
    """Two sign for their organisations: one from the mail on a phone, one from what waits at home."""
    amina = tell(link_in(latest_mail("amina@amina.example")), account=cast.amina, size=PHONE)
    amina.see("the mail leads to the letter, on a phone")
    amina.press("Sign for Forum Humanité Sahel")
    amina.reads("Forum Humanité Sahel has signed")
    amina.see("signed, on a phone")
    story = tell("/quiet-fields/", account=maya)
    story.see("what waits at home")
    story.follow("Sign a letter for your organisation")
    story.page.locator("summary", has_text="Authorised by").click()
    story.type("In which capacity", "Director")
    story.see("signing")
    story.press("Sign for Red Tierra Segura")
    story.reads("Red Tierra Segura has signed")


def _is_signed_outside(tell: Tell, letter: Letter) -> None:
    """Three sign on the public page without an account; nothing counts before the link in the mail was followed."""
    for number, (name, country) in enumerate(OUTSIDE.items()):
        address = f"office{number}@kestrow.example"
        story = tell(f"/en/quiet-fields/letters/{letter.number}/", size=PHONE if number == 1 else None)
        if number == 0:
            story.see("the letter in public")
        story.page.locator("main a[href$='/sign/']").first.click()
        for field, typed in {"name": name, "authoriser": "Imogen Ashgrove", "capacity": "Chair", "address": address}.items():
            story.page.locator(f"main [name={field}]").fill(typed)
        story.page.locator("main [name=country]").select_option(country)
        story.see("signing from outside")
        story.press("Send me the link")
        story.page.wait_for_url("**/sign/sent/")
        story.see("look into your mail")
        assert not standing_under(letter).filter(name=name).exists()
        story.page.goto(link_in(latest_mail(address)))
        story.see("behind the link")
        story.press("Yes, I sign it")
        story.reads("Counted and named under the letter")
        story.see("confirmed")
    assert standing_under(letter).count() == 5


def _is_signed_on_paper(leila: Story, letter: Letter, folder: Path) -> None:
    """A list from a fair is brought in: who is certain signs, what may be somebody else is looked at; one came by telephone."""
    rows = {OTHERWISE.get(name, name): country for name, country in MEMBERS.items()} | UNKNOWN | {"Al-Amal Survivors' Network": "LB"}
    rows |= {"Campos Livres": "AO", "Hidden Lantern Circle": "MM"}
    file = folder / "fair.csv"
    file.write_text("".join(f"{place},{name},{country}\n" for place, (name, country) in enumerate(rows.items(), start=1)), encoding="utf-8")
    leila.page.goto(f"/quiet-fields/letters/{letter.pk}/bring-in/")
    leila.page.locator("input[type=file]").set_input_files(file)
    leila.see("bringing in a file")
    leila.press("Look at the names")
    leila.reads("The names of the file")
    leila.see("what each name is")
    leila.choose("Another one, from outside")
    leila.press("Keep the answers")
    leila.page.wait_for_load_state()
    leila.see("all names are decided on")
    leila.follow("Take them in")
    leila.reads("Let these names sign the letter?")
    leila.see("asked before they are taken in")
    leila.press("Take them in")
    leila.page.wait_for_url(f"**/letters/{letter.pk}/**")
    leila.see("taken in")
    assert not Signature.objects.filter(organisation=None, name__in=MEMBERS).exists(), "a member signed from outside"
    leila.page.goto(f"/quiet-fields/letters/{letter.pk}/enter/")
    leila.page.locator("[name=organisation]").select_option(label="Al-Amal Circle")
    leila.type("Who authorises it", "Samir Nassar")
    leila.choose("By phone")
    leila.type("More exactly", "Samir Nassar, at noon; read back and agreed.")
    leila.see("entering one by hand")
    leila.press("Enter it")
    leila.page.wait_for_load_state()
    assert standing_under(letter).count() == 50
    assert not Doubt.objects.exists(), "what a person has said is doubted"
    leila.page.goto(f"/quiet-fields/letters/{letter.pk}/")
    leila.reads("50 have signed")
    leila.see("fifty have signed")
    leila.page.goto(f"/quiet-fields/letters/{letter.pk}/signatures/")
    leila.see("who has signed")


def _is_exported(leila: Story, tell: Tell, letter: Letter) -> None:
    """A batch is made up, and the letter taken along as PDF: all who agreed to be named, by country, and nobody else."""
    leila.page.goto(f"/quiet-fields/letters/{letter.pk}/deliveries/make-up/")
    leila.see("making up the first batch")
    leila.page.locator("main form button").first.click()
    leila.page.wait_for_url(f"**/letters/{letter.pk}/**")
    leila.see("the first batch")
    public = tell(f"/en/quiet-fields/letters/{letter.number}/")
    public.see("the letter with its signatories in public")
    with public.page.expect_download() as taken:
        public.page.locator("main a[href$='.pdf']").first.click()
    said = _words_of(taken.value.path())
    assert "within fourteen days" in said
    assert "Ingrid Varga-Holm" in said
    for name in ("Forum Humanité Sahel", "Red Tierra Segura", "Mothers of the Reef", "Safe Harvest Ethiopia", *OUTSIDE):
        assert name in said, name
    for name in ("Campos Livres", "Hidden Lantern", "Ambleford Beekeepers"):
        assert name not in said, name
    assert _in_order(said, "Argentina", "Red Tierra Segura", "Fiji", "Mothers of the Reef", "United Kingdom", "Kestrow School Association")


def _words_of(path: Path) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(path).pages))


def _in_order(said: str, *parts: str) -> bool:
    places = [said.rfind(part) for part in parts]
    return -1 not in places and places == sorted(places)
