"""What the decisions announce to the rest of the house."""

from dataclasses import dataclass
from uuid import UUID

from commoncall.kernel import events


@dataclass(frozen=True)
class DecisionOpened(events.Event):
    """A decision was opened: those on its roll may answer."""

    decision_id: UUID


@dataclass(frozen=True)
class DecisionClosed(events.Event):
    """A decision came to its end; ``state`` is one of ``Decision.State``."""

    decision_id: UUID
    state: str
