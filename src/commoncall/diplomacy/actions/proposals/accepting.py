"""Accepting what a status table says, all of it or some, in one transaction; and taking that back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from commoncall.diplomacy.models import Instrument, Proposal
from commoncall.diplomacy.rules.reading import Table
from commoncall.kernel.authority import Actor


def accept(proposal: Proposal, chosen: Iterable[str] | None = None, *, by: Actor) -> Proposal:
    """Take the differences of a proposal in: those whose keys are ``chosen``, or all.

    Every act keeps its source, its day and who accepted it; what is replaced stays as retracted, and what had been shown
    otherwise is noted as a correction. Who may: ``permissions.may_keep``. Recorded: how many were added, changed and gone; can be
    undone. Refused: a closed proposal; one whose differences changed meanwhile (see ``look_again``); all of a file in which lines were refused.
    """
    raise NotImplementedError


def look_again(proposal: Proposal) -> Proposal:
    """Keep the differences as things stand now, after an ``accept`` that was refused because they had changed."""
    raise NotImplementedError


def bring(pairs: Sequence[tuple[Instrument, Table]], *, by: Actor) -> list[Proposal]:
    """Propose and accept several tables at once, all of them or none: the way of the command line."""
    raise NotImplementedError
