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
from commoncall.procedures.deciding.texts import bring_in, give_up, publish, unlock, word

__all__ = [
    "Reminded",
    "bring_in",
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
    "word",
]
