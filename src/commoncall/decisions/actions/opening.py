"""Opening a decision: by notice and then by the clock, or at once. At that instant it is fixed who decides and by when."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.decisions import permissions, sentences
from commoncall.decisions.actions import secret, settling
from commoncall.decisions.actions.holding import State, clock_of, each, held, instant, number_of, record, refuse_unless
from commoncall.decisions.actions.settling import DecisionOpened
from commoncall.decisions.history import deciding as kinds
from commoncall.decisions.models import Decision, Elector
from commoncall.decisions.queries import calendar, roll
from commoncall.decisions.queries.decisions import UNDER_WAY
from commoncall.decisions.rules import feasible, windows
from commoncall.decisions.rules.outcomes import has_roll, is_closed_by_hand
from commoncall.decisions.rules.rule import Rule, Time, Voter
from commoncall.drafting.models import Version
from commoncall.kernel import events, time
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import Conflict, Refusal

__all__ = ["DecisionOpened", "announce", "earliest", "earliest_close", "ends", "open_due", "open_now"]

#: A decision that opens later than this after its instant, since nothing was running, has its whole window from then on.
GRACE = timedelta(minutes=1)


def earliest(coalition: Coalition, rule: Rule, at: datetime) -> datetime:
    """Return when a decision can open at the earliest that is announced at an instant: after its notice, and the time to demand a discussion."""
    return max(ends(coalition, at, rule.notice), ends(coalition, at, rule.discussion_window))


def earliest_close(coalition: Coalition, rule: Rule, opens_at: datetime) -> datetime:
    """Return when a decision can close at the earliest that opens at an instant."""
    return ends(coalition, opens_at, rule.window)


def ends(coalition: Coalition, start: datetime, length: Time) -> datetime:
    """Return the whole second at which a length of time is over that begins at ``start``, by the calendar of the coalition."""
    try:
        return _whole(windows.ends_at(start, length, calendar.calendar(coalition)))
    except ValueError:
        raise Refusal(_("The calendar of the coalition has no working day, so that no time of working days ever ends.")) from None


def _whole(instant: datetime) -> datetime:
    """Return the next whole second: people read instants to the second, and what they read is the instant that holds."""
    return instant if not instant.microsecond else instant.replace(microsecond=0) + timedelta(seconds=1)


@transaction.atomic
def announce(decision: Decision, opens_at: datetime | None = None, closes_at: datetime | None = None, *, by: Actor) -> Decision:
    """Give notice of a decision: it gets its number, and opens by itself at ``opens_at``, which is the earliest unless a later is given.

    Who may: ``decisions.prepare``. Recorded, and told to those who will decide. Refused: an instant before the notice is over, or
    a close before its window is over; a rule that can never be met; a text that is no longer locked.
    """
    permissions.may_open(by, decision).require()
    kept = held(decision, by)
    refuse_unless(kept, State.DRAFT)
    rule, now = Rule.of(kept.rule), time.database_now()
    first = earliest(kept.coalition, rule, now)
    kept.opens_at = opens_at or first
    if kept.opens_at < first:
        words = _("Its notice is over on %(instant)s. It cannot open before.")
        raise Refusal(words % {"instant": instant(first)}, field="opens_at", code="too_early")
    _refuse_far(opens_at, max(first, now), "opens_at")
    kept.closes_at = _closes_at(kept, rule, kept.opens_at, closes_at)
    _refuse_unready(kept, rule, roll.who_may(kept))
    kept.number, kept.state, kept.announced_at = number_of(kept), State.NOTICE, now
    kept.save(update_fields=["number", "state", "announced_at", "opens_at", "closes_at"])
    # What was demanded after a former notice concerned that one; the history keeps it.
    kept.demands.all().delete()
    record(kinds.ANNOUNCED, kept, by, facts={"opens_at": kept.opens_at.isoformat()})
    settling.tell_later(settling.TELL_OF_NOTICE, kept)
    return kept


@transaction.atomic
def open_now(decision: Decision, *, closes_at: datetime | None = None, by: Actor) -> Decision:
    """Open a decision at once: its roll is fixed, and all who are on it are asked.

    Who may: ``decisions.prepare``. Recorded. Refused: where the rule asks for a notice or for time to demand a discussion; a close
    before the window is over; a rule that those on the roll can never meet; a text that is no longer locked.
    """
    permissions.may_open(by, decision).require()
    kept = held(decision, by)
    refuse_unless(kept, State.DRAFT)
    rule = Rule.of(kept.rule)
    if rule.notice != Time() or rule.discussion_window != Time():
        raise Refusal(_("The rule asks for a notice before it opens. Announce it instead."), field="opens_at", code="notice")
    now = time.database_now()
    kept.closes_at = _closes_at(kept, rule, now, closes_at)
    return _open(kept, rule, now, by)


def _closes_at(decision: Decision, rule: Rule, opens_at: datetime, wanted: datetime | None) -> datetime | None:
    if is_closed_by_hand(rule):
        return None
    first = earliest_close(decision.coalition, rule, opens_at)
    if wanted is not None and wanted < first:
        words = _("The rule leaves time to answer until %(instant)s. It cannot close before.")
        raise Refusal(words % {"instant": instant(first)}, field="closes_at", code="too_short")
    _refuse_far(wanted, first, "closes_at")
    return wanted or first


def _refuse_far(wanted: datetime | None, first: datetime, field: str) -> None:
    """Refuse an instant more than a year after the first one possible: nobody waits for that long, and zones end with the year 9999."""
    if wanted is not None and wanted - first > timedelta(hours=feasible.LONGEST_HOURS):
        raise Refusal(sentences.fault_words(feasible.Fault(feasible.Why.TOO_LONG, field)), field=field, code="too_long")


def _open(kept: Decision, rule: Rule, at: datetime, by: Actor) -> Decision:
    """Fix the roll and open, within the present transaction."""
    voters = roll.who_may(kept)
    _refuse_unready(kept, rule, voters)
    kept.number, kept.state, kept.opened_at = number_of(kept), State.OPEN, at
    kept.save()
    if has_roll(rule):
        Elector.objects.bulk_create(_elector(kept, one) for one in voters)
    if rule.secret:
        secret.begin(kept)
    settling.ask_everybody(kept, [UUID(one.organisation) for one in voters], by)
    closes = kept.closes_at.isoformat() if kept.closes_at else None
    record(kinds.OPENED, kept, by, facts={"entitled": len(voters), "closes_at": closes, "digest": kept.digest, "way": rule.way.value})
    settling.tell_later(settling.TELL_OF_OPENING, kept)
    events.announce(DecisionOpened(kept.pk))
    return kept


def _elector(decision: Decision, voter: Voter) -> Elector:
    return Elector(
        decision=decision,
        organisation_id=UUID(voter.organisation),
        region=voter.region,
        country=voter.country,
        category=voter.category,
        is_chair=voter.is_chair,
    )


def _refuse_unready(decision: Decision, rule: Rule, voters: tuple[Voter, ...]) -> None:
    """Refuse to put to anybody what could never be adopted, or a text that has been unlocked or is being decided on elsewhere."""
    never = [one for one in feasible.faults(rule, voters) if one.why in feasible.NEVER_MET]
    if never:
        words = [_("Those who would decide now could never meet the rule, so it is not opened."), *map(sentences.fault_words, never)]
        raise Refusal(" ".join(words), code="never_met", facts={"faults": [one.why.value for one in never]})
    if decision.version_id is None:
        return
    # Held, so that it is not unlocked while the decision on it begins.
    version = Version.objects.select_for_update(no_key=True).get(pk=decision.version_id)
    if version.state != Version.State.LOCKED or version.digest != decision.digest:
        raise Conflict(_("The text was unlocked or changed since. Lock it, and choose it again."), code="not_locked")
    if Decision.objects.filter(version=version, state__in=UNDER_WAY).exclude(pk=decision.pk).exists():
        raise Conflict(_("This text is being decided on already."), code="under_way")


def open_due(at: datetime | None = None) -> int:
    """Open what was announced and whose instant has come, each exactly once; return how many were opened. For the clock.

    Several workers may do this at once. What cannot be opened any longer becomes a draft again, and the coordinators are told why.
    """
    now = time.database_now()
    until = min(at, now) if at is not None else now
    due = Decision.objects.filter(state=State.NOTICE, opens_at__lte=until).order_by("opens_at", "id").values_list("pk", flat=True)
    return each(list(due), partial(_open_if_due, at=until))


@transaction.atomic
def _open_if_due(identifier: UUID, at: datetime) -> bool:
    free = Decision.objects.select_for_update(skip_locked=True, of=("self",)).select_related("coalition", "body", "version__text", "rung")
    kept = free.filter(pk=identifier, state=State.NOTICE, opens_at__lte=at).first()
    if kept is None or kept.opens_at is None:
        return False
    rule, by = Rule.of(kept.rule), clock_of(kept)
    opened_at = kept.opens_at
    if time.database_now() - kept.opens_at > GRACE:
        opened_at = time.database_now()
        if kept.closes_at is not None:
            kept.closes_at = max(kept.closes_at, earliest_close(kept.coalition, rule, opened_at))
    try:
        with transaction.atomic():
            _open(kept, rule, opened_at, by)
    except Refusal as refusal:
        _draft_again(kept, str(refusal.reason), by)
        return False
    return True


def _draft_again(kept: Decision, why: str, by: Actor) -> None:
    Decision.objects.filter(pk=kept.pk).update(state=State.DRAFT, opens_at=None, closes_at=None, opened_at=None)
    record(kinds.NOT_OPENED, kept, by, particulars={"reason": why})
    settling.tell_later(settling.TELL_OF_TROUBLE, kept, why=why)
