"""Withdrawals as the footnotes of a depositary's page tell of them, in English and French."""

from __future__ import annotations

import re
from datetime import date

from commoncall.diplomacy.rules.acts import ActKind
from commoncall.diplomacy.rules.reading import dates
from commoncall.diplomacy.rules.reading.shapes import Told

_LONGEST = 20_000
_NOTICE = re.compile(
    r"(?:notification|notice|instrument)\s(?:of|de)\s(?:its\s|son\s)?(?:withdrawal|denunciation|retrait|dénonciation)"
    r"(?!\s(?:of|from|de|du|des)\s(?:the\s|its\s|la\s|sa\s|ses\s|cette\s|this\s)?(?:reservation|declaration|objection|signature|réserve|déclaration))",
    re.IGNORECASE,
)
_EFFECT = re.compile(
    r"(?:(?:took|takes?|taking|shall take|will take)\seffect|(?:a pris|prend|prendra)\seffet|became effective)[^.]{0,120}?\s(?:on|le|au)\s",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(r"\b(?:rescind|revok|revoc|rétract|withdrew its notification|retire sa notification)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[a-z\d)])\.\s+(?=[A-ZÀ-Ý“\"(])")


def told(note: str) -> tuple[Told | None, bool]:
    """Return the withdrawal of which a footnote tells, and whether it tells of one that cannot be made out.

    Taken for one: a notification of withdrawal with its day and the day on which it took or takes effect. One that was taken back
    again, and one without either day, are for a person to read.
    """
    text = " ".join(note[:_LONGEST].split())
    notice = _NOTICE.search(text)
    if notice is None:
        return None, False
    notified = _day_of(text, notice.start(), notice.end())
    effect = _EFFECT.search(text, notice.start())
    effective = dates.first_in(text[effect.end() : effect.end() + 40]) if effect else None
    if notified is None or effective is None or effective < notified or _TAKEN_BACK.search(text):
        return None, True
    return Told(ActKind.WITHDRAWAL, notified, effective_on=effective), False


def _day_of(text: str, start: int, end: int) -> date | None:
    """Return the day in the sentence of a notice: the last before the word, else the first behind it."""
    begin = max([0, *(one.end() for one in _SENTENCE.finditer(text, 0, start))])
    before = list(dates.all_in(text[begin:start]))
    stop = _SENTENCE.search(text, end)
    return before[-1] if before else dates.first_in(text[end : stop.start() if stop else len(text)])
