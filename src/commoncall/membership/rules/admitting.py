"""By which stages an application goes, who decides on it, and when what they said is enough. No clock, no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Self

#: Days that a coalition may give to a consultation or a decision.
FEWEST_DAYS, MOST_DAYS = 1, 366

CONSULTS = ("nobody", "country", "all")
DECIDERS = ("coordinators", "committee", "members", "assembly")

#: The categories in which organisations can apply unless the coalition says otherwise; endorsers have a way of their own.
OPEN_AT_FIRST = frozenset({"ordinary"})
APPLIED_FOR = ("ordinary", "extraordinary", "affiliated", "observer", "individual")


@dataclass(frozen=True)
class Way:
    """The stages for one category. ``decided_by`` is one of ``DECIDERS``; empty: as the coalition's arrangements say."""

    is_open: bool = True
    consults: str = "country"
    consultation_days: int = 14
    decided_by: str = ""
    decision_days: int = 21
    tells_members: bool = True

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        """Return a way from what ``as_stored`` made."""
        return cls(**{key: value for key, value in stored.items() if key in cls.__dataclass_fields__})

    def as_stored(self) -> dict[str, Any]:
        """Return the way as plain values."""
        return asdict(self)

    def by(self, arranged: str) -> Way:
        """Return the way with whoever decides by name, given what the coalition's arrangements say."""
        return replace(self, decided_by=self.decided_by or arranged)

    def keeping_quiet(self) -> Way:
        """Return the way of an applicant who is named to the coordinators alone: nobody is consulted, and no mail tells of it."""
        return replace(self, consults="nobody", tells_members=False)


def usual(category: str) -> Way:
    """Return the way for a category until the coalition arranges another."""
    return Way(is_open=category in OPEN_AT_FIRST)


@dataclass(frozen=True)
class Tally:
    """How those who were asked have answered."""

    asked: int = 0
    yes: int = 0
    no: int = 0
    no_view: int = 0

    @property
    def answered(self) -> int:
        """How many have answered, whatever they said."""
        return self.yes + self.no + self.no_view

    @property
    def missing(self) -> int:
        """How many have not."""
        return self.asked - self.answered


def tally(answers: Iterable[str]) -> Tally:
    """Count answers; an empty one is still waited for."""
    kept = list(answers)
    return Tally(len(kept), *(kept.count(word) for word in ("yes", "no", "no_view")))


def needed(asked: int) -> int:
    """Return how many answers make more than half."""
    return asked // 2 + 1 if asked else 0


def is_ripe(decided_by: str, counted: Tally, *, is_over: bool) -> bool:
    """Tell whether the outcome may be recorded; ``is_over`` says that the time for answers has run out.

    A committee has answered once more than half of its seats have. Members in writing have their whole time to object,
    unless all have answered before. Coordinators and an assembly are not asked for answers here.
    """
    if is_over or not counted.asked:
        return True
    if decided_by == "committee":
        return counted.answered >= needed(counted.asked)
    if decided_by == "members":
        return counted.missing == 0
    return True


def said(decided_by: str, counted: Tally) -> str:
    """Return the outcome for which the answers speak: ``admitted``, ``declined``, or nothing where they speak for neither.

    In a committee more must be in favour than against. Members in writing consent by silence: one objection takes that away,
    and leaves the outcome to those who decide.
    """
    if not counted.asked:
        return ""
    if decided_by == "committee" and counted.answered:
        return "admitted" if counted.yes > counted.no else "declined"
    if decided_by == "members":
        return "admitted" if not counted.no else ""
    return ""


def is_against(outcome: str, decided_by: str, counted: Tally) -> bool:
    """Tell whether recording ``outcome`` would go against what was answered, and so needs a reason that is kept.

    To admit in spite of an objection counts as such, too.
    """
    spoken = said(decided_by, counted)
    if spoken:
        return spoken != outcome
    return decided_by == "members" and outcome == "admitted" and counted.no > 0


@dataclass(frozen=True)
class Again:
    """Whether somebody who is declined may apply again, and from which day."""

    allowed: bool = True
    from_day: date | None = None
