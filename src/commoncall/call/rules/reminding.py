"""When those who were asked to re-affirm are reminded without anybody having to think of it."""

from __future__ import annotations

from datetime import datetime, timedelta

#: So long before the time to answer ends, each time once.
REMIND_BEFORE = (timedelta(days=7), timedelta(days=1))


def is_reminder_due(reaffirm_by: datetime, asked_at: datetime, reminded_at: datetime | None, now: datetime) -> bool:
    """Tell whether a reminder is due: one of its instants has come since they were asked, and none was sent since then.

    Where several instants passed while nothing ran, there is one reminder and not two. Once the time is over there is none.
    """
    if now >= reaffirm_by:
        return False
    come = [reaffirm_by - before for before in REMIND_BEFORE if reaffirm_by - before <= now]
    return bool(come) and max(come) > max(asked_at, reminded_at or asked_at)
