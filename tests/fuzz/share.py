"""A fair share of everything: each target meets some of the hostile values, all targets together meet each of them."""

from __future__ import annotations

import os
import zlib
from collections.abc import Collection, Sequence
from typing import TypeVar

Value = TypeVar("Value")

#: With COMMONCALL_FUZZ=everything each target meets each value. It takes hours, and longer with each new page.
EVERYTHING = os.environ.get("COMMONCALL_FUZZ") == "everything"


def share(values: Collection[Value], few: int, target: str) -> Sequence[Value]:
    """Return a few of the values, spread evenly, beginning where the target's name says: the same ones in each run."""
    pool = list(values)
    if EVERYTHING or few >= len(pool):
        return pool
    first = zlib.crc32(target.encode())
    return [pool[(first + number * len(pool) // few) % len(pool)] for number in range(few)]
