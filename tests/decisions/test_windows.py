"""Until when: hours that pass, working days of the coalition's own calendar, and clocks that are set forward and back meanwhile."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commoncall.decisions.rules.rule import Time
from commoncall.decisions.rules.windows import WorkingCalendar, ends_at

PARIS = WorkingCalendar(zone="Europe/Paris")


def utc(*parts: int) -> datetime:
    year, month, day, *clock = parts
    return datetime(year, month, day, tzinfo=UTC) + timedelta(**dict(zip(("hours", "minutes", "seconds"), clock, strict=False)))


def test_hours_are_hours_that_pass_whatever_the_clocks_show() -> None:
    # In the night to 29 March 2026 Paris has no hour from two to three; in the night to 25 October it has one twice.
    assert ends_at(utc(2026, 3, 28, 12), Time(hours=24), PARIS) == utc(2026, 3, 29, 12)
    assert ends_at(utc(2026, 10, 24, 12), Time(hours=24), PARIS) == utc(2026, 10, 25, 12)


def test_the_day_on_which_it_begins_is_not_counted() -> None:
    monday = utc(2026, 11, 23, 9)
    assert ends_at(monday, Time(working_days=1), PARIS) == utc(2026, 11, 24, 22, 59, 59)
    assert ends_at(monday, Time(working_days=3), PARIS) == utc(2026, 11, 26, 22, 59, 59)


def test_days_off_and_holidays_are_passed_over() -> None:
    calendar = WorkingCalendar(days_off=frozenset({4, 5}), holidays=frozenset({date(2026, 11, 24)}), zone="Asia/Amman")
    assert ends_at(utc(2026, 11, 23, 9), Time(working_days=3), calendar) == utc(2026, 11, 29, 20, 59, 59)


def test_the_day_is_that_of_the_calendar_and_not_of_utc() -> None:
    auckland = WorkingCalendar(zone="Pacific/Auckland")
    # It is Tuesday there already.
    assert ends_at(utc(2026, 11, 23, 12), Time(working_days=1), auckland) == utc(2026, 11, 25, 10, 59, 59)


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        # The clocks go forward in the night before the last day, and back.
        (utc(2026, 3, 27, 12), utc(2026, 3, 30, 21, 59, 59)),
        (utc(2026, 10, 23, 12), utc(2026, 10, 26, 22, 59, 59)),
    ],
)
def test_a_change_of_clocks_on_the_way_moves_the_instant_and_not_the_day(begins: datetime, ends: datetime) -> None:
    assert ends_at(begins, Time(working_days=1), PARIS) == ends


def test_a_day_that_ends_in_a_change_of_clocks_lasts_to_its_last_second() -> None:
    always = frozenset[int]()
    # In Beirut clocks go forward at midnight, so that 29 March 2026 begins at one; and back at midnight, so that 23:59:59 comes twice.
    beirut = WorkingCalendar(days_off=always, zone="Asia/Beirut")
    assert ends_at(utc(2026, 3, 27, 12), Time(working_days=1), beirut) == utc(2026, 3, 28, 21, 59, 59)
    assert ends_at(utc(2026, 10, 23, 12), Time(working_days=1), beirut) == utc(2026, 10, 24, 21, 59, 59)


def test_a_day_that_a_zone_skipped_is_no_working_day() -> None:
    # Samoa had no 30 December 2011, a Friday.
    apia = WorkingCalendar(zone="Pacific/Apia")
    end = ends_at(datetime(2011, 12, 29, 12, tzinfo=ZoneInfo("Pacific/Apia")), Time(working_days=1), apia)
    assert end.astimezone(ZoneInfo("Pacific/Apia")).date() == date(2012, 1, 2)


def test_a_leap_day_is_a_day_like_others() -> None:
    utc_days = WorkingCalendar(zone="UTC")
    assert ends_at(utc(2028, 2, 28, 9), Time(working_days=1), utc_days) == utc(2028, 2, 29, 23, 59, 59)
    without = WorkingCalendar(holidays=frozenset({date(2028, 2, 29)}))
    assert ends_at(utc(2028, 2, 28, 9), Time(working_days=1), without) == utc(2028, 3, 1, 23, 59, 59)


def test_a_calendar_without_a_working_day_has_no_end() -> None:
    with pytest.raises(ValueError, match="working day"):
        ends_at(utc(2026, 11, 23), Time(working_days=1), WorkingCalendar(days_off=frozenset(range(7))))


def test_no_time_is_no_time() -> None:
    assert ends_at(utc(2026, 11, 23, 9), Time(), PARIS) == utc(2026, 11, 23, 9)


ZONES = st.sampled_from(
    ["UTC", "Europe/Paris", "Asia/Beirut", "America/Santiago", "America/Havana", "Asia/Kolkata", "Pacific/Chatham", "Africa/Casablanca"]
)


@settings(max_examples=200, deadline=None)
@given(
    start=st.integers(0, 15 * 366 * 86_400).map(lambda seconds: utc(2020, 1, 1) + timedelta(seconds=seconds)),
    days=st.integers(1, 15),
    zone=ZONES,
    off=st.frozensets(st.integers(0, 6), max_size=6),
)
def test_the_end_is_the_last_second_of_the_nth_working_day(start: datetime, days: int, zone: str, off: frozenset[int]) -> None:
    calendar = WorkingCalendar(off, frozenset(), zone)
    end = ends_at(start, Time(working_days=days), calendar)
    last, after = end.astimezone(ZoneInfo(zone)), (end + timedelta(seconds=1)).astimezone(ZoneInfo(zone))
    assert (last.hour, last.minute, last.second) == (23, 59, 59)
    assert after.date() == last.date() + timedelta(days=1)
    first = start.astimezone(ZoneInfo(zone)).date()
    between = [first + timedelta(days=n) for n in range(1, (last.date() - first).days + 1)]
    assert sum(calendar.is_working_day(day) for day in between) == days
    assert calendar.is_working_day(last.date())
