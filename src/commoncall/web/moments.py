"""How instants and numbers are written for their reader: in the reader's zone, language and digits, and exact."""

from __future__ import annotations

import zoneinfo
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from babel import Locale, dates, numbers
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from commoncall.kernel import languages

#: The order of weekday, day and month, where it is not the usual one.
LONG_DAY = {"es": "EEEE, d 'de' MMMM", "ru": "EEEE, d MMMM", "zh": "M月d日EEEE"}
SHORT_DAY = {"es": "EEE, d MMM", "ru": "EEE, d MMM", "zh": "M月d日EEE"}
# In Russian the word for the year is written out: with a stop after its first letter a sentence would end in two.
EXACT_DAY = {"es": "EEEE, d 'de' MMMM 'de' y", "ru": "EEEE, d MMMM y 'года'", "zh": "y年M月d日EEEE"}
FULL_DATE = {"es": "d 'de' MMMM 'de' y", "ru": "d MMMM y 'года'", "zh": "y年M月d日"}

#: How the first day of a month is written, where it is not the bare number.
FIRST_DAY = {"fr": "d'er'"}

SOON = timedelta(hours=48)


def locale_of_reader() -> Locale:
    """Return what is known of how the reader's language writes dates, numbers and lists."""
    # Django's codes have a hyphen and no script in capitals; British order and spelling stand for all English.
    code = languages.current()
    return Locale.parse({"en": "en_GB", "zh-hans": "zh_Hans", "zh-hant": "zh_Hant"}.get(code, code.replace("-", "_")))


def in_digits(text: str) -> str:
    """Return a text with its digits as the reader's language writes them."""
    return languages.in_digits(text)


def numeral(number: int) -> str:
    """Return a whole number as the reader writes it."""
    system = "arab" if languages.current().startswith("ar") else "default"
    return in_digits(numbers.format_decimal(number, locale=locale_of_reader(), numbering_system=system))


def long_day(instant: datetime) -> str:
    """Return the day as a title, such as ``Thursday 19 November``."""
    # French and others write weekdays small, yet a title begins with a capital.
    return capfirst(_formatted(timezone.localtime(instant), LONG_DAY, "EEEE d MMMM"))


def short_day(instant: datetime) -> str:
    """Return the day in little space, such as ``Thu 19 Nov``, with the year where it is another one."""
    here = timezone.localtime(instant)
    return _formatted(here, SHORT_DAY, "EEE d MMM") if here.year == timezone.localtime().year else full_date(here)


def full_date(day: date) -> str:
    """Return a day with its year, such as ``8 April 2025``."""
    return _formatted(day, FULL_DATE, "d MMMM y")


def time_of_day(instant: datetime) -> str:
    """Return the hour and minute in the reader's zone."""
    return in_digits(f"{timezone.localtime(instant):%H:%M}")


def exactly(instant: datetime) -> str:
    """Return an instant whole and the same for every reader, such as ``Friday 20 November 2026, 17:00 UTC``."""
    day = _formatted(instant.astimezone(UTC), EXACT_DAY, "EEEE d MMMM y")
    return _("%(day)s, %(time)s") % {"day": day, "time": utc_time(instant)}


def clock(left: timedelta) -> list[tuple[str, str]]:
    """Return how long that still is as pairs of number and unit, for the clock of a page: days, hours, minutes."""
    minutes = max(int(left.total_seconds() // 60), 0)
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [
        (days, ngettext("day", "days", days)),
        (hours, pgettext("hours, in little space", "h")),
        (rest, pgettext("minutes, in little space", "min")),
    ]
    begun = next((at for at, (number, _unit) in enumerate(parts) if number), 2)
    return [(numeral(number), unit) for number, unit in parts[begun:]]


def utc_time(instant: datetime) -> str:
    """Return the hour and minute in UTC, said to be so."""
    return _("%(time)s UTC") % {"time": in_digits(f"{instant.astimezone(UTC):%H:%M}")}


def when(instant: datetime) -> str:
    """Return when something was, such as ``Today, 08:15``, ``Wed, 16:03`` or, further back, its date alone."""
    days = -_days_from_today(instant)
    if days == 0:
        return _("Today, %(time)s") % {"time": time_of_day(instant)}
    if days == 1:
        return _("Yesterday, %(time)s") % {"time": time_of_day(instant)}
    if 0 < days < 7:
        weekday = _formatted(timezone.localtime(instant), {}, "EEE")
        return _("%(weekday)s, %(time)s") % {"weekday": weekday, "time": time_of_day(instant)}
    return short_day(instant)


def zone_city() -> str:
    """Return the city that the reader's zone is named after, in the reader's language; nothing where it is UTC."""
    return city_of(str(timezone.get_current_timezone()))


def city_of(zone: str) -> str:
    """Return the city that a zone of the IANA database is named after, in the reader's language; nothing for UTC."""
    return "" if zone in {"UTC", "Etc/UTC"} else dates.get_timezone_location(zoneinfo.ZoneInfo(zone), locale=locale_of_reader(), return_city=True)


def zone_offset(instant: datetime) -> str:
    """Return how far the reader's zone is from UTC, such as ``UTC+2`` or ``UTC+5:30``."""
    minutes = int((timezone.localtime(instant).utcoffset() or timedelta()).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


@dataclass(frozen=True)
class Due:
    """A deadline as its reader sees it: ``words`` first, then ``small`` beside it; ``soon`` within two days, or late."""

    machine: str
    words: str
    small: str
    soon: bool


def due(instant: datetime, now: datetime, *, any_time: bool = False) -> Due:
    """Return a deadline in the reader's zone, then how long that is or what it is in UTC."""
    soon = instant - now < SOON
    if instant < now:
        return Due(instant.isoformat(), _("Late"), _("was due %(when)s") % {"when": short_day(instant)}, soon)
    if any_time:
        return Due(instant.isoformat(), _near_day(instant) or short_day(instant), _("any time"), soon)
    if not zone_city() and _days_from_today(instant) != 0:
        # Whoever keeps the time of UTC is told the hour once.
        return Due(instant.isoformat(), _near_day(instant) or short_day(instant), utc_time(instant), soon)
    words = _("%(day)s, %(time)s") % {"day": _near_day(instant) or short_day(instant), "time": time_of_day(instant)}
    small = time_left(instant - now) if _days_from_today(instant) == 0 else utc_time(instant)
    return Due(instant.isoformat(), words, small, soon)


def _days_from_today(instant: datetime) -> int:
    return (timezone.localtime(instant).date() - timezone.localtime().date()).days


def _near_day(instant: datetime) -> str:
    return {0: _("Today"), 1: _("Tomorrow")}.get(_days_from_today(instant), "")


def time_left(left: timedelta) -> str:
    """Return how long that still is, in whole hours, or in minutes within the last hour."""
    minutes = max(int(left.total_seconds() // 60), 0)
    if minutes < 60:
        return ngettext("in %(n)s minute", "in %(n)s minutes", minutes) % {"n": numeral(minutes)}
    hours = minutes // 60
    return ngettext("in %(n)s hour", "in %(n)s hours", hours) % {"n": numeral(hours)}


def _formatted(day: date, own: dict[str, str], usual: str) -> str:
    code = languages.current().split("-")[0]
    pattern = own.get(code, usual)
    if day.day == 1:
        pattern = pattern.replace("d", FIRST_DAY.get(code, "d"))
    return in_digits(dates.format_date(day, pattern, locale=locale_of_reader()))
