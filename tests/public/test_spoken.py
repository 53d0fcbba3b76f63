"""What a coalition says in public: statements and letters on pages that are the same for all, in feeds, maps and files."""

from __future__ import annotations

import json
import re
from copy import copy
from datetime import timedelta

import pytest
from django.test import Client

from commoncall.decisions.actions import ladder
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.identifiers import uuid7
from commoncall.kernel.parties.actions import coalitions
from commoncall.public.voice import files
from commoncall.voice.actions import letters, outside, statements
from commoncall.voice.models import Letter, Signature, Statement
from tests import spoken
from tests.cast import Cast
from tests.kept import Clock, visitor

SITE = "/en/quiet-fields/"


@pytest.fixture
def leila(cast: Cast) -> Actor:
    coalitions.open_site(cast.quiet_fields, True, by=cast.operator)
    return cast.actor(cast.leila)


@pytest.fixture
def letter(cast: Cast, leila: Actor) -> Letter:
    return spoken.opened(cast.quiet_fields, "Let the hedges stand", leila, closes_at=time.now() + timedelta(days=9))


@pytest.fixture
def statement(cast: Cast, leila: Actor) -> Statement:
    ladder.set_up(cast.quiet_fields, by=leila)
    return spoken.adopted_statement(cast.quiet_fields, "Of larks", (cast.sahel, cast.actor(cast.amina)), leila)


def read(path: str, status: int = 200) -> str:
    answer = Client().get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def test_where_nothing_was_said_there_is_no_page_and_no_word_of_it(leila: Actor) -> None:
    for path in ("letters/", "letters/1/", "statements/", "statements/1/", "letters/1/letter.pdf", "statements/1/statement.md"):
        read(SITE + path, 404)
    assert "What we say" not in read(SITE)
    assert "/letters/" not in read(f"{SITE}sitemap.xml")


def test_a_letter_can_be_read_signed_and_followed(letter: Letter) -> None:
    home = read(SITE)
    for words in ("What we say", "Letters to sign", "Let the hedges stand"):
        assert words in home
    page = read(f"{SITE}letters/1/")
    for words in ("Wrens call at dawn.", "<em>hedges</em>", "The Minister of Hedges", "Open to signatures until", f"{SITE}letters/1/sign/"):
        assert words in page, words
    feed = read(f"{SITE}feed.xml")
    assert "Opened to signatures: Let the hedges stand" in feed
    places = read(f"{SITE}sitemap.xml")
    for language in ("en", "fr", "es", "ru", "ar", "zh-hans"):
        assert f"/{language}/quiet-fields/letters/1/" in places
    told = json.loads(read(f"{SITE}letters/1/letter.jsonld"))
    assert (told["@type"], told["name"], told["inLanguage"]) == ("Message", "Let the hedges stand", "en")
    assert f'href="{SITE}letters/1/letter.jsonld"' in page


def test_a_letter_stands_in_the_language_of_its_reader_or_says_in_which_it_does(letter: Letter) -> None:
    assert "Troglodytes à l’aube." in read("/fr/quiet-fields/letters/1/")
    spanish = read("/es/quiet-fields/letters/1/")
    assert '<div class="spoken" lang="en" dir="ltr">' in spanish
    assert "Wrens call at dawn." in spanish
    assert '<div class="spoken"><p' in read("/ar/quiet-fields/letters/1/")


def test_once_its_instant_has_passed_it_is_closed_on_every_page_though_nobody_did_anything(letter: Letter) -> None:
    Letter.objects.update(closes_at=time.now() - timedelta(seconds=5), opens_at=None)
    page = read(f"{SITE}letters/1/")
    assert "Closed to signatures since" in page
    assert "letters/1/sign/" not in page
    assert "Letters to sign" not in read(SITE)


def test_no_copy_of_a_page_outlives_the_closing_instant(letter: Letter) -> None:
    Letter.objects.update(closes_at=time.now() + timedelta(seconds=8))
    for path in ("letters/", "letters/1/"):
        answer = Client().get(SITE + path)
        found = re.fullmatch(r"max-age=(\d+)\+(\d+)", answer["Surrogate-Control"])
        assert found, path
        assert int(found[1]) + int(found[2]) <= 8, path


def test_whoever_withdraws_is_gone_from_the_copy_within_a_minute(letter: Letter) -> None:
    clock = Clock()
    browser = visitor(clock)
    given = spoken.signed(letter, "Rook Ring", country="KE")
    assert "Rook Ring" in browser.read(f"{SITE}letters/1/")
    outside.withdraw(given, by=spoken.OWNER)
    clock.now += 31
    assert "Rook Ring" not in browser.read(f"{SITE}letters/1/")


def test_what_came_after_delivery_stands_apart_and_what_was_delivered_can_be_taken_along(letter: Letter, leila: Actor) -> None:
    spoken.signed(letter, "Rook Ring", country="KE")
    batch = letters.make_up(letter, by=leila)
    letters.deliver(batch, time.now().date(), "By hand", by=leila)
    spoken.signed(letter, "Rook Rest", country="FR")
    letters.note_reply(letter, "We have read it.", time.now().date(), by=leila)
    page = read(f"{SITE}letters/1/")
    first, after = page.split("Added after delivery")
    assert "Rook Ring" in first
    assert "Rook Rest" in after
    assert "Rook Rest" not in first
    assert "We have read it." in page
    assert "2 signatures" in page
    taken = Client().get(f"{SITE}letters/1/delivered-1.pdf")
    assert taken.content.startswith(b"%PDF-")
    read(f"{SITE}letters/1/delivered-2.pdf", 404)
    read(f"{SITE}letters/1/letter.exe", 404)
    assert "Answered: Let the hedges stand" in read(f"{SITE}feed.xml")


def test_each_file_has_one_address_however_its_numbers_are_written(letter: Letter, leila: Actor) -> None:
    spoken.signed(letter, "Rook Ring", country="KE")
    letters.make_up(letter, by=leila)
    for path in ("letters/1/letter.md", "letters/1/delivered-1.pdf", "letters/1/"):
        assert Client().get(SITE + path).status_code == 200
        read(SITE + path.replace("letters/1", "letters/01"), 404)
    for path in ("letters/1/delivered-01.pdf", "letters/0/", "letters/1234567890/letter.pdf", "decisions/page/01/", "call/01/"):
        read(SITE + path, 404)


def test_one_file_is_typeset_at_a_time_and_whoever_waits_too_long_comes_again(letter: Letter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0)
    with files.TYPESETTING:
        busy = Client().get(f"{SITE}letters/1/letter.pdf")
    assert (busy.status_code, "Retry-After" in busy) == (503, True)
    assert "Wrens call" in read(f"{SITE}letters/1/letter.md")
    assert files.TYPESETTING.acquire(blocking=False), "it was not given free"
    files.TYPESETTING.release()


def test_the_letter_with_changed_words_and_the_earlier_one_lead_to_each_other(letter: Letter, leila: Actor) -> None:
    spoken.opened_anew(letter, leila)
    assert f'href="{SITE}letters/2/"' in read(f"{SITE}letters/1/")
    assert f'href="{SITE}letters/1/"' in read(f"{SITE}letters/2/")


def test_a_statement_names_who_stands_under_it_and_says_when_it_was_retracted(statement: Statement, leila: Actor) -> None:
    page = read(f"{SITE}statements/1/")
    assert "Forum Humanité Sahel" in page
    assert "Hidden Lantern" not in page
    statements.retract(statement, "The larks have left.", by=leila)
    retracted = read(f"{SITE}statements/1/")
    assert "retracted this statement on" in retracted
    assert "The larks have left." in retracted
    assert "Retracted on" in read(f"{SITE}statements/")
    assert "Retracted: Of larks" in read(f"{SITE}feed.xml")
    assert json.loads(read(f"{SITE}statements/1/statement.jsonld"))["creativeWorkStatus"] == "Retracted"
    assert "**Retracted on" in read(f"{SITE}statements/1/statement.md")


def test_what_is_not_for_the_public_is_on_no_page(statement: Statement, letter: Letter) -> None:
    Statement.objects.update(is_public=False)
    Letter.objects.update(is_public=False)
    for path in ("statements/1/", "letters/1/", "statements/", "letters/", "letters/1/letter.md", "statements/1/statement.pdf"):
        read(SITE + path, 404)
    for path in ("", "feed.xml", "sitemap.xml"):
        assert "hedges" not in read(SITE + path)
        assert "larks" not in read(SITE + path)


def test_a_page_of_very_many_names_some_and_leads_to_the_file_with_all(letter: Letter) -> None:
    spoken.signed(letter, "Aa First", country="KE")
    one = Signature.objects.get()
    rows = []
    for number in range(500):
        row = copy(one)
        row.pk, row._state.adding = uuid7(), True
        row.name = row.searchable = f"society for the protection of rooks and their hedges {number:03}"
        row.website, row.country_id = f"https://rooks-and-hedges-{number:03}.example/", ("KE", "FR", "PE", "FI", "JP")[number % 5]
        rows.append(row)
    Signature.objects.bulk_create(rows)
    answer = Client().get(f"{SITE}letters/1/")
    assert len(answer.content) < 60_000
    page = answer.content.decode()
    assert "501 signatures" in page
    assert page.count("rooks and their hedges") == 240
    assert "and 261 more, in the file" in page
    assert read(f"{SITE}letters/1/letter.md").count("rooks and their hedges") == 500
