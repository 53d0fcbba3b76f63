"""What XML can hold, whoever typed it."""

import re

_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(words: str) -> str:
    """Return words without the characters for which XML has no way of writing them: one of these, and no program opens the file."""
    return _UNWRITABLE.sub("", words)
