"""Beginning a secret vote: its keys are made, and the private one goes where no database is."""

from __future__ import annotations

from django.db import connection

from commoncall.decisions import keys
from commoncall.decisions.models import Decision
from commoncall.decisions.rules.rule import Rule


def begin(decision: Decision) -> None:
    """Make the keys of a secret vote; part of the deed that opens it, which holds the decision and records it.

    The private key is on the disk before that deed is committed. Where it is not, in the end, the file is cleared away later.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a vote begins in the transaction that opens it")
    if not Rule.of(decision.rule).secret:
        raise ValueError("this vote is not secret")
    # Held before the key is made, so that nobody clears it away as one that no vote has.
    Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    decision.vote_key = keys.make(decision.pk)
    decision.save(update_fields=["vote_key"])
