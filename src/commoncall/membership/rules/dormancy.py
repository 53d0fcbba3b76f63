"""When a notice that a member would be dormant takes effect."""

from __future__ import annotations

from datetime import datetime, timedelta

#: How long a member has to let itself be heard of, unless the notice says otherwise.
USUAL_DAYS = 14
SHORTEST_DAYS = 3
LONGEST_DAYS = 365


def takes_effect_at(given_at: datetime, days: int) -> datetime:
    """Return the instant at which a notice takes effect: so many times twenty-four hours later."""
    return given_at + timedelta(days=days)


def was_heard_since(heard_at: datetime | None, given_at: datetime) -> bool:
    """Tell whether the member was heard of after the notice went out."""
    return heard_at is not None and heard_at > given_at
