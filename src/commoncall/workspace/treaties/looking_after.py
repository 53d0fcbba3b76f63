"""Status tables that coalitions propose for treaties that all of them show, for those who look after the installation."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.diplomacy.actions import proposals as deeds
from commoncall.diplomacy.queries import proposals
from commoncall.kernel.authority import Capacity
from commoncall.workspace.members.standing import actor_of, there
from commoncall.workspace.treaties import review
from commoncall.workspace.treaties.bringing import taken_in

if TYPE_CHECKING:
    from commoncall.diplomacy.models import Proposal


def _of(request: HttpRequest, proposal: UUID) -> Proposal:
    """Return a table for a treaty of the installation, to stewards alone."""
    actor = actor_of(request)
    found = proposals.visible_to(actor).filter(pk=proposal, instrument__coalition=None).first()
    return there(found if actor.capacity is Capacity.STEWARD else None)


def proposal(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """Show what a status table would change of what all coalitions show."""
    one = _of(request, proposal)
    addresses = {deed: reverse(f"installation-proposal-{deed}", args=[one.pk]) for deed in ("accept", "discard")}
    return render(request, "workspace/treaties/proposal.html", {"addresses": addresses, **review.shown(actor_of(request), one)})


@require_POST
def accept(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """Take in what was chosen, for all coalitions."""
    one, chosen = _of(request, proposal), request.POST.getlist("difference")
    if not taken_in(request, one, chosen):
        return redirect("installation-proposal", one.pk)
    messages.success(request, review.taken(one, len(chosen)))
    return redirect("installation")


@require_POST
def discard(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """Throw a status table away; nothing of it was taken in."""
    one = _of(request, proposal)
    deeds.discard(one, by=actor_of(request))
    messages.success(request, _("%(file)s was thrown away. Nothing has been changed by it.") % {"file": one.file_name})
    return redirect("installation")
