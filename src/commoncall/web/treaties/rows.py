"""How each state stands to a treaty on a day: the rows of its table, and the places of its map."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from commoncall.diplomacy.queries.instruments import participant_name
from commoncall.diplomacy.rules.acts import Act, ActKind
from commoncall.diplomacy.rules.status import Course, Standing
from commoncall.kernel import languages
from commoncall.kernel.countries import queries as countries
from commoncall.web.atlas.draw import Place
from commoncall.web.moments import full_date
from commoncall.web.treaties.words import kind_words, standing

if TYPE_CHECKING:
    from commoncall.web.treaties.treaty import Treaty


@dataclass(frozen=True, slots=True)
class Row:
    """One state on a day. What is not so on that day, or not yet, is empty; ``note`` says what else is to be known of its standing."""

    code: str
    name: str
    address: str
    kind: str
    words: str
    since: date | None
    note: str
    signed: str
    consent: str
    consent_on: str
    in_force: str
    region: str
    region_address: str
    course: Course


def rows(treaty: Treaty, day: date, codes: Iterable[str] | None = None) -> list[Row]:
    """Return the rows of these states, else of all that may join treaties, in the order of the language."""
    wanted = countries.states() if codes is None else frozenset(codes)
    regions = _Regions(treaty)
    return [row(treaty, one.code, day, one.name, regions) for one in countries.all_named() if one.code in wanted]


def row(treaty: Treaty, code: str, day: date, name: str = "", regions: _Regions | None = None) -> Row:
    """Return the row of one participant."""
    course = treaty.timeline.courses.get(code) or Course(code, (), ())
    step, signed, bound = course.step(day), course.signed(day), course.bound(day)
    kind = step.standing.value if step else Standing.NONE.value
    region, region_address = (regions or _Regions(treaty)).of(code)
    return Row(
        code=code,
        name=name or participant_name(code),
        address=treaty.places.state(code),
        kind=kind,
        words=standing(kind),
        since=step.on if step and not _unknown(course, kind) else None,
        note=_note(course, kind, day),
        signed=written(signed.on) if signed else "",
        consent=kind_words(bound.kind) if bound else "",
        consent_on=written(bound.on) if bound else "",
        in_force=_in_force(course, bound, day),
        region=region,
        region_address=region_address,
        course=course,
    )


def places(several: Iterable[Row]) -> list[Place]:
    """Return the places of a map that shows these rows."""
    return [Place(one.code, one.name, one.kind, address=one.address, since=one.since, steps=_steps(one.course)) for one in several]


class _Regions:
    """The subregion of each state with its address, each looked up once."""

    def __init__(self, treaty: Treaty) -> None:
        self._places = treaty.places
        self._known: dict[str, tuple[str, str]] = {}

    def of(self, code: str) -> tuple[str, str]:
        """Return the name and the address of the region in which a state lies; nothing for who is no state."""
        if not countries.exists(code):
            return "", ""
        region = countries.facts_of(code).subregion
        if region not in self._known:
            self._known[region] = countries.region_name(region), self._places.region(region)
        return self._known[region]


def _steps(course: Course) -> list[tuple[date, str]]:
    return [(step.on, step.standing.value) for step in course.steps]


def _unknown(course: Course, kind: str) -> bool:
    return kind == Standing.LEFT and course.leaving_unknown


def _note(course: Course, kind: str, day: date) -> str:
    if _unknown(course, kind):
        return _("The source does not say when.")
    if course.left_on is None:
        return ""
    if course.left_on <= day:
        return _("Since %(date)s.") % {"date": written(course.left_on)}
    told = any(act.kind is ActKind.WITHDRAWAL and act.on <= day for act in course.acts)
    return _("Withdraws on %(date)s.") % {"date": written(course.left_on)} if told else ""


def _in_force(course: Course, bound: Act | None, day: date) -> str:
    """Return since when the treaty is in force for a participant, or from when it will be."""
    if bound is None or course.in_force_on is None:
        return ""
    on = written(course.in_force_on)
    return on if course.in_force_on <= day else _("from %(date)s") % {"date": on}


def written(day: date) -> str:
    """Return a day as the reader writes it. A page names some hundreds, many of them again and again."""
    return _written(day, languages.current())


@lru_cache(maxsize=16_384)
def _written(day: date, _language: str) -> str:
    return full_date(day)
