"""What is done with letters: prepared, opened, closed, renewed with other words, made up into batches, delivered."""

from commoncall.voice.actions.announced import LetterClosed, LetterOpened
from commoncall.voice.actions.letters.closing import close, close_due, give_up
from commoncall.voice.actions.letters.delivering import deliver, make_up, make_up_due, note_reply
from commoncall.voice.actions.letters.opening import open_due, open_now
from commoncall.voice.actions.letters.preparing import Terms, change, prepare, terms_of
from commoncall.voice.actions.letters.renewing import renew
from commoncall.voice.actions.letters.taking_along import took_along

__all__ = [
    "LetterClosed",
    "LetterOpened",
    "Terms",
    "change",
    "close",
    "close_due",
    "deliver",
    "give_up",
    "make_up",
    "make_up_due",
    "note_reply",
    "open_due",
    "open_now",
    "prepare",
    "renew",
    "terms_of",
    "took_along",
]
