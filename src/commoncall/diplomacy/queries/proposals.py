"""Status tables that somebody brought: what they would change, what they ask, what is odd about them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from commoncall.diplomacy.models import Instrument, Proposal
from commoncall.kernel.authority import Actor


def visible_to(actor: Actor) -> QuerySet[Proposal]:
    """Return the proposals that an actor may see, the latest first: coordinators those of their coalition, whoever looks after the
    installation those for its treaties too.
    """
    raise NotImplementedError


def one(actor: Actor, identifier: UUID) -> Proposal | None:
    """Return a proposal with its treaty, as far as the actor may see it."""
    raise NotImplementedError


def open_for(actor: Actor, instrument: Instrument) -> list[Proposal]:
    """Return the proposals for a treaty that wait to be accepted."""
    raise NotImplementedError


def sentence(said: Mapping[str, Any]) -> str:
    """Return the sentence of a notice, or of why a line is refused, in the reader's language."""
    raise NotImplementedError
