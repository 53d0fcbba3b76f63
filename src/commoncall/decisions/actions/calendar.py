"""Saying on which days of the week a coalition works, and which single days are holidays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.decisions import permissions
from commoncall.decisions.history import ladder as kinds
from commoncall.decisions.models import Calendar
from commoncall.decisions.queries import calendar as read
from commoncall.decisions.rules.windows import WorkingCalendar
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal

_DAYS = range(7)
_LONGEST_NAME = 120


@transaction.atomic
def keep(coalition: Coalition, days_off: Iterable[int], zone: str, *, by: Actor) -> Calendar:
    """Say on which days of the week the coalition does not work (0 is Monday), and in which zone its days begin and end.

    Who may: ``decisions.keep_calendar``. Recorded for all. Deadlines that run already stay as they are. Refused: a week without a
    working day, in which no working days would ever pass; a zone that is not known.
    """
    kept = _own(coalition, by)
    off = sorted(set(days_off) & set(_DAYS))
    if not WorkingCalendar(frozenset(off)).has_working_days:
        raise Refusal(_("Leave at least one day of the week to work on: else no working day would ever pass."), field="days_off")
    if not time.zone_is_known(zone):
        raise Refusal(_("Choose one of the time zones."), field="zone")
    kept.days_off, kept.time_zone = off, zone
    kept.save()
    _record(kinds.CALENDAR_KEPT, coalition, by, {"days_off": off, "zone": zone}, {})
    return kept


@transaction.atomic
def add_holiday(coalition: Coalition, day: date, name: str, *, by: Actor) -> Calendar:
    """Note a holiday. Who may: ``decisions.keep_calendar``. Recorded for all. Refused: without a name; a day that is noted already."""
    kept = _own(coalition, by)
    name = " ".join(name.split())
    if not name:
        raise Refusal(_("Say what the holiday is called."), field="name")
    if len(name) > _LONGEST_NAME:
        raise Refusal(_("This is longer than the %(most)s characters that can be kept.") % {"most": _LONGEST_NAME}, field="name")
    if day.isoformat() in kept.holidays:
        raise Conflict(_("This day is noted already: %(name)s.") % {"name": kept.holidays[day.isoformat()]}, field="day")
    kept.holidays = kept.holidays | {day.isoformat(): name}
    kept.save()
    _record(kinds.HOLIDAY_ADDED, coalition, by, {"day": day.isoformat()}, {"holiday": name})
    return kept


@transaction.atomic
def remove_holiday(coalition: Coalition, day: date, *, by: Actor) -> Calendar:
    """Strike out a holiday. Who may: ``decisions.keep_calendar``. Recorded for all. Refused: a day that is none."""
    kept = _own(coalition, by)
    name = kept.holidays.get(day.isoformat())
    if name is None:
        raise NotVisible(_("There is no such holiday."))
    kept.holidays = {key: value for key, value in kept.holidays.items() if key != day.isoformat()}
    kept.save()
    _record(kinds.HOLIDAY_REMOVED, coalition, by, {"day": day.isoformat()}, {"holiday": name})
    return kept


def _own(coalition: Coalition, by: Actor) -> Calendar:
    """Return the coalition's own calendar, held for a change; the usual one where it keeps none yet."""
    permissions.CALENDAR.verdict(by).require()
    if coalition.pk != by.coalition_id:
        raise NotVisible(_("There is no such calendar here."))
    usual = read.kept(coalition)
    Calendar.objects.get_or_create(coalition=coalition, defaults={"days_off": list(usual.days_off), "time_zone": usual.zone})
    return Calendar.objects.select_for_update().get(coalition=coalition)


def _record(kind: Kind, coalition: Coalition, by: Actor, facts: dict[str, object], particulars: dict[str, str]) -> None:
    book.record(kind, by=by, subject=coalition.pk, subject_kind="calendar", facts=facts, particulars=particulars)
