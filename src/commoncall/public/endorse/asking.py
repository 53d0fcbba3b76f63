"""Asking to endorse, and asking for the link once more. The answer is the same whether or not an address is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from commoncall.call.queries import endorsers
from commoncall.kernel import languages
from commoncall.kernel.parties import queries as parties
from commoncall.procedures import outside_endorsements
from commoncall.public.endorse import shown
from commoncall.public.endorse.forms import AddressForm, EndorseForm
from commoncall.web.forms import attempt
from commoncall.web.guarding import Gate, come_later
from commoncall.web.visiting import for_anyone, page

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition


@for_anyone()
def endorse(request: HttpRequest, coalition: Coalition) -> HttpResponse:
    """Show the text and the form; sent, write the link that confirms it. Without a text in force there is no such page."""
    version, gate = endorsers.call_in_force(coalition), Gate("endorse", coalition)
    if version is None:
        raise Http404
    if not endorsers.is_open(version):
        return page(request, "public/endorse/closed.html", coalition, text=shown.text_of(version))
    if request.method != "POST" and (shut_until := gate.shut_until):
        return page(request, "public/endorse/later.html", coalition, status=503, words=come_later(shut_until, coalition))
    form = EndorseForm(request.POST if request.method == "POST" else None, gate=gate, kinds=version.text.open_to)
    if form.is_valid() and form.lets_in(request, form.cleaned_data["address"]):
        answer = attempt(form, lambda: outside_endorsements.ask(coalition, form.entry(), version))
        if answer is not None and answer.member:
            return page(request, "public/endorse/member.html", coalition, member=answer.member)
        if answer is not None:
            return redirect("endorse-sent", languages.current(), coalition.slug)
    return page(request, "public/endorse/form.html", coalition, status=422 if form.errors else 200, form=form, text=shown.text_of(version))


@for_anyone()
def sent(request: HttpRequest, coalition: Coalition) -> HttpResponse:
    """Say what comes next, to everybody alike."""
    if endorsers.call_in_force(coalition) is None:
        raise Http404
    return page(request, "public/endorse/sent.html", coalition, days=shown.DAYS)


@for_anyone(also_in_private=True)
def link(request: HttpRequest, coalition: Coalition) -> HttpResponse:
    """Ask for an address, and write the link to it if it endorses; the answer tells nobody whether.

    It stays where the pages were shut, for those who endorsed before; where they were never open, there is no such page.
    """
    if not parties.was_ever_open(coalition):
        raise Http404
    form = AddressForm(request.POST if request.method == "POST" else None, gate=Gate("endorse", coalition))
    if form.is_valid() and form.lets_in(request, form.cleaned_data["address"]):
        outside_endorsements.send_link(coalition, form.cleaned_data["address"], languages.current())
        words = _("If this address endorses, the link to it is on its way. No more than one such mail a day goes to an address.")
        return page(request, "public/endorse/link.html", coalition, words=words)
    return page(request, "public/endorse/link.html", coalition, status=422 if form.errors else 200, form=form)
