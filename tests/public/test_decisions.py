"""The public register, one decision, and how a coalition decides: what everybody reads, and what of it leaves no trace."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as Tree
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commoncall.decisions.actions import answering, dissociating, ladder, publishing, register, secret
from commoncall.decisions.models import Decision
from commoncall.decisions.rules.rule import Answer, Dissociation, Division, Rule
from commoncall.kernel import time
from commoncall.kernel.history import queries as history
from commoncall.kernel.history.actions import seal_all
from commoncall.kernel.history.models import Chain, Entry
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.models import Coalition, Organisation
from commoncall.leadership.models import Body
from commoncall.voice.actions import statements
from tests.cast import Cast
from tests.decisions.deciding import MAJORITY, SECRET, Stage, at_its_end, staged
from tests.kept import Clock, visitor
from tests.voice.speaking import adopted

LANGUAGES = [code for code, _name in settings.PUBLIC_LANGUAGES]
SITE = "/en/quiet-fields/"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """Those who decide, with open pages, and nobody among them who is not named."""
    Coalition.objects.filter(pk=cast.quiet_fields.pk).update(is_public=True)
    Organisation.objects.filter(coalition=cast.quiet_fields).update(naming=Naming.PUBLIC)
    return staged(cast)


def decided(stage: Stage, rule: Rule = MAJORITY, title: str = "Speak up in Geneva", **more: object) -> Decision:
    decision = stage.opened(rule, title=title, is_public=True, **more)  # type: ignore[arg-type]
    for organisation, by in stage.everybody.items():
        answer = Answer.AGAINST if organisation == stage.cast.campos else Answer.AGREE
        (secret.cast if rule.secret else answering.answer)(decision, organisation, answer, by=by)
    return at_its_end(decision)


def read(path: str, status: int = 200) -> str:
    answer = Client().get(f"{SITE}{path}")
    assert answer.status_code == status, path
    return answer.content.decode()


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.split("<main")[1].split("</main>")[0]))


def test_an_entry_says_what_when_how_and_with_what_numbers(stage: Stage) -> None:
    decision = decided(stage, replace(MAJORITY, quorum_division=Division.REGION), rung=stage.rung())
    register.note_disagreement(decision, "One would have waited.", by=stage.leila)
    register.set_review(decision, time.now().date() + timedelta(days=40), by=stage.leila)
    shown = text_of(read("decisions/"))
    assert "Speak up in Geneva" in shown
    assert "4 of 4 have answered. 3 in favour, 1 against." in shown
    page = text_of(read(f"decisions/{decision.pk}/"))
    for words in (
        *("Adopted on", "UTC", "Adopted if more agree than are against it.", "At least one from every region has to answer."),
        *("4 of 4 have answered. 3 in favour, 1 against.", "Enough took part from each region that was needed."),
        *("One would have waited.", "To be looked at again", "Statement of the coalition", "The question", "Do we speak up?"),
    ):
        assert words in page, words
    assert "Campos" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_of_it_is_there_in_each_public_language(stage: Stage, language: str) -> None:
    decision = decided(stage)
    stage.rung()
    publishing.show_ladder(stage.cast.quiet_fields, True, by=stage.leila)
    for path in ("", f"{decision.pk}/", "search/?q=geneva", "feed.xml", "register.json", "register.csv", "register.jsonld"):
        assert Client().get(f"/{language}/quiet-fields/decisions/{path}").status_code == 200, path
    assert Client().get(f"/{language}/quiet-fields/how-we-decide/").status_code == 200


def test_what_is_not_public_is_not_there_and_leaves_no_trace(stage: Stage) -> None:
    decided(stage)
    hidden = stage.opened(title="A quiet expulsion")
    at_its_end(hidden)
    waiting = stage.opened(title="Waiting in public", is_public=True)
    for one in (hidden, waiting):
        read(f"decisions/{one.pk}/", status=404)
    found = [read(f"decisions/{path}") for path in ("", "search/?q=quiet", "search/?year=1998", "feed.xml", "register.json", "register.csv")]
    found.append(read("sitemap.xml"))
    for words in ("expulsion", "Waiting in public", str(hidden.pk), str(waiting.pk)):
        assert not any(words in one for one in found), words
    assert "1 decision<" in found[0]
    assert "0 decisions" in found[1]


def test_it_is_looked_through_without_scripts_and_page_by_page(stage: Stage) -> None:
    for number in range(30):
        past = register.Past(f"Heron {number:02}", date(2019 + number % 2, 5, 4), "The assembly", "Minutes of the marsh", is_public=True)
        register.enter_later(stage.cast.quiet_fields, past, by=stage.leila)
    first = read("decisions/")
    assert (first.count("Entered later, from this source: Minutes of the marsh"), "1 to 25 of 30" in text_of(first)) == (25, True)
    assert f'href="{SITE}decisions/page/2/"' in first
    assert read("decisions/page/2/").count("Minutes of the marsh") == 5
    for number in (0, 3, 99):
        read(f"decisions/page/{number}/", status=404)
    assert "15 decisions" in read("decisions/search/?year=2019")
    assert "1 decision<" in read("decisions/search/?q=heron+07")
    for strange in ("?page=99999999999", "?year=x&page=-1", "?kind=%00", "?q=%00%27%22", "?year=999999"):
        read(f"decisions/search/{strange}")
    answer = Client().get(f"{SITE}decisions/search/?q=heron")
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer.content.decode()


def test_of_a_secret_vote_of_four_only_the_outcome_is_told(stage: Stage) -> None:
    decision = decided(stage, SECRET)
    page = text_of(read(f"decisions/{decision.pk}/"))
    assert "Only the outcome is told here" in page
    assert not re.search(r"in favour|against\.|of 4|What the rule asked for", page)
    (entry,) = json.loads(read("decisions/register.json"))["decisions"]
    assert (entry["agree"], entry["answered"], entry["entitled"], entry["conditions"]) == (None, None, None, [])


def test_where_two_on_the_roll_are_not_named_no_number_stands_anywhere(stage: Stage) -> None:
    decision = stage.opened(replace(MAJORITY, quorum=4), is_public=True)
    answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    at_its_end(decision)
    assert "Too few took part: 1, where 4 were needed." in text_of(read(f"decisions/{decision.pk}/"))
    Organisation.objects.filter(pk__in=[stage.cast.campos.pk, stage.cast.lantern.pk]).update(naming=Naming.COORDINATORS)
    for path in ("decisions/", f"decisions/{decision.pk}/", "decisions/feed.xml"):
        assert not re.search(r"of 4|1 in favour|4 were", read(path)), path
    assert "Missing. Too few took part." in text_of(read(f"decisions/{decision.pk}/"))


def test_those_who_dissociated_are_named_as_they_chose(stage: Stage) -> None:
    decision = decided(stage, replace(MAJORITY, dissociation=Dissociation.NOTED))
    dissociating.dissociate(decision, stage.cast.sahel, "Because of the Sahel.", by=stage.amina)
    dissociating.dissociate(decision, stage.cast.lantern, by=stage.mina)
    Organisation.objects.filter(pk=stage.cast.lantern.pk).update(naming=Naming.MEMBERS)
    page = text_of(read(f"decisions/{decision.pk}/"))
    assert "Dissociated from it Forum Humanité Sahel" in page
    assert "Because of the Sahel" not in page
    assert "Lantern" not in page
    assert json.loads(read("decisions/register.json"))["decisions"][0]["dissociated"] == ["Forum Humanité Sahel"]


def test_the_newest_seal_as_of_this_minute_stands_there_and_is_the_one_that_is_verified(stage: Stage) -> None:
    decision = decided(stage)
    seal_all()
    chain = Chain.objects.get(pk=stage.cast.quiet_fields.chain_id)
    head, at = bytes(chain.head).hex(), Entry.objects.get(chain=chain, sequence=chain.length).at
    with time.as_of(at):
        assert head not in read("decisions/"), "of the minute that is not over nothing is told"
    with time.as_of(at + timedelta(minutes=1)):
        for path in ("decisions/", f"decisions/{decision.pk}/"):
            assert head in read(path), path
        assert json.loads(read("decisions/register.json"))["seal"]["check"] == f"commoncall verify-history --seal {head}"
    assert history.verify(chain, seal=head).seal_found


def test_how_we_decide_is_there_once_the_coalition_wants_it(stage: Stage) -> None:
    by, coalition = stage.leila, stage.cast.quiet_fields
    ladder.set_up(coalition, by=by)
    Body.objects.filter(coalition=coalition).update(is_public=False)
    read("how-we-decide/", status=404)
    assert "how-we-decide" not in read("who/") + read("sitemap.xml") + read("decisions/")
    publishing.show_ladder(coalition, True, by=by)
    page = text_of(read("how-we-decide/"))
    for words in ("Expulsion", "All who vote", "What is not adopted", "one proposes it, and another one supports it"):
        assert words in page, words
    assert "how-we-decide" in read("who/")
    assert "at present" not in page, "how many decide would tell of those who are not named"


def test_a_body_that_is_not_public_is_not_named(stage: Stage) -> None:
    body = Body.objects.create(coalition=stage.cast.quiet_fields, kind="other", names={"en": "Whisper circle"}, is_public=False)
    stage.rung("policy", body=body)
    publishing.show_ladder(stage.cast.quiet_fields, True, by=stage.leila)
    decision = decided(stage)
    Decision.objects.filter(pk=decision.pk).update(body=body)
    for path in ("how-we-decide/", f"decisions/{decision.pk}/", "decisions/register.json"):
        found = read(path)
        assert "Whisper" not in found
        assert "A body of the coalition" in found
    Body.objects.filter(pk=body.pk).update(is_public=True)
    assert "Whisper circle" in read("how-we-decide/")


def test_a_text_that_is_not_public_has_no_title_there(stage: Stage) -> None:
    version = stage.locked_text("A title that is whispered")
    decision = decided(stage, version=version)
    page = read(f"decisions/{decision.pk}/")
    assert "whispered" not in page
    assert decision.digest in page
    assert "Version 1 of a text that is not published here" in page


def test_programs_get_the_same_as_feed_table_and_data(stage: Stage) -> None:
    decision = decided(stage)
    register.enter_later(
        stage.cast.quiet_fields, register.Past("Founded", date(2020, 2, 29), "=HYPERLINK(1)", "Minutes", is_public=True), by=stage.leila
    )
    told = json.loads(read("decisions/register.json"))
    assert [one["title"] for one in told["decisions"]] == ["Speak up in Geneva", "Founded"]
    assert (told["decisions"][0]["agree"], told["decisions"][0]["rule"]["way"]) == (3, "vote")
    assert {one["name"] for one in told["columns"]} == set(told["decisions"][0]) - {"rule"}
    rows = list(csv.DictReader(io.StringIO(read("decisions/register.csv").removeprefix("\ufeff"))))
    assert [row["id"] for row in rows] == [one["id"] for one in told["decisions"]]
    assert rows[1]["how"].startswith("'=")
    entries = list(Tree.fromstring(read("decisions/feed.xml")).iter(f"{ATOM}entry"))
    assert {entry.findtext(f"{ATOM}title") for entry in entries} == {"Speak up in Geneva", "Founded"}
    assert str(decision.pk) in Tree.tostring(entries[0] if entries[0].findtext(f"{ATOM}title") != "Founded" else entries[1], encoding="unicode")
    assert json.loads(read("decisions/register.jsonld"))["@type"] == "Dataset"


def test_what_is_decided_or_taken_out_is_so_on_kept_pages_within_a_minute(stage: Stage) -> None:
    clock = Clock()
    browser = visitor(clock)
    assert "Geneva" not in browser.read(f"{SITE}decisions/")
    decision = decided(stage)
    clock.now += 31
    assert "Geneva" in browser.read(f"{SITE}decisions/")
    assert browser.ask(f"{SITE}decisions/{decision.pk}/")[0] == "200 OK"
    publishing.hide(decision, by=stage.leila)
    clock.now += 31
    assert "Geneva" not in browser.read(f"{SITE}decisions/")
    assert browser.ask(f"{SITE}decisions/{decision.pk}/")[0] == "404 Not Found"


def test_what_is_looked_for_is_never_answered_with_a_copy_of_something_else(stage: Stage) -> None:
    decided(stage)
    browser = visitor(Clock())
    assert "Geneva" in browser.read(f"{SITE}decisions/search/", QUERY_STRING="q=geneva")
    assert "Geneva" not in browser.read(f"{SITE}decisions/search/", QUERY_STRING="q=lisbon").split("<main")[1]


def test_a_long_register_asks_the_database_as_often_as_a_short_one(stage: Stage) -> None:
    decided(stage)
    paths = ("decisions/", "decisions/search/?q=heron", "decisions/feed.xml", "decisions/register.json", "sitemap.xml")

    def asked() -> list[int]:
        counts = []
        for path in paths:
            with CaptureQueriesContext(connection) as captured:
                read(path)
            counts.append(len(captured))
        return counts

    register.enter_later(stage.cast.quiet_fields, register.Past("Heron", date(2019, 5, 4), "The assembly", "Minutes", is_public=True), by=stage.leila)
    few = asked()
    Decision.objects.bulk_create(
        Decision(
            coalition=stage.cast.quiet_fields,
            number=500 + n,
            title=f"Heron {n}",
            language="en",
            state="adopted",
            begun_at=time.now(),
            decided_on=date(2019, 5, 4),
            entered_at=time.now(),
            source="Minutes",
            is_public=True,
        )
        for n in range(600)
    )
    assert asked() == few
    assert len(read("decisions/")) < 60_000


def test_a_published_statement_and_the_decision_that_adopted_it_lead_to_each_other(stage: Stage) -> None:
    decision = adopted(stage)
    publishing.show(decision, by=stage.leila)
    assert "of a text that is not published here" in read(f"decisions/{decision.pk}/")
    statement = statements.publish(decision, statements.Publication(is_public=True), by=stage.leila)
    assert f'href="{SITE}statements/{statement.number}/"' in read(f"decisions/{decision.pk}/")
    assert f'href="{SITE}decisions/{decision.pk}/"' in read(f"statements/{statement.number}/")
    publishing.hide(decision, by=stage.leila)
    assert str(decision.pk) not in read(f"statements/{statement.number}/")
