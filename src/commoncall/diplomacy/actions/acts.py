"""Entering, correcting and taking out single acts of states by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commoncall.diplomacy.models import DepositaryAct, Instrument
from commoncall.diplomacy.rules.acts import Act
from commoncall.kernel.authority import Actor


@dataclass(frozen=True)
class Source:
    """Where an act was found: in words, at what address, and of what day."""

    name: str
    url: str = ""
    as_of: date | None = None


def enter(instrument: Instrument, act: Act, source: Source, *, by: Actor) -> DepositaryAct:
    """Enter what a state did. Who may: ``permissions.may_keep``. Recorded, and can be undone.

    Refused: without a source; what is known already; what cannot be true (in the future, before the treaty was opened).
    """
    raise NotImplementedError


def correct(row: DepositaryAct, act: Act, why: str, source: Source | None = None, *, by: Actor) -> DepositaryAct:
    """Replace an act by the right one; the old row stays as retracted, and everybody can read the correction and why.

    Who may: ``permissions.may_keep``. Recorded, and can be undone. Refused: as ``enter``; without a reason; an act that was replaced meanwhile.
    """
    raise NotImplementedError


def retract(row: DepositaryAct, why: str, *, by: Actor) -> DepositaryAct:
    """Take an act out that never was; the row stays as retracted, and everybody can read the correction and why.

    Who may: ``permissions.may_keep``. Recorded, and can be undone. Refused: without a reason; an act that was taken out already.
    """
    raise NotImplementedError
