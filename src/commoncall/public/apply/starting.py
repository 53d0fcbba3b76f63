"""Where applying begins: what to expect, the first link, and another link for whoever has lost theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from commoncall.kernel import languages
from commoncall.kernel.parties import queries as parties
from commoncall.procedures import applying
from commoncall.public.apply import words
from commoncall.public.apply.forms import AddressForm
from commoncall.public.apply.pages import in_public, not_taken, page
from commoncall.web.arrangements.sentences import criterion_sentence
from commoncall.web.forms import attempt
from commoncall.web.guarding import Gate

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition
    from commoncall.procedures.applying import Asking


@in_public
def start(request: HttpRequest, coalition: Coalition) -> HttpResponse:
    """Say what to expect, and ask where to send the link with which the application is gone on with."""
    asking = applying.asking(coalition)
    if closed := not_taken(request, asking):
        return closed
    form = _address_form(request, coalition)
    if form.is_valid() and form.lets_in(request, form.cleaned_data["address"]):
        key = attempt(form, lambda: applying.start(coalition, form.cleaned_data["address"]))
        if key is not None:
            return redirect("apply-open", languages.current(), coalition.slug, key)
    return page(request, "start", coalition, form=form, asking=asking, **_told(asking), status=422 if form.errors else 200)


def _told(asking: Asking) -> dict[str, Any]:
    coalition, ways = asking.coalition, asking.offer.ways
    way = next(iter(ways.values()))
    return {
        "introduction": languages.pick(asking.offer.admission.introduction, fallback=coalition.language),
        "reception": asking.offer.reception,
        "introduction_language": languages.picked_language(asking.offer.admission.introduction, fallback=coalition.language),
        "decides": words.deciders(ways, coalition),
        "heard": words.who_is_heard(way, coalition),
        "long": words.how_long(max(ways.values(), key=lambda one: one.decision_days + one.consultation_days)),
        "criteria": [criterion_sentence(one) for one in parties.arrangements(coalition).criteria],
        "questions": [(languages.pick(one.text), languages.picked_language(one.text)) for one in asking.offer.questions],
        "promises": asking.offer.promises(languages.current()),
        "categories": words.categories(ways, coalition) if len(ways) > 1 else [],
    }


@in_public
def link(request: HttpRequest, coalition: Coalition) -> HttpResponse:
    """Mail another link to whoever has an application under way; the answer is the same for every address."""
    form = _address_form(request, coalition)
    if form.is_valid() and form.lets_in(request, form.cleaned_data["address"]):
        applying.send_link(coalition, form.cleaned_data["address"])
        return page(request, "sent", coalition, address=form.cleaned_data["address"])
    return page(request, "link", coalition, form=form, status=422 if form.errors else 200)


def _address_form(request: HttpRequest, coalition: Coalition) -> AddressForm:
    return AddressForm(request.POST if request.method == "POST" else None, gate=Gate("apply", coalition))


@in_public
def again(request: HttpRequest, coalition: Coalition, token: str) -> HttpResponse:
    """Ask before the former link stops working: programs open the links in mails too, and change nothing by that."""
    application = applying.found_again(coalition, token)
    if application is None:
        return page(request, "gone", coalition, status=404)
    if request.method == "POST":
        return redirect("apply-open", languages.current(), coalition.slug, applying.replace_key(application))
    return page(request, "again", coalition, application=application)
