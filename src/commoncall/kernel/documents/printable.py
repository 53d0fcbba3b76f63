"""Text as every kind of file can hold it: on one line, without characters that nothing shows."""

from __future__ import annotations

import re

_UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]")
_SPACES = re.compile(r"[ \t\r\n\u2028\u2029\u0085]+")
_BREAKS = re.compile(r"[\r\n\u2028\u2029\u0085]+")


def without_unshown(text: str) -> tuple[str, int]:
    """Return a text without what cannot be shown, or would turn the words around it, and how much that was."""
    return _UNSHOWN.subn("", text)


def line(text: str, *, keep_tabs: bool = False) -> str:
    """Return a text on one line, ready to be written."""
    return _BREAKS.sub(" ", without_unshown(text)[0]) if keep_tabs else _SPACES.sub(" ", without_unshown(text)[0])
