"""The page of one who signs, for whoever holds the link: confirm, sign again or with changed words, correct, withdraw."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from commoncall.kernel import languages
from commoncall.kernel.authority import VISITOR, Proof
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.refusals import Conflict, Refusal
from commoncall.public.endorse.forms import WithdrawForm
from commoncall.public.voice import shown
from commoncall.public.voice.forms import CorrectForm
from commoncall.voice.actions import outside as deeds
from commoncall.voice.queries import links
from commoncall.web.forms import attempt
from commoncall.web.guarding import Gate
from commoncall.web.visiting import for_anyone, page

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition
    from commoncall.voice.queries.links import Held

#: Whoever holds the link reads the address: it stands in no other place than the mail that went there.
OWNER = replace(VISITOR, proof=Proof.LINK)


@for_anyone(also_in_private=True)
def state(request: HttpRequest, coalition: Coalition, link: str) -> HttpResponse:
    """Show where the signature stands, with one button; only pressing it does anything, because programs open links too."""
    held = _held(coalition, link)
    if held is None:
        return _gone(request, coalition)
    refusal = None
    if request.method == "POST":
        try:
            return redirect("signature-own", languages.current(), coalition.slug, _press(request, held) or link)
        except Refusal as refused:
            refusal, held = refused.reason, _held(coalition, link) or held
    return page(request, "public/voice/own.html", coalition, status=409 if refusal else 200, refusal=refusal, **shown.state_of(held, link))


def _press(request: HttpRequest, held: Held) -> str:
    """Do what the button says, with what stood on its page; return the link to what came of it, where that is another one."""
    signature, deed = held.signature, request.POST.get("deed", "")
    if deed == "confirm":
        deeds.confirm(signature, seen=request.POST.get("seen", ""), by=OWNER)
        Gate("sign", signature.coalition).give_back()
    elif deed == "again":
        deeds.sign_again(signature, by=OWNER)
    elif deed == "renew" and (letter := links.renewed(signature.letter)) is not None:
        return links.link_of(deeds.renew(signature, letter, by=OWNER))
    else:
        raise Conflict(_("Look at the page again, and press the button there."))
    return ""


@for_anyone(also_in_private=True)
def correct(request: HttpRequest, coalition: Coalition, link: str) -> HttpResponse:
    """Change what is said of oneself, and whether one is named."""
    held = _held(coalition, link)
    if held is None:
        return _gone(request, coalition)
    signature, data = held.signature, request.POST if request.method == "POST" else None
    form = CorrectForm(data, letter=signature.letter, kind=signature.kind, initial=shown.entry_of(signature))
    if form.is_valid() and attempt(form, lambda: deeds.correct(signature, form.entry(signature.kind), by=OWNER)) is not None:
        return redirect("signature-own", form.cleaned_data["language"], coalition.slug, link)
    return _page(request, "correct", held, link, status=422 if form.errors else 200, form=form)


@for_anyone(also_in_private=True)
def withdraw(request: HttpRequest, coalition: Coalition, link: str) -> HttpResponse:
    """Ask once, and say what happens where the letter was handed over already; then withdraw. What was never confirmed is gone with it."""
    held = _held(coalition, link)
    if held is None:
        return _gone(request, coalition)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = attempt(form, lambda: deeds.withdraw(held.signature, form.cleaned_data["why"], by=OWNER))
        if done is not None and done.signed_at is None:
            return page(request, "public/endorse/thrown_away.html", coalition)
        if done is not None:
            return redirect("signature-own", languages.current(), coalition.slug, link)
    return _page(request, "withdraw", held, link, status=422 if form.errors else 200, form=form, delivery=shown.delivery_of(held.signature))


def _held(coalition: Coalition, link: str) -> Held | None:
    held = links.held_by(link, coalition)
    return held if held is not None and not held.is_too_old else None


def _gone(request: HttpRequest, coalition: Coalition) -> HttpResponse:
    """Say that a link is no longer good; of a coalition that never opened its pages, not even that there is one."""
    if not parties.was_ever_open(coalition):
        raise Http404
    return page(request, "public/voice/gone.html", coalition, status=404)


def _page(request: HttpRequest, template: str, held: Held, link: str, *, status: int, **told: Any) -> HttpResponse:
    told |= {"signature": held.signature, "link": link}
    return page(request, f"public/voice/{template}.html", held.signature.coalition, status=status, **told)
