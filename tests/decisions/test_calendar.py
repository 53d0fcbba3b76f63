"""The calendar of a coalition: which days are off, which are holidays, and that some day is left to work on."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from commoncall.decisions.actions import calendar
from commoncall.decisions.queries import calendar as read
from commoncall.decisions.rules.rule import Time
from commoncall.decisions.rules.windows import ends_at
from commoncall.kernel.history import queries as book
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from tests.cast import Cast

pytestmark = pytest.mark.django_db

NOW_RUZ = date(2027, 3, 22)


def test_until_it_says_otherwise_a_coalition_rests_at_weekends_of_its_own_zone(cast: Cast) -> None:
    Coalition.objects.filter(pk=cast.quiet_fields.pk).update(time_zone="Asia/Beirut")
    cast.quiet_fields.refresh_from_db()
    found = read.calendar(cast.quiet_fields)
    assert (found.days_off, found.zone) == (frozenset({5, 6}), "Asia/Beirut")


def test_its_own_days_off_and_holidays_move_deadlines(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    calendar.keep(cast.quiet_fields, [4, 5], "Asia/Amman", by=leila)
    calendar.add_holiday(cast.quiet_fields, date(2026, 11, 24), "Founding day", by=leila)
    end = ends_at(datetime(2026, 11, 23, 9, tzinfo=UTC), Time(working_days=3), read.calendar(cast.quiet_fields))
    assert end == datetime(2026, 11, 29, 20, 59, 59, tzinfo=UTC)


def test_a_week_without_a_working_day_is_refused(cast: Cast) -> None:
    with pytest.raises(Refusal, match="at least one day"):
        calendar.keep(cast.quiet_fields, range(7), "UTC", by=cast.actor(cast.leila))
    assert read.calendar(cast.quiet_fields).has_working_days


def test_a_zone_that_is_not_known_is_refused(cast: Cast) -> None:
    with pytest.raises(Refusal, match="time zones"):
        calendar.keep(cast.quiet_fields, [6], "Atlantis/Capital", by=cast.actor(cast.leila))


def test_a_holiday_has_a_name_and_is_noted_once_and_can_be_struck_out(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    with pytest.raises(Refusal, match="called"):
        calendar.add_holiday(cast.quiet_fields, NOW_RUZ, " ", by=leila)
    calendar.add_holiday(cast.quiet_fields, NOW_RUZ, "Nowruz", by=leila)
    with pytest.raises(Conflict, match="Nowruz"):
        calendar.add_holiday(cast.quiet_fields, NOW_RUZ, "Nowruz", by=leila)
    assert read.kept(cast.quiet_fields).holidays == {NOW_RUZ: "Nowruz"}
    calendar.remove_holiday(cast.quiet_fields, NOW_RUZ, by=leila)
    assert read.kept(cast.quiet_fields).holidays == {}
    with pytest.raises(NotVisible):
        calendar.remove_holiday(cast.quiet_fields, NOW_RUZ, by=leila)
    told = " ".join(line.sentence for line in book.told(book.visible_to(cast.actor(cast.amina))))
    assert "Nowruz" in told


def test_only_coordinators_keep_it(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        calendar.add_holiday(cast.quiet_fields, NOW_RUZ, "Nowruz", by=cast.actor(cast.amina))
