"""A proposed change of the ladder: what it would change, and supporting or withdrawing it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from commoncall.decisions import permissions
from commoncall.decisions.actions import ladder as deeds
from commoncall.decisions.queries import ladder as read
from commoncall.web.done import done
from commoncall.workspace.ladder.views import proposals
from commoncall.workspace.members.standing import actor_of, there_only_if


@require_GET
def proposal(request: HttpRequest, coalition: str, change: UUID) -> HttpResponse:
    """Show a proposed change beside what holds, with the reason."""
    (shown,) = proposals(request, [read.change(actor_of(request), change)], whole=True)
    return render(request, "workspace/ladder/proposal.html", {"shown": shown})


@require_POST
def support(request: HttpRequest, coalition: str, change: UUID) -> HttpResponse:
    """Support a proposed change for one's own organisation."""
    actor = actor_of(request)
    there_only_if(permissions.SUPPORT.verdict(actor))
    deeds.support_change(read.change(actor, change), by=actor)
    done(request, _("Supported. It holds from now on, and everybody can read that it was changed."))
    return redirect("ladder", coalition)


@require_POST
def withdraw(request: HttpRequest, coalition: str, change: UUID) -> HttpResponse:
    """Withdraw a proposed change."""
    actor = actor_of(request)
    there_only_if(permissions.PROPOSE.verdict(actor))
    deeds.withdraw_change(read.change(actor, change), by=actor)
    done(request, _("Withdrawn. The ladder stays as it is."))
    return redirect("ladder", coalition)
