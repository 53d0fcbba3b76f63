"""One cell of a status table: dates, each with the mark that says what was done, in brackets where a withdrawal undid it."""

from __future__ import annotations

import re
from datetime import date

from commoncall.diplomacy.rules.acts import MARKS, ActKind
from commoncall.diplomacy.rules.reading import dates
from commoncall.diplomacy.rules.reading.shapes import Said, Told

_LONGEST = 400
#: The depositary's letters, with the one for a signature that binds by itself.
_MARKS = MARKS | {"s": ActKind.CONSENT}
# A number behind a date refers to a footnote, unless it begins the next date.
_REFERENCE = r"(?:\s\d{1,2}(?:,\s?\d{1,2})*(?!\d|\s?[^\W\d_]|[./\-]))?"
_ACT = re.compile(rf"(?<![^\W_]){dates.DAY}(?:\s?\(?(?P<mark>AA|[AadPnRrcs])\)?(?![^\W_]))?{_REFERENCE}")
_BETWEEN = re.compile(r"[\s,;/&\[\]]*")
_RAISED = re.compile("[¹²³⁴⁵⁶⁷⁸⁹⁰]+")
_NOTHING = re.compile(r"[\s.\-–—…/]*|n/?a|none|nil|no|non", re.IGNORECASE)
_NAME_REFERENCE = re.compile(r"(?<=[^\W\d_]|\))\s*(?:\[\d{1,2}\]|\d{1,2}(?:\s?,\s?\d{1,2})*|\*{1,3})$")


def name_in(text: str) -> str:
    """Return a participant's name without the references to footnotes behind it."""
    return _NAME_REFERENCE.sub("", " ".join(_RAISED.sub("", text).split())).strip()


def acts_in(text: str, usual: ActKind | None, days_first: bool | None = None) -> tuple[tuple[Told, ...], Said | None]:
    """Return the acts in a cell, or what is wrong with it. ``usual`` is what a date without a mark means in this column."""
    text = " ".join(_RAISED.sub("", text).split())
    if _NOTHING.fullmatch(text):
        return (), None
    if len(text) > _LONGEST or text.count("[") != text.count("]"):
        return (), Said("unreadable" if len(text) > _LONGEST else "open_bracket", {"text": text[:60]})
    acts, end = [], 0
    for found in _ACT.finditer(text):
        on, kind = dates.of(found, days_first), _kind(found["mark"], usual)
        if on is None or kind is None or not _BETWEEN.fullmatch(text, end, found.start()):
            return (), _wrong(text, found, on, kind)
        before = text[: found.start()]
        acts.append(Told(kind, on, revoked=before.count("[") > before.count("]")))
        end = found.end()
    if not acts or not _BETWEEN.fullmatch(text, end):
        return (), Said("unreadable", {"text": text[:60]})
    return tuple(acts), None


def _kind(mark: str | None, usual: ActKind | None) -> ActKind | None:
    """Return what a mark means; a signature stays one where a successor took it over (marked d)."""
    if mark is None or (mark == "d" and usual is ActKind.SIGNATURE):
        return usual
    return _MARKS[mark]


def _wrong(text: str, found: re.Match[str], on: date | None, kind: ActKind | None) -> Said:
    if on is None:
        return Said("ambiguous_day" if found["y4"] and dates.of(found, True) else "no_such_day", {"text": found.group()})
    return Said("unreadable" if kind else "kind_missing", {"text": text[:60]})
