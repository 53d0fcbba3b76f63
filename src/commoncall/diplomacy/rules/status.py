"""Who stands how to a treaty, today or on any date.

A timeline is made once from the acts; asking it for a date costs a search in a sorted list for each participant, and asking for
the counts alone one search in all.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import groupby

from commoncall.diplomacy.rules.acts import Act, ActKind
from commoncall.diplomacy.rules.entry import Entry, entry_into_force, in_force_for, withdrawal_takes_effect
from commoncall.diplomacy.rules.terms import Terms

_EVER = date.max


class Standing(StrEnum):
    """How a participant stands to a treaty on a date, as a depositary counts: a party has consented to be bound, in force or not yet."""

    NONE = "none"
    SIGNATORY = "signatory"
    PARTY = "party"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Step:
    """From a day on, a participant stands so, because of an act."""

    on: date
    standing: Standing
    act: Act


@dataclass(frozen=True, slots=True)
class Course:
    """All that one participant did, and what it made of its standing.

    ``in_force_on`` is when the treaty entered or enters into force for it by the last consent; ``left_on`` when its withdrawal takes or
    took effect. ``leaving_unknown`` is set where the source shows acts as withdrawn and does not say since when: then the participant
    counts as gone from the day of the source.
    """

    participant: str
    acts: tuple[Act, ...]
    steps: tuple[Step, ...]
    in_force_on: date | None = None
    left_on: date | None = None
    leaving_unknown: bool = False

    def standing(self, on: date = _EVER) -> Standing:
        """Return how it stands on a day, at the day's end."""
        step = self.step(on)
        return step.standing if step else Standing.NONE

    def step(self, on: date = _EVER) -> Step | None:
        """Return the step that holds on a day."""
        place = bisect_right(self.steps, on, key=lambda step: step.on)
        return self.steps[place - 1] if place else None

    def signed(self, on: date = _EVER) -> Act | None:
        """Return its signature as far as there was one on that day, whatever came of it later."""
        return next((act for act in self.acts if act.kind is ActKind.SIGNATURE and act.on <= on), None)

    def bound(self, on: date = _EVER) -> Act | None:
        """Return the consent by which it is a party on that day."""
        step = self.step(on)
        return step.act if step and step.standing is Standing.PARTY else None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are on a date.

    ``signatories`` counts signatures that stand, of parties too, as the United Nations' status pages do; ``signatures`` counts
    those that were ever given; ``signed_only`` those who signed and are not bound.
    """

    parties: int = 0
    signatories: int = 0
    signatures: int = 0
    signed_only: int = 0
    withdrawn: int = 0


@dataclass(frozen=True, slots=True)
class Timeline:
    """The courses of all participants, and the treaty's own entry into force."""

    terms: Terms
    entry: Entry
    courses: dict[str, Course]
    _days: tuple[date, ...] = ()
    _counts: tuple[Counts, ...] = field(default=(), repr=False)

    def on(self, day: date) -> dict[str, Standing]:
        """Return how each participant stands on a day; those that never did anything are not in it."""
        return {code: course.standing(day) for code, course in self.courses.items()}

    def counts(self, day: date = _EVER) -> Counts:
        """Return the counts on a day."""
        place = bisect_right(self._days, day)
        return self._counts[place - 1] if place else Counts()

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which a count changed, in order."""
        return self._days

    def steps(self) -> list[Step]:
        """Return every step of every participant in order of time."""
        return sorted((step for course in self.courses.values() for step in course.steps), key=lambda step: (step.on, step.act))


def timeline(terms: Terms, acts: Iterable[Act], entry_on: date | None = None) -> Timeline:
    """Make a timeline. ``entry_on`` is the published day of the treaty's entry into force where the acts do not suffice to compute it."""
    ordered = sorted(acts, key=lambda act: (act.participant, act.on, act.kind))
    entry = entry_into_force(terms, ordered)
    in_force = entry_on or entry.on
    courses = {code: _course(terms, in_force, code, tuple(own)) for code, own in groupby(ordered, key=lambda act: act.participant)}
    days, counts = _counted(courses)
    return Timeline(terms, entry, courses, days, counts)


def _course(terms: Terms, entry: date | None, participant: str, acts: tuple[Act, ...]) -> Course:
    steps: list[Step] = []
    left_on = in_force_on = None
    for act in acts:
        if act.binds:
            if left_on and left_on > act.on:
                # Whoever consents anew before its notice has run out takes the notice back.
                steps = [step for step in steps if step.standing is not Standing.LEFT or step.on <= act.on]
            in_force_on, left_on = in_force_for(terms, entry, act), None
            steps.append(Step(act.on, Standing.PARTY, act))
        elif act.kind is ActKind.SIGNATURE and not (steps and steps[-1].standing is Standing.PARTY):
            steps.append(Step(act.on, Standing.SIGNATORY, act))
        elif act.kind is ActKind.WITHDRAWAL:
            left_on = act.effective_on or withdrawal_takes_effect(terms, act.on) or act.on
            steps.append(Step(left_on, Standing.LEFT, act))
    unknown = _left_some_day(acts)
    if unknown:
        # A source that is older than the act shows no less that it was undone.
        steps.append(Step(max(unknown.gone_by or unknown.on, unknown.on), Standing.LEFT, unknown))
    steps.sort(key=lambda step: step.on)
    return Course(participant, acts, tuple(steps), in_force_on, left_on, unknown is not None)


def _left_some_day(acts: tuple[Act, ...]) -> Act | None:
    """Return the act that a withdrawal undid whose day nobody stated: by the day of the source at the latest."""
    if any(act.kind is ActKind.WITHDRAWAL or (act.binds and not act.revoked) for act in acts):
        return None
    return next((act for act in acts if act.revoked and act.binds), None) or next((act for act in acts if act.revoked), None)


def _counted(courses: dict[str, Course]) -> tuple[tuple[date, ...], tuple[Counts, ...]]:
    """Go through all steps once and keep the counts after each day."""
    changes: list[tuple[date, str, str]] = []
    for code, course in courses.items():
        changes += [(step.on, code, step.standing.value) for step in course.steps]
        changes += [(act.on, code, "signed") for act in course.acts if act.kind is ActKind.SIGNATURE]
    days: list[date] = []
    counts: list[Counts] = []
    now: dict[str, str] = {}
    signed: set[str] = set()
    for day, several in groupby(sorted(changes, key=lambda change: change[0]), key=lambda change: change[0]):
        for _day, code, what in several:
            if what == "signed":
                signed.add(code)
            else:
                now[code] = what
        days.append(day)
        counts.append(_count(now, signed))
    return tuple(days), tuple(counts)


def _count(now: dict[str, str], signed: set[str]) -> Counts:
    several = Counter(now.values())
    gone = {code for code, standing in now.items() if standing == Standing.LEFT}
    return Counts(
        parties=several[Standing.PARTY],
        signatories=len(signed - gone),
        signatures=len(signed),
        signed_only=several[Standing.SIGNATORY],
        withdrawn=len(gone),
    )
