"""Fields that several forms of the voice share: instants in two parts, and words one to a line."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from django import forms

END_OF_DAY = time(23, 59, 59)


def day_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    """Return a field for a day."""
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=forms.DateInput({"type": "date", "class": "short"}, format="%Y-%m-%d")
    )


def hour_field(label: Any, *, help_text: Any = "") -> forms.TimeField:
    """Return a field for an hour of that day, in UTC."""
    return forms.TimeField(
        label=label, required=False, help_text=help_text, widget=forms.TimeInput({"type": "time", "class": "short"}, format="%H:%M")
    )


def instant(day: date | None, hour: time | None, at_first: time = END_OF_DAY) -> datetime | None:
    """Return the instant that a day and an hour make in UTC; without an hour, ``at_first`` of that day."""
    return datetime.combine(day, hour or at_first, tzinfo=UTC) if day else None


def parts_of(day: str, hour: str, at: datetime | None) -> dict[str, Any]:
    """Return an instant as its two fields show it; the very end of a day is that day alone."""
    if at is None:
        return {}
    there = at.astimezone(UTC)
    return {day: there.date(), hour: None if there.time().replace(microsecond=0) == END_OF_DAY else there.time()}


def lines_of(written: str) -> tuple[str, ...]:
    """Return what was written one to a line, without what is empty or stands there twice."""
    return tuple(dict.fromkeys(plain for line in written.splitlines() if (plain := " ".join(line.split()))))
