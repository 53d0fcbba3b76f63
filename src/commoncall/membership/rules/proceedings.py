"""What has to be there before a member may be suspended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

#: The pieces in the order in which people go through them.
PIECES = ("reason", "facts_gathered", "notice", "hearing", "meeting", "decided_on", "assembly", "assembly_on")

#: Those that are told only with the decision itself.
DECISION = frozenset({"meeting", "decided_on", "assembly", "assembly_on"})


@dataclass(frozen=True)
class Case:
    """A proceeding as far as it has come, with the decision that is to be taken."""

    reason: str = ""
    facts_gathered: str = ""
    noticed_at: datetime | None = None
    answer_by: datetime | None = None
    hearing_at: datetime | None = None
    answered_at: datetime | None = None
    heard_at: datetime | None = None
    meeting: str = ""
    decided_on: date | None = None
    assembly: str = ""
    assembly_on: date | None = None


def missing(case: Case, now: datetime) -> list[str]:
    """Return which of ``PIECES`` a suspension still lacks, in their order."""
    there = {
        "reason": bool(case.reason.strip()),
        "facts_gathered": bool(case.facts_gathered.strip()),
        "notice": case.noticed_at is not None,
        "hearing": was_heard(case, now),
        "meeting": bool(case.meeting.strip()),
        "decided_on": case.decided_on is not None,
        "assembly": bool(case.assembly.strip()),
        "assembly_on": case.assembly_on is not None,
    }
    return [piece for piece in PIECES if not there[piece]]


def was_heard(case: Case, now: datetime) -> bool:
    """Tell whether the member has been heard, or let the time for it go by.

    Where a hearing was set, it has to have been held, or its hour and the time for an answer in writing have to be over;
    where everything was to be said in writing, an answer is enough.
    """
    if case.heard_at is not None:
        return True
    if case.answered_at is not None and case.hearing_at is None:
        return True
    ends = [instant for instant in (case.answer_by, case.hearing_at) if instant is not None]
    return bool(ends) and max(ends) <= now
