"""Figures of several rounds: the smallest, the middle and the largest, and how one compares with its floor."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rounds:
    """What several rounds of one measurement gave."""

    values: tuple[float, ...]
    unit: str = ""

    @property
    def middle(self) -> float:
        """The value in the middle, by which measurements are compared."""
        return statistics.median(self.values)

    def __str__(self) -> str:
        """Write the least, the middle and the most, or the one value that there is."""
        if len(self.values) == 1:
            return f"{short(self.values[0])} {self.unit}".strip()
        return f"{short(min(self.values))} · **{short(self.middle)}** · {short(max(self.values))} {self.unit}".strip()


def rounds(values: Sequence[float], unit: str = "") -> Rounds:
    """Return values as rounds."""
    return Rounds(tuple(values), unit)


def short(value: float) -> str:
    """Write a figure with as many digits as it deserves."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def times(value: Rounds, floor: Rounds) -> str:
    """Write how many times its floor a value is."""
    return f"{short(value.middle / floor.middle)} ×" if floor.middle else "–"


@dataclass
class Story:
    """One part of the report: what was measured, as a table, and what is to be known of it."""

    title: str
    columns: Sequence[str]
    rows: list[Sequence[object]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def add(self, *cells: object) -> None:
        """Add one row."""
        self.rows.append(cells)

    def __str__(self) -> str:
        """Write it as Markdown."""
        lines = [f"## {self.title}", ""]
        if self.rows:
            lines += ["| " + " | ".join(self.columns) + " |", "| --- |" + " ---: |" * (len(self.columns) - 1)]
            lines += ["| " + " | ".join(map(str, row)) + " |" for row in self.rows] + [""]
        return "\n".join(lines + [line for words in self.words for line in (words, "")])
