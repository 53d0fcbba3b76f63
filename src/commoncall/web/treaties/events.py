"""What happened about a treaty, day by day: what states did, and what took effect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from babel import dates
from django.utils.translation import gettext as _

from commoncall.diplomacy.queries.instruments import participant_name
from commoncall.diplomacy.queries.status import acts_between, as_act
from commoncall.diplomacy.rules.status import Course
from commoncall.web.moments import full_date, in_digits, locale_of_reader
from commoncall.web.treaties.words import kind_words, sentence, undone

if TYPE_CHECKING:
    from commoncall.diplomacy.models import DepositaryAct
    from commoncall.web.treaties.treaty import Treaty


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened on a day. ``kind`` is what sort of act it was, where it was one; the source is that of the act."""

    on: date
    words: str
    kind: str = ""
    note: str = ""
    address: str = ""
    source: str = ""
    source_address: str = ""


def of_act(treaty: Treaty | None, row: DepositaryAct) -> Event:
    """Return an act as an event; with a link to the state where ``treaty`` says on which pages."""
    act = as_act(row)
    address = treaty.places.state(row.participant) if treaty else ""
    return Event(act.on, sentence(act), kind_words(act.kind), undone(act), address, _source(row), row.source_url)


def _source(row: DepositaryAct) -> str:
    """Return where an act was taken from, and the day of that source."""
    if not row.source or not row.as_of:
        return row.source
    return _("%(source)s, %(date)s") % {"source": row.source, "date": full_date(row.as_of)}


def of_course(course: Course) -> list[Event]:
    """Return what took effect for one participant."""
    name, found = {"name": participant_name(course.participant)}, []
    if course.in_force_on:
        found.append(Event(course.in_force_on, _("The treaty enters into force for %(name)s.") % name))
    if course.left_on:
        found.append(Event(course.left_on, _("The withdrawal of %(name)s takes effect.") % name))
    return found


def between(treaty: Treaty, first: date, last: date) -> list[Event]:
    """Return what happened from one day to another, the latest first. Two queries at most."""
    found = [of_act(treaty, row) for row in acts_between([treaty.instrument], first, last)]
    effects = [event for course in treaty.timeline.courses.values() for event in of_course(course)]
    if treaty.status.entry_on:
        effects.append(Event(treaty.status.entry_on, _("The treaty enters into force.")))
    several = found + [event for event in effects if first <= event.on <= last]
    return sorted(several, key=lambda event: event.on, reverse=True)


def months(treaty: Treaty) -> list[date]:
    """Return the first days of the months in which something happened, until today, the latest last."""
    days = {act.on for course in treaty.timeline.courses.values() for act in course.acts}
    days |= {day for course in treaty.timeline.courses.values() for day in (course.in_force_on, course.left_on) if day}
    return sorted({first_of(day) for day in days if day <= treaty.today})


def first_of(day: date) -> date:
    """Return the first day of the month of a day."""
    return day.replace(day=1)


def last_of(day: date) -> date:
    """Return the last day of the month of a day."""
    return first_of(first_of(day) + timedelta(days=32)) - timedelta(days=1)


def month_named(day: date) -> str:
    """Return a month with its year, such as ``August 2010``."""
    return in_digits(dates.format_skeleton("yMMMM", day, locale=locale_of_reader()))
