"""A chart of how many have joined, over time: steps on a grid, and marks for what happened. Its words stand beside it as text.

The drawing stretches to its place while its figures keep their size: lines are drawn on 1,000 by 1,000 units that are
stretched, and whatever is written lies at a percentage. Time runs from left to right in every language, as on the map.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from commoncall.web.moments import full_date, in_digits, numeral

SIZE = 1000

#: How near, in percent, two marks may be before the second one moves down; as many rows as there are.
NEAR = 7.5
ROWS = 3

#: As many years are written under the chart as fit at the most; half of them leave on phones.
YEARS = 10


@dataclass(frozen=True, slots=True)
class Series:
    """One line: how many there are from each day on. ``kind`` is that of the map, and gives it its look."""

    kind: str
    words: str
    totals: Sequence[tuple[date, int]]


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something that happened on a day, such as the opening for signature."""

    on: date
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A series as it is drawn, with its last number."""

    kind: str
    words: str
    number: str
    path: str
    area: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid: its place in percent, what is written at it, and whether phones leave the writing out."""

    place: str
    words: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """A milestone as it is drawn: its place in percent, the row of its number, and its words for the list."""

    number: str
    place: str
    row: int
    on: date
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What ``web/atlas/chart.html`` draws. Without lines there is nothing to draw."""

    id: str
    title: str
    description: str
    lines: Sequence[Line]
    levels: Sequence[Tick]
    years: Sequence[Tick]
    flags: Sequence[Flag]


def running(days: Iterable[date], ended: Iterable[date] = ()) -> list[tuple[date, int]]:
    """Return how many there are from each day on, where one comes on each of ``days`` and one goes on each of ``ended``."""
    changes = Counter(days)
    changes.subtract(Counter(ended))
    totals, number = [], 0
    for day in sorted(changes):
        number += changes[day]
        totals.append((day, number))
    return totals


def chart_of(
    series: Sequence[Series],
    *,
    title: str,
    until: date,
    milestones: Sequence[Milestone] = (),
    id: str = "chart",  # noqa: A002
) -> Chart:
    """Return the chart of some series up to a day. What lies after that day is left out."""
    shown = [Series(one.kind, one.words, [(day, number) for day, number in sorted(one.totals) if day <= until]) for one in series]
    shown = [one for one in shown if one.totals]
    if not shown:
        return Chart(id, title, "", [], [], [], [])
    marks = sorted((mark for mark in milestones if mark.on <= until), key=lambda mark: mark.on)
    first = min([one.totals[0][0] for one in shown] + [mark.on for mark in marks])
    span = max((until - first).days, 1)
    highest = _highest(max(number for one in shown for _, number in one.totals))
    return Chart(
        id=id,
        title=title,
        description=" ".join(f"{one.words}: {numeral(one.totals[-1][1])} ({full_date(until)})." for one in shown),
        lines=[_line(one, first, span, highest) for one in shown],
        levels=[Tick(_percent(highest - at, highest), numeral(at)) for at in range(0, highest + 1, _step(highest))],
        years=_years(first, until, span),
        flags=_flags(marks, first, span),
    )


def _line(series: Series, first: date, span: int, highest: int) -> Line:
    # Of what falls on the same unit only the last is kept, so that thousands of steps weigh no more than a thousand.
    steps = {round((day - first).days * SIZE / span): SIZE - round(number * SIZE / highest) for day, number in series.totals}
    start = min(steps)
    path = f"M{start} {SIZE}" + "".join(f"H{across}V{down}" for across, down in steps.items()) + f"H{SIZE}"
    return Line(series.kind, series.words, numeral(series.totals[-1][1]), path, f"{path}V{SIZE}z")


def _step(highest: int) -> int:
    return max(highest // 4, 1)


def _highest(number: int) -> int:
    """Return the least round number, divisible by four where it is not tiny, that is not below a number."""
    if number <= 4:
        return 4
    power = 10 ** (len(str(number)) - 1)
    return next(rounded for rounded in _rounds(power) if rounded >= number)


def _rounds(power: int) -> Iterable[int]:
    return sorted({max(4, (power * share // 10 + 3) // 4 * 4) for share in (10, 12, 16, 20, 30, 40, 60, 80, 100)})


def _years(first: date, until: date, span: int) -> list[Tick]:
    beginnings = [date(year, 1, 1) for year in range(first.year + 1, until.year + 1)]
    step = max(-(-len(beginnings) // YEARS), 1)
    shown = [day for day in beginnings if day.year % step == 0]
    return [
        Tick(_percent((day - first).days, span), in_digits(str(day.year)), quiet=at % 2 == 1)
        for at, day in enumerate(shown)
        # At either end half of the figures would be cut off.
        if 0.03 < (day - first).days / span < 0.97
    ]


def _flags(marks: Sequence[Milestone], first: date, span: int) -> list[Flag]:
    flags = []
    taken = [-NEAR] * ROWS
    for number, mark in enumerate(marks, start=1):
        place = (mark.on - first).days * 100 / span
        row = next((row for row in range(ROWS) if place - taken[row] >= NEAR), min(range(ROWS), key=lambda row: taken[row]))
        taken[row] = place
        flags.append(Flag(numeral(number), f"{place:.4g}%", row, mark.on, mark.words))
    return flags


def _percent(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.4g}%"
