"""Who coordinates: appointing, ending, and deputies while somebody is away."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.kernel.parties import permissions
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions import mandates
from commoncall.procedures import coordinating
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.moments import full_date
from commoncall.workspace.home.views import standing_of
from commoncall.workspace.room.forms import CoordinatorForm, DeputyForm

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Mandate


def coordinators(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show who coordinates, and make somebody a coordinator too."""
    actor, here = standing_of(request).actor, standing_of(request).coalition
    permissions.COORDINATE.verdict(actor).require()
    form = CoordinatorForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        granted = attempt(form, lambda: coordinating.appoint(here, by=actor, **form.cleaned_data))
        if granted is not None:
            done(request, _made(granted), granted.id)
            return redirect("room-coordinators", coalition)
    held = list(parties.coordinating(here))
    lasting = sum(one.deputy_for_id is None for one in held)
    return render(request, "workspace/room/coordinators.html", {"form": form, "held": held, "last": lasting == 1})


def _made(granted: Mandate) -> str:
    if granted.person.account_id is None:
        return _("%(name)s coordinates too now. An invitation lets them come in; none has been sent.") % {"name": granted.person.name}
    return _("%(name)s coordinates too now.") % {"name": granted.person.name}


@require_POST
def end(request: HttpRequest, coalition: str, mandate: UUID) -> HttpResponse:
    """End what somebody may do as a coordinator; it can be undone, and so is not asked twice."""
    held = _held(request, mandate)
    ended = mandates.end(held, by=standing_of(request).actor)
    own = held.person_id == standing_of(request).actor.person_id
    done(request, _("%(name)s no longer coordinates. What was done stays done.") % {"name": held.person.name}, None if own else ended.id)
    return redirect("front") if own else redirect("room-coordinators", coalition)


def deputy(request: HttpRequest, coalition: str, mandate: UUID) -> HttpResponse:
    """Let somebody stand in for a coordinator who is away."""
    actor, held = standing_of(request).actor, _held(request, mandate)
    permissions.may_end(actor, held).require()
    form = DeputyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        day = form.cleaned_data.pop("until")
        until = datetime.combine(day, time(23, 59, 59), tzinfo=UTC)
        found = attempt(form, lambda: coordinating.deputise(held, until=until, by=actor, **form.cleaned_data))
        if found is not None:
            done(request, _("%(name)s stands in until %(day)s.") % {"name": found.person.name, "day": full_date(day)})
            return redirect("room-coordinators", coalition)
    return render(request, "workspace/room/deputy.html", {"form": form, "held": held})


def _held(request: HttpRequest, mandate: UUID) -> Mandate:
    """Return the mandate of a coordinator of this coalition; to others there is nothing at the address."""
    standing = standing_of(request)
    held = parties.coordinating(standing.coalition).filter(pk=mandate).first() if standing.actor.is_coordinator else None
    if held is None:
        raise Http404
    return held
