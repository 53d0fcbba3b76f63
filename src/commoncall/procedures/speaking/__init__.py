"""What statements and letters bring about for people: who is asked, told, reminded, and sent the final copy."""

from commoncall.procedures.speaking.asking import ask_to_publish, ask_to_publish_due
from commoncall.procedures.speaking.leaving import let_go
from commoncall.procedures.speaking.reminding import Reminded, remind, remind_due, reminder
from commoncall.procedures.speaking.telling import (
    tell_authoriser,
    tell_of_entry,
    tell_of_move,
    tell_of_opening,
    tell_of_pre_approved,
    tell_of_signature,
)

__all__ = [
    "Reminded",
    "ask_to_publish",
    "ask_to_publish_due",
    "let_go",
    "remind",
    "remind_due",
    "reminder",
    "tell_authoriser",
    "tell_of_entry",
    "tell_of_move",
    "tell_of_opening",
    "tell_of_pre_approved",
    "tell_of_signature",
]
