"""The outbox, one message, sending what failed again, and the trial."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.kernel import languages
from commoncall.kernel.outbox import actions, permissions, queries
from commoncall.procedures import invitations, trial_mail
from commoncall.web.forms import attempt
from commoncall.workspace.mail import shown
from commoncall.workspace.mail.forms import TrialForm

OUTCOME = "trial_outcome"


def mail(request: HttpRequest, coalition: str) -> HttpResponse:
    """List what was written: the coalition's for a coordinator, one's own for everybody else."""
    may_try = permissions.TRY.verdict(request.actor).allowed  # type: ignore[attr-defined]
    return render(request, "workspace/mail/mail.html", {**shown.outbox(request), "may_try": may_try})


def message(request: HttpRequest, coalition: str, message: UUID) -> HttpResponse:
    """Show one message, what it says, and what became of it."""
    opened = queries.opened(request.actor, message)  # type: ignore[attr-defined]
    if opened is None:
        raise Http404
    may_try = permissions.TRY.verdict(request.actor).allowed  # type: ignore[attr-defined]
    can_be_tried = may_try and opened.line.state == queries.State.FAILED and not opened.is_secret
    told = {
        "message": opened,
        "direction_of_text": languages.direction(opened.line.language),
        "sign": shown.SIGNS[opened.line.state],
        "can_be_tried": can_be_tried,
        "is_set_up": queries.is_set_up(),
    }
    return render(request, "workspace/mail/message.html", told)


@require_POST
def again(request: HttpRequest, coalition: str, message: UUID) -> HttpResponse:
    """Put a message that failed back among those that wait."""
    if queries.opened(request.actor, message) is None:  # type: ignore[attr-defined]
        raise Http404
    if actions.try_again([message], by=request.actor):  # type: ignore[attr-defined]
        messages.success(request, _("The mail waits again, and leaves within moments."))
    return redirect("message", coalition, message)


def trial(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show how mail leaves, send a trial, and tell what came of it."""
    actor = request.actor  # type: ignore[attr-defined]
    permissions.TRY.verdict(actor).require()
    form = TrialForm(request.POST if request.method == "POST" else None, initial={"address": invitations.own_address(actor)})
    if form.is_valid():
        here = request.standing.coalition  # type: ignore[attr-defined]
        outcome = attempt(form, lambda: trial_mail.send(form.cleaned_data["address"], coalition=here, by=actor))
        if outcome is not None:
            request.session[OUTCOME] = [outcome.address, outcome.state, outcome.words, list(outcome.spoken)]
            return redirect("mail-trial", coalition)
    told = request.session.pop(OUTCOME, None)
    outcome = trial_mail.Outcome(*told) if told and request.method == "GET" else None
    return render(request, "workspace/mail/trial.html", {"form": form, "arrangement": trial_mail.arrangement(), "outcome": outcome})
