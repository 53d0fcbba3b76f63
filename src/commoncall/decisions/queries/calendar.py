"""Reading on which days a coalition works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commoncall.decisions.models import Calendar
from commoncall.decisions.rules.windows import WorkingCalendar
from commoncall.kernel.parties.models import Coalition

#: Saturday and Sunday are off until a coalition says otherwise.
USUAL_DAYS_OFF = (5, 6)


@dataclass(frozen=True)
class Kept:
    """What is kept of a calendar: the days of the week that are off, what each holiday is called, and the zone."""

    days_off: tuple[int, ...]
    holidays: dict[date, str]
    zone: str
    is_own: bool


def kept(coalition: Coalition) -> Kept:
    """Return the calendar of a coalition with the names of its holidays; the usual one in its own zone where it keeps none."""
    row = Calendar.objects.filter(coalition=coalition).first()
    if row is None:
        return Kept(USUAL_DAYS_OFF, {}, coalition.time_zone or "UTC", False)
    holidays = {date.fromisoformat(day): name for day, name in sorted(row.holidays.items())}
    return Kept(tuple(sorted(row.days_off)), holidays, row.time_zone, True)


def calendar(coalition: Coalition) -> WorkingCalendar:
    """Return on which days a coalition works, for reckoning deadlines."""
    found = kept(coalition)
    return WorkingCalendar(frozenset(found.days_off), frozenset(found.holidays), found.zone)
