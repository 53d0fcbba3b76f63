"""A newcomer's first week: who is who, the call in its language, whom to ask, three things worth doing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.kernel.parties import queries as parties
from commoncall.membership.actions import welcoming
from commoncall.web.done import done
from commoncall.workspace.members.standing import actor_of, coalition_of, there
from commoncall.workspace.welcome.shown import shown


def welcome(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show what helps a newcomer; whoever has been here for long may read it too."""
    return render(request, "workspace/welcome/welcome.html", shown(actor_of(request), coalition_of(request)))


@require_POST
def found_its_way(request: HttpRequest, coalition: str) -> HttpResponse:
    """Note that the reader's organisation has found its way."""
    actor = actor_of(request)
    own = there(parties.organisations_visible_to(actor).filter(pk=actor.organisation_id).first() if actor.organisation_id else None)
    welcoming.found_its_way(own, by=actor)
    done(request, _("Good. This page stays in the menu."))
    return redirect("home", coalition)
