"""Adding one organisation by hand."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.kernel.labels import Naming
from commoncall.membership import permissions
from commoncall.membership.actions import organisations
from commoncall.membership.queries import alike
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.members.forms import EntryForm
from commoncall.workspace.members.standing import actor_of, coalition_of, there_only_if


def new(request: HttpRequest, coalition: str) -> HttpResponse:
    """Enter an organisation; where one of much the same name is there already, ask once which is meant."""
    actor = actor_of(request)
    there_only_if(permissions.may_keep(actor))
    form = EntryForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "workspace/members/new.html", {"form": form})
    similar = [] if "another" in request.POST else alike.alike(actor, *form.called())
    if similar:
        return render(request, "workspace/members/new.html", {"form": form, "similar": similar})
    naming = Naming(form.cleaned_data["naming"])
    entered = attempt(form, lambda: organisations.enter(coalition_of(request), form.names(), form.profile(), naming, form.belonging(), by=actor))
    if entered is None:
        return render(request, "workspace/members/new.html", {"form": form})
    done(request, _("%(name)s was added. Nobody was written to.") % {"name": entered.organisation.name})
    return redirect("member", coalition, entered.pk)
