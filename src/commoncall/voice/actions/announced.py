"""What the voice announces to the rest of the house."""

from dataclasses import dataclass
from uuid import UUID

from commoncall.kernel import events


@dataclass(frozen=True)
class StatementPublished(events.Event):
    """A statement went out in the coalition's name."""

    statement_id: UUID


@dataclass(frozen=True)
class LetterOpened(events.Event):
    """A letter takes signatures."""

    letter_id: UUID


@dataclass(frozen=True)
class LetterClosed(events.Event):
    """A letter takes no signatures any more."""

    letter_id: UUID


@dataclass(frozen=True)
class Signed(events.Event):
    """An organisation of the coalition stands under a letter."""

    signature_id: UUID
