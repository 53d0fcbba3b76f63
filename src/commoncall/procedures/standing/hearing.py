"""The steps of a procedure that reach the organisation: the notice, the suspension, and how it ends."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.decisions import permissions as deciding
from commoncall.decisions.actions import closing
from commoncall.kernel.authority import Actor
from commoncall.kernel.history.kinds import undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.outbox.kinds import mail_kind
from commoncall.kernel.refusals import Conflict
from commoncall.membership import permissions
from commoncall.membership.actions import proceedings
from commoncall.membership.actions.proceedings import Decision, Hearing
from commoncall.membership.history import leaving as kinds
from commoncall.membership.models import Proceeding
from commoncall.procedures import letters
from commoncall.procedures.deciding import subjects
from commoncall.procedures.standing.telling import tell, tell_coordinators

NOTICE = mail_kind("membership.notice_of_hearing", gettext_lazy("Written notice of a procedure"))
ANSWERED = mail_kind("membership.hearing_answer", gettext_lazy("The answer to a notice"))
SUSPENDED = mail_kind("membership.suspension", gettext_lazy("A suspension"))
CONFIRMED = mail_kind("membership.suspension_confirmed", gettext_lazy("A suspension that goes on"))
ENDED = mail_kind("membership.procedure_ended", gettext_lazy("The end of a procedure"))


@transaction.atomic
def give_notice(proceeding: Proceeding, hearing: Hearing, *, by: Actor) -> Proceeding:
    """Give an organisation written notice and send it to everybody who acts for it.

    Who may, what is recorded and what is refused: as in ``proceedings.give_notice``.
    """
    kept = proceedings.give_notice(proceeding, hearing, by=by)
    told = {"notice": kept.notice, "reason": kept.reason, "answer_by": kept.answer_by, "hearing_at": kept.hearing_at, "where": kept.hearing_where}
    tell([kept.membership.organisation], NOTICE, told, page="procedure", about=kept.pk, by=by)
    return kept


@transaction.atomic
def answer(proceeding: Proceeding, text: str, *, by: Actor) -> Proceeding:
    """Answer for the organisation that was given notice, and tell the coordinators. See ``proceedings.answer``."""
    kept = proceedings.answer(proceeding, text, by=by)
    tell_coordinators(kept.membership.organisation, ANSWERED, {"answer": kept.answer}, page="procedure", about=kept.pk, by=by)
    return kept


@transaction.atomic
def put_in_force(proceeding: Proceeding, decision: Decision, *, at: datetime | None = None, by: Actor) -> Proceeding:
    """Suspend an organisation and tell everybody who acts for it what that means. See ``proceedings.suspend``.

    What was to close by then is closed first: at its instant the organisation still had its rights. What closes later is not, however
    late this is done. Part of ``procedures.standing.deciding``, which sees to the register.
    """
    closing.close_due(at)
    kept = proceedings.suspend(proceeding, decision, at=at, by=by)
    told = {"reason": kept.reason, "meeting": kept.meeting, "assembly": kept.assembly, "assembly_on": kept.assembly_on}
    tell([kept.membership.organisation], SUSPENDED, told, page="procedure", about=kept.pk, by=by)
    return kept


@transaction.atomic
def confirm(proceeding: Proceeding, outcome: str, until: datetime, *, by: Actor) -> Proceeding:
    """Note that the assembly confirmed a suspension, and tell everybody who acts for the organisation. See ``proceedings.confirm``."""
    kept = proceedings.confirm(proceeding, outcome, until, by=by)
    told = {"outcome": kept.outcome, "until": kept.until_at}
    tell([kept.membership.organisation], CONFIRMED, told, page="procedure", about=kept.pk, by=by)
    return kept


@transaction.atomic
def lift(proceeding: Proceeding, outcome: str, *, by: Actor) -> Proceeding:
    """Lift a suspension and tell everybody who acts for the organisation; an expulsion that is proposed is withdrawn. See ``proceedings.lift``."""
    refuse_concerned(proceeding, by)
    kept = proceedings.lift(proceeding, outcome, by=by)
    withdraw_decision(kept)
    return _ended(kept, by, was_suspended=True)


def refuse_concerned(proceeding: Proceeding | None, by: Actor) -> None:
    """Refuse to whoever acts for the organisation what would take a vote on it from those who decide."""
    decision = subjects.under_way(proceeding.pk) if proceeding is not None else None
    if decision is not None and permissions.may_proceed(by).allowed:
        deciding.may_withdraw(by, decision).require()


def withdraw_decision(proceeding: Proceeding) -> None:
    """Withdraw what is being decided about a procedure that goes on otherwise; part of the deed by which it does."""
    coalition = proceeding.coalition
    with translation.override(letters.language_outside(coalition.language)), suppress(Conflict), transaction.atomic():
        subjects.let_go(proceeding.pk, _("The procedure has gone on otherwise, so that nothing is left to be decided."), coalition=coalition)


@transaction.atomic
def drop(proceeding: Proceeding, outcome: str, *, by: Actor) -> Proceeding:
    """Drop a procedure; whoever was given notice is told, and what is being decided on it is withdrawn. See ``proceedings.drop``."""
    refuse_concerned(proceeding, by)
    before = proceeding.state
    kept = proceedings.drop(proceeding, outcome, by=by)
    withdraw_decision(kept)
    if kept.noticed_at is None:
        return kept
    return _ended(kept, by, was_suspended=before == Proceeding.State.IN_FORCE)


def _ended(kept: Proceeding, by: Actor, *, was_suspended: bool) -> Proceeding:
    told = {"outcome": kept.outcome, "was_suspended": was_suspended}
    tell([kept.membership.organisation], ENDED, told, page="procedure", about=kept.pk, by=by)
    return kept


@undoes(kinds.SUSPENDED)
def _taken_back(entry: Entry, by: Actor) -> Proceeding:
    about = [entry.subject] if entry.subject else []
    refuse_concerned(Proceeding.objects.filter(pk__in=about, coalition=by.coalition_id).first(), by)
    kept = proceedings.take_back(entry, by=by)
    withdraw_decision(kept)
    return kept


@transaction.atomic
def move_assembly(proceeding: Proceeding, assembly: str, assembly_on: date, reason: str, *, by: Actor) -> Proceeding:
    """Note that another assembly, or the same on another day, hears a suspension. See ``proceedings.move_assembly``.

    Refused besides while an expulsion is being decided on, or prepared for that: it ends no earlier than the assembly meets.
    """
    permissions.may_proceed(by).require()
    kept = proceedings.still_suspended(proceeding, by=by)
    subjects.refuse_under_way(kept.pk)
    subjects.refuse_begun(kept.pk)
    return proceedings.move_assembly(kept, assembly, assembly_on, reason, by=by)
