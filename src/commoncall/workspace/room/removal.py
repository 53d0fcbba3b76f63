"""Removing the coalition with all that it holds: asked by its name, and by whoever shows a second factor."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.kernel.parties import permissions
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions import coalitions
from commoncall.web.forms import attempt
from commoncall.workspace.home.views import standing_of
from commoncall.workspace.room.forms import RemovalForm


def remove(request: HttpRequest, coalition: str) -> HttpResponse:
    """Remove the coalition; one line in the installation's history stays of it."""
    actor, here = standing_of(request).actor, standing_of(request).coalition
    permissions.may_remove(actor, here).require()
    form = RemovalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        attempt(form, lambda: coalitions.remove(here, name=form.cleaned_data["name"], by=actor))
        if not form.errors:
            messages.success(request, _("%(name)s was removed with all that it held.") % {"name": here.name})
            return redirect("front")
    return render(request, "workspace/room/remove.html", {"form": form, "arrival": parties.arrival(here)})
