"""Handling an application: checking it, moving it on, who speaks for it, and whether it is known here already."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.kernel import time
from commoncall.kernel.identifiers import read_uuid
from commoncall.kernel.parties import queries as parties
from commoncall.membership.actions.applying import checking
from commoncall.membership.queries import applications
from commoncall.membership.queries.applications import STATES, UNDER_WAY, Sight
from commoncall.procedures import admission
from commoncall.web.arrangements.sentences import criterion_sentence
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.moments import due
from commoncall.web.words import words_of
from commoncall.workspace.applications import words
from commoncall.workspace.applications.access import Seen, seen
from commoncall.workspace.applications.forms import CheckForm, ContactForm
from commoncall.workspace.members.standing import there


def _open(request: HttpRequest, identifier: UUID) -> Seen:
    """Return an application that is under way, for whoever handles it."""
    found = seen(request, identifier, Sight.ALL)
    if found.application.state not in UNDER_WAY:
        raise Http404
    return found


def check(request: HttpRequest, coalition: str, application: UUID) -> HttpResponse:
    """Note what was found on each of the coalition's conditions."""
    found = _open(request, application)
    criteria = [(one.key, criterion_sentence(one)) for one in parties.arrangements(found.application.coalition).criteria]
    data = request.POST if request.method == "POST" else None
    form = CheckForm(data, criteria=criteria, found=applications.findings(found.application))
    if form.is_valid():
        checked = attempt(form, lambda: checking.find_all(found.application, form.found(), by=found.actor))
        if checked is not None:
            done(request, _("Recorded."))
            return redirect("application", coalition, application)
    return render(request, "workspace/applications/check.html", {"form": form, "application": found.application})


def advance(request: HttpRequest, coalition: str, application: UUID) -> HttpResponse:
    """Say who is asked next and until when, then move the application on."""
    found = _open(request, application)
    if found.application.state == STATES.DECIDING:
        raise Http404
    if request.method == "POST":
        moved = admission.advance(found.application, by=found.actor)
        done(request, _("It has moved on. It is now at this stage: %(stage)s.") % {"stage": moved.get_state_display()})
        return redirect("application", coalition, application)
    ahead, called = admission.ahead(found.application), words_of(found.application.coalition)
    ends_at = ahead.consultation_ends_at if ahead.consulted else ahead.decision_due_at
    shown = {
        "application": found.application,
        "ahead": ahead,
        "who": words.who_is_asked(ahead, called),
        "why_nobody": words.why_nobody(ahead, called) if ahead.why_nobody else "",
        "until": due(ends_at, time.now()),
        "unlooked": _unlooked(found),
        "is_asked": bool(ahead.consulted or ahead.seats or ahead.asked_in_writing or (ahead.put and ahead.put.closes_at)),
    }
    return render(request, "workspace/applications/advance.html", shown)


def _unlooked(found: Seen) -> bool:
    looked_at = applications.findings(found.application)
    return any(one.key not in looked_at for one in parties.arrangements(found.application.coalition).criteria)


def contact(request: HttpRequest, coalition: str, application: UUID) -> HttpResponse:
    """Note that somebody else speaks for the applicant."""
    found = _open(request, application)
    form = ContactForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: admission.replace_contact(found.application, form.contact(), reason, by=found.actor)):
            done(request, _("Recorded. A link to the application is on its way to %(name)s.") % {"name": form.cleaned_data["name"]})
            return redirect("application", coalition, application)
    return render(request, "workspace/applications/contact.html", {"form": form, "application": found.application})


@require_POST
def attach(request: HttpRequest, coalition: str, application: UUID) -> HttpResponse:
    """Note that the applicant is an organisation that has a record here already, or that it is new after all."""
    found = _open(request, application)
    identifier = read_uuid(request.POST.get("organisation", ""))
    organisation = there(parties.organisations_visible_to(found.actor).filter(pk=identifier).first()) if identifier else None
    admission.attach(found.application, organisation, by=found.actor)
    done(request, _("Recorded."), application)
    return redirect("application", coalition, application)


def double(request: HttpRequest, coalition: str, application: UUID) -> HttpResponse:
    """Say what follows, then decline an application of an organisation that has applied, or belongs, already."""
    found = _open(request, application)
    if request.method == "POST":
        admission.decline_as_double(found.application, by=found.actor)
        done(request, _("Declined, since it is here already. The applicant is told so."))
        return redirect("application", coalition, application)
    return render(request, "workspace/applications/double.html", {"application": found.application})
