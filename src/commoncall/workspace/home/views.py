"""The day sheet, the choice of a hat, the look through another's eyes, and the menu for small screens."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.kernel import languages, time
from commoncall.kernel.parties import permissions
from commoncall.membership.actions import presence
from commoncall.voice.permissions import speaks_as_one
from commoncall.web.standing import ACTING_KEY, PREVIEW_KEY, Standing, allowed_in_preview
from commoncall.web.words import words_of
from commoncall.workspace.home.forms import THE_PUBLIC, ActingForm, LookForm
from commoncall.workspace.home.sheet import in_all_hats, sheet


def standing_of(request: HttpRequest) -> Standing:
    """Return the reader's standing, which every request inside a coalition has."""
    return request.standing  # type: ignore[attr-defined, no-any-return]


def home(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show the day sheet; whoever opens it has been heard from, for each organisation for which they act."""
    for actor in in_all_hats(standing_of(request)):
        presence.heard_from(actor)
    return render(request, "workspace/home/home.html", sheet(request, standing_of(request), time.now()))


def menu(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show every place there is, for who has no room for a masthead."""
    return render(request, "workspace/home/menu.html", {"speaks_as_one": speaks_as_one(standing_of(request).coalition).allowed})


@allowed_in_preview
def acting(request: HttpRequest, coalition: str) -> HttpResponse:
    """Choose for whom to act here; it holds until somebody chooses again or signs out."""
    standing = standing_of(request)
    form = ActingForm(request.POST if request.method == "POST" else None, hats=standing.hats, worn=standing.hat, called=words_of(standing.coalition))
    if form.is_valid():
        _keep(request, ACTING_KEY, standing, form.cleaned_data["hat"])
        _keep(request, PREVIEW_KEY, standing, "")
        return redirect("home", coalition)
    may_look = permissions.LOOK_AS.verdict(standing.actor).allowed or bool(standing.previewed_role)
    return render(request, "workspace/home/acting.html", {"form": form, "may_look": may_look})


@allowed_in_preview
def look_as(request: HttpRequest, coalition: str) -> HttpResponse:
    """Look at the workspace as somebody in another role would see it, or stop doing so."""
    standing = standing_of(request)
    if not standing.previewed_role:
        permissions.LOOK_AS.verdict(standing.actor).require()
    role = {"role": standing.previewed_role or "representative"}
    form = LookForm(request.POST if request.method == "POST" else None, initial=role, called=words_of(standing.coalition))
    if "stop" in request.POST:
        _keep(request, PREVIEW_KEY, standing, "")
        messages.success(request, _("You are here as yourself again."))
        return redirect("home", coalition)
    if form.is_valid() and form.cleaned_data["role"] == THE_PUBLIC:
        _keep(request, PREVIEW_KEY, standing, "")
        return redirect("site", languages.current(), coalition) if standing.coalition.is_public else redirect("room-site-preview", coalition)
    if form.is_valid():
        _keep(request, PREVIEW_KEY, standing, form.cleaned_data["role"])
        return redirect("home", coalition)
    return render(request, "workspace/home/look_as.html", {"form": form})


def _keep(request: HttpRequest, key: str, standing: Standing, choice: str) -> None:
    """Keep a choice for this coalition in the session."""
    kept = {**request.session.get(key, {}), str(standing.coalition.id): choice}
    request.session[key] = {coalition: chosen for coalition, chosen in kept.items() if chosen}
