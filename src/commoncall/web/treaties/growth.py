"""How joining went over the years: a chart with its milestones, and the same as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from commoncall.diplomacy.queries.instruments import participant_name
from commoncall.diplomacy.rules.status import Course, Standing
from commoncall.kernel.countries import queries as countries
from commoncall.web.atlas.chart import Chart, Milestone, Series, chart_of, running
from commoncall.web.lists import joined
from commoncall.web.moments import in_digits, numeral
from commoncall.web.treaties.words import standing

if TYPE_CHECKING:
    from commoncall.web.treaties.treaty import Treaty

#: Round numbers of states that have joined, each a milestone when it is reached.
ROUND = (50, 100, 150)


@dataclass(frozen=True, slots=True)
class Year:
    """One year: how many states joined in it, how many left, and how many there were at its end."""

    year: str
    joined: str
    left: str
    total: str


def chart(treaty: Treaty) -> Chart:
    """Return the chart of states that joined, and of those that signed and are not bound, until today."""
    courses = _states(treaty)
    lines = [Series(kind.value, standing(kind.value), _running(courses, kind)) for kind in (Standing.PARTY, Standing.SIGNATORY)]
    title = _("How many states have joined the treaty “%(treaty)s”, over time") % {"treaty": treaty.name}
    return chart_of([line for line in lines if line.totals], title=title, until=treaty.today, milestones=_milestones(treaty, courses))


def years(treaty: Treaty) -> list[Year]:
    """Return every year from the first to the last in which a state joined or left."""
    came, went = _changes(_states(treaty), Standing.PARTY)
    joined, left = Counter(day.year for day in came if day <= treaty.today), Counter(day.year for day in went if day <= treaty.today)
    known = sorted({*joined, *left})
    found, total = [], 0
    for year in range(known[0], known[-1] + 1) if known else []:
        total += joined[year] - left[year]
        found.append(Year(in_digits(str(year)), numeral(joined[year]), numeral(left[year]), numeral(total)))
    return found


def _states(treaty: Treaty) -> list[Course]:
    return [course for code, course in treaty.timeline.courses.items() if code in countries.states()]


def _changes(courses: Iterable[Course], kind: Standing) -> tuple[list[date], list[date]]:
    """Return the days on which a state came to stand so, and those on which one no longer did."""
    came, went = [], []
    for course in courses:
        if course.steps and course.steps[0].standing is kind:
            came.append(course.steps[0].on)
        for old, new in pairwise(course.steps):
            if new.standing is kind and old.standing is not kind:
                came.append(new.on)
            if old.standing is kind and new.standing is not kind:
                went.append(new.on)
    return came, went


def _running(courses: Iterable[Course], kind: Standing) -> list[tuple[date, int]]:
    return running(*_changes(courses, kind))


def _milestones(treaty: Treaty, courses: list[Course]) -> list[Milestone]:
    terms, entry = treaty.timeline.terms, treaty.timeline.entry
    found = [Milestone(terms.opened_on, _("Opened for signature"))] if terms.opened_on else []
    if entry.reached_on and entry.on and not treaty.status.differs:
        found.append(
            Milestone(
                entry.reached_on, _("Number for entry into force reached by %(state)s") % {"state": joined(map(participant_name, entry.reached_by))}
            )
        )
    if treaty.status.entry_on:
        found.append(Milestone(treaty.status.entry_on, _("Entry into force")))
    totals = _running(courses, Standing.PARTY)
    for number in ROUND:
        day = next((day for day, total in totals if total >= number), None)
        if day:
            found.append(Milestone(day, _("%(n)s states have joined") % {"n": numeral(number)}))
    left = sorted((course for course in courses if course.left_on), key=lambda course: course.left_on or date.max)
    if left and left[0].left_on:
        found.append(Milestone(left[0].left_on, _("First withdrawal: %(state)s") % {"state": participant_name(left[0].participant)}))
    return found
