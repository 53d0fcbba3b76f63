"""What a state can do about a treaty, and one such act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

#: A participant that is no state: the European Union is a party to some treaties. States have their alpha-2 codes.
EUROPEAN_UNION = "EU"


class ActKind(StrEnum):
    """The acts of which a depositary keeps account (Vienna Convention on the Law of Treaties, articles 11 to 18, 24, 25 and 54)."""

    SIGNATURE = "signature"
    PROVISIONAL = "provisional"
    RATIFICATION = "ratification"
    ACCEPTANCE = "acceptance"
    APPROVAL = "approval"
    ACCESSION = "accession"
    SUCCESSION = "succession"
    CONSENT = "consent"
    WITHDRAWAL = "withdrawal"


#: The acts by which a state consents to be bound.
BINDING = frozenset({ActKind.RATIFICATION, ActKind.ACCEPTANCE, ActKind.APPROVAL, ActKind.ACCESSION, ActKind.SUCCESSION, ActKind.CONSENT})

#: The letters after a date in the depositary's tables. A ratification has none.
MARKS = {
    "A": ActKind.ACCEPTANCE,
    "AA": ActKind.APPROVAL,
    "a": ActKind.ACCESSION,
    "d": ActKind.SUCCESSION,
    "P": ActKind.CONSENT,
    "n": ActKind.PROVISIONAL,
    "R": ActKind.RATIFICATION,
    "r": ActKind.RATIFICATION,
    "c": ActKind.RATIFICATION,
}


@dataclass(frozen=True, slots=True, order=True)
class Act:
    """An act of one participant. ``on`` is the day on which it was done, or its instrument deposited.

    ``revoked`` marks an act that the depositary prints in brackets, because a withdrawal undid it: it is kept, for it stood
    once; ``gone_by`` is the day of the source that shows it so: by then at the latest it was undone. ``effective_on`` is the day on
    which a withdrawal or a succession took effect, where the source states one.
    """

    on: date
    participant: str
    kind: ActKind
    revoked: bool = False
    effective_on: date | None = None
    gone_by: date | None = None

    @property
    def binds(self) -> bool:
        """Whether it is a consent to be bound."""
        return self.kind in BINDING

    @property
    def key(self) -> tuple[str, ActKind, date]:
        """What makes it this act and no other."""
        return self.participant, self.kind, self.on
