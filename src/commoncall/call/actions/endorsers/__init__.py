"""What somebody outside does about the call, and what coordinators do about the list of them.

What somebody asks on the public page waits until the link in the mail is followed: until then nothing of it counts, is shown or
stands in the history, and after a week it is gone.
"""

from commoncall.call.actions.endorsers.answering import confirm, correct, reaffirm, withdraw
from commoncall.call.actions.endorsers.asking import Asked, ask_in_public, ask_member, note_asked
from commoncall.call.actions.endorsers.entering import Came, enter
from commoncall.call.actions.endorsers.forgetting import forget
from commoncall.call.actions.endorsers.removing import remove_all, remove_found
from commoncall.call.actions.endorsers.taking import STATES, Download, Form, download

__all__ = [
    "STATES",
    "Asked",
    "Came",
    "Download",
    "Form",
    "ask_in_public",
    "ask_member",
    "confirm",
    "correct",
    "download",
    "enter",
    "forget",
    "note_asked",
    "reaffirm",
    "remove_all",
    "remove_found",
    "withdraw",
]
