"""The decisions of a procedure, each asked for on a page that says what it brings and who is told."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from commoncall.decisions import sentences
from commoncall.membership.actions import proceedings
from commoncall.membership.queries.proceedings import STATES
from commoncall.procedures.standing import deciding as voting
from commoncall.procedures.standing import hearing as steps
from commoncall.procedures.standing import leaving
from commoncall.workspace.members.standing import actor_of, there
from commoncall.workspace.standing.access import kept_by_coordinators, posted, step
from commoncall.workspace.standing.forms import AssemblyForm, ConfirmForm, OutcomeForm, ProposeForm, SureForm, SuspendForm

#: From where a procedure goes on to a vote.
PROPOSED_IN = {STATES.OPENED, STATES.NOTICED, STATES.IN_FORCE}


def propose(request: HttpRequest, coalition: str, proceeding: UUID) -> HttpResponse:
    """Put a suspension to the vote, or the expulsion of an organisation that is suspended."""
    kept = kept_by_coordinators(request, proceeding)
    put, expels = there(voting.where(kept) if kept.state in PROPOSED_IN else None), kept.state == STATES.IN_FORCE
    form = SureForm(posted(request)) if expels else ProposeForm(posted(request), initial={"assembly": kept.assembly, "assembly_on": kept.assembly_on})

    def deed() -> object:
        by = actor_of(request)
        return voting.propose_expulsion(kept, by=by) if isinstance(form, SureForm) else voting.propose_suspension(kept, form.heard_by(), by=by)

    words = _("It is put to the vote. All who act for the organisation are told.")
    told = {"put": put, "number": len(put.voters), "sentence": sentences.sentence(put.rule), "expels": expels}
    return step(request, kept, form, deed, words, "propose", lacking=[] if expels else proceedings.lacking(kept), **told)


def suspend(request: HttpRequest, coalition: str, proceeding: UUID) -> HttpResponse:
    """Put a suspension in force, as a meeting decided it."""
    kept = kept_by_coordinators(request, proceeding)
    form = SuspendForm(posted(request))
    words = _("The organisation is suspended. All who act for it are told.")
    lacking = proceedings.lacking(kept)
    return step(request, kept, form, lambda: voting.note_suspension(kept, form.decision(), by=actor_of(request)), words, "suspend", lacking=lacking)


def assembly(request: HttpRequest, coalition: str, proceeding: UUID) -> HttpResponse:
    """Note that another assembly hears it, or the same on another day."""
    kept = kept_by_coordinators(request, proceeding)
    form = AssemblyForm(posted(request), initial={"assembly": kept.assembly, "assembly_on": kept.assembly_on})
    return step(request, kept, form, lambda: steps.move_assembly(kept, **form.cleaned_data, by=actor_of(request)), _("Recorded."), "assembly")


def confirm(request: HttpRequest, coalition: str, proceeding: UUID) -> HttpResponse:
    """Note that the assembly confirmed the suspension until a day."""
    kept = kept_by_coordinators(request, proceeding)
    form = ConfirmForm(posted(request))

    def deed() -> object:
        return steps.confirm(kept, form.cleaned_data["outcome"], form.instant(), by=actor_of(request))

    return step(request, kept, form, deed, _("Recorded. All who act for the organisation are told."), "confirm")


def lift(request: HttpRequest, coalition: str, proceeding: UUID) -> HttpResponse:
    """Lift a suspension."""
    kept = kept_by_coordinators(request, proceeding)
    form = OutcomeForm(posted(request))
    words = _("The suspension is lifted. All who act for the organisation are told.")
    return step(request, kept, form, lambda: steps.lift(kept, form.cleaned_data["outcome"], by=actor_of(request)), words, "lift")


def drop(request: HttpRequest, coalition: str, proceeding: UUID) -> HttpResponse:
    """End a procedure without a suspension."""
    kept = kept_by_coordinators(request, proceeding)
    form = OutcomeForm(posted(request))
    return step(
        request, kept, form, lambda: steps.drop(kept, form.cleaned_data["outcome"], by=actor_of(request)), _("The procedure is dropped."), "drop"
    )


def expel(request: HttpRequest, coalition: str, proceeding: UUID) -> HttpResponse:
    """Note that the assembly expelled the organisation; with its membership ends all that hangs on it."""
    kept = kept_by_coordinators(request, proceeding)
    form = OutcomeForm(posted(request))
    stake = leaving.stake(kept.membership.organisation)
    words = _("The membership has ended. All who acted for the organisation are told.")
    return step(
        request, kept, form, lambda: voting.note_expulsion(kept, form.cleaned_data["outcome"], by=actor_of(request)), words, "expel", stake=stake
    )
