"""Asking to sign a letter, and asking for the link once more. The answer is the same whether or not an address is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from commoncall.kernel import languages
from commoncall.kernel.parties import queries as parties
from commoncall.procedures import outside_signatures
from commoncall.public.endorse.forms import AddressForm
from commoncall.public.voice import shown
from commoncall.public.voice.forms import SignForm
from commoncall.voice.queries import choices, public
from commoncall.web.forms import attempt
from commoncall.web.guarding import Gate, come_later
from commoncall.web.visiting import for_anyone, page
from commoncall.web.voice.rows import is_open

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition
    from commoncall.voice.models import Letter


@for_anyone()
def sign(request: HttpRequest, coalition: Coalition, number: int) -> HttpResponse:
    """Show the letter and the form; sent, write the link that confirms it. Where nobody outside is asked, say so."""
    letter, gate = _letter(coalition, number), Gate("sign", coalition)
    if not is_open(letter) or not choices.kinds_outside(letter):
        return page(request, "public/voice/closed.html", coalition, **shown.of(letter))
    if request.method != "POST" and (shut_until := gate.shut_until):
        return page(request, "public/endorse/later.html", coalition, status=503, words=come_later(shut_until, coalition))
    form = SignForm(request.POST if request.method == "POST" else None, gate=gate, letter=letter)
    if form.is_valid() and form.lets_in(request, form.cleaned_data["address"]):
        answer = attempt(form, lambda: outside_signatures.ask(letter, form.entry()))
        if answer is not None and answer.member:
            return page(request, "public/voice/member.html", coalition, member=answer.member, number=number)
        if answer is not None:
            return redirect("sign-sent", languages.current(), coalition.slug, number)
    return page(request, "public/voice/sign.html", coalition, status=422 if form.errors else 200, form=form, **shown.of(letter))


@for_anyone()
def sent(request: HttpRequest, coalition: Coalition, number: int) -> HttpResponse:
    """Say what comes next, to everybody alike."""
    _letter(coalition, number)
    return page(request, "public/voice/sent.html", coalition, days=shown.DAYS, number=number)


@for_anyone(also_in_private=True)
def link(request: HttpRequest, coalition: Coalition) -> HttpResponse:
    """Ask for an address, and write the link to it if it signed something; the answer tells nobody whether.

    It stays where the pages were shut, for those who signed before; where they were never open, there is no such page.
    """
    if not parties.was_ever_open(coalition):
        raise Http404
    form = AddressForm(request.POST if request.method == "POST" else None, gate=Gate("sign", coalition))
    if form.is_valid() and form.lets_in(request, form.cleaned_data["address"]):
        outside_signatures.send_link(coalition, form.cleaned_data["address"], languages.current())
        words = _("If something was signed with this address, the link to it is on its way. No more than one such mail a day goes to an address.")
        return page(request, "public/voice/link.html", coalition, words=words)
    return page(request, "public/voice/link.html", coalition, status=422 if form.errors else 200, form=form)


def _letter(coalition: Coalition, number: int) -> Letter:
    found = public.letters(coalition).filter(number=number).first()
    if found is None:
        raise Http404
    found.coalition = coalition
    return found
