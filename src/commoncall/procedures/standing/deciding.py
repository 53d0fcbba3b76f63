"""Suspending and expelling by the ladder: put to those who decide, with the member heard, and what follows from their decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.decisions.actions import register
from commoncall.decisions.actions.holding import State as Came
from commoncall.decisions.actions.holding import clock_of
from commoncall.decisions.actions.preparing import About
from commoncall.decisions.actions.register import Past
from commoncall.decisions.models import Decision
from commoncall.decisions.queries import decisions
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.labels import Naming
from commoncall.kernel.outbox.kinds import mail_kind
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import Conflict, Refusal
from commoncall.membership import permissions
from commoncall.membership.actions import proceedings
from commoncall.membership.models import Departure, Proceeding
from commoncall.procedures import letters
from commoncall.procedures.deciding import subjects
from commoncall.procedures.deciding.subjects import Put
from commoncall.procedures.standing import hearing, leaving
from commoncall.procedures.standing.telling import tell

SUSPENSION, EXPULSION = "suspension", "expulsion"

PROPOSED = mail_kind("membership.put_to_the_vote", gettext_lazy("A suspension or an expulsion is put to the vote"))
NOT_EXPELLED = mail_kind("membership.expulsion_not_adopted", gettext_lazy("The outcome of a decision"))

State = Proceeding.State

#: What of a decision is an outcome, and brings nothing about.
AGAINST = (Came.NOT_ADOPTED, Came.LAPSED, Came.RETURNED)


@dataclass(frozen=True)
class Assembly:
    """Which assembly hears a suspension that is put to the vote, and when."""

    name: str
    on: date


def where(proceeding: Proceeding) -> Put | None:
    """Return how the next step of a procedure is decided by the ladder: a suspension, or the expulsion of one that is suspended.

    Nothing where the ladder has no such rung, nobody could decide by it, or the organisation is named to the coordinators alone: then
    it is noted what was decided elsewhere. The organisation itself is never among those who decide.
    """
    organisation = proceeding.membership.organisation
    if organisation.naming == Naming.COORDINATORS:
        return None
    return subjects.put(organisation.coalition, _rung(proceeding), organisation)


def _rung(proceeding: Proceeding) -> str:
    return EXPULSION if proceeding.state == State.IN_FORCE else SUSPENSION


@transaction.atomic
def propose_suspension(proceeding: Proceeding, assembly: Assembly, *, by: Actor) -> Decision:
    """Put a suspension to the vote of those whom the ladder names; the organisation is told, and can still answer.

    Nothing changes for it before it is adopted: then it is suspended from the instant at which that was decided. Who may:
    ``membership.proceed``. Recorded with the procedure and with the decision. Refused: while anything is missing of reason, facts,
    notice and hearing; without the assembly that will hear it after it was decided; while it is being decided on.
    """
    permissions.may_proceed(by).require()
    # Held first: of two who propose at once, the second finds what the first has begun.
    held = proceedings.still_unsuspended(proceeding, by=by)
    subjects.refuse_begun(held.pk)
    put = _required(held)
    if put.closes_at is not None and assembly.on <= put.closes_at.date():
        words = _("It is decided by %(day)s. The assembly that hears it comes after that.")
        raise Refusal(words % {"day": date_format(put.closes_at, "DATE_FORMAT")}, field="assembly_on")
    kept = proceedings.set_assembly(held, assembly.name, assembly.on, by=by)
    return _begin(kept, put, by)


@transaction.atomic
def propose_expulsion(proceeding: Proceeding, *, by: Actor) -> Decision:
    """Put the expulsion of a suspended organisation to the vote of those whom the ladder names; the organisation is told, and can still answer.

    It stays suspended until it is adopted, and beyond where it is not. Who may: ``membership.proceed``. Recorded with the decision.
    Refused: where no suspension is in force; where it would be decided before the assembly has heard it; while it is being decided on.
    """
    permissions.may_proceed(by).require()
    kept = proceedings.still_suspended(proceeding, by=by)
    subjects.refuse_begun(kept.pk)
    put = _required(kept)
    if kept.assembly_on is not None and _may_end_before(put, kept.assembly_on):
        words = _("The assembly hears the organisation on %(day)s, and this would be decided before.")
        raise Conflict(words % {"day": date_format(kept.assembly_on, "DATE_FORMAT")}, code="too_early")
    return _begin(kept, put, by)


def _may_end_before(put: Put, day: date) -> bool:
    """Tell whether it may be decided before a day that is still to come: early, by hand at a meeting, or since its time is over."""
    is_to_come = time.now().date() < day
    return is_to_come and (put.rule.early_close or put.closes_at is None or put.closes_at.date() < day)


def _required(proceeding: Proceeding) -> Put:
    if (put := where(proceeding)) is None:
        raise Refusal(_("Nobody can decide on this by the ladder here. Note what was decided elsewhere."), code="no_rung")
    return put


def _begin(kept: Proceeding, put: Put, by: Actor) -> Decision:
    organisation = kept.membership.organisation
    with translation.override(letters.language_outside(organisation.coalition.language)):
        title, asked = _asked(kept, organisation)
        question = "\n\n".join([asked, _("The reason: %(reason)s") % {"reason": kept.reason}])
    decision = subjects.begin(put, title, question, About(kept.pk, decisions.PROCEEDING, organisation), by=by)
    told = {"expulsion": kept.state == State.IN_FORCE, "reason": kept.reason, "opens_at": decision.opens_at, "closes_at": decision.closes_at}
    tell([organisation], PROPOSED, told, page="procedure", about=kept.pk, by=by)
    return decision


def _title(rung: str, organisation: Organisation) -> str:
    if organisation.naming == Naming.COORDINATORS:
        return _("Expulsion of an organisation that is not named") if rung == EXPULSION else _("Suspension of an organisation that is not named")
    words = _("Expulsion of %(name)s") if rung == EXPULSION else _("Suspension of %(name)s")
    return words % {"name": organisation.name}


def _asked(kept: Proceeding, organisation: Organisation) -> tuple[str, str]:
    if kept.state == State.IN_FORCE:
        return _title(EXPULSION, organisation), _("Is %(name)s to be expelled?") % {"name": organisation.name}
    on = date_format(kept.assembly_on, "DATE_FORMAT") if kept.assembly_on else ""
    words = _("Is %(name)s to be suspended? It is then heard by this assembly: %(assembly)s, %(day)s.")
    return _title(SUSPENSION, organisation), words % {"name": organisation.name, "assembly": kept.assembly, "day": on}


def follow(decision: Decision) -> None:
    """Suspend or expel an organisation as was decided, from the instant at which it was; part of what follows from a decision.

    A suspension that was not adopted ends the procedure; after an expulsion that was not, the suspension goes on, and the organisation is
    told so. Where nothing was decided, all stays as it was. Nothing happens to a procedure that has gone on otherwise; where something
    was adopted all the same, that is noted for the coordinators.
    """
    here = Proceeding.objects.select_related("coalition", "membership__organisation__coalition").filter(coalition=decision.coalition_id)
    kept = here.filter(pk=subjects.subject_of(decision)).first()
    if kept is None:
        return
    deed = _expelled if _put_as(decision) == EXPULSION else _suspended
    try:
        with translation.override(letters.language_outside(kept.membership.organisation.coalition.language)), transaction.atomic():
            deed(decision, kept)
    except Refusal as refusal:
        # Such as an assembly whose day has passed meanwhile, or a suspension that was lifted: a coordinator sees to the rest.
        subjects.note_unfollowed(decision, refusal)


def _put_as(decision: Decision) -> str:
    """Return the rung on which it was put first: what is passed on to the rung above is still the same question."""
    while decision.follows is not None and decision.follows.subject == decision.subject:
        decision = decision.follows
    return decision.rung_code


def _suspended(decision: Decision, kept: Proceeding) -> None:
    by, named, at = clock_of(decision), subjects.named(decision), decision.closed_at
    if decision.state == Came.ADOPTED and at is not None:
        taken = proceedings.Decision(named, at.date(), kept.assembly, kept.assembly_on)
        hearing.put_in_force(kept, taken, at=at, by=by)
    elif decision.state in AGAINST and kept.state in {State.OPENED, State.NOTICED}:
        hearing.drop(kept, _("%(decision)s: it was not adopted.") % {"decision": named}, by=by)


def _expelled(decision: Decision, kept: Proceeding) -> None:
    if decision.state == Came.ADOPTED:
        leaving.put_out(kept, subjects.named(decision), at=decision.closed_at, by=clock_of(decision))
    elif decision.state in AGAINST and kept.state == State.IN_FORCE:
        told = {"outcome": Came(decision.state).label, "title": decision.title}
        tell([kept.membership.organisation], NOT_EXPELLED, told, page="procedure", about=kept.pk, by=clock_of(decision))


@transaction.atomic
def note_suspension(proceeding: Proceeding, decision: proceedings.Decision, *, by: Actor) -> Proceeding:
    """Suspend an organisation as was decided elsewhere; the register holds it as entered later, from what source.

    Who may, what is recorded and what is refused: as in ``proceedings.suspend``; and while it is being decided on here.
    """
    _give_way(proceeding, by)
    kept = hearing.put_in_force(proceeding, decision, by=by)
    with translation.override(letters.language_outside(kept.coalition.language)):
        how, source = kept.meeting, _("Noted with the suspension: %(meeting)s") % {"meeting": kept.meeting}
        _enter(kept, SUSPENSION, how, source, kept.decided_on, by)
    return kept


@transaction.atomic
def note_expulsion(proceeding: Proceeding, outcome: str, *, by: Actor) -> Departure:
    """End a membership as the assembly decided elsewhere that heard the suspension; the register holds it as entered later.

    Who may, what is recorded and what is refused: as in ``leaving.put_out``; and while it is being decided on here.
    """
    _give_way(proceeding, by)
    departure = leaving.put_out(proceeding, outcome, by=by)
    kept = Proceeding.objects.select_related("membership__organisation", "coalition").get(pk=proceeding.pk)
    with translation.override(letters.language_outside(kept.coalition.language)):
        how = "\n\n".join(filter(None, [kept.assembly, outcome.strip()]))
        _enter(kept, EXPULSION, how, _("Noted with the end of the membership."), departure.left_on, by)
    return departure


def _give_way(proceeding: Proceeding, by: Actor) -> None:
    permissions.may_proceed(by).require()
    # Held first, as by those who propose: neither begins while the other is at it.
    Proceeding.objects.select_for_update(of=("self",)).filter(pk=proceeding.pk).first()
    subjects.refuse_under_way(proceeding.pk)
    hearing.refuse_concerned(proceeding, by)
    hearing.withdraw_decision(proceeding)


def _enter(kept: Proceeding, rung: str, how: str, source: str, on: date | None, by: Actor) -> None:
    organisation = kept.membership.organisation
    if decisions.about(kept.pk, rung).filter(state=Came.ADOPTED, entered_at=None).exists():
        # It was decided here, and only what followed was done by hand.
        return
    past = Past(
        title=_title(rung, organisation),
        decided_on=on or kept.opened_at.date(),
        how=how,
        source=source,
        question=kept.reason,
        label=subjects.LABEL,
        kind=rung,
        about=About(kept.pk, decisions.PROCEEDING, organisation),
    )
    noted = decisions.about(kept.pk, rung).filter(entered_at__isnull=False).first()
    if noted is not None:
        # It was taken back, and is noted anew.
        register.correct(noted, past, by=by)
    else:
        register.enter_later(kept.coalition, past, by=by)
