"""The page of one endorser, for whoever holds the link: confirm, stand behind what has changed, correct, withdraw."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from commoncall.call.actions import endorsers as deeds
from commoncall.call.queries import endorsers
from commoncall.kernel import languages
from commoncall.kernel.authority import VISITOR, Proof
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.refusals import Conflict
from commoncall.public.endorse import shown
from commoncall.public.endorse.forms import CorrectForm, WithdrawForm
from commoncall.web.forms import attempt
from commoncall.web.guarding import Gate
from commoncall.web.visiting import for_anyone, page

if TYPE_CHECKING:
    from commoncall.call.queries.endorsers import Held
    from commoncall.kernel.parties.models import Coalition

#: Whoever holds the link reads the address: it stands in no other place than the mail that went there.
OWNER = replace(VISITOR, proof=Proof.LINK)


@for_anyone(also_in_private=True)
def state(request: HttpRequest, coalition: Coalition, link: str) -> HttpResponse:
    """Show where the endorsement stands, with one button; only pressing it does anything, because programs open links too."""
    held = _held(coalition, link)
    if held is None:
        return _gone(request, coalition)
    refusal = None
    if request.method == "POST":
        try:
            _press(request, held)
            return redirect("endorse-own", languages.current(), coalition.slug, link)
        except Conflict as conflict:
            refusal, held = conflict.reason, _held(coalition, link) or held
    return page(request, "public/endorse/own.html", coalition, status=409 if refusal else 200, refusal=refusal, **shown.state_of(held, link))


def _press(request: HttpRequest, held: Held) -> None:
    """Do what the button says, for the version that stood on the page when it was pressed."""
    version = shown.version_meant(held.endorser.coalition, request.POST.get("version", ""))
    if request.POST.get("deed") == "confirm":
        deeds.confirm(held.endorser, version, seen=request.POST.get("seen", ""), by=OWNER)
        Gate("endorse", held.endorser.coalition).give_back()
    else:
        deeds.reaffirm(held.endorser, version, by=OWNER)


@for_anyone(also_in_private=True)
def correct(request: HttpRequest, coalition: Coalition, link: str) -> HttpResponse:
    """Change what is said of oneself, and whether one is named."""
    held = _held(coalition, link)
    if held is None:
        return _gone(request, coalition)
    form = CorrectForm(request.POST if request.method == "POST" else None, initial=shown.entry_of(held.endorser))
    if form.is_valid() and attempt(form, lambda: deeds.correct(held.endorser, form.entry(held.endorser.kind), by=OWNER)) is not None:
        return redirect("endorse-own", form.cleaned_data["language"], coalition.slug, link)
    return _page(request, "correct", held, link, status=422 if form.errors else 200, form=form)


@for_anyone(also_in_private=True)
def withdraw(request: HttpRequest, coalition: Coalition, link: str) -> HttpResponse:
    """Ask once, then withdraw; what was never confirmed is gone with it."""
    held = _held(coalition, link)
    if held is None:
        return _gone(request, coalition)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = attempt(form, lambda: deeds.withdraw(held.endorser, form.cleaned_data["why"], by=OWNER))
        if done is not None and done.confirmed_at is None:
            return page(request, "public/endorse/thrown_away.html", coalition)
        if done is not None:
            return redirect("endorse-own", languages.current(), coalition.slug, link)
    return _page(request, "withdraw", held, link, status=422 if form.errors else 200, form=form)


def _held(coalition: Coalition, link: str) -> Held | None:
    held = endorsers.held_by(link, coalition)
    return held if held is not None and not held.is_too_old else None


def _gone(request: HttpRequest, coalition: Coalition) -> HttpResponse:
    """Say that a link is no longer good; of a coalition that never opened its pages, not even that there is one."""
    if not parties.was_ever_open(coalition):
        raise Http404
    return page(request, "public/endorse/gone.html", coalition, status=404)


def _page(request: HttpRequest, template: str, held: Held, link: str, *, status: int, **told: Any) -> HttpResponse:
    told |= {"endorser": held.endorser, "link": link}
    return page(request, f"public/endorse/{template}.html", held.endorser.coalition, status=status, **told)
