"""What an outcome makes of an applicant, however it was decided: admitted with all that follows, or declined and told why."""

from __future__ import annotations

from django.db import transaction

from commoncall.decisions.actions.holding import State as Came
from commoncall.decisions.actions.holding import clock_of
from commoncall.decisions.models import Decision
from commoncall.kernel import background, time
from commoncall.kernel.authority import Actor
from commoncall.kernel.refusals import Refusal
from commoncall.membership.actions.applying import deciding
from commoncall.membership.actions.applying.deciding import Outcome
from commoncall.membership.actions.applying.stages import State
from commoncall.membership.models import Application
from commoncall.procedures.admission import belonging, stages, telling, voting
from commoncall.procedures.deciding import subjects

TELL_MEMBERS = "membership.tell_of_admission"


def admit(application: Application, outcome: Outcome, by: Actor) -> Application:
    """Make an applicant a member with all that follows, within the present transaction."""
    way = stages.ahead(application).way
    organisation = belonging.make_record(application, outcome.on or time.now().date(), by=by)
    admitted = deciding.admit(application, organisation, outcome, by=by)
    person = belonging.bring_in(admitted, organisation, by=by)
    belonging.take_over_endorsement(admitted, organisation, by=by)
    belonging.ask_for_mentor(admitted, organisation, by=by)
    telling.tell_admitted(admitted, organisation, person, by=by)
    if way.tells_members:
        background.later(TELL_MEMBERS, application=str(admitted.pk))
    return admitted


def decline(application: Application, outcome: Outcome, by: Actor) -> Application:
    """Decline an applicant and write to it why, within the present transaction."""
    declined = deciding.decline(application, outcome, by=by)
    telling.tell_declined(declined, outcome, by=by)
    return declined


def follow(decision: Decision) -> None:
    """Admit or decline an applicant as was decided, at the instant at which it was; part of what follows from a decision.

    Where nothing was decided, as after a consultation, or the question was passed on or withdrawn, the coordinators are asked. Nothing
    happens to an application that has been settled otherwise.
    """
    here = Application.objects.select_related("coalition", "organisation").filter(coalition=decision.coalition_id)
    found = here.filter(pk=subjects.subject_of(decision)).first()
    if found is None or found.state != State.DECIDING:
        return
    by = clock_of(decision)
    if decision.state not in {Came.ADOPTED, *voting.AGAINST}:
        deciding.ask_to_decide(found, None, by=by)
        return
    settle = admit if decision.state == Came.ADOPTED else decline
    try:
        with transaction.atomic():
            settle(found, voting.outcome_of(decision, found), by)
    except Refusal as refusal:
        # Such as a record that somebody changed meanwhile: those who decided have decided, and a coordinator sees to it.
        subjects.note_unfollowed(decision, refusal)
        deciding.ask_to_decide(found, None, by=by)
