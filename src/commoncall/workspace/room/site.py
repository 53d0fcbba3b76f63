"""The public page, seen from inside: look at it, open it, close it, and say where the public writes to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.decisions.actions import publishing
from commoncall.decisions.queries import ladder
from commoncall.kernel import languages
from commoncall.kernel.parties import permissions
from commoncall.kernel.parties.actions import coalitions
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.site.pages import page_of
from commoncall.workspace.home.views import standing_of
from commoncall.workspace.room.forms import ContactForm

if TYPE_CHECKING:
    from commoncall.kernel.authority import Actor
    from commoncall.kernel.parties.models import Coalition
    from commoncall.kernel.refusals import Words


#: What can be switched on the page, and what is said then.
_SWITCHES: dict[str, tuple[Callable[[Coalition, Actor], object], Words]] = {
    "open": (lambda here, by: coalitions.open_site(here, True, by=by), gettext_lazy("The public page is open.")),
    "close": (lambda here, by: coalitions.open_site(here, False, by=by), gettext_lazy("The public page is closed.")),
    "show-ladder": (lambda here, by: publishing.show_ladder(here, True, by=by), gettext_lazy("The public pages show how you decide.")),
    "hide-ladder": (lambda here, by: publishing.show_ladder(here, False, by=by), gettext_lazy("The public pages show it no longer.")),
}


def site(request: HttpRequest, coalition: str) -> HttpResponse:
    """Open or close the public page, give it an address to write to, and say what else stands there."""
    actor, here = standing_of(request).actor, standing_of(request).coalition
    permissions.ARRANGE.verdict(actor).require()
    form = ContactForm(request.POST if "contact" in request.POST else None, initial={"contact": here.contact})
    if form.is_valid() and attempt(form, lambda: coalitions.give_contact(here, form.cleaned_data["contact"], by=actor)) is not None:
        done(request, _("Recorded."))
        return redirect("room-site", coalition)
    pressed = next((one for one in _SWITCHES if one in request.POST), "")
    if pressed:
        turn, words = _SWITCHES[pressed]
        turn(here, actor)
        done(request, words, here.id)
        return redirect("room-site", coalition)
    shown = [(name, reverse("room-site-preview", args=[coalition]) + f"?in={code}", code) for code, name in languages.offered_in_public()]
    told = {
        "form": form,
        "shown": shown,
        "language": languages.current(),
        "shows_ladder": ladder.is_shown(here),
        "has_ladder": bool(ladder.ladder(here)),
    }
    return render(request, "workspace/room/site.html", told)


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
