"""When a seat is held, and when somebody sits for it."""

from datetime import date, datetime


def is_held(starts_on: date, ends_on: date | None, day: date) -> bool:
    """Tell whether a seat is held on a day: from the first day to the one before ``ends_on``."""
    return starts_on <= day and (ends_on is None or day < ends_on)


def sits(starts_at: datetime, ends_at: datetime | None, instant: datetime) -> bool:
    """Tell whether somebody sits at an instant."""
    return starts_at <= instant and (ends_at is None or instant < ends_at)
