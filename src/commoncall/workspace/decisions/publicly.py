"""Whether the public register shows a decision: put there, or taken out of it, once it is decided."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.decisions import permissions
from commoncall.decisions.actions import publishing
from commoncall.decisions.queries import decisions
from commoncall.web.done import done
from commoncall.web.words import words_of
from commoncall.workspace.decisions.access import decision_in
from commoncall.workspace.decisions.outcomes import SETTLED
from commoncall.workspace.decisions.shown import head
from commoncall.workspace.members.standing import actor_of, there_only_if


def publicly(request: HttpRequest, coalition: str, decision: UUID) -> HttpResponse:
    """Say what everybody would read of a decision, then put it into the public register; or take it out of it."""
    actor, found = actor_of(request), decision_in(request, decision, *SETTLED - {"withdrawn"})
    there_only_if(permissions.may_keep(actor, found))
    if request.method == "POST":
        # What the page asked is done, even where somebody else has done it since: then that is said.
        shown = "show" in request.POST
        (publishing.show if shown else publishing.hide)(found, by=actor)
        done(request, _("The public register shows it now.") if shown else _("The public register does not show it any longer."), found.pk)
        return redirect("decision", coalition, decision)
    return render(request, "workspace/decisions/publicly.html", head(found, decisions.rule(found), words_of(found.coalition)))
