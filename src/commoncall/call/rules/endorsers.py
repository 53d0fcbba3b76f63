"""What somebody from outside says of themselves when they endorse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from commoncall.kernel.text.outsiders import KEPT_DAYS, WAITS_DAYS, Said, one_line

#: The kinds of endorsers that are bodies, and so could be members; the others are people.
BODIES = frozenset({"organisation", "company", "local_authority"})


@dataclass(frozen=True)
class Entry(Said):
    """What somebody from outside says of themselves when they endorse, and of what they endorse."""

    longest: ClassVar[Mapping[str, int]] = {**Said.longest, "reservations": 2000}

    reservations: str = ""

    def tidy(self) -> Self:
        """Return the same without doubled spaces and signs that nobody sees."""
        reservations = "\n".join(one_line(line) for line in self.reservations.splitlines()).strip()
        return replace(super().tidy(), reservations=reservations)


__all__ = ["BODIES", "KEPT_DAYS", "WAITS_DAYS", "Entry", "one_line"]
