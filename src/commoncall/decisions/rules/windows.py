"""Until when: hours by the clock, and working days by the coalition's own calendar.

Hours are hours that pass, whatever clocks are set to meanwhile. A working day is a day of the calendar's zone that is neither a day
off nor a holiday; the day on which a window begins is not counted, and the window ends with the last second of its last working
day, 23:59:59 in that zone. Where clocks are set back at midnight and that second comes twice, it is the later one: nobody loses an
hour.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from commoncall.decisions.rules.rule import Time

_EVERY_DAY = frozenset(range(7))
_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkingCalendar:
    """When a coalition works: days of the week that are off (0 is Monday), single holidays, and the zone whose days these are."""

    days_off: frozenset[int] = frozenset({5, 6})
    holidays: frozenset[date] = frozenset()
    zone: str = "UTC"

    @property
    def has_working_days(self) -> bool:
        """Whether there is any day of the week on which it works."""
        return not self.days_off >= _EVERY_DAY

    def is_working_day(self, day: date) -> bool:
        """Tell whether a day is worked; one that a zone skipped, when it changed sides of the date line, is not."""
        return day.weekday() not in self.days_off and day not in self.holidays and _begins_at(day, self.zone).date() == day


def ends_at(start: datetime, time: Time, calendar: WorkingCalendar) -> datetime:
    """Return the exact instant, in UTC, at which a length of time ends that begins at ``start``.

    Raises ``ValueError`` where working days are asked for and the calendar has none.
    """
    end = start.astimezone(UTC) + timedelta(hours=time.hours)
    if time.working_days == 0:
        return end
    return _last_second(_after(end.astimezone(ZoneInfo(calendar.zone)).date(), time.working_days, calendar), calendar.zone)


def _after(day: date, working_days: int, calendar: WorkingCalendar) -> date:
    if not calendar.has_working_days:
        raise ValueError("a calendar without a working day has no end of working days")
    while working_days:
        day += _DAY
        working_days -= calendar.is_working_day(day)
    return day


def _begins_at(day: date, zone: str) -> datetime:
    """Return the first instant of a day in a zone, whether or not its clocks show midnight then."""
    return datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC).astimezone(ZoneInfo(zone))


def _last_second(day: date, zone: str) -> datetime:
    return _begins_at(day + _DAY, zone).astimezone(UTC) - _SECOND
