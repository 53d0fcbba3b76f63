"""What somebody from outside does about a letter, and what coordinators do about those signatures.

What somebody asks on the public page waits until the link in the mail is followed: until then nothing of it counts, is shown or
stands in the history, and after a week it is gone.
"""

from commoncall.voice.actions.outside.answering import confirm, correct, renew, sign_again, withdraw
from commoncall.voice.actions.outside.asking import Asked, ask_in_public, ask_member, note_asked
from commoncall.voice.actions.outside.entering import Came, enter
from commoncall.voice.actions.outside.forgetting import forget
from commoncall.voice.actions.outside.removing import remove
from commoncall.voice.actions.outside.taking import Download, download

__all__ = [
    "Asked",
    "Came",
    "Download",
    "ask_in_public",
    "ask_member",
    "confirm",
    "correct",
    "download",
    "enter",
    "forget",
    "note_asked",
    "remove",
    "renew",
    "sign_again",
    "withdraw",
]
