"""Bound how deep pasted HTML is nested before a parser builds it: each level costs a parser more than the one before."""

from __future__ import annotations

import re
from collections import Counter

from commoncall.kernel.documents.refusals import DocumentRefused

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
# Tags that end by themselves where the next one begins, or hold nothing.
_ENDED = {"p", "li", "td", "th", "tr", "dt", "dd", "tbody", "thead", "tfoot", "option", "o"}
_EMPTY = {"br", "hr", "img", "input", "meta", "link", "wbr", "col", "area", "base", "source", "track", "embed", "param"}
_SHALLOW = frozenset(_ENDED | _EMPTY)
# What words look like is begun again in every paragraph for as long as it is not ended.
_LOOKS = frozenset(["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"])
_DEEPEST = 60
_MOST_LOOKS = 8
_MOST_TAGS = 200_000


def bounded(pasted: str, text_limit: int) -> str:
    """Return HTML without comments, in which tags that are nested too deep are turned into one that holds nothing."""
    without = _COMMENT.sub("", pasted)
    if without.count("<") > _MOST_TAGS:
        raise DocumentRefused("too_much_text", limit=text_limit)
    return _TAG.sub(_Depth(), without)


class _Depth:
    """Counts the tags that are open, each by its name."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        self._all = 0
        self._looks = 0

    def __call__(self, tag: re.Match[str]) -> str:
        """Return a tag as it was, or, where it is too deep, one that holds nothing."""
        name = tag[2].lower()
        if name in _SHALLOW:
            return tag[0]
        if tag[1]:
            return self._ended(name, tag[0])
        if self._all >= _DEEPEST or (name in _LOOKS and self._looks >= _MOST_LOOKS):
            return "<wbr"
        self._count(name, 1)
        return tag[0]

    def _ended(self, name: str, tag: str) -> str:
        if not self._open[name]:
            return "</wbr"
        self._count(name, -1)
        return tag

    def _count(self, name: str, by: int) -> None:
        self._open[name] += by
        self._all += by
        self._looks += by if name in _LOOKS else 0
