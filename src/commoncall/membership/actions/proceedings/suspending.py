"""Suspending an organisation, and what the assembly makes of that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.refusals import Refusal
from commoncall.membership import permissions
from commoncall.membership.actions.proceedings.keeping import State, close, days, record, stand, still
from commoncall.membership.history import leaving as kinds
from commoncall.membership.models import Notice, Proceeding, Standing
from commoncall.membership.rules.proceedings import DECISION, Case, missing


@dataclass(frozen=True)
class Decision:
    """Where and when it was decided to suspend, and which assembly hears it, when."""

    meeting: str
    decided_on: date | None
    assembly: str
    assembly_on: date | None


@transaction.atomic
def set_assembly(proceeding: Proceeding, assembly: str, assembly_on: date, *, by: Actor) -> Proceeding:
    """Note which assembly will hear a suspension that is put to the vote; part of ``procedures.standing``, which puts it.

    Who may: ``membership.proceed``. Recorded. Refused: while anything is missing of reason, facts, notice and hearing, each named;
    without the assembly, or one that has met.
    """
    permissions.may_proceed(by).require()
    kept = still(proceeding, by, State.OPENED, State.NOTICED)
    kept.assembly, kept.assembly_on = assembly.strip(), assembly_on
    _check(kept, DECISION - {"assembly", "assembly_on"}, time.now())
    kept.save(update_fields=["assembly", "assembly_on"])
    record(kinds.SUSPENSION_PROPOSED, kept, by, facts=days(kept), particulars={"assembly": kept.assembly})
    return kept


def still_suspended(proceeding: Proceeding, *, by: Actor) -> Proceeding:
    """Return a procedure, locked, whose suspension is in force; refuse any other. Part of the deed that proposes to expel."""
    permissions.may_proceed(by).require()
    return still(proceeding, by, State.IN_FORCE)


def still_unsuspended(proceeding: Proceeding, *, by: Actor) -> Proceeding:
    """Return a procedure, locked, in which nothing was decided yet; refuse any other. Part of the deed that proposes to suspend."""
    permissions.may_proceed(by).require()
    return still(proceeding, by, State.OPENED, State.NOTICED)


@transaction.atomic
def suspend(proceeding: Proceeding, decision: Decision, *, at: datetime | None = None, by: Actor) -> Proceeding:
    """Put a suspension in force, as it was decided ``at`` an instant (now, where none is given): no vote, and not counted, until it ends.

    Its people keep their mandates: they read what concerns them and can still answer. Who may: ``membership.proceed``. Recorded:
    the meeting, and the assembly that will hear it. Refused: while anything is missing of reason, facts, notice, hearing, meeting
    and assembly, each named. Can be undone.
    """
    permissions.may_proceed(by).require()
    kept = still(proceeding, by, State.OPENED, State.NOTICED)
    kept.meeting, kept.decided_on = decision.meeting.strip(), decision.decided_on
    kept.assembly, kept.assembly_on = decision.assembly.strip(), decision.assembly_on
    _check(kept, frozenset(), at or time.now())
    kept.state, kept.decided_at = State.IN_FORCE, at or time.now()
    kept.save(update_fields=["state", "meeting", "decided_on", "assembly", "assembly_on", "decided_at"])
    before = stand(kept.membership, Standing.SUSPENDED)
    Notice.objects.filter(membership=kept.membership, took_effect_at=None, lifted_at=None).update(lifted_at=time.now())
    facts = days(kept) | {"before": before} | ({"by_vote": True} if at else {})
    record(kinds.SUSPENDED, kept, by, facts=facts, particulars={"meeting": kept.meeting, "assembly": kept.assembly})
    return kept


def _lacking(piece: str) -> str:
    # In a function, so that the words are those of the reader's language.
    return {
        "reason": _("the reason"),
        "facts_gathered": _("the facts that were gathered"),
        "notice": _("the written notice"),
        "hearing": _("the hearing: it has neither answered nor been heard, and its time is not over"),
        "meeting": _("the meeting that decided it"),
        "decided_on": _("the day on which it was decided"),
        "assembly": _("the assembly that will hear it"),
        "assembly_on": _("the day of that assembly"),
    }[piece]


def lacking(proceeding: Proceeding) -> list[str]:
    """Return in words what is still missing before it can be decided to suspend the organisation."""
    return [_lacking(piece) for piece in missing(case_of(proceeding), time.now()) if piece not in DECISION]


def case_of(proceeding: Proceeding) -> Case:
    """Return a proceeding as the rules look at it."""
    return Case(**{name: getattr(proceeding, name) for name in Case.__dataclass_fields__})


def _check(kept: Proceeding, later: frozenset[str], now: datetime) -> None:
    """Refuse while a piece is missing that does not come ``later``, or where a day cannot be."""
    absent = [piece for piece in missing(case_of(kept), now) if piece not in later]
    if absent:
        words = _("Nobody is suspended without all of this. Still missing: %(pieces)s.") % {"pieces": "; ".join(_lacking(one) for one in absent)}
        raise Refusal(words, field=absent[0], code="incomplete", facts={"missing": absent})
    if kept.decided_on is not None and kept.decided_on > now.date():
        raise Refusal(_("This day is still to come."), field="decided_on")
    if kept.assembly_on is not None and kept.assembly_on <= now.date():
        raise Refusal(_("The assembly that will hear it is still to come: give its day."), field="assembly_on")


@transaction.atomic
def move_assembly(proceeding: Proceeding, assembly: str, assembly_on: date, reason: str, *, by: Actor) -> Proceeding:
    """Note that another assembly, or the same on another day, hears the suspension.

    Who may: ``membership.proceed``. Recorded, with the reason. Refused: without a name or a reason; when it is not in force.
    """
    permissions.may_proceed(by).require()
    kept = still(proceeding, by, State.IN_FORCE)
    for name, text in (("assembly", assembly), ("reason", reason)):
        if not text.strip():
            raise Refusal(_("Say which assembly, and why it is another."), field=name)
    kept.assembly, kept.assembly_on = assembly.strip(), assembly_on
    kept.save(update_fields=["assembly", "assembly_on"])
    record(kinds.ASSEMBLY_MOVED, kept, by, facts=days(kept), particulars={"assembly": kept.assembly, "reason": reason.strip()})
    return kept


@transaction.atomic
def confirm(proceeding: Proceeding, outcome: str, until: datetime, *, by: Actor) -> Proceeding:
    """Note that the assembly confirmed the suspension until an instant, at which it is lifted by itself.

    Who may: ``membership.proceed``. Recorded, with what was decided. Refused: without a word on what was decided; before the day
    of the assembly; an instant in the past.
    """
    kept = _at_the_assembly(proceeding, outcome, by)
    if until <= time.now():
        raise Refusal(_("This lies in the past."), field="until")
    kept.until_at, kept.outcome = until, outcome.strip()
    kept.save(update_fields=["until_at", "outcome"])
    record(kinds.SUSPENSION_CONFIRMED, kept, by, facts={"until": until.isoformat()}, particulars={"outcome": kept.outcome})
    return kept


@transaction.atomic
def expel(proceeding: Proceeding, outcome: str, *, at: datetime | None = None, by: Actor) -> Proceeding:
    """Close a suspension because the organisation was expelled, ``at`` an instant or now; part of ``procedures.standing``, which ends the rest.

    Who may: ``membership.proceed``. Recorded, with what was decided. Refused: without a word on that; before the day of the assembly.
    """
    kept = _at_the_assembly(proceeding, outcome, by)
    close(kept, State.EXPELLED, outcome, at)
    record(kinds.EXPELLED, kept, by, particulars={"assembly": kept.assembly, "outcome": kept.outcome})
    return kept


def _at_the_assembly(proceeding: Proceeding, outcome: str, by: Actor) -> Proceeding:
    permissions.may_proceed(by).require()
    kept = still(proceeding, by, State.IN_FORCE)
    if not outcome.strip():
        raise Refusal(_("Say what the assembly decided, and why."), field="outcome")
    if kept.assembly_on is not None and time.now().date() < kept.assembly_on:
        raise Refusal(_("The assembly has still to meet. Where its day has changed, note that first."), field="outcome")
    return kept
