"""Recording what was decided on an applicant."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.membership.queries.applications import STATES, Sight
from commoncall.procedures import admission
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.words import words_of
from commoncall.workspace.applications import words
from commoncall.workspace.applications.access import seen
from commoncall.workspace.applications.forms import DecideForm
from commoncall.workspace.applications.shown import for_deciders, until
from commoncall.workspace.members.standing import there, there_only_if


def decide(request: HttpRequest, coalition: str, application: UUID) -> HttpResponse:
    """Show how the decision stands, and record its outcome."""
    found = seen(request, application, Sight.SEATED)
    there_only_if(admission.may_record(found.actor, found.application))
    there(found if found.application.state == STATES.DECIDING else None)
    ballot, called = admission.ballot(found.application), words_of(found.application.coalition)
    form = DecideForm(request.POST if request.method == "POST" else None, ballot=ballot, called=called)
    if form.is_valid():
        decided = attempt(form, lambda: admission.decide(found.application, **form.deed(), by=found.actor))
        if decided is not None:
            told = {"name": decided.name}
            is_in = decided.state == STATES.ADMITTED
            done(request, (_("%(name)s is admitted. It is written to.") if is_in else _("%(name)s is declined. It is written to.")) % told)
            return redirect("application", coalition, application) if found.sight == Sight.ALL else redirect("home", coalition)
    shown = for_deciders(found) | {"form": form, "until": until(found), "too_early": words.too_early(ballot)}
    return render(request, "workspace/applications/decide.html", shown)
