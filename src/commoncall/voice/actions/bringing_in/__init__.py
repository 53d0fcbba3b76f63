"""Taking in a file of names that signed a letter elsewhere: read it, say what each name is, take in what was chosen, take it out again.

Nothing changes before ``take_in``. Whose name is certain signs as that organisation; whose is not is laid before a person.
"""

from commoncall.voice.actions.bringing_in.reading import read
from commoncall.voice.actions.bringing_in.sheets import answer, begin, choose_columns, discard, match
from commoncall.voice.actions.bringing_in.taking import Chosen, Taken, take, take_in
from commoncall.voice.actions.bringing_in.undoing import undo

__all__ = ["Chosen", "Taken", "answer", "begin", "choose_columns", "discard", "match", "read", "take", "take_in", "undo"]
