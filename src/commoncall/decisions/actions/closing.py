"""Closing a decision: exactly once, never early, and with all that follows from its outcome in the same step."""

from __future__ import annotations

import logging
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.decisions import permissions
from commoncall.decisions.actions import secret, settling
from commoncall.decisions.actions.following import follow, publish_due, wording_until
from commoncall.decisions.actions.holding import State, clock_of, each, held, record, refuse_unless
from commoncall.decisions.actions.settling import DecisionClosed
from commoncall.decisions.history import deciding as kinds
from commoncall.decisions.models import Decision
from commoncall.decisions.queries import roll
from commoncall.decisions.queries.decisions import PROCEEDING, rung_above
from commoncall.decisions.rules import counting, secrecy
from commoncall.decisions.rules.outcomes import is_closed_by_hand, outcome
from commoncall.decisions.rules.rule import Answer, Report, Rule, Way
from commoncall.kernel import events, time
from commoncall.kernel.authority import Actor
from commoncall.kernel.refusals import Conflict, Refusal

__all__ = ["DecisionClosed", "close_due", "close_early", "close_meeting", "publish_due"]

log = logging.getLogger(__name__)


def close_due(at: datetime | None = None) -> int:
    """Close the decisions whose instant has come, and return how many were closed. For the clock.

    Each is closed in one transaction: whatever kills it on the way leaves the decision open, to be closed by whoever comes next, at
    the instant that was said all along. Several workers may do this at once. What still takes an answer at this very moment is left
    for the next time. Nothing is closed before the database's clock says so, whatever ``at`` is.
    """
    now = time.database_now()
    until = min(at, now) if at is not None else now
    due = Decision.objects.filter(state=State.OPEN, closes_at__lte=until).order_by("closes_at", "id").values_list("pk", flat=True)
    return each(list(due), partial(_closed, at=until))


def _closed(identifier: UUID, at: datetime) -> bool:
    try:
        return _close_if_due(identifier, at)
    except secret.CannotOpen as error:
        # It stays open to whoever brings its key back; all others are closed meanwhile.
        secret.note_unopened(Decision.objects.get(pk=identifier), error)
        return False


@transaction.atomic
def _close_if_due(identifier: UUID, at: datetime) -> bool:
    free = Decision.objects.select_for_update(skip_locked=True, of=("self",)).select_related("coalition", "body", "version__text", "rung")
    kept = free.filter(pk=identifier, state=State.OPEN, closes_at__lte=at).first()
    if kept is None or kept.closes_at is None or not _those_before_are_closed(kept, kept.closes_at):
        return False
    _close(kept, kept.closes_at)
    return True


def _those_before_are_closed(decision: Decision, at: datetime) -> bool:
    """Close what was to close in this coalition before an instant and can take an organisation's rights; False while others have it in hand.

    Whoever is suspended by then is not counted at that instant, whatever comes first to the clock. What cannot be closed, such as a
    secret vote without its key, keeps nobody waiting: its outcome is not known.
    """
    before = Decision.objects.filter(coalition=decision.coalition_id, subject_kind=PROCEEDING, state=State.OPEN, closes_at__lt=at)
    for one in before.exclude(pk=decision.pk).order_by("closes_at", "id").values_list("pk", flat=True):
        free = Decision.objects.select_for_update(skip_locked=True, of=("self",)).select_related("coalition", "body", "version__text", "rung")
        kept = free.filter(pk=one, state=State.OPEN, closes_at__lt=at).first()
        if kept is None and before.filter(pk=one).exists():
            # Whoever has it in hand commits in a moment, or dies and leaves it to the next.
            return False
        if kept is not None and kept.closes_at is not None:
            _try_to_close(kept, kept.closes_at)
    return True


def _try_to_close(kept: Decision, at: datetime) -> None:
    try:
        with transaction.atomic():
            _close(kept, at)
    except Exception:
        log.warning("Decision %s could not be closed before others; the clock will try again.", kept.pk, exc_info=True)


def close_early(decision: Decision, at: datetime) -> bool:
    """Close a decision before its instant where the answer just given breaks silence, or nothing can change the outcome any more.

    Part of the deed that answers, which holds the decision alone where that can happen.
    """
    rule = Rule.of(decision.rule)
    if not rule.early_close and rule.way is not Way.SILENCE:
        return False
    if not _is_settled(decision, rule, at):
        return False
    # What is left open now is closed by the next answer, or at its instant.
    if not _those_before_are_closed(decision, at) or not _is_settled(decision, rule, at):
        return False
    _close(decision, at)
    return True


def _is_settled(decision: Decision, rule: Rule, at: datetime) -> bool:
    return counting.is_settled(rule, roll.voters(decision, at), _answers(decision))


@transaction.atomic
def close_meeting(decision: Decision, *, by: Actor) -> Decision:
    """Close what is decided at a meeting: the answers that were given there are counted.

    Who may: ``decisions.prepare``, and whoever chairs the body that decides. Recorded. Refused: where it is decided in writing,
    which the clock closes.
    """
    permissions.may_close(by, decision).require()
    kept = held(decision, by)
    refuse_unless(kept, State.OPEN)
    if not is_closed_by_hand(Rule.of(kept.rule)):
        raise Refusal(_("This is decided in writing: it closes by itself at its instant, and nobody closes it before."))
    now = time.database_now()
    if not _those_before_are_closed(kept, now):
        raise Conflict(_("A decision that bears on who is counted here is being closed at this very moment. Try again in a moment."), code="moment")
    _close(kept, now, by)
    return kept


def _answers(decision: Decision) -> dict[str, Answer]:
    return {str(key): Answer(given) for key, given in decision.responses.values_list("organisation_id", "answer")}


def _close(kept: Decision, at: datetime, by: Actor | None = None) -> None:
    """Count, note the outcome, and do what follows from it, within the present transaction, which holds the decision alone."""
    rule = Rule.of(kept.rule)
    report = _counted(kept, rule, at)
    came = outcome(rule, report, has_text=kept.version_id is not None, has_rung_above=rung_above(kept) is not None)
    kept.state, kept.closed_at, kept.outcome = came.value, at, report.as_stored()
    kept.wording_until = wording_until(kept, rule)
    kept.save(update_fields=["state", "closed_at", "outcome", "wording_until"])
    acting = by or clock_of(kept)
    names = ("entitled", "answered", "agree", "against", "abstain", "stand_aside", "objections")
    is_shown = not rule.secret or secrecy.may_show(report.answered)
    # Of few ballots not even how they missed: a tie of four tells each number.
    missing = [one.value for one in report.missing] if is_shown else []
    facts = {"state": kept.state, "closed_at": at.isoformat(), "digest": kept.digest, "missing": missing}
    counts = {name: getattr(report, name) for name in (names if is_shown else names[:2])}
    record(kinds.CLOSED, kept, acting, facts=facts | {"counts": counts})
    settling.take_asks_back(kept)
    follow(kept)
    if rule.acknowledged and kept.state == State.ADOPTED:
        settling.ask_to_acknowledge(kept, (UUID(one.organisation) for one in roll.voters(kept, at) if one.counts))
    events.announce(DecisionClosed(kept.pk, kept.state))


def _counted(kept: Decision, rule: Rule, at: datetime) -> Report:
    voters = roll.voters(kept, at)
    if not rule.secret:
        return counting.report(rule, voters, _answers(kept))
    ballots = secret.unseal(kept)
    voted = {str(key) for key in kept.roll.filter(has_voted=True).values_list("organisation_id", flat=True)}
    return counting.report_of_ballots(rule, voters, voted, ballots)
