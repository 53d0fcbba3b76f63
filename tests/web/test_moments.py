"""Instants and numbers are written as their reader writes them."""

import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone, translation
from django.utils.formats import date_format

from commoncall.web import moments

NOW = datetime(2026, 11, 19, 8, 42, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_beirut() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False), timezone.override(zoneinfo.ZoneInfo("Asia/Beirut")), translation.override("en"):
        yield


def test_a_day_is_that_of_the_readers_zone() -> None:
    assert moments.long_day(NOW) == "Thursday 19 November"
    assert moments.long_day(NOW + timedelta(hours=14)) == "Friday 20 November"


def test_arabic_pages_use_arabic_digits() -> None:
    with translation.override("ar"):
        assert "١٩" in moments.long_day(NOW)
        assert moments.numeral(1234) == "١٬٢٣٤"
        assert moments.time_of_day(NOW) == "١٠:٤٢"


def test_a_day_as_a_title_begins_with_a_capital_in_french_too() -> None:
    with translation.override("fr"):
        assert moments.long_day(NOW) == "Jeudi 19 novembre"


def test_french_pages_write_the_first_of_a_month_as_french_does() -> None:
    first, second = datetime(2027, 1, 1, 12, tzinfo=UTC), datetime(2027, 1, 2, 12, tzinfo=UTC)
    with translation.override("fr"):
        assert [moments.full_date(first), moments.full_date(second)] == ["1er janvier 2027", "2 janvier 2027"]
    with translation.override("en"):
        assert moments.full_date(first) == "1 January 2027"


@pytest.mark.parametrize(
    ("language", "full", "title", "short"),
    [
        ("es", "1 de agosto de 2010", "Domingo, 1 de agosto", "vie, 20 nov"),
        ("ru", "1 августа 2010 года", "Воскресенье, 1 августа", "пт, 20 нояб."),
        ("zh-hans", "2010年8月1日", "8月1日星期日", "11月20日周五"),
    ],
)
def test_dates_are_written_as_the_language_does(language: str, full: str, title: str, short: str) -> None:
    """In Russian the month is in the genitive, and no stop of an abbreviation stands before that of the sentence."""
    day = datetime(2010, 8, 1, 12, tzinfo=UTC)
    with translation.override(language):
        assert [moments.full_date(day), moments.long_day(day), moments.short_day(NOW + timedelta(days=1))] == [full, title, short]
        assert date_format(day, "DATE_FORMAT") == full


@pytest.mark.parametrize(
    ("language", "minutes"), [("ru", ["минуту", "минуты", "минут", "минуту"]), ("es", ["minuto", "minutos", "minutos", "minutos"])]
)
def test_what_is_counted_agrees_with_its_number(language: str, minutes: list[str]) -> None:
    with translation.override(language):
        told = [moments.time_left(timedelta(minutes=number, seconds=1)) for number in (1, 3, 5, 21)]
    assert [words.split()[-1] for words in told] == minutes


def test_french_pages_part_thousands_as_french_does() -> None:
    with translation.override("fr"):
        assert moments.numeral(1234).replace("\u202f", " ") == "1 234"


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(hours=2), "Today, 08:42"),
        (timedelta(hours=12), "Yesterday, 22:42"),
        (timedelta(days=3), "Mon, 10:42"),
        (timedelta(days=9), "Tue 10 Nov"),
        (timedelta(days=400), "15 October 2025"),
    ],
)
def test_the_past_is_told_the_more_exactly_the_nearer_it_is(ago: timedelta, words: str) -> None:
    assert moments.when(NOW - ago) == words


@pytest.mark.parametrize(
    ("left", "words", "small", "soon"),
    [
        (timedelta(minutes=30), "Today, 11:12", "in 30 minutes", True),
        (timedelta(hours=6, minutes=18), "Today, 17:00", "in 6 hours", True),
        (timedelta(hours=32, minutes=18), "Tomorrow, 19:00", "17:00 UTC", True),
        (timedelta(days=6, hours=3, minutes=18), "Wed 25 Nov, 14:00", "12:00 UTC", False),
        (-timedelta(days=1), "Late", "was due Wed 18 Nov", True),
    ],
)
def test_a_deadline_says_the_readers_time_and_what_it_is_in_utc(left: timedelta, words: str, small: str, soon: bool) -> None:
    due = moments.due(NOW + left, NOW)
    assert (due.words, due.small, due.soon) == (words, small, soon)
    assert datetime.fromisoformat(due.machine) == NOW + left


def test_who_keeps_the_time_of_utc_is_told_the_hour_once() -> None:
    with timezone.override(UTC):
        due = moments.due(NOW + timedelta(days=6, hours=3, minutes=18), NOW)
        assert (due.words, due.small) == ("Wed 25 Nov", "12:00 UTC")


def test_a_deadline_of_a_day_needs_no_hour() -> None:
    due = moments.due(datetime(2026, 11, 23, 23, 59, 59, tzinfo=UTC), NOW, any_time=True)
    assert due.small == "any time"


def test_the_zone_is_named_by_its_city_and_its_distance_from_utc() -> None:
    assert moments.zone_city() == "Beirut"
    assert moments.zone_offset(NOW) == "UTC+2"
    with timezone.override(zoneinfo.ZoneInfo("Asia/Kolkata")):
        assert moments.zone_offset(NOW) == "UTC+5:30"
    with timezone.override(UTC):
        assert moments.zone_city() == ""
