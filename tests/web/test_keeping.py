"""Copies of public pages: kept for seconds, made once, and never of what is not the same for all."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client, RequestFactory

from commoncall.kernel.parties.actions import coalitions
from commoncall.membership.models import Window
from commoncall.web.keeping.application import MARK, Keeping
from commoncall.web.keeping.copies import Copies, Copy
from commoncall.web.keeping.marking import changing_at, the_same_for_all
from tests.cast import Cast
from tests.kept import Browser, Clock, django

Headers = list[tuple[str, str]]
KEPT: Headers = [("ETag", '"abc"'), ("Cache-Control", "public, no-cache"), (MARK, "max-age=15"), ("Vary", "Save-Data")]


class Inner:
    """An application that counts how often it is asked, and answers as it is told."""

    def __init__(self, headers: Headers = KEPT, status: str = "200 OK") -> None:
        self.headers, self.status, self.asked = headers, status, 0
        self.hold: threading.Event | None = None
        self.reached = threading.Event()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.asked += 1
        answer = f"page {self.asked}".encode()
        self.reached.set()
        if self.hold:
            assert self.hold.wait(10)
        start_response(self.status, self.headers)
        return [answer]


HOME = "/en/quiet/"


class Reader(Browser):
    """A browser that asks for the same page unless told otherwise."""

    def ask(self, path: str = HOME, method: str = "GET", **more: Any) -> tuple[str, dict[str, str], bytes]:
        return super().ask(path, method, **more)

    def read(self, path: str = HOME, **more: Any) -> str:
        return super().read(path, **more)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def around(inner: Inner, clock: Clock, **more: Any) -> Reader:
    return Reader(Keeping(inner, Copies(15, clock=clock, **more), ["en", "ar"]))


def test_a_copy_is_given_for_its_time_and_not_longer(clock: Clock) -> None:
    browser = around(Inner(), clock)
    assert browser.read() == "page 1"
    clock.now += 14.9
    assert browser.read() == "page 1"
    clock.now += 0.2
    assert browser.read() == "page 2"


def test_no_copy_is_older_than_twice_its_time_even_while_the_next_takes_long(clock: Clock) -> None:
    inner = Inner()
    browser = around(inner, clock)
    assert browser.read() == "page 1"
    clock.now += 16
    inner.hold = threading.Event()
    inner.reached.clear()
    with ThreadPoolExecutor() as others:
        making = others.submit(browser.read)
        assert inner.reached.wait(10)
        assert browser.read() == "page 1"
        clock.now += 15
        waiting = others.submit(browser.read)
        inner.hold.set()
        assert making.result(10) == "page 2"
        assert waiting.result(10) != "page 1"


def test_many_who_come_at_once_are_given_one_page_that_was_made_once(clock: Clock) -> None:
    inner = Inner()
    inner.hold = threading.Event()
    browser = around(inner, clock)
    with ThreadPoolExecutor(8) as readers:
        asked = [readers.submit(browser.read) for _ in range(8)]
        assert inner.reached.wait(10)
        inner.hold.set()
        assert {one.result(10) for one in asked} == {"page 1"}
    assert inner.asked == 1


def test_one_that_failed_leaves_the_making_to_the_next(clock: Clock) -> None:
    class Failing(Inner):
        def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            if self.asked == 0:
                self.asked = 1
                raise RuntimeError("the database is away")
            return super().__call__(environ, start_response)

    browser = around(Failing(), clock)
    with pytest.raises(RuntimeError):
        browser.read()
    assert browser.read() == "page 2"


@pytest.mark.parametrize("path", ["/", "/quiet/", "/quiet/members/", "/english/quiet/", "", "*", "//en/", "/fr/quiet/"])
def test_what_does_not_begin_with_a_language_of_ours_is_passed_on(clock: Clock, path: str) -> None:
    browser = around(Inner(), clock)
    assert [browser.read(path), browser.read(path)] == ["page 1", "page 2"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([one for one in KEPT if one[0] != MARK], "200 OK"),
        ([*KEPT, ("Set-Cookie", "a=b")], "200 OK"),
        ([(MARK, "max-age=15"), ("Cache-Control", "private, no-store")], "200 OK"),
        ([(MARK, "max-age=15")], "200 OK"),
        ([*KEPT[:3], ("Vary", "Cookie")], "200 OK"),
        (KEPT, "404 Not Found"),
        (KEPT, "500 Internal Server Error"),
        (KEPT, "302 Found"),
    ],
)
def test_what_is_not_marked_or_not_for_all_is_never_kept(clock: Clock, headers: Headers, status: str) -> None:
    browser = around(Inner(headers, status), clock)
    assert [browser.ask()[0], browser.read(), browser.read()] == [status, "page 2", "page 3"]


def test_only_reading_is_answered_with_a_copy(clock: Clock) -> None:
    browser = around(Inner(), clock)
    browser.ask()
    assert browser.ask(method="POST")[2] == b"page 2"
    assert browser.ask()[2] == b"page 1"


def test_a_head_gets_the_heads_of_the_page_and_no_page(clock: Clock) -> None:
    browser = around(Inner(), clock)
    status, headers, body = browser.ask(method="HEAD")
    assert (status, headers["ETag"], body) == ("200 OK", '"abc"', b"")
    assert browser.ask()[2] == b"page 1"
    assert around(Inner(KEPT[:1]), clock).ask(method="HEAD")[2] == b""


def test_whoever_has_the_page_already_is_told_so(clock: Clock) -> None:
    browser = around(Inner(), clock)
    for known in ('"abc"', 'W/"abc"', '"x", W/"abc"', "*"):
        status, headers, body = browser.ask(HTTP_IF_NONE_MATCH=known)
        assert (status, body) == ("304 Not Modified", b"")
        assert headers == {"ETag": '"abc"', "Cache-Control": "public, no-cache", "Vary": "Save-Data"}
    assert browser.ask(HTTP_IF_NONE_MATCH='"old"')[0] == "200 OK"


def test_the_mark_is_taken_off_and_nothing_else(clock: Clock) -> None:
    _status, headers, _body = around(Inner(), clock).ask()
    assert headers == {name: value for name, value in KEPT if name != MARK}


def test_readers_who_are_answered_differently_have_copies_of_their_own(clock: Clock) -> None:
    browser = around(Inner(), clock)
    assert browser.read() == "page 1"
    assert browser.read(HTTP_ACCEPT_ENCODING="gzip, br") == "page 2"
    assert browser.read(HTTP_SAVE_DATA="on") == "page 3"
    assert browser.read(HTTP_HOST="calls.example") == "page 4"
    assert browser.read(HTTP_COOKIE="commoncall=x", HTTP_ACCEPT_LANGUAGE="ar", QUERY_STRING="fbclid=9") == "page 1"


def test_there_is_room_for_so_much_and_the_oldest_goes_first(clock: Clock) -> None:
    browser = around(Inner(), clock, room=14)
    assert [browser.read("/en/a/"), browser.read("/en/b/"), browser.read("/en/c/")] == ["page 1", "page 2", "page 3"]
    assert browser.read("/en/c/") == "page 3"
    assert browser.read("/en/b/") == "page 2"
    assert browser.read("/en/a/") == "page 4"


def test_what_is_larger_than_all_the_room_is_not_kept() -> None:
    copies = Copies(15, room=3)
    copies.keep("a", Copy("200 OK", [], [], b"long", "", copies.clock()))
    assert copies.find("a") is None


def test_what_is_too_old_takes_no_room(clock: Clock) -> None:
    copies = Copies(15, clock=clock)
    copies.keep("a", Copy("200 OK", [], [], b"old", "", clock()))
    clock.now += 31
    copies.keep("b", Copy("200 OK", [], [], b"new", "", clock()))
    assert list(copies._kept) == ["b"]


def test_nothing_of_the_workspace_is_ever_kept(cast: Cast) -> None:
    """Not even what somebody who is signed in asks for at an address that looks public."""
    copies = Copies(15)
    client = Client()
    client.force_login(cast.leila)
    cookies = client.cookies.output(attrs=[], header="", sep=";").strip()
    browser = Browser(Keeping(django, copies, ["en", "fr", "ar"]))
    told = {}
    for path in ("/quiet-fields/", "/quiet-fields/members/", "/", "/en/quiet-fields/", "/en/quiet-fields/members/"):
        status, headers, _body = browser.ask(path, HTTP_COOKIE=cookies)
        told[path] = (status[:3], headers.get("Cache-Control", ""))
    assert told["/quiet-fields/members/"] == ("200", "private, no-store")
    assert told["/en/quiet-fields/"][0] == "404"
    assert not copies._kept


def test_a_copy_is_given_to_nobody_past_the_instant_at_which_something_closes(clock: Clock) -> None:
    headers = [(name, "max-age=7+0" if name == MARK else value) for name, value in KEPT]
    inner = Inner(headers)
    browser = around(inner, clock)
    assert browser.read() == "page 1"
    clock.now += 6.9
    assert browser.read() == "page 1"
    clock.now += 0.2
    inner.hold = threading.Event()
    inner.reached.clear()
    with ThreadPoolExecutor() as others:
        making = others.submit(browser.read)
        assert inner.reached.wait(10)
        waiting = others.submit(browser.read)
        inner.hold.set()
        assert (making.result(), waiting.result()) == ("page 2", "page 2")


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-22 12:00:00", "max-age=15+15"),
        ("2026-11-22 23:59:40", "max-age=15+5"),
        ("2026-11-22 23:59:52.5", "max-age=7+0"),
        ("2026-11-22 23:59:59.5", None),
    ],
)
def test_what_is_said_of_today_is_not_said_after_midnight(at: str, expected: str | None) -> None:
    with time_machine.travel(f"{at}+00:00", tick=False):
        response = the_same_for_all(lambda request: HttpResponse("today"))(RequestFactory().get("/"))
    assert response.get(MARK) == expected


def test_the_first_instant_that_is_still_to_come_counts() -> None:
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    ends = [None, noon - timedelta(hours=1), noon + timedelta(seconds=20), noon + timedelta(seconds=9)]
    with time_machine.travel(noon, tick=False):
        response = the_same_for_all(lambda request: changing_at(HttpResponse("open"), ends))(RequestFactory().get("/"))
    assert response[MARK] == "max-age=9+0"


def test_the_page_on_joining_is_kept_until_the_end_of_handing_in(cast: Cast) -> None:
    by = cast.actor(cast.leila)
    coalitions.open_site(cast.quiet_fields, True, by=by)
    noon = datetime(2031, 11, 22, 12, tzinfo=UTC)
    Window.objects.create(coalition=cast.quiet_fields, opens_at=noon - timedelta(days=9), closes_at=noon)
    with time_machine.travel(noon - timedelta(seconds=4), tick=False):
        assert Client().get("/en/quiet-fields/join/")[MARK] == "max-age=4+0"
