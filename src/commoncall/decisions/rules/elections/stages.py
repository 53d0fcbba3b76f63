"""What a count records: stage by stage who had how many votes, where they went, who was elected and who excluded."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Deed(StrEnum):
    """What happened at a stage."""

    FIRST = "first preferences"
    SURPLUS = "surplus"
    EXCLUSION = "exclusion"
    ROUND = "round"
    REST = "remaining"


@dataclass(frozen=True)
class Tie:
    """That the rule left something to lot: at which stage, for what, between whom; and whom the lot chose, if it was drawn."""

    stage: int
    what: str
    candidates: tuple[int, ...]
    chosen: int | None


@dataclass(frozen=True)
class Stage:
    """One stage. ``votes`` of each candidate by number, ``untransferable`` and ``lost`` (to rounding) in the units of the count.

    ``whose`` is the candidate whose votes were transferred, or who was excluded at the end of a round of Meek's.
    """

    number: int
    deed: Deed
    whose: int | None
    votes: tuple[int, ...]
    quota: int
    untransferable: int
    lost: int = 0
    elected: tuple[int, ...] = ()
    excluded: tuple[int, ...] = ()
    keep: tuple[int, ...] = ()


@dataclass(frozen=True)
class Count:
    """A whole count. Votes and quotas are whole numbers of ``unit`` parts of a vote: 100,000 means five decimals."""

    rule: str
    unit: int
    seats: int
    valid: int
    quota: int
    winners: tuple[int, ...]
    stages: tuple[Stage, ...]
    ties: tuple[Tie, ...] = ()

    @property
    def open_seats(self) -> int:
        """How many seats nobody stood for."""
        return self.seats - len(self.winners)
