"""When an ask ends, and when it is urgent."""

from datetime import UTC, date, datetime, time, timedelta

#: What ends within this time stands first, and is told in the colour of what cannot wait.
URGENT_WITHIN = timedelta(hours=48)


def end_of(day: date) -> datetime:
    """Return the instant that is meant where only a day was said: its last second in UTC."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=UTC)


def is_urgent(due_at: datetime | None, now: datetime) -> bool:
    """Tell whether an ask ends within two days, or is late already."""
    return due_at is not None and due_at - now <= URGENT_WITHIN
