"""An organisation applies from a phone: with scripts and without, in Arabic, over a bad line; and what it finds when it comes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from commoncall.call.actions import texts
from commoncall.call.queries import texts as read
from commoncall.kernel import time
from commoncall.kernel.authority import VISITOR
from commoncall.membership.actions.applying import arranging, filling
from commoncall.membership.models import Application, Category, Window
from commoncall.membership.queries import applicants
from commoncall.membership.rules.admitting import Way
from commoncall.procedures import applying
from commoncall.public.apply.checklist import questions as checklist_questions
from tests.browser import PHONE, overflow
from tests.scene import Scene
from tests.stories.conftest import Story, latest_mail, link_in

pytestmark = pytest.mark.browser
Tell = Callable[..., Story]

ADDRESS = "salma@marsad.example"
DEMANDS = ["Stop firing into towns.", "Help those who were hurt.", "Count the dead, and say so."]


@pytest.fixture
def asking(open_scene: Scene) -> Scene:
    """A coalition that asks all that one can ask: a category, questions of each kind, call and charter, promises on both sides."""
    cast = open_scene.cast
    by, coalition = cast.actor(cast.leila), cast.quiet_fields
    promises = {"en": "Work without violence.\nSay early what you cannot do.", "ar": "نعمل بلا عنف.\nنقول مبكرا ما لا نستطيعه."}
    returns = {"en": "Answer within a week.\nName you only as you chose.", "ar": "نجيب خلال أسبوع.\nلا نسميكم إلا كما اخترتم."}
    introduction = {"en": "We are glad about everybody who works where the shells fall."}
    arranging.word(coalition, arranging.Texts(introduction, promises, returns), by=by)
    arranging.set_path(coalition, Category.OBSERVER, Way(decided_by="committee"), by=by)
    for kind, text, options in (
        ("text", {"en": "Why do you want to join?", "ar": "لماذا تريدون الانضمام؟"}, ()),
        ("yes_no", {"en": "Do you work with survivors?"}, ()),
        (
            "choice",
            {"en": "How did you hear of us?"},
            ({"key": "friend", "text": {"en": "From another organisation"}}, {"text": {"en": "Otherwise"}}),
        ),
    ):
        arranging.add_question(coalition, arranging.Asked(kind, text, options=options, is_required=kind == "text"), by=by)
    for kind, title in (("call", "Quiet in the fields"), ("charter", "How we work together")):
        if read.in_force(coalition, kind) is not None:
            continue
        version = read.draft(coalition, kind) or texts.begin(coalition, kind, by=by)
        texts.word(version, "en", texts.Words(title, "Shells fall on fields and towns.", DEMANDS, ""), by=by)
        texts.adopt(version, texts.Adoption(date(2026, 5, 4), "The assembly in Bamako"), by=by)
    return open_scene


def begins(tell: Tell, language: str = "en", **how: Any) -> Story:
    story = tell(f"/{language}/quiet-fields/apply/", size=PHONE, **how)
    story.page.locator("#id_address").fill(ADDRESS)
    story.see("where it begins")
    assert overflow(story.page) <= 0
    # Nobody reads the page and types an address within three seconds; the form takes longer from whoever does.
    story.page.wait_for_timeout(3_100)
    story.page.locator("#begin button").click()
    return story


def fills_in(story: Story, name: str = "Marsad for Safe Towns") -> None:
    """Go through all the steps by their buttons, as they stand one after another on a phone."""
    page = story.page
    picks(page, "category", "ordinary")
    goes_on(story, "as what")
    page.locator("#id_name").fill(name)
    page.locator("details.more > summary").click()
    page.locator("#id_other_0").fill("مرصد المدن الآمنة")
    page.locator("#id_acronym").fill("MST")
    page.locator("#id_country").select_option("LB")
    page.locator("#id_kind").select_option("ngo")
    page.locator("#id_website").fill("marsad.example")
    goes_on(story, "names and place")
    page.locator("#id_contact_name").fill("Salma Khoury")
    page.locator("#id_authority").fill("As its director.")
    goes_on(story, "people")
    page.locator("#id_about").fill("We count what falls on towns, and help those who were hurt.")
    page.locator("textarea[name^=question_]").fill("Because nobody hears us alone.")
    goes_on(story, "what you do")
    picks(page, "naming", "members")
    goes_on(story, "being named")
    for box in ("call", "charter", "promises"):
        page.locator(f"#id_{box}").check()
    goes_on(story, "what we promise")


def picks(page: Page, name: str, value: str) -> None:
    """Choose an answer by its words, which lie over the whole of it."""
    page.locator(f"input[name={name}][value={value}] + label").click()


def goes_on(story: Story, step: str) -> None:
    story.see(step)
    assert overflow(story.page) <= 0
    here = story.page.url
    story.page.locator("button[value=next]").click()
    story.page.wait_for_url(lambda url: url != here)


def proves_the_address(tell: Tell, story: Story, **how: Any) -> None:
    """Open the mailed link on another device, and press the button there."""
    other = tell(link_in(latest_mail(ADDRESS)), size=PHONE, **how)
    other.see("the link from the mail")
    other.page.locator("main button").click()
    other.page.wait_for_url("**/apply/**")
    other.see("where the link leads")
    story.page.reload()


def hands_in(story: Story) -> Application:
    story.see("hand in")
    story.page.locator("main form button.main").click()
    story.page.locator(".stages").wait_for()
    story.see("how far it has come")
    return Application.objects.get(contact_address=ADDRESS)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_organisation_applies_from_a_phone(asking: Scene, tell: Tell, scripts: bool) -> None:
    story = begins(tell, scripts=scripts)
    fills_in(story)
    story.reads("Open the mail that we sent to salma@marsad.example")
    assert story.page.get_by_role("button", name="Hand in the application").count() == 0
    proves_the_address(tell, story, scripts=scripts)
    kept = hands_in(story)
    assert (kept.name, kept.state, kept.naming, kept.acronym) == ("Marsad for Safe Towns", "checking", "members", "MST")
    assert kept.other_names[0]["text"] == "مرصد المدن الآمنة"
    assert kept.call_version == read.in_force(asking.cast.quiet_fields, "call").pk  # type: ignore[union-attr]
    assert kept.promises["member"] == ["Work without violence.", "Say early what you cannot do."]
    story.reads("Handed in", "Looked through by the coordinators", "The members in your country are asked first")
    story.follow("Correct")
    story.type("Contact person", "Rima Khoury")
    story.see("whom we ask")
    story.page.locator("main button.main").click()
    story.reads("Rima Khoury")
    story.follow("Withdraw the application")
    story.see("withdraw")
    story.press("Withdraw")
    story.reads("You have withdrawn it.")
    story.see("withdrawn")
    assert Application.objects.get(pk=kept.pk).state == "withdrawn"


def test_an_organisation_applies_in_arabic(asking: Scene, tell: Tell) -> None:
    story = begins(tell, "ar", locale="ar")
    fills_in(story, "مرصد المدن الآمنة")
    proves_the_address(tell, story, locale="ar")
    kept = hands_in(story)
    assert kept.language == "ar"
    assert kept.promises == {
        "language": "ar",
        "member": ["نعمل بلا عنف.", "نقول مبكرا ما لا نستطيعه."],
        "coalition": ["نجيب خلال أسبوع.", "لا نسميكم إلا كما اخترتم."],
    }
    assert latest_mail(ADDRESS).language == "ar"
    assert "/ar/quiet-fields/apply/" in latest_mail(ADDRESS).text


def draft(scene: Scene) -> tuple[Application, str]:
    return filling.begin(scene.cast.quiet_fields, "en", address=ADDRESS, by=VISITOR)


def step_path(key: str, step: str) -> str:
    return f"/en/quiet-fields/apply/{key}/{step}/"


def saved(story: Story) -> None:
    story.page.locator("[data-saved]", has_text="Saved, ").wait_for()


def test_it_is_saved_while_it_is_typed(asking: Scene, tell: Tell) -> None:
    application, key = draft(asking)
    story = tell(step_path(key, "organisation"), size=PHONE)
    story.page.locator("#id_name").press_sequentially("Marsad")
    saved(story)
    story.see("saved while typing")
    assert Application.objects.get(pk=application.pk).name == "Marsad"
    assert story.page.evaluate("localStorage.length") == 0
    # The browser is closed without a word; the link opens it again where something is missing.
    again = tell(f"/en/quiet-fields/apply/{key}/", size=PHONE)
    again.page.wait_for_url("**/category/")
    again.page.goto(step_path(key, "organisation"))
    assert again.page.locator("#id_name").input_value() == "Marsad"


def comes_back(story: Story, path: str) -> None:
    """Let the window be closed before the line is back, and the page be opened again later."""
    context = story.page.context
    story.page.close()
    context.set_offline(False)
    story.page = context.new_page()
    story.page.goto(path)


def test_a_bad_line_loses_nothing(asking: Scene, tell: Tell) -> None:
    application, key = draft(asking)
    story = tell(step_path(key, "about"), size=PHONE)
    story.page.context.set_offline(True)
    story.page.locator("#id_about").fill("We count what falls on towns.")
    story.page.locator("[data-saved]", has_text="there is no connection").wait_for()
    story.see("no connection")
    comes_back(story, step_path(key, "about"))
    assert story.page.locator("#id_about").input_value() == "We count what falls on towns."
    for _more in range(100):
        if story.page.evaluate("localStorage.length") == 0:
            break
        story.page.wait_for_timeout(100)
    assert story.page.evaluate("localStorage.length") == 0
    assert applicants.filled(Application.objects.get(pk=application.pk)).profile.about == "We count what falls on towns."


def test_what_somebody_else_saved_since_is_not_overwritten_by_an_old_copy(asking: Scene, tell: Tell) -> None:
    application, key = draft(asking)
    story = tell(step_path(key, "about"), size=PHONE)
    story.page.context.set_offline(True)
    story.page.locator("#id_about").fill("An older thought.")
    story.page.locator("[data-saved]", has_text="there is no connection").wait_for()
    filling.save(application, {"about": "What a colleague wrote."}, by=applicants.actor_of(application))
    comes_back(story, step_path(key, "about"))
    story.page.wait_for_load_state("networkidle")
    assert story.page.locator("#id_about").input_value() == "What a colleague wrote."
    assert applicants.filled(Application.objects.get(pk=application.pk)).profile.about == "What a colleague wrote."


def test_typing_on_after_handing_in_elsewhere_is_told(asking: Scene, tell: Tell) -> None:
    application, key = draft(asking)
    story = tell(step_path(key, "people"), size=PHONE)
    Application.objects.filter(pk=application.pk).update(state="checking", submitted_at=time.now())
    story.page.locator("#id_contact_name").fill("Somebody else")
    story.page.locator("[data-saved]", has_text="can no longer be saved").wait_for()
    assert Application.objects.get(pk=application.pk).contact_name == ""


def test_what_is_not_understood_is_told_and_kept(asking: Scene, tell: Tell) -> None:
    _application, key = draft(asking)
    story = tell(step_path(key, "organisation"), size=PHONE, scripts=False)
    story.type("Name", "Marsad")
    story.page.locator("#id_languages").fill("Arabic, Elvish")
    story.page.locator("button[value=next]").click()
    story.reads("One thing has to be changed. What you typed is kept.")
    story.see("not understood")
    story.page.locator("button[value=save]").click()
    assert story.page.locator("#id_languages").input_value() == "Arabic, Elvish"
    assert story.page.locator("#id_name").input_value() == "Marsad"
    story.page.goto(step_path(key, "review"))
    story.reads("What stands there could not be understood.")


def test_outside_the_times_a_draft_is_kept_and_the_next_day_is_told(asking: Scene, tell: Tell) -> None:
    coalition, now = asking.cast.quiet_fields, time.now()
    opens = now + timedelta(days=40)
    Window.objects.filter(coalition=coalition).delete()
    Window.objects.create(coalition=coalition, opens_at=opens, closes_at=opens + timedelta(days=14))
    application, key = draft(asking)
    by = applicants.actor_of(application)
    filling.confirm(application, ADDRESS, by=by)
    story = tell("/en/quiet-fields/apply/", size=PHONE)
    story.reads("Applications can be handed in again from")
    story.see("outside the times")
    story.page.goto(step_path(key, "category"))
    fills_in(story)
    assert story.page.locator(f'time[datetime^="{opens:%Y-%m-%dT%H:%M}"]').is_visible()
    assert story.page.get_by_role("button", name="Hand in the application").count() == 0
    story.see("kept until then")
    assert Application.objects.get(pk=application.pk).state == "draft"
    with pytest.raises(Exception, match="not taken at present"):
        applying.submit(application, key, by=by)


def reaches(page: Page, selector: str) -> None:
    """Come to something with the tabulator alone."""
    for _press in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by keyboard")


def test_the_steps_go_by_keyboard(asking: Scene, tell: Tell) -> None:
    _application, key = draft(asking)
    story = tell(step_path(key, "category"))
    reaches(story.page, "input[name=category]")
    story.page.keyboard.press("Space")
    reaches(story.page, "button[value=next]")
    story.page.keyboard.press("Enter")
    story.page.wait_for_url("**/organisation/")
    reaches(story.page, "#id_name")
    story.page.keyboard.type("Marsad")
    # Enter goes on, as the first of the buttons does.
    story.page.keyboard.press("Enter")
    story.page.wait_for_url("**/people/")


def test_the_questions_before_joining_stay_in_the_browser(asking: Scene, tell: Tell) -> None:
    story = tell("/en/quiet-fields/checklist/", size=PHONE)
    sent: list[str] = []
    story.page.on("request", lambda request: sent.append(request.url))
    for number, question in enumerate(checklist_questions()):
        answer = ("yes", "partly", "no", "open")[number % 4]
        story.page.locator(f"input[name={question['key']}][value={answer}]").check()
    story.reads("What speaks for it", "What to talk about first", "What to find out", "8 of 8 answered.")
    story.see("what comes out of it")
    assert overflow(story.page) <= 0
    story.page.reload()
    assert story.page.locator("input:checked").count() == 8
    story.press("Clear the answers")
    assert story.page.evaluate("localStorage.length") == 0
    assert [url for url in sent if "checklist/" in url and "?" in url] == []
    assert all("/static/" in url or url.endswith("/checklist/") for url in sent)


def test_without_scripts_the_questions_are_a_list_to_print(asking: Scene, tell: Tell) -> None:
    story = tell("/ar/quiet-fields/checklist/", size=PHONE, scripts=False, locale="ar")
    story.see("to print")
    assert story.page.locator("form").count() == 0
    assert not story.page.locator("[data-summary]").is_visible()
    assert story.page.locator("fieldset").count() == 8
