"""A steward's session in a coalition: asked for with a reason, limited in time, and ended before it if one is done."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions import coalitions
from commoncall.web.entering import account_of
from commoncall.web.forms import attempt
from commoncall.web.standing import for_stewards
from commoncall.web.words import name_of
from commoncall.workspace.home.forms import StewardForm
from commoncall.workspace.home.views import standing_of


@for_stewards
def steward(request: HttpRequest, coalition: str) -> HttpResponse:
    """Begin a steward's session in a coalition, or end the one that is open."""
    standing = standing_of(request)
    if standing.steward_session is not None:
        return _end(request, coalition)
    found = parties.coalition(coalition)
    if found is None:
        raise Http404
    form = StewardForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        by = request.actor  # type: ignore[attr-defined]
        begun = attempt(form, lambda: coalitions.begin_steward_session(found, account_of(request), by=by, **form.cleaned_data))
        if begun is not None:
            return redirect("home", coalition)
    return render(request, "workspace/home/steward.html", {"form": form, "name": name_of(found), "slug": coalition})


def _end(request: HttpRequest, slug: str) -> HttpResponse:
    standing = standing_of(request)
    if request.method == "POST":
        coalitions.end_steward_session(standing.steward_session, by=standing.actor)
        messages.success(request, _("Your session as a steward has ended."))
        return redirect("installation")
    return render(request, "workspace/home/steward_end.html", {"session": standing.steward_session})
