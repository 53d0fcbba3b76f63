"""What follows from an outcome, in the same step: the text is published or given back, or the question goes to the rung above."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from commoncall.decisions.actions.holding import State, clock_of, each, record
from commoncall.decisions.actions.texts import waits_for_others
from commoncall.decisions.history import deciding as kinds
from commoncall.decisions.models import Decision
from commoncall.decisions.queries import calendar, ladder
from commoncall.decisions.queries.decisions import rung_above
from commoncall.decisions.rules import windows
from commoncall.decisions.rules.rule import Channel, Rule, Time
from commoncall.drafting.actions import stages
from commoncall.drafting.models import Text, Version
from commoncall.kernel import time
from commoncall.kernel.refusals import Refusal


def follow(decision: Decision) -> None:
    """Do what follows from an outcome; part of the deed that closes the decision.

    What was adopted is published, at once or when the time for its wording is over; what was returned can be drafted on again, and
    what was passed on is prepared on the rung above. What would supersede an earlier version that is decided on, or still to be
    published, waits for that: those who decide on the earlier one decide on what is still there.
    """
    if decision.state == State.ESCALATED:
        _pass_on(decision)
        return
    is_now = decision.version_id is not None and decision.state in {State.ADOPTED, State.RETURNED} and decision.wording_until is None
    if is_now and not _move_text(decision):
        decision.wording_until = decision.closed_at
        decision.save(update_fields=["wording_until"])


def wording_until(decision: Decision, rule: Rule) -> datetime | None:
    """Return until when the wording of what was just adopted is left open; nothing where no text was adopted or the rule leaves no time."""
    if decision.state != State.ADOPTED or decision.version_id is None or decision.closed_at is None or rule.wording_time == Time():
        return None
    try:
        return windows.ends_at(decision.closed_at, rule.wording_time, calendar.calendar(decision.coalition))
    except ValueError:
        # The calendar has no working day left since the rule was saved: nobody waits for one.
        return None


def publish_due(at: datetime | None = None) -> int:
    """Publish each adopted text whose time for the wording is over, and return how many these were. For the clock.

    A later version waits until what is decided on the earlier ones is over.
    """
    now = at or time.now()
    due = Decision.objects.filter(state=State.ADOPTED, wording_until__lte=now, followed_at=None).order_by("wording_until", "id")
    return each(list(due.values_list("pk", flat=True)), partial(_publish, at=now))


@transaction.atomic
def _publish(identifier: UUID, at: datetime) -> bool:
    free = Decision.objects.select_for_update(skip_locked=True, no_key=True, of=("self",)).select_related("coalition")
    kept = free.filter(pk=identifier, wording_until__lte=at, followed_at=None).first()
    if kept is None or not _move_text(kept):
        return False
    kept.followed_at = at
    kept.save(update_fields=["followed_at"])
    return True


def _move_text(decision: Decision) -> bool:
    """Move the text on, or note why it cannot be; False where it waits for what is decided on an earlier version."""
    # First the text, as all who draft it do, so that none of them waits for us while we wait for them.
    Text.objects.select_for_update(no_key=True).get(versions=decision.version_id)
    version = Version.objects.select_for_update(no_key=True, of=("self",)).select_related("text").get(pk=decision.version_id)
    if decision.state == State.ADOPTED and waits_for_others(version):
        return False
    by = clock_of(decision)
    try:
        with transaction.atomic():
            if version.state == Version.State.PUBLISHED and decision.state == State.ADOPTED and version.digest == decision.digest:
                return True
            if version.state != Version.State.LOCKED or version.digest != decision.digest:
                raise Refusal(_("It was unlocked or changed while it was being decided on."))
            if decision.state == State.ADOPTED:
                stages.publish(version, by=by)
            else:
                # What was decided on stays to be read, word for word, beside the decision.
                stages.unlock(version, _why_returned(decision), keeps_words=True, by=by)
    except Refusal as refusal:
        # Whatever has happened to the text, those who decided have decided, and at this instant.
        record(kinds.TEXT_NOT_MOVED, decision, by, particulars={"reason": str(refusal.reason)})
    return True


def _why_returned(decision: Decision) -> str:
    with translation.override(decision.coalition.language):
        return _("Decision %(number)s returned it for another draft.") % {"number": decision.number}


def _pass_on(decision: Decision) -> Decision | None:
    """Prepare the same question on the rung above, for a coordinator to open."""
    rung = rung_above(decision)
    if rung is None:
        return None
    channel = Rule.of(decision.rule).channel
    above = Decision.objects.create(
        coalition=decision.coalition,
        rung=rung,
        rung_code=rung.code,
        title=decision.title,
        question=decision.question,
        language=decision.language,
        version=decision.version,
        digest=decision.digest,
        body=rung.body,
        region=rung.region,
        rule=ladder.rule_of(rung, Channel(channel)).as_stored(),
        topic=decision.topic,
        label=decision.label,
        is_public=decision.is_public,
        proposed_by=decision.proposed_by,
        proposed_for=decision.proposed_for,
        begun_at=time.now(),
        review_on=decision.review_on,
        follows=decision,
        subject=decision.subject,
        subject_kind=decision.subject_kind,
        concerned=decision.concerned,
    )
    record(kinds.PREPARED, above, clock_of(decision), facts={"rung": rung.code, "follows": str(decision.pk)})
    return above
