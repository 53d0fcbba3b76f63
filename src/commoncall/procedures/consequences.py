"""What follows from the outcome of a decision about an applicant or a member: done once, and done later where a crash came between."""

from __future__ import annotations

import logging
from collections.abc import Callable
from uuid import UUID

from django.db import transaction

from commoncall.decisions.actions.closing import DecisionClosed
from commoncall.decisions.actions.holding import each
from commoncall.decisions.models import Decision
from commoncall.decisions.queries import decisions
from commoncall.kernel import time
from commoncall.procedures import admission
from commoncall.procedures.standing import deciding as standing

log = logging.getLogger(__name__)

FOLLOWS: dict[str, Callable[[Decision], None]] = {decisions.APPLICATION: admission.follow, decisions.PROCEEDING: standing.follow}


def follow(event: DecisionClosed) -> None:
    """Do what follows from a decision that was just closed. What fails now is done by the clock: whoever answered last need not know."""
    try:
        _follow(event.decision_id)
    except Exception:
        log.exception("What follows from decision %s could not be done; the clock will try again.", event.decision_id)


def follow_due() -> int:
    """Do what follows from each decision that came to its end and of which nothing has followed yet; return how many these were.

    For the clock. Whoever is killed on the way leaves it to be done by the next, whole: the outcome and what follows from it for an
    applicant or a member are two deeds, of which the second is done once.
    """
    return each(list(decisions.unfollowed().values_list("pk", flat=True)), _follow)


@transaction.atomic
def _follow(identifier: UUID) -> bool:
    # Whoever comes second finds it done, or leaves it to the one that has it in hand.
    free = Decision.objects.select_for_update(skip_locked=True, no_key=True, of=("self",)).select_related("coalition", "concerned", "body", "rung")
    kept = free.filter(pk__in=decisions.unfollowed().values("pk"), pk=identifier).first()
    if kept is None:
        return False
    kept.followed_at = time.now()
    kept.save(update_fields=["followed_at"])
    FOLLOWS[kept.subject_kind](kept)
    return True
