"""Puts a map together from what is known of each place: what its template draws, and the key beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from commoncall.web.atlas import kinds
from commoncall.web.atlas.geometry import world
from commoncall.web.moments import numeral


@dataclass(frozen=True, slots=True)
class Place:
    """One country on a map.

    ``kind`` is one of ``kinds.STATUSES`` or ``kinds.STEPS``. ``label`` replaces the sentence that is said of it. Without an
    ``address`` it is no link. ``steps`` are the days on which its status changed, each with the kind from then on.
    """

    code: str
    name: str
    kind: str = kinds.NONE
    label: str = ""
    address: str | None = None
    since: date | None = None
    steps: Sequence[tuple[date, str]] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A place as it is drawn: its shape, its dot where it is too small without, and the words for it."""

    code: str
    name: str
    kind: str
    words: str
    address: str | None
    steps: str
    shape: str
    dot: tuple[int, int] | None
    reach: int


@dataclass(frozen=True, slots=True)
class Key:
    """One line of the key. ``counted`` is empty where nothing is counted; a script that changes the date needs the rest."""

    kind: str
    words: str
    counted: str = ""
    dated: str = ""
    undated: str = ""


@dataclass(frozen=True, slots=True)
class Map:
    """What ``web/atlas/map.html`` draws. ``land`` is all that has no status."""

    id: str
    title: str
    box: str
    land: Sequence[str]
    marks: Sequence[Mark]
    keys: Sequence[Key]
    first_step: str
    last_step: str

    @property
    def moves(self) -> bool:
        """Whether there are days between which a script may go."""
        return self.first_step < self.last_step


def map_of(places: Iterable[Place], *, title: str, id: str = "map", keys: Sequence[Key] | None = None) -> Map:  # noqa: A002
    """Return the map of these places; a country that is not among them is land without a status.

    ``title`` names the whole map to whoever does not see it. ``keys`` default to those of a treaty's status. Who is
    no place, such as the European Union, is neither drawn nor counted; the table beside the map names it.
    """
    geometry = world()
    known = [place for place in places if place.code in geometry.dots]
    marks = sorted(map(_mark, known), key=lambda mark: mark.dot is not None)
    drawn = {mark.code for mark in marks}
    steps = sorted(step.split(" ")[0] for mark in marks for step in mark.steps.split(";") if step)
    return Map(
        id=id,
        title=title,
        box=geometry.box,
        land=[geometry.land, *(path for code, path in geometry.shapes.items() if code not in drawn)],
        marks=marks,
        keys=status_keys(marks) if keys is None else keys,
        first_step=steps[0] if steps else "",
        last_step=steps[-1] if steps else "",
    )


def _mark(place: Place) -> Mark:
    geometry = world()
    return Mark(
        code=place.code,
        name=place.name,
        kind=place.kind,
        words=place.label or kinds.sentence(place.name, place.kind, place.since),
        address=place.address,
        steps=steps_of(place.steps),
        shape=geometry.shapes.get(place.code, ""),
        dot=geometry.dots[place.code] if place.code in geometry.reach else None,
        reach=geometry.reach.get(place.code, 0),
    )


def steps_of(steps: Iterable[tuple[date, str]]) -> str:
    """Return steps as the attribute ``data-steps`` writes them, on marks of the map and on rows of a table alike."""
    return ";".join(f"{day.isoformat()} {kind}" for day, kind in sorted(steps, key=lambda step: step[0]))


def status_keys(marks: Iterable[Mark | Place]) -> list[Key]:
    """Return the key of a treaty's status with the number of states of each kind; who withdrew is left out where nobody did."""
    all_marks = list(marks)
    counted = Counter(mark.kind for mark in all_marks)
    ever = {kind for mark in all_marks for kind in (kinds.LEFT,) if kind == mark.kind or kind in str(mark.steps)}
    keys = [
        Key(kind, str(kinds.WORDS[kind]), numeral(counted[kind]), str(kinds.SENTENCES[kind][0]), str(kinds.SENTENCES[kind][1]))
        for kind in kinds.STATUSES
        if kind != kinds.LEFT or ever
    ]
    return [*keys, Key(kinds.UNLISTED, str(kinds.WORDS[kinds.UNLISTED]))]


def scale(numbers: Mapping[str, int]) -> tuple[dict[str, str], list[Key]]:
    """Return the step of each country for its number, and the key: for maps that count, such as that of members.

    The steps hold about as many countries each, and are fewer where the numbers are. A country with nought has no step.
    """
    counted = {code: number for code, number in numbers.items() if number > 0}
    lows = _lows(sorted(counted.values()))
    used = kinds.STEPS[-len(lows) :] if lows else ()
    steps = {code: used[sum(number >= low for low in lows) - 1] for code, number in counted.items()}
    keys = [Key(kind, _span(low, following)) for kind, low, following in zip(used, lows, [*lows, None][1:], strict=True)]
    return steps, keys


def _lows(ordered: Sequence[int]) -> list[int]:
    """Return the least number of each step."""
    return sorted({ordered[len(ordered) * at // len(kinds.STEPS)] for at in range(len(kinds.STEPS))}) if ordered else []


def _span(low: int, following: int | None) -> str:
    if following is None:
        return _("%(number)s or more") % {"number": numeral(low)}
    if following == low + 1:
        return numeral(low)
    return _("%(low)s to %(high)s") % {"low": numeral(low), "high": numeral(following - 1)}
