"""Bringing a list through its pages: nothing happens unseen, no row is lost, and whoever may not import finds nothing there."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import Page
from procrastinate.contrib.django.models import ProcrastinateJob

from commoncall.kernel.history.models import Entry
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.actions import mandates
from commoncall.kernel.parties.models import Mandate, Organisation
from commoncall.membership.actions import importing, organisations
from commoncall.membership.actions.importing import handing
from commoncall.membership.models import Batch, Membership
from commoncall.membership.rules.profiles import Profile
from tests.browser import PHONE, overflow
from tests.cast import Cast
from tests.scene import Scene

LIST = """Organisation,Country,Website,Contact,E-mail
Quiet Harbour Trust,Kenya,quietharbour.example,Wanjiru Otieno,wanjiru@quietharbour.example
Forum Humanité Sahel,Mali,fhs.example,,
Atoll Voices,Atlantis,,,
=Reed Circle,Atlantis,,,
"""


@pytest.fixture
def leila(cast: Cast, as_account: Callable[..., Client]) -> Client:
    return as_account(cast.leila)


def at(name: str, batch: Batch | None = None, **more: Any) -> str:
    return reverse(name, kwargs={"coalition": "quiet-fields", **({"batch": batch.pk} if batch else {}), **more})


def bring(client: Client, text: str = LIST, name: str = "members.csv") -> Batch:
    """Send a file, and agree to its columns as they are understood."""
    client.post(at("imports"), {"file": SimpleUploadedFile(name, text.encode())})
    batch = Batch.objects.latest("entered_at")
    client.post(at("import-columns", batch), agreed(client, batch))
    return Batch.objects.get(pk=batch.pk)


def agreed(client: Client, batch: Batch) -> dict[str, Any]:
    form = client.get(at("import-columns", batch)).context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() not in {None, False}}


def seen(client: Client, batch: Batch) -> dict[str, str]:
    return {"seen": client.get(at("import-apply", batch)).context["seen"]}


def take_in(client: Client, batch: Batch) -> Batch:
    client.post(at("import-apply", batch), seen(client, batch))
    return Batch.objects.get(pk=batch.pk)


def names() -> set[str]:
    return set(Organisation.objects.values_list("name", flat=True))


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


class TestTheWholeWay:
    def test_the_preview_says_what_would_happen_and_nothing_has(self, leila: Client) -> None:
        before = names()
        batch = bring(leila)
        page = text_of(leila.get(at("import-preview", batch)))
        assert "4 rows: 1 new organisation, changes to 1 organisation, 1 new person and 2 rows that need an answer." in page
        assert "Nothing has been changed yet, and nobody is written to." in page
        assert "https://fhs.example" in page
        assert "(empty until now)" in page
        assert "Wanjiru Otieno · wanjiru@quietharbour.example" in page
        assert names() == before

    def test_taking_in_asks_with_numbers_and_writes_to_nobody(self, leila: Client) -> None:
        batch = bring(leila)
        asked = text_of(leila.get(at("import-apply", batch)))
        assert "Take in 1 new organisation, changes to 1 organisation and 1 new person?" in asked
        assert "2 rows stay out" in asked
        batch = take_in(leila, batch)
        assert "Quiet Harbour Trust" in names()
        result = text_of(leila.get(at("import-result", batch)))
        assert "Nobody was written to." in result
        assert "2 rows were left out, because their questions were not answered." in result
        assert reverse("invitations", args=["quiet-fields"]) in result
        assert not Message.objects.exists()

    def test_a_table_can_be_pasted(self, leila: Client) -> None:
        leila.post(at("imports"), {"pasted": "Name\tCountry\nReed Circle\tPeru\n"})
        batch = Batch.objects.get()
        assert batch.headers == ["Name", "Country"]
        assert leila.get(at("import", batch)).url == at("import-columns", batch)

    def test_what_was_left_out_can_be_gone_through_afterwards(self, leila: Client) -> None:
        batch = take_in(leila, bring(leila))
        leila.post(at("import-again", batch))
        rest = Batch.objects.exclude(pk=batch.pk).get()
        assert (rest.counts["rows"], rest.counts["questions"], rest.state) == (2, 2, Batch.State.READY)
        [one] = leila.get(at("import-questions", rest)).context["page"].rows
        leila.post(at("import-questions", rest), {one.choice.html_name: "empty"})
        take_in(leila, Batch.objects.get(pk=rest.pk))
        assert {"Atoll Voices", "=Reed Circle"} <= names()

    def test_undoing_asks_and_takes_all_of_it_out_again(self, leila: Client) -> None:
        before = names()
        batch = take_in(leila, bring(leila))
        assert "1 new organisation" in text_of(leila.get(at("import-undo", batch)))
        assert names() != before
        leila.post(at("import-undo", batch))
        assert names() == before
        assert "Undone: 1 organisation was taken out again." in text_of(leila.get(at("import-result", batch)))

    def test_a_list_can_be_thrown_away(self, leila: Client) -> None:
        batch = bring(leila)
        leila.get(at("import-discard", batch))
        assert Batch.objects.exists()
        leila.post(at("import-discard", batch))
        assert not Batch.objects.exists()

    def test_the_real_list_comes_in_through_the_pages(self, leila: Client, sample_data: Path) -> None:
        source = (sample_data / "members" / "network-members.csv").read_text(encoding="utf-8-sig")
        batch = bring(leila, source)
        page = text_of(leila.get(at("import-preview", batch)))
        assert "200 rows: 193 new organisations and 7 rows that need an answer." in page
        batch = take_in(leila, batch)
        assert "Taken in: 193 new organisations. Nobody was written to." in text_of(leila.get(at("import-result", batch)))
        assert not Message.objects.exists()


class TestTheFile:
    def test_nothing_chosen_is_told_beside_the_field(self, leila: Client) -> None:
        response = leila.post(at("imports"), {})
        assert response.status_code == 200
        assert response.context["form"].errors == {"file": ["Choose a file, or paste a table."]}

    def test_what_is_no_table_is_refused_with_what_to_do(self, leila: Client) -> None:
        response = leila.post(at("imports"), {"file": SimpleUploadedFile("members.pdf", b"%PDF-1.7 no list")})
        assert "This is a PDF." in response.context["form"].errors["file"][0]
        assert not Batch.objects.exists()


class TestItsColumns:
    def test_each_shows_what_stands_in_it_and_how_it_is_understood(self, leila: Client) -> None:
        leila.post(at("imports"), {"file": SimpleUploadedFile("members.csv", LIST.encode())})
        page = leila.get(at("import-columns", Batch.objects.get()))
        told = [(one.heading, one.holds.value(), one.examples[:1]) for one in page.context["columns"]]
        assert told[1] == ("Country", "country", ["Kenya"])
        assert told[4] == ("E-mail", "person_email:1", ["wanjiru@quietharbour.example"])

    def test_two_columns_of_names_are_refused_beside_the_second(self, leila: Client) -> None:
        leila.post(at("imports"), {"file": SimpleUploadedFile("members.csv", LIST.encode())})
        batch = Batch.objects.get()
        response = leila.post(at("import-columns", batch), agreed(leila, batch) | {"holds_1": "name"})
        assert "both hold the same field" in response.context["form"].errors["holds_1"][0]

    def test_a_column_becomes_one_of_their_own_under_another_name(self, leila: Client) -> None:
        batch = bring(leila, LIST.replace("Website", "Stove"))
        batch = take_in(leila, Batch.objects.get(pk=leila_chooses(leila, batch, holds_2="own", called_2="Hearth").pk))
        trust = Membership.objects.get(organisation__name="Quiet Harbour Trust")
        assert list(trust.own_values.values()) == ["quietharbour.example"]
        assert trust.coalition.own_columns.get().name == "Hearth"

    def test_a_file_like_one_before_is_said_to_be_understood_as_that(self, leila: Client) -> None:
        take_in(leila, bring(leila))
        leila.post(at("imports"), {"file": SimpleUploadedFile("members.csv", LIST.encode())})
        assert "understood as that one was" in text_of(leila.get(at("import-columns", Batch.objects.latest("entered_at"))))

    def test_people_may_be_noted_without_acting_for_anybody(self, leila: Client) -> None:
        batch = bring(leila)
        said = agreed(leila, batch)
        del said["acting"]
        leila.post(at("import-columns", batch), said)
        take_in(leila, batch)
        assert not Mandate.objects.filter(person__name="Wanjiru Otieno").exists()


def leila_chooses(client: Client, batch: Batch, **instead: str) -> Batch:
    client.post(at("import-columns", batch), agreed(client, batch) | instead)
    return batch


class TestItsQuestions:
    def test_one_answer_holds_for_every_row_that_asks(self, leila: Client) -> None:
        batch = bring(leila)
        page = leila.get(at("import-questions", batch))
        [drawn] = page.context["page"].rows
        assert "Atoll Voices" in drawn.choice.help_text
        assert "=Reed Circle" in drawn.choice.help_text
        leila.post(at("import-questions", batch), {drawn.choice.html_name: "other", drawn.beside.html_name: "FJ"})
        batch = take_in(leila, Batch.objects.get(pk=batch.pk))
        countries = Membership.objects.filter(organisation__name__in=["Atoll Voices", "=Reed Circle"]).values_list("country", flat=True)
        assert list(countries) == ["FJ", "FJ"]

    def test_another_country_wants_to_be_named(self, leila: Client) -> None:
        batch = bring(leila)
        [drawn] = leila.get(at("import-questions", batch)).context["page"].rows
        response = leila.post(at("import-questions", batch), {drawn.choice.html_name: "other"})
        assert response.context["form"].errors == {drawn.beside.html_name: ["Say which one, or choose another answer."]}

    def test_what_nobody_answers_stays_open(self, leila: Client) -> None:
        batch = bring(leila)
        assert leila.post(at("import-questions", batch), {}).status_code == 302
        assert Batch.objects.get(pk=batch.pk).counts["questions"] == 2

    def test_the_same_or_another_is_asked_with_reasons_and_a_link(self, leila: Client, cast: Cast) -> None:
        batch = bring(leila, "Name,Country\nForum Humanité Sahel,Niger\n")
        [drawn] = leila.get(at("import-questions", batch)).context["page"].rows
        assert reverse("member", args=["quiet-fields", cast.sahel.pk]) in drawn.choice.help_text
        assert "The same name, but another country" in str(drawn.choice)
        leila.post(at("import-questions", batch), {drawn.choice.html_name: f"existing:{cast.sahel.pk}"})
        assert Batch.objects.get(pk=batch.pk).counts["questions"] == 0


class TestRowsLeftOut:
    def test_they_come_as_they_were_with_what_is_wrong_and_no_formula_runs(self, leila: Client) -> None:
        batch = bring(leila)
        lines = leila.get(at("import-rows", batch, form="csv")).content.decode("utf-8-sig").splitlines()
        assert lines[0] == "Organisation,Country,Website,Contact,E-mail,What is wrong"
        assert lines[1].startswith("Atoll Voices,Atlantis,,,,")
        assert "“Atlantis” is not known as a country" in lines[1]
        assert lines[2].startswith("'=Reed Circle")
        sheet = load_workbook(io.BytesIO(leila.get(at("import-rows", batch, form="xlsx")).content)).active
        assert sheet.max_row == 3
        assert leila.get(at("import-rows", batch, form="exe")).status_code == 404


class TestTwoAtOnce:
    def test_sent_twice_is_done_once(self, leila: Client) -> None:
        batch = bring(leila)
        agreed_to = seen(leila, batch)
        for _time in range(2):
            assert leila.post(at("import-apply", batch), agreed_to).status_code == 302
        assert Organisation.objects.filter(name="Quiet Harbour Trust").count() == 1
        for _time in range(2):
            assert leila.post(at("import-undo", batch)).status_code == 302
        assert Batch.objects.get(pk=batch.pk).state == Batch.State.UNDONE

    def test_what_another_has_changed_since_one_was_asked_is_not_taken_in_unseen(self, leila: Client) -> None:
        batch = bring(leila)
        agreed_to = seen(leila, batch)
        [drawn] = leila.get(at("import-questions", batch)).context["page"].rows
        leila.post(at("import-questions", batch), {drawn.choice.html_name: "empty"})
        page = text_of(leila.post(at("import-apply", batch), agreed_to, follow=True))
        assert "has changed since you were asked" in page
        assert "Quiet Harbour Trust" not in names()

    def test_a_directory_that_changed_meanwhile_shows_the_new_preview(self, leila: Client, cast: Cast) -> None:
        batch = bring(leila)
        agreed_to = seen(leila, batch)
        organisations.describe(cast.sahel, Profile(country="ML", website="https://fhs.example"), by=cast.actor(cast.leila))
        page = text_of(leila.post(at("import-apply", batch), agreed_to, follow=True))
        assert "The directory has changed meanwhile" in page
        assert "1 row with nothing new" in page
        assert "Quiet Harbour Trust" not in names()

    def test_going_back_after_it_is_done_leads_to_the_result(self, leila: Client) -> None:
        batch = take_in(leila, bring(leila))
        for name in ("import-columns", "import-preview", "import-questions", "import-apply", "import-discard"):
            assert leila.get(at(name, batch)).url == at("import-result", batch)


class TestALongList:
    @pytest.fixture(autouse=True)
    def _everything_is_long(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(handing, "AT_ONCE", 2)

    def clock(self) -> None:
        """Do what was left to the clock, as often as a worker might."""
        for _again in range(2):
            for job in ProcrastinateJob.objects.filter(task_name=handing.TASK).order_by("id"):
                importing.carry_out(**job.args)

    def test_it_is_compared_and_taken_in_and_undone_by_the_clock_as_whoever_asked(self, leila: Client, cast: Cast) -> None:
        before = names()
        batch = bring(leila)
        assert leila.get(at("import", batch)).url == at("import-progress", batch)
        assert "4 rows are being compared" in text_of(leila.get(at("import-progress", batch)))
        assert leila.get(at("import-progress-facts", batch)).json()["finished"] is False
        self.clock()
        batch = take_in(leila, batch)
        assert batch.state == Batch.State.APPLYING
        assert names() == before
        self.clock()
        assert "Quiet Harbour Trust" in names()
        assert Entry.objects.get(kind="membership.imported").account == cast.leila.pk
        assert leila.get(at("import-progress-facts", batch)).json()["finished"] is True
        leila.post(at("import-undo", batch))
        assert names() != before
        self.clock()
        assert names() == before

    def test_what_is_refused_meanwhile_comes_back_with_its_reason(self, leila: Client, cast: Cast) -> None:
        batch = bring(leila)
        self.clock()
        take_in(leila, batch)
        organisations.describe(cast.sahel, Profile(country="ML", website="https://fhs.example"), by=cast.actor(cast.leila))
        self.clock()
        page = text_of(leila.get(at("import", batch), follow=True))
        assert "The directory has changed meanwhile" in page
        assert "1 row with nothing new" in page

    def test_nothing_is_done_for_somebody_who_coordinates_no_longer(self, leila: Client, cast: Cast) -> None:
        batch = bring(leila)
        self.clock()
        take_in(leila, batch)
        mandates.grant(mandates.Grant(cast.person(cast.amina), None, mandates.Role.COORDINATOR, ""), by=cast.operator)
        mandates.end(Mandate.objects.get(person=cast.person(cast.leila)), by=cast.operator)
        self.clock()
        batch.refresh_from_db()
        assert (batch.state, batch.problem) == (Batch.State.READY, "Whoever asked for this may no longer do it, so nothing was done.")
        assert "Quiet Harbour Trust" not in names()

    def test_it_can_be_called_off_before_it_begins(self, leila: Client) -> None:
        batch = bring(leila)
        self.clock()
        take_in(leila, batch)
        assert leila.post(at("import-stop", batch)).url == at("import-preview", batch)
        self.clock()
        assert "Quiet Harbour Trust" not in names()


PAGES = (
    "import",
    "import-columns",
    "import-preview",
    "import-questions",
    "import-result",
    "import-progress",
    "import-progress-facts",
    "import-apply",
    "import-undo",
    "import-discard",
)


@pytest.mark.parametrize("who", ["amina", "deniz", "eva", "viktor"])
def test_for_whoever_may_not_import_there_is_nothing(who: str, leila: Client, cast: Cast, as_account: Callable[..., Client]) -> None:
    batch, other = bring(leila), as_account(getattr(cast, who))
    for name in PAGES:
        assert other.get(at(name, batch)).status_code == 404, name
        assert other.post(at(name, batch), seen(leila, batch)).status_code == 404, name
    assert other.get(at("imports")).status_code == 404
    assert other.post(at("imports"), {"pasted": LIST}).status_code == 404
    assert Batch.objects.get().state == Batch.State.READY


def test_a_list_of_another_coalition_is_not_there(leila: Client, cast: Cast, as_account: Callable[..., Client]) -> None:
    batch = bring(leila)
    reached = reverse("import-preview", kwargs={"coalition": "open-water", "batch": batch.pk})
    assert as_account(cast.viktor).get(reached).status_code == 404


@pytest.mark.parametrize("name", ["import-preview", "import-questions", "import-columns", "imports"])
def test_a_longer_list_needs_no_more_queries(leila: Client, name: str) -> None:
    def long_list(rows: int) -> str:
        return LIST + "".join(f"Reed {chr(65 + n % 26)}{n} Circle,Land {n},,Person {n},p{n}@reed{n}.example\n" for n in range(rows))

    short, long = bring(leila, long_list(10)), bring(leila, long_list(120))

    def queries(batch: Batch) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert leila.get(at(name, None if name == "imports" else batch)).status_code == 200
        return len(captured)

    queries(short)
    assert queries(short) == queries(long)


@pytest.mark.browser
def test_on_a_phone_without_scripts_the_list_comes_in(open_scene: Scene, open_page: Callable[..., Page]) -> None:
    page = open_page("/quiet-fields/members/import/", account=open_scene.cast.leila, size=PHONE, scripts=False)
    page.get_by_label("Or paste a table").fill("Name\tCountry\nReed Circle\tPeru\nAtoll Voices\tAtlantis\n")
    page.get_by_role("button", name="Read the list").click()
    assert page.get_by_label("What “Country” holds").input_value() == "country"
    assert not overflow(page)
    page.get_by_role("button", name="See what the list would do").click()
    assert page.get_by_text("2 rows: 1 new organisation and 1 row that needs an answer.").is_visible()
    assert not overflow(page)
    page.get_by_role("link", name="Answer the questions").click()
    page.get_by_text("Another country", exact=True).click()
    page.get_by_label("Another answer to").select_option(label="Fiji")
    assert not overflow(page)
    page.get_by_role("button", name="Keep the answers").click()
    page.get_by_role("link", name="Take the list in").click()
    page.get_by_role("button", name="Take them in").click()
    assert page.get_by_text("Taken in: 2 new organisations. Nobody was written to.").is_visible()
    assert not overflow(page)
