"""What decisions bring about for people: mails to those who decide, and the written confirmation of each outcome."""

from commoncall.procedures.deciding.confirming import confirm_due
from commoncall.procedures.deciding.telling import (
    tell_of_entry,
    tell_of_notice,
    tell_of_opening,
    tell_of_trouble,
    tell_of_withdrawal,
)
from commoncall.procedures.deciding.texts import publish, unlock

__all__ = [
    "confirm_due",
    "publish",
    "tell_of_entry",
    "tell_of_notice",
    "tell_of_opening",
    "tell_of_trouble",
    "tell_of_withdrawal",
    "unlock",
]
