"""Instants are kept in UTC; people read them in their own zone."""

import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import connection
from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """Return this machine's present instant, in UTC; within ``as_of``, the instant at which the story is being told."""
    return _told.get() or timezone.now()


@contextmanager
def as_of(instant: datetime) -> Iterator[None]:
    """Let deeds take place at an earlier instant: for the demonstration alone, which has years behind it when it is loaded."""
    token = _told.set(instant)
    try:
        yield
    finally:
        _told.reset(token)


def told() -> datetime | None:
    """Return the instant at which the story is being told, within ``as_of``."""
    return _told.get()


def database_now() -> datetime:
    """Return the database's present instant, in UTC: the one clock that decides whether something was in time.

    Within ``as_of`` it is the instant at which the story is being told.
    """
    told = _told.get()
    if told is not None:
        return told
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
