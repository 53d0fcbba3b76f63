"""The picture of a letter's signatures: one stroke each, by part of the world, and how they came in over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from commoncall.kernel.countries import queries as countries
from commoncall.web.gatherings import COLOURS
from commoncall.web.moments import numeral

#: Where a part of the world has more than so many, a bar stands for its strokes.
MOST_STROKES = 60
#: The line over time is drawn on so many units.
WIDTH, HEIGHT = 600, 72


@dataclass(frozen=True)
class Part:
    """One part of the world: how many of it have signed, of how many where that may be told."""

    colour: str
    name: str
    signed: int
    total: int
    words: str
    share: str


def by_region(signed: Iterable[str], asked: Iterable[str] = ()) -> list[Part]:
    """Return the parts of the world from which ``signed`` come, and to which belong those who may sign yet (``asked``), as country codes.

    An empty code is one of no country, or one whose country may not be told.
    """
    here, others = Counter(map(_continent, signed)), Counter(map(_continent, asked))
    most = max((here[code] + others[code] for code in COLOURS), default=0)
    return [_part(code, here[code], here[code] + others[code], most) for code in COLOURS if here[code] or others[code]]


def _part(code: str, signed: int, total: int, most: int) -> Part:
    name = countries.region_name(code) if code else _("In no one country, or not told")
    words = _("%(n)s of %(total)s") % {"n": numeral(signed), "total": numeral(total)} if total > signed else numeral(signed)
    share = f"{100 * signed / most:.1f}" if most > MOST_STROKES else ""
    return Part(COLOURS[code], name, signed, total, words, share)


def _continent(code: str) -> str:
    region = countries.facts_of(code).region if code else ""
    return region if region in COLOURS else ""


@dataclass(frozen=True)
class Course:
    """How signatures came in: the path of a line that rises with each, and where batches were made up."""

    path: str
    marks: Sequence[str]


def over_time(instants: Sequence[datetime], begin: datetime, end: datetime, batches: Iterable[datetime] = ()) -> Course | None:
    """Return the line that rises by one with each signature, between two instants; nothing where there are too few to tell a course."""
    span = (end - begin).total_seconds()
    if len(instants) < 3 or span <= 0:
        return None
    step = max(len(instants) // 200, 1)
    rising = [
        (_across(at, begin, span), HEIGHT - (HEIGHT - 4) * place / len(instants)) for place, at in enumerate(sorted(instants), 1) if place % step == 0
    ]
    drawn = "".join(f"H{across:.0f}V{up:.0f}" for across, up in rising)
    return Course(f"M0 {HEIGHT}{drawn}H{WIDTH}", [f"{_across(at, begin, span):.0f}" for at in batches])


def _across(at: datetime, begin: datetime, span: float) -> float:
    return WIDTH * min(max((at - begin).total_seconds() / span, 0), 1)
