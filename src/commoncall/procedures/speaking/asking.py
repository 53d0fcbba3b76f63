"""Asking the coordinators to publish what was adopted: whether its members stand under it, and who reads it, is theirs to say."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from commoncall.decisions.actions.settling import DecisionClosed
from commoncall.decisions.models import Decision
from commoncall.kernel import time
from commoncall.kernel.asks import actions as asking
from commoncall.kernel.asks.models import Ask
from commoncall.procedures.pieces import piece
from commoncall.voice import kinds as asked
from commoncall.voice import permissions
from commoncall.voice.actions.holding import clock_of
from commoncall.voice.queries import statements

log = logging.getLogger(__name__)

#: What was adopted longer ago nobody is asked about: it was published in another way, or is not to be.
LOOKS_BACK = timedelta(days=30)

#: About how many decisions the clock asks in one go.
AT_ONCE = 20


def ask_to_publish(event: DecisionClosed) -> None:
    """Ask as soon as a statement was adopted. What fails now is done by the clock: whoever answered last need not know."""
    try:
        _ask(event.decision_id)
    except Exception:
        log.exception("The coordinators could not be asked to publish decision %s; the clock will try again.", event.decision_id)


def ask_to_publish_due() -> int:
    """Ask about each adopted statement of which nobody was asked yet, such as where a crash came between; return how many. For the clock."""
    asked_about = Ask.objects.filter(coalition=OuterRef("coalition"), kind=asked.PUBLISH.name, subject=OuterRef("pk"))
    due = statements.adopted().filter(~Exists(asked_about), closed_at__gt=time.now() - LOOKS_BACK)
    # What cannot be published now, such as where the wording is not settled yet, takes no place of what can.
    ready = [one.pk for one in due if permissions.may_publish(clock_of(one), one).allowed]
    return piece(ready, _ask, AT_ONCE)


@transaction.atomic
def _ask(identifier: UUID) -> bool:
    # Whoever comes second finds it asked.
    found = Decision.objects.select_for_update(no_key=True, of=("self",)).select_related("coalition", "version__text").filter(pk=identifier).first()
    if found is None or not permissions.may_publish(clock_of(found), found).allowed:
        return False
    if Ask.objects.filter(coalition=found.coalition, kind=asked.PUBLISH.name, subject=found.pk).exists():
        return False
    asking.ask(asked.PUBLISH, found.coalition, subject=found.pk, facts={"title": found.title, "number": found.number}, by=clock_of(found))
    return True
