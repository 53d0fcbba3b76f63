"""What somebody from outside says of themselves when they sign a letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from commoncall.kernel.text.outsiders import KEPT_DAYS, WAITS_DAYS, Said, one_line


@dataclass(frozen=True)
class Entry(Said):
    """What somebody from outside says of themselves when they sign: of a body also who authorised it, and in which capacity.

    ``has_status`` says that an organisation has the status that the letter asks for.
    """

    longest: ClassVar[Mapping[str, int]] = {**Said.longest, "authoriser": 200, "capacity": 200}

    authoriser: str = ""
    capacity: str = ""
    has_status: bool = False

    def tidy(self) -> Self:
        """Return the same without doubled spaces and signs that nobody sees."""
        return replace(super().tidy(), authoriser=one_line(self.authoriser), capacity=one_line(self.capacity))


__all__ = ["KEPT_DAYS", "WAITS_DAYS", "Entry", "one_line"]
