"""A procedure about a member: opened for a reason, with facts gathered, a notice, a hearing, and an assembly that hears it."""

from commoncall.membership.actions.proceedings.ending import close_for, drop, lift, lift_due, take_back
from commoncall.membership.actions.proceedings.hearing import answer, note_hearing
from commoncall.membership.actions.proceedings.opening import Hearing, begin, gather, give_notice
from commoncall.membership.actions.proceedings.suspending import (
    Decision,
    confirm,
    expel,
    lacking,
    move_assembly,
    set_assembly,
    still_suspended,
    still_unsuspended,
    suspend,
)

__all__ = [
    "Decision",
    "Hearing",
    "answer",
    "begin",
    "close_for",
    "confirm",
    "drop",
    "expel",
    "gather",
    "give_notice",
    "lacking",
    "lift",
    "lift_due",
    "move_assembly",
    "note_hearing",
    "set_assembly",
    "still_suspended",
    "still_unsuspended",
    "suspend",
    "take_back",
]
