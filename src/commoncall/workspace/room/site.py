"""The public page, seen from inside: look at it, open it, close it, and say where the public writes to."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from commoncall.kernel import languages
from commoncall.kernel.parties import permissions
from commoncall.kernel.parties.actions import coalitions
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.site.pages import page_of
from commoncall.workspace.home.views import standing_of
from commoncall.workspace.room.forms import ContactForm


def site(request: HttpRequest, coalition: str) -> HttpResponse:
    """Open or close the public page, and give it an address to write to."""
    actor, here = standing_of(request).actor, standing_of(request).coalition
    permissions.ARRANGE.verdict(actor).require()
    form = ContactForm(request.POST if "contact" in request.POST else None, initial={"contact": here.contact})
    if form.is_valid() and attempt(form, lambda: coalitions.give_contact(here, form.cleaned_data["contact"], by=actor)) is not None:
        done(request, _("Recorded."))
        return redirect("room-site", coalition)
    if {"open", "close"} & set(request.POST):
        changed = coalitions.open_site(here, "open" in request.POST, by=actor)
        done(request, _("The public page is open.") if changed.is_public else _("The public page is closed."), here.id)
        return redirect("room-site", coalition)
    shown = [(name, reverse("room-site-preview", args=[coalition]) + f"?in={code}", code) for code, name in languages.offered_in_public()]
    return render(request, "workspace/room/site.html", {"form": form, "shown": shown, "language": languages.current()})


def preview(request: HttpRequest, coalition: str, name: str = "", number: int | None = None) -> HttpResponse:
    """Show a public page as everyone would see it, whether or not the pages are open."""
    standing = standing_of(request)
    permissions.LOOK_AS.verdict(standing.actor).require()
    code = request.GET.get("in", "")
    code = code if languages.is_public(code) else languages.current()
    words = _("This is what everyone sees.") if standing.coalition.is_public else _("This is what everyone would see. Nobody does yet.")
    back = {"words": words, "back": reverse("room-site", args=[coalition])}
    with translation.override(code):
        page = page_of(standing.coalition, name, number, in_preview=True)
        if page is None:
            raise Http404
        return render(request, page.template, page.context | {"preview": back, "coalition": None, "language_code": code})
