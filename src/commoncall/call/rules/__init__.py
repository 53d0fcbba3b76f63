"""The rules of texts: pure functions that know no database, no clock and no request."""

from commoncall.call.rules.endorsers import BODIES, KEPT_DAYS, WAITS_DAYS, Entry, one_line
from commoncall.call.rules.reminding import REMIND_BEFORE, is_reminder_due
from commoncall.call.rules.wordings import alike, demands_in, what_is_missing

__all__ = [
    "BODIES",
    "KEPT_DAYS",
    "REMIND_BEFORE",
    "WAITS_DAYS",
    "Entry",
    "alike",
    "demands_in",
    "is_reminder_due",
    "one_line",
    "what_is_missing",
]
