"""Instants are kept in UTC; people read them in their own zone."""

import zoneinfo
from datetime import datetime

from django.db import connection
from django.utils import timezone


def now() -> datetime:
    """Return this machine's present instant, in UTC."""
    return timezone.now()


def database_now() -> datetime:
    """Return the database's present instant, in UTC: the one clock that decides whether something was in time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        row: tuple[datetime] = cursor.fetchone()
    return row[0]


def zone_is_known(name: str) -> bool:
    """Tell whether ``name`` is a zone of the IANA time zone database, such as ``Africa/Bamako``."""
    return name in zoneinfo.available_timezones()


def zones() -> list[str]:
    """Return the zones that people choose from: places, without the historical aliases and fixed offsets."""
    regions = ("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    return ["UTC", *sorted(name for name in zoneinfo.available_timezones() if name.startswith(regions))]
