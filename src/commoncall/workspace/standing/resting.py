"""Members of whom nobody hears: who they are, giving them notice, and their being here after all."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.kernel.authority import Actor
from commoncall.membership import permissions
from commoncall.membership.actions import dormancy, presence
from commoncall.membership.queries import dormancy as reading
from commoncall.procedures.standing import resting as steps
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.moments import numeral
from commoncall.workspace.members import words
from commoncall.workspace.members.standing import actor_of, record_of, there_only_if
from commoncall.workspace.standing.access import posted
from commoncall.workspace.standing.forms import CautionForm, SinceForm

#: How many organisations are listed at once; with a later day, fewer are left.
MOST = 200


def silent(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show who has not been heard of since a day, to be picked."""
    actor = actor_of(request)
    there_only_if(permissions.may_keep(actor))
    form = SinceForm(request.GET if "since" in request.GET else None)
    since: datetime = form.instant()
    found = reading.silent_since(actor, since)
    rows = [(one, words.last_heard(one.heard_at)) for one in found[:MOST]]
    total = found.count() if len(rows) == MOST else len(rows)
    return render(request, "workspace/standing/silent.html", {"form": form, "rows": rows, "total": total, "since": since})


def give(request: HttpRequest, coalition: str) -> HttpResponse:
    """Say how many organisations and people a notice reaches, ask for its reason, then give it."""
    actor = actor_of(request)
    there_only_if(permissions.may_keep(actor))
    picked = reading.chosen(actor, _identifiers(request))
    if not picked:
        return redirect("standing-silent", coalition)
    form = CautionForm(posted(request) if "reason" in request.POST else None)
    if form.is_valid():
        given = attempt(form, lambda: steps.give_notice(picked, form.caution(), by=actor))
        if given is not None:
            told = ngettext("%(n)s organisation was given notice.", "%(n)s organisations were given notice.", len(given))
            done(request, told % {"n": numeral(len(given))})
            return redirect("standing", coalition)
    return render(request, "workspace/standing/give.html", {"form": form, "picked": picked, "reach": reading.reach(picked)})


def _identifiers(request: HttpRequest) -> list[UUID]:
    """Return whom the reader picked; what is no identifier was never on the page."""
    found = []
    for text in [*request.GET.getlist("organisation"), *request.POST.getlist("organisation")]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def here(request: HttpRequest, coalition: str, organisation: UUID) -> HttpResponse:
    """Let an organisation be heard of: by its own people's coming here, or by a coordinator's word."""
    actor: Actor = actor_of(request)
    record = record_of(request, organisation)
    there_only_if(permissions.may_reactivate(actor, organisation))
    if actor.organisation_id == organisation:
        presence.heard_from(actor)
        done(request, _("You have been heard of: your organisation is in good standing."))
    elif request.method == "POST":
        dormancy.reactivate(record.organisation, by=actor)
        done(request, _("Recorded."))
    return redirect("member", coalition, organisation)
