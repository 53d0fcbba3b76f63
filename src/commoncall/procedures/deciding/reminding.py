"""Reminding those who have not answered: by the clock, once, two days before the end; and when a coordinator wants it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.decisions import kinds as asked
from commoncall.decisions import permissions
from commoncall.decisions.actions.holding import State, clock_of, record, refuse_unless
from commoncall.decisions.history import deciding as kinds
from commoncall.decisions.models import Decision
from commoncall.decisions.queries import decisions, roll
from commoncall.decisions.rules.outcomes import has_roll
from commoncall.decisions.rules.rule import Rule, Way
from commoncall.kernel import time
from commoncall.kernel.asks import actions as asks
from commoncall.kernel.asks import queries as asking
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor
from commoncall.kernel.outbox.kinds import mail_kind
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.refusals import NotVisible, Refusal
from commoncall.membership.models import Membership
from commoncall.procedures.deciding.readers import ABOUT, Reader, instant, post, readers
from commoncall.procedures.deciding.telling import OPENED
from commoncall.procedures.pieces import piece

REMINDER = mail_kind("decisions.reminder", gettext_lazy("Reminder to decide"))

#: Nobody is written to about the same again before this time has passed, unless it is urgent.
PAUSE = timedelta(hours=24)

#: Of how many decisions the clock reminds in one go.
AT_ONCE = 5


def remind_due() -> int:
    """Remind those who have not answered and have two days left, each once; return how many were asked. For the clock.

    Whoever was asked less than a day ago needs no reminder yet.
    """
    now = time.now()
    due = asking.to_be_reminded(now).filter(kind=asked.ANSWER.name, asked_at__lte=now - PAUSE).order_by()
    return piece(list(due.values_list("subject", flat=True).distinct()), _remind_of, AT_ONCE)


@transaction.atomic
def _remind_of(identifier: UUID) -> int:
    free = asking.to_be_reminded().filter(kind=asked.ANSWER.name, subject=identifier).select_for_update(of=("self",), skip_locked=True)
    waiting = list(free)
    found = Decision.objects.select_related("coalition").filter(pk=identifier, state=State.OPEN).first()
    if not waiting:
        return 0
    if found is not None:
        _write(found, readers(found.coalition, _entitled(found, waiting), found.topic), by=clock_of(found))
    return asks.note_reminders(waiting)


def _entitled(decision: Decision, waiting: Iterable[Ask]) -> list[UUID]:
    # Whoever has been suspended or has left since is not asked for an answer that would not count.
    asked_of = Membership.objects.filter(pk__in=[one.organisation_id for one in waiting])
    return list(asked_of.exclude(standing__in=roll.WITHOUT_RIGHTS).values_list("pk", flat=True))


@dataclass(frozen=True)
class Reminded:
    """Whom a reminder reaches, or did; how many are left out since they were written to within a day, and who cannot be written to."""

    readers: tuple[Reader, ...]
    too_soon: int
    without_address: int


def reminder(decision: Decision, *, urgent: bool = False) -> Reminded:
    """Return whom a reminder would reach now: those who answer for organisations that have not, one mail a person."""
    waiting = _waiting(decision)
    found = readers(decision.coalition, waiting, decision.topic)
    reached = {organisation.pk for one in found for organisation in one.organisations}
    recent = Message.objects.filter(coalition=decision.coalition, kind__in=[OPENED, REMINDER], written_at__gt=time.now() - PAUSE)
    lately = set() if urgent else set(recent.filter(headers__contains={ABOUT: str(decision.pk)}).values_list("person_id", flat=True))
    kept = tuple(one for one in found if one.person.pk not in lately)
    return Reminded(kept, len(found) - len(kept), len(set(waiting) - reached))


def _waiting(decision: Decision) -> list[UUID]:
    answered = decision.responses.values("organisation")
    # Whoever has been suspended or has left since is not asked for an answer that would not count.
    entitled = decision.roll.exclude(organisation__membership__standing__in=roll.WITHOUT_RIGHTS)
    waiting = entitled.filter(has_voted=False).exclude(organisation__in=answered)
    return list(waiting.values_list("organisation_id", flat=True)) if has_roll(Rule.of(decision.rule)) else []


@transaction.atomic
def remind(decision: Decision, *, urgent: bool = False, by: Actor) -> Reminded:
    """Remind those who have not answered, one mail a person. Who may: ``decisions.enter``. Recorded by the number of letters.

    Whoever was written to about it within a day is left out, unless it is urgent. Refused: where nobody is left; once it is closed.
    """
    permissions.may_lead(by, decision).require()
    held = Decision.objects.select_for_update(no_key=True, of=("self",)).select_related("coalition").filter(pk=decision.pk).first()
    if held is None or not decisions.visible_to(by).filter(pk=held.pk).exists():
        raise NotVisible(_("There is no such decision here."))
    refuse_unless(held, State.OPEN)
    planned = reminder(held, urgent=urgent)
    if not planned.readers:
        soon = _("Everybody who can be written to was written to less than a day ago.")
        raise Refusal(soon if planned.too_soon else _("Nobody is left to be reminded."), code="too_soon" if planned.too_soon else None)
    _write(held, planned.readers, by=by)
    record(kinds.REMINDED, held, by, facts={"count": len(planned.readers), "urgent": urgent})
    return planned


def _write(decision: Decision, to: Iterable[Reader], *, by: Actor) -> None:
    rule = Rule.of(decision.rule)
    told = {"silence": rule.way is Way.SILENCE, "secret": rule.secret}
    post(REMINDER, "decision_reminder", decision, to, lambda one: {**told, "closes": instant(decision.closes_at, one)}, by=by)
