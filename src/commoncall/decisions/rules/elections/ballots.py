"""An election as it is counted: candidates, seats, and the papers on which voters ranked candidates."""

from __future__ import annotations

from dataclasses import dataclass

#: A paper: the candidates in the order of preference, by their number from 0, and how many voters gave the same.
Paper = tuple[tuple[int, ...], int]


@dataclass(frozen=True)
class Election:
    """Ranked ballots. ``withdrawn`` are candidates who stand on the papers and are passed over; ``blank`` papers name nobody."""

    candidates: tuple[str, ...]
    seats: int
    papers: tuple[Paper, ...]
    withdrawn: frozenset[int] = frozenset()
    title: str = ""
    blank: int = 0

    @property
    def standing(self) -> tuple[int, ...]:
        """The candidates who have not withdrawn, in the order of their numbers."""
        return tuple(number for number in range(len(self.candidates)) if number not in self.withdrawn)

    @property
    def valid(self) -> int:
        """How many papers give a preference to a candidate who stands."""
        return sum(times for _, times in self.usable())

    def usable(self) -> list[Paper]:
        """Return the papers with a preference for somebody who stands, without the withdrawn, each ranking once."""
        kept: dict[tuple[int, ...], int] = {}
        for ranking, times in self.papers:
            named = tuple(one for one in ranking if one not in self.withdrawn) if self.withdrawn else ranking
            if named:
                kept[named] = kept.get(named, 0) + times
        return list(kept.items())
