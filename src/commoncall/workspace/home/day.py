"""The head of a day sheet: the day where the reader is, and what is asked of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.kernel.asks import queries as asks
from commoncall.web import moments
from commoncall.web.moments import Due, numeral


@dataclass(frozen=True)
class Day:
    """The title of a day sheet and the line over it."""

    title: str
    clock: str
    has_zone: bool


def day(now: datetime) -> Day:
    """Return the head of the sheet for this instant, in the reader's zone."""
    city, time = moments.zone_city(), moments.time_of_day(now)
    if not city:
        return Day(moments.long_day(now), _("%(time)s UTC. All times are shown in UTC.") % {"time": time}, has_zone=False)
    words = _("%(city)s, %(time)s. All your times are shown in %(offset)s.")
    return Day(moments.long_day(now), words % {"city": city, "time": time, "offset": moments.zone_offset(now)}, has_zone=True)


@dataclass(frozen=True)
class Asked:
    """One thing that is asked, as a row: what, where it is answered, for whom, and until when."""

    id: UUID
    title: str
    sentence: str
    address: str
    organisation_name: str
    coalition_slug: str
    due: Due | None


def asked(lines: Sequence[asks.Line], now: datetime) -> list[Asked]:
    """Return what is asked as rows, in the order in which it came: by deadline."""
    return [_asked(line, now) for line in lines]


def _asked(line: asks.Line, now: datetime) -> Asked:
    parts = [line.coalition_slug, line.about] if line.about else [line.coalition_slug]
    due = moments.due(line.due_at, now, any_time=line.any_time) if line.due_at else None
    return Asked(line.id, line.title, line.sentence, reverse(line.page, args=parts), line.organisation_name, line.coalition_slug, due)


def how_it_stands(rows: Sequence[Asked]) -> str:
    """Return how much is asked, and how much of it soon, in a sentence or two."""
    if not rows:
        return _("Nothing is asked of you.")
    number, soon = len(rows), sum(row.due is not None and row.due.soon for row in rows)
    told = ngettext("%(n)s thing is asked of you.", "%(n)s things are asked of you.", number) % {"n": numeral(number)}
    if not soon:
        return told
    urgent = ngettext("%(n)s of them ends within two days.", "%(n)s of them end within two days.", soon) % {"n": numeral(soon)}
    return _("%(first)s %(second)s") % {"first": told, "second": urgent}
