"""Demanding a discussion before the vote: where enough of those who decide do, it opens later."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.decisions import permissions
from commoncall.decisions.actions import settling
from commoncall.decisions.actions.holding import State, held, instant, record, refuse_unless
from commoncall.decisions.actions.opening import earliest_close, ends
from commoncall.decisions.history import deciding as kinds
from commoncall.decisions.models import Decision, DiscussionDemand
from commoncall.decisions.rules.rule import Rule, Time
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import Conflict, Refusal


@transaction.atomic
def demand_discussion(decision: Decision, organisation: Organisation, reason: str = "", *, by: Actor) -> DiscussionDemand:
    """Demand for an organisation that a discussion comes before the vote. With the last one that the rule asks for, it opens later.

    Who may: its own people whose mandate covers the topic, where it will decide. Recorded for it; that it opens later is told to
    all who decide. Refused: where the rule knows no discussion; once it is open, or the time to demand one is over; a second time.
    """
    permissions.may_demand(by, decision, organisation).require()
    kept = held(decision, by)
    rule, now = Rule.of(kept.rule), time.database_now()
    if rule.discussion_window == Time():
        raise Refusal(_("The rule of this decision knows no discussion on demand."))
    refuse_unless(kept, State.NOTICE)
    _refuse_late(kept, rule, now)
    said, is_new = DiscussionDemand.objects.get_or_create(
        decision=kept, organisation=organisation, defaults={"person_id": by.person_id, "reason": reason.strip(), "said_at": now}
    )
    if not is_new:
        raise Conflict(_("%(organisation)s has demanded it already.") % {"organisation": organisation.name}, code="already")
    record(kinds.DISCUSSION_DEMANDED, kept, by, organisation=organisation, particulars={"reason": said.reason or "–"})
    if kept.demands.count() == rule.discussion_demanded_by:
        _postpone(kept, rule, now, by)
    return said


def _refuse_late(decision: Decision, rule: Rule, now: datetime) -> None:
    if decision.announced_at is None:
        return
    over = ends(decision.coalition, decision.announced_at, rule.discussion_window)
    if over <= now:
        words = _("The time to demand a discussion ended on %(instant)s.")
        raise Conflict(words % {"instant": instant(over)}, code="late", facts={"until": over.isoformat()})


def _postpone(decision: Decision, rule: Rule, now: datetime, by: Actor) -> None:
    later = ends(decision.coalition, now, rule.discussion)
    if decision.opens_at is None or later <= decision.opens_at:
        return
    if decision.closes_at is not None:
        # Whoever had more time than the rule asks for keeps it.
        decision.closes_at = max(decision.closes_at + (later - decision.opens_at), earliest_close(decision.coalition, rule, later))
    decision.opens_at = later
    decision.save(update_fields=["opens_at", "closes_at"])
    record(kinds.POSTPONED, decision, by, facts={"opens_at": later.isoformat()})
    settling.tell_later(settling.TELL_OF_NOTICE, decision)
