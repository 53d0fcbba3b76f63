"""The instants of a decision as its reader sees them: what is left, large; then exact, in UTC and where the reader is."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from babel.core import get_global
from django.utils import timezone
from django.utils.translation import gettext as _

from commoncall.web.moments import city_of, clock, exactly, long_day, short_day, time_of_day, zone_city

#: What is further away is told by its date, what is nearer by the time that is left.
FAR = timedelta(hours=72)
SOON = timedelta(hours=48)


@dataclass(frozen=True)
class Clock:
    """The time that is left: its parts, the sentence with the exact instant, and what that is for the reader."""

    machine: str
    parts: list[tuple[str, str]]
    exact: str
    here: str
    as_of: str
    soon: bool


def until(instant: datetime, sentence: str, now: datetime) -> Clock:
    """Return the clock of an instant that is still to come; ``sentence`` names it in UTC."""
    left = instant - now
    is_far = left > FAR
    parts = [(short_day(instant), "")] if is_far else clock(left)
    return Clock(instant.isoformat(), parts, sentence, here(instant), "" if is_far else time_of_day(now), left < SOON)


def here(instant: datetime) -> str:
    """Return what an instant is where the reader is; nothing where that is UTC."""
    city = zone_city()
    if not city:
        return ""
    local = timezone.localtime(instant)
    if local.date() == instant.date():
        return _("That is %(time)s in %(city)s, your time zone.") % {"time": time_of_day(instant), "city": city}
    return _("That is %(day)s, %(time)s, in %(city)s, your time zone.") % {"day": long_day(instant), "time": time_of_day(instant), "city": city}


def both(instant: datetime) -> str:
    """Return an instant exactly, in UTC, and what it is where the reader is."""
    return " ".join(filter(None, (_("%(instant)s.") % {"instant": exactly(instant)}, here(instant))))


@lru_cache
def _zones_by_country() -> dict[str, str]:
    """Return the zone of each country that has but one, so that its members are told the right hour."""
    found: dict[str, list[str]] = {}
    for zone, country in get_global("zone_territories").items():
        if "/" in zone and not zone.startswith(("Etc/", "SystemV/")):
            found.setdefault(country, []).append(zone)
    return {country: zones[0] for country, zones in found.items() if len(zones) == 1}


def elsewhere(instant: datetime, countries: Iterable[str], most: int = 4) -> list[str]:
    """Return what an instant is in places of those who are asked, from the westernmost to the easternmost, such as ``Saturday, 03:00 in Suva``."""
    zones = {zone for country in set(countries) if (zone := _zones_by_country().get(country)) and zone in zoneinfo.available_timezones()}
    ordered = sorted(zones, key=lambda zone: (instant.astimezone(zoneinfo.ZoneInfo(zone)).utcoffset() or timedelta(), zone))
    step = (len(ordered) - 1) / (most - 1) if len(ordered) > most else 1
    chosen = ordered if len(ordered) <= most else [ordered[round(at * step)] for at in range(most)]
    return [_in_zone(instant, zone) for zone in chosen]


def _in_zone(instant: datetime, zone: str) -> str:
    city = city_of(zone) or zone
    with timezone.override(zoneinfo.ZoneInfo(zone)):
        return _("%(day)s, %(time)s in %(city)s") % {"day": long_day(instant), "time": time_of_day(instant), "city": city}
