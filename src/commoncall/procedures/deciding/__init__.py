"""What decisions bring about for people: mails to those who decide, and the written confirmation of each outcome."""

from commoncall.procedures.deciding.confirming import confirm_due
from commoncall.procedures.deciding.reminding import Reminded, remind, remind_due, reminder
from commoncall.procedures.deciding.telling import (
    tell_of_entry,
    tell_of_notice,
    tell_of_opening,
    tell_of_trouble,
    tell_of_withdrawal,
)
from commoncall.procedures.deciding.texts import give_up, publish, unlock

__all__ = [
    "Reminded",
    "confirm_due",
    "give_up",
    "publish",
    "remind",
    "remind_due",
    "reminder",
    "tell_of_entry",
    "tell_of_notice",
    "tell_of_opening",
    "tell_of_trouble",
    "tell_of_withdrawal",
    "unlock",
]
