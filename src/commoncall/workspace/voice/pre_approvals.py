"""On which topics one's organisation signs every letter by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.voice import permissions
from commoncall.voice.actions import pre_approving as deeds
from commoncall.voice.queries import pre_approvals as reading
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.moments import full_date
from commoncall.workspace.members.standing import actor_of, coalition_of, there, there_only_if
from commoncall.workspace.voice.access import own_organisation
from commoncall.workspace.voice.forms.pre_approving import PreApprovalForm
from commoncall.workspace.voice.forms.signing import NothingForm


def pre_approvals(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show on which topics one's organisation has pre-approved signing, and pre-approve another."""
    actor = actor_of(request)
    organisation = there(own_organisation(actor))
    there_only_if(permissions.may_speak(actor, organisation))
    verdict = permissions.may_pre_approve(actor, organisation)
    form = PreApprovalForm(request.POST if request.method == "POST" else None, topics=reading.topics(coalition_of(request)))
    if form.is_valid():
        told = form.cleaned_data
        given = attempt(form, lambda: deeds.pre_approve(organisation, told["topic"], told["until"], told["capacity"], by=actor))
        if given is not None:
            done(request, _("Pre-approved: %(topic)s.") % {"topic": given.topic}, given.pk)
            return redirect("pre-approvals", coalition)
    rows = [(one, full_date(one.given_at), full_date(one.until) if one.until else "") for one in reading.of_organisation(organisation)]
    return render(request, "workspace/voice/pre_approvals.html", {"form": form, "rows": rows, "verdict": verdict, "organisation": organisation})


def end(request: HttpRequest, coalition: str, approval: UUID) -> HttpResponse:
    """Say what happens, then end a pre-approval."""
    actor = actor_of(request)
    organisation = there(own_organisation(actor))
    there_only_if(permissions.may_pre_approve(actor, organisation))
    one = there(next((one for one in reading.of_organisation(organisation) if one.pk == approval), None))
    form = NothingForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, lambda: (deeds.end(one, by=actor),)) is not None:
        done(request, _("Ended: %(topic)s.") % {"topic": one.topic}, one.pk)
        return redirect("pre-approvals", coalition)
    return render(request, "workspace/voice/pre_approval_end.html", {"form": form, "one": one, "organisation": organisation})
