"""The frame for other sites, the log of corrections, and the form with which anybody reports an error."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from commoncall.diplomacy.models import Instrument, Remark
from commoncall.kernel import time
from commoncall.kernel.accounts.actions import limits
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.actions import coalitions
from commoncall.public.treaties.reporting import OVER_ALL
from commoncall.web.guarding import TRAP, Gate
from tests.cast import Cast
from tests.kept import Clock, visitor
from tests.treaties import correct, show

BASE = "/en/quiet-fields/treaties/ccm/"


@pytest.fixture
def ccm(cast: Cast) -> Instrument:
    coalitions.open_site(cast.quiet_fields, True, by=cast.actor(cast.leila))
    return show(cast.quiet_fields)


def test_the_map_may_stand_in_a_frame_anywhere_and_nothing_else_may(ccm: Instrument) -> None:
    embedded = Client().get(f"{BASE}embed/")
    assert "frame-ancestors *" in embedded["Content-Security-Policy"]
    assert "script-src 'self'" in embedded["Content-Security-Policy"]
    assert "X-Frame-Options" not in embedded
    for path in ("", "use/", "corrections/", "report/", "map.svg", "status.json"):
        answer = Client().get(BASE + path)
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"], path
        assert answer["X-Frame-Options"] == "DENY", path


def test_a_page_in_a_frame_that_has_not_changed_says_so_in_the_frame_too(ccm: Instrument) -> None:
    first = Client().get(f"{BASE}embed/")
    again = Client().get(f"{BASE}embed/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert "X-Frame-Options" not in again
    assert "frame-ancestors *" in again["Content-Security-Policy"]
    browser = visitor(Clock())
    for _time in range(2):
        _status, headers, _body = browser.ask(f"{BASE}embed/")
        assert "frame-ancestors *" in headers["Content-Security-Policy"]
        assert "X-Frame-Options" not in headers


def test_what_stands_in_the_frame_sets_no_cookie_needs_no_script_and_leads_out_of_it(ccm: Instrument) -> None:
    embedded = Client().get(f"{BASE}embed/")
    text = embedded.content.decode()
    assert not embedded.cookies
    assert "<script" not in text
    assert "3 February 2026" in text
    links = [part.partition(">")[0] for part in text.split("<a ")[1:]]
    leading_out = [link for link in links if 'href="#' not in link]
    assert len(leading_out) > 190
    assert all('target="_top"' in link for link in leading_out)


def test_the_snippet_holds_no_words_that_break_out_of_it(ccm: Instrument) -> None:
    ccm.names = {"en": 'A "treaty" <b>'}
    ccm.save()
    text = Client().get(f"{BASE}use/").content.decode()
    assert "A &amp;quot;treaty&amp;quot; &amp;lt;b&amp;gt;" in text


def test_the_log_tells_what_stood_there_what_stands_there_and_why(ccm: Instrument) -> None:
    assert "Nothing has been corrected yet." in Client().get(f"{BASE}corrections/").content.decode()
    correct(ccm, why="The notification has another day.")
    text = Client().get(f"{BASE}corrections/").content.decode()
    for words in ("Andorra", "It said: Accession, 8 April 2013. It says now: Accession, 9 April 2013.", "Why: The notification has another day."):
        assert words in text


def send(cast: Cast, *, after: timedelta = timedelta(seconds=30), **data: str) -> HttpResponse:
    stamp = Gate("remark", cast.quiet_fields).stamp(time.now() - after)
    return Client().post(f"{BASE}report/", {"words": "Chad has joined.", "shown": stamp} | data)


def test_a_report_is_kept_for_the_coordinators_and_thanked_for(cast: Cast, ccm: Instrument) -> None:
    answer = send(cast, participant="TD", source="C.N.9", address="someone@press.example")
    assert (answer.status_code, answer["Location"]) == (302, f"{BASE}report/sent/")
    made = Remark.objects.get()
    assert (made.coalition, made.instrument, made.participant) == (cast.quiet_fields, ccm, "TD")
    assert (made.words, made.source, made.address, made.language) == ("Chad has joined.", "C.N.9", "someone@press.example", "en")
    assert Ask.objects.filter(kind="diplomacy.remark").count() == 1
    assert not Message.objects.exists()
    assert "Thank you." in Client().get(answer["Location"]).content.decode()


def test_the_language_of_the_page_is_that_of_the_answer(cast: Cast, ccm: Instrument) -> None:
    stamp = Gate("remark", cast.quiet_fields).stamp(time.now() - timedelta(seconds=30))
    Client().post("/zh-hans/quiet-fields/treaties/ccm/report/", {"words": "不对", "shown": stamp})
    assert Remark.objects.get().language == "zh-hans"


def test_the_form_is_kept_by_nobody_and_recognises_nobody(cast: Cast, ccm: Instrument) -> None:
    for answer in (Client().get(f"{BASE}report/"), send(cast, words=""), Client().get(f"{BASE}report/sent/")):
        assert "no-store" in answer["Cache-Control"]
        assert not answer.cookies
    assert 'value="TD" selected' in Client().get(f"{BASE}report/?state=td").content.decode()
    assert " selected" not in Client().get(f"{BASE}report/?state=%22%3E").content.decode().partition('value="AF"')[2].partition("</select>")[0]


@pytest.mark.parametrize("data", [{"words": " "}, {"address": "nobody"}, {"participant": "XX"}, {TRAP: "x"}, {"words": "x" * 2001}])
def test_what_is_no_report_changes_nothing(cast: Cast, ccm: Instrument, data: dict[str, str]) -> None:
    assert send(cast, **data).status_code == 422
    assert not Remark.objects.exists()


def test_what_is_quicker_than_people_write_is_shown_once_more(cast: Cast, ccm: Instrument) -> None:
    answer = send(cast, after=timedelta(0))
    assert answer.status_code == 422
    assert "Chad has joined." in answer.content.decode()
    assert not Remark.objects.exists()


def test_more_than_people_send_shuts_the_form_and_the_coordinators_are_told(cast: Cast, ccm: Instrument) -> None:
    for _time in range(OVER_ALL.times):
        limits.allow(f"all remark {cast.quiet_fields.pk}", OVER_ALL)
    assert send(cast).status_code == 422
    assert Client().get(f"{BASE}report/").status_code == 503
    mail = Message.objects.get()
    assert "the form for reporting errors" in mail.subject
    assert "vanishes" not in mail.text
