"""Answering about an applicant: for an organisation that is asked, or for a seat in the body that decides."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.membership.queries import applications
from commoncall.membership.queries.applications import STATES, Sight
from commoncall.procedures import admission
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.applications.access import Seen, seen
from commoncall.workspace.applications.forms import IN_WRITING, AnswerForm
from commoncall.workspace.applications.shown import for_deciders, page, until
from commoncall.workspace.members.standing import there


def say(request: HttpRequest, coalition: str, application: UUID) -> HttpResponse:
    """Show what an applicant says of itself in public, and take the answer of one's organisation."""
    found = seen(request, application)
    own = applications.own_opinion(found.application, found.actor)
    if own is None:
        return _by_the_ladder(request, found)
    in_writing = found.application.state == STATES.DECIDING
    form = AnswerForm(request.POST if request.method == "POST" else None, kept=own, choices=IN_WRITING if in_writing else None)
    if form.is_valid():
        told = form.cleaned_data
        if attempt(form, lambda: admission.say(found.application, told["answer"], told["comment"], by=found.actor)):
            done(request, _("Recorded for %(organisation)s. Those who decide read it.") % {"organisation": found.actor.organisation_name})
            return redirect("home", coalition)
    shown = page(found) | {"form": form, "own": own, "in_writing": in_writing, "until": until(found)}
    return render(request, "workspace/applications/say.html", shown)


def _by_the_ladder(request: HttpRequest, found: Seen) -> HttpResponse:
    """Show an application to those who decide on it on the page of its decision, as much of it as they see; to others it is not there."""
    shown = for_deciders(found) if found.sight >= Sight.SEATED else page(found)
    there(shown["card"] if request.method == "GET" and found.sight != Sight.ALL else None)
    return render(request, "workspace/applications/read.html", shown)


def vote(request: HttpRequest, coalition: str, application: UUID) -> HttpResponse:
    """Show what was found and said of an applicant, and take the answer of the seat for which one sits."""
    found = seen(request, application, Sight.SEATED)
    own = applications.opinion_of_seat(found.application, found.seats)
    if own is None:
        return _by_the_ladder(request, found)
    form = AnswerForm(request.POST if request.method == "POST" else None, kept=own)
    if form.is_valid():
        told = form.cleaned_data
        if attempt(form, lambda: admission.vote(found.application, told["answer"], told["comment"], by=found.actor)):
            done(request, _("Recorded. It can be changed until the outcome is recorded."))
            return redirect("application-vote", coalition, application)
    shown = for_deciders(found) | {"form": form, "own": own, "until": until(found)}
    shown["may_record"] = admission.may_record(found.actor, found.application).allowed
    return render(request, "workspace/applications/vote.html", shown)
