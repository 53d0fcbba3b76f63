"""Destroying what was sealed: the ballots with the deed that ends a vote, the key as soon as that deed is committed."""

from __future__ import annotations

import time
from functools import partial
from uuid import UUID

from django.db import transaction

from commoncall.decisions import keys
from commoncall.decisions.models import Ballot, Decision

State = Decision.State

#: A key whose vote is unknown may belong to a database that is just being restored; after a day it does not.
_UNKNOWN_FOR = 24 * 60 * 60


def destroy(decision: Decision) -> None:
    """Destroy the sealed ballots of a vote, and its key once that is committed; part of the deed that closes or withdraws it.

    A key that is there still, because the process ended right then, is cleared away by the clock.
    """
    Ballot.objects.filter(decision=decision).delete()
    transaction.on_commit(partial(keys.destroy, decision.pk), robust=True)


def clear_away() -> int:
    """Destroy the keys of votes that are over, or were never begun; return how many. Time does this, and nothing is recorded."""
    found = dict(keys.kept())
    votes = Decision.objects.filter(pk__in=found)
    running = set(votes.filter(state=State.OPEN, vote_key__isnull=False).values_list("pk", flat=True))
    return sum(_clear(vote, since) for vote, since in found.items() if vote not in running)


@transaction.atomic
def _clear(vote: UUID, since: float) -> int:
    # Whoever opens or closes it holds it: only what is committed is judged.
    held = Decision.objects.select_for_update(of=("self",)).filter(pk=vote).values_list("state", "vote_key").first()
    if held is None:
        return keys.destroy(vote) if time.time() - since > _UNKNOWN_FOR else 0
    if held[0] == State.OPEN and held[1] is not None:
        return 0
    Ballot.objects.filter(decision_id=vote).delete()
    return keys.destroy(vote)
