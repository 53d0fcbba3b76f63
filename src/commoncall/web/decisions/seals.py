"""The newest seal of a coalition's history, for whoever keeps it: with it they can prove later that nothing before it was altered.

It is the one as of the last whole minute. While much is done there is a new seal every few seconds, and a page that said each of
them would be another one whenever anybody asked for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date
from typing import TYPE_CHECKING

from commoncall.kernel import time
from commoncall.kernel.history import queries as history

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition


@dataclass(frozen=True)
class ShownSeal:
    """A seal, the day of the entry that it closes, and what the operator types to look for it."""

    words: str
    on: date
    command: str


def newest(coalition: Coalition) -> ShownSeal | None:
    """Return the newest seal as of this minute; nothing before anything is sealed. One query."""
    found = history.newest_seal(coalition.chain_id, time.now().replace(second=0, microsecond=0))
    if found is None:
        return None
    # The day alone: the minute would tell when somebody was last at work there.
    return ShownSeal(found.words, found.at.astimezone(UTC).date(), f"commoncall verify-history --seal {found.words}")
