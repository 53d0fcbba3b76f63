"""Where a secret vote cannot be opened: it stays as it is, and those who can do something about it are told."""

from __future__ import annotations

import logging

from django.db import transaction

from commoncall.decisions import kinds as asked
from commoncall.decisions.actions.holding import clock_of, record
from commoncall.decisions.history import deciding as kinds
from commoncall.decisions.models import Decision
from commoncall.kernel.asks import actions as asking
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.refusals import Conflict

log = logging.getLogger(__name__)


class CannotOpen(Conflict):
    """The ballots of a vote cannot be opened. Its code is ``key_missing`` or ``ballots_altered``; nothing has been changed."""


@transaction.atomic
def note_unopened(decision: Decision, error: CannotOpen) -> bool:
    """Ask the coordinators, once, to see to a vote that could not be opened; return whether they had not been asked yet.

    The clock does this, after the closing fell through. Recorded for the coordinators. The operator finds it in the log and in
    what ``doctor`` says.
    """
    held = Decision.objects.select_for_update(of=("self",)).select_related("coalition").get(pk=decision.pk)
    log.error("The ballots of vote %s cannot be opened (%s). docs/concepts/secret-votes.md says what to do.", held.pk, error.code)
    if held.state != Decision.State.OPEN or asks.open_about(held.coalition, asked.UNSEAL, [held.pk]).exists():
        return False
    by = clock_of(held)
    asking.ask(asked.UNSEAL, held.coalition, subject=held.pk, facts={"number": held.number}, by=by)
    record(kinds.NOT_UNSEALED, held, by, facts={"code": error.code}, particulars={"reason": str(error.reason)})
    return True
