"""The steps before anything changes: reading the file, proposing the differences, answering what it asks."""

from __future__ import annotations

from collections.abc import Mapping

from commoncall.diplomacy.models import Instrument, Proposal
from commoncall.diplomacy.rules.reading import Table
from commoncall.kernel.authority import Actor


def read(content: bytes, name: str) -> list[Table]:
    """Return the status tables in a file, one for each treaty. Refused: what is no such table, cut off or too large."""
    raise NotImplementedError


def preview(instrument: Instrument, table: Table) -> Proposal:
    """Return what a table would change, as a proposal that is kept nowhere."""
    raise NotImplementedError


def propose(instrument: Instrument, table: Table, *, by: Actor) -> Proposal:
    """Keep what a table would change, for somebody to look at and accept. No act changes.

    ``dataclasses.replace(table, as_of=…, source=…)`` says what the file itself does not. Who may: ``diplomacy.propose``.
    Recorded: that the table was brought. Refused: a table of another treaty; a day in the future.
    """
    raise NotImplementedError


def answer(proposal: Proposal, answers: Mapping[str, str], *, by: Actor) -> Proposal:
    """Answer questions: by their key the alpha-2 code of a state, ``EU``, ``-`` to leave the line out, or nothing to ask again.

    Who may: ``diplomacy.propose``. Refused: a code that no state has; a proposal that is closed.
    """
    raise NotImplementedError


def discard(proposal: Proposal, *, by: Actor) -> Proposal:
    """Close a proposal without taking anything of it. Who may: ``diplomacy.propose``. Refused: one that is closed already."""
    raise NotImplementedError
