"""What somebody who applies sees after handing in: how far it has come; and what they can still do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from commoncall.kernel import languages
from commoncall.membership.actions.applying import filling as deeds
from commoncall.membership.queries import applicants
from commoncall.membership.rules.applying import UNDER_WAY, missing, steps
from commoncall.procedures import applying
from commoncall.public.apply import words
from commoncall.public.apply.filling import parts
from commoncall.public.apply.forms import ContactForm
from commoncall.public.apply.pages import asking_of, page, with_key
from commoncall.web.forms import attempt
from commoncall.web.words import words_of

if TYPE_CHECKING:
    from commoncall.membership.models import Application
    from commoncall.procedures.applying import Asking


@with_key
def opened(request: HttpRequest, application: Application, key: str) -> HttpResponse:
    """Show how far an application has come; a draft opens at the first step in which something is missing."""
    asking = asking_of(application)
    if application.state == "draft":
        return redirect("apply-step", languages.current(), application.coalition.slug, key, _first(application, asking))
    told: dict[str, Any] = {
        "application": application,
        "key": key,
        "stands": words.STANDS[application.state],
        "stages": _stages(application, asking),
        "parts": parts(application, asking, key),
        "category": words.category_words(application.category, application.coalition),
        "is_open": application.state in UNDER_WAY,
        "proposed": applicants.typed(application).get(applicants.PROPOSED, ""),
        "is_twice": application.state in UNDER_WAY and applicants.under_way_besides(application),
    }
    return page(request, "status", application.coalition, **told)


def _first(application: Application, asking: Asking) -> str:
    order = steps(asking.offer.categories)
    gaps = missing(applicants.filled(application), asking.wanted(application.promises.get("language") or languages.current()))
    return next((gap.step for gap in gaps if gap.step in order), "review")


def _stages(application: Application, asking: Asking) -> list[dict[str, Any]]:
    way, coalition = applicants.way_of(application, asking.offer), application.coalition
    called = words_of(coalition)
    notes = {"checking": "", "consulting": words.who_is_heard(way, coalition), "deciding": words.who_decides(way, coalition)}
    told = applicants.stages(application, way)
    return [{"stage": one, "words": words.stage(one, application, called), "note": notes.get(one.name, "")} for one in told]


@with_key
def contact(request: HttpRequest, application: Application, key: str) -> HttpResponse:
    """Correct who is to be asked, and where to write to."""
    if application.state not in UNDER_WAY:
        return redirect("apply-open", languages.current(), application.coalition.slug, key)
    initial = {name: getattr(application, name) for name in ("contact_name", "contact_function", "contact_phone")}
    form = ContactForm(request.POST if request.method == "POST" else None, initial=initial | {"address": application.contact_address})
    if form.is_valid() and attempt(form, lambda: _correct(application, key, form.cleaned_data)) is not None:
        return redirect("apply-open", languages.current(), application.coalition.slug, key)
    return page(request, "contact", application.coalition, form=form, key=key, status=422 if form.errors else 200)


def _correct(application: Application, key: str, told: dict[str, str]) -> Application:
    by = applicants.actor_of(application)
    kept = deeds.correct_contact(application, deeds.Contact(told["contact_name"], told["contact_function"], told["contact_phone"]), by=by)
    if told["address"].lower() != application.contact_address:
        applying.propose_address(application, key, told["address"], by=by)
    return kept


@with_key
def withdraw(request: HttpRequest, application: Application, key: str) -> HttpResponse:
    """Ask before an application is taken back, or a draft thrown away."""
    is_draft = application.state == "draft"
    if not is_draft and application.state not in UNDER_WAY:
        return redirect("apply-open", languages.current(), application.coalition.slug, key)
    if request.method != "POST":
        return page(request, "withdraw", application.coalition, application=application, key=key, is_draft=is_draft)
    deeds.withdraw(application, by=applicants.actor_of(application))
    if is_draft:
        return page(request, "discarded", application.coalition)
    return redirect("apply-open", languages.current(), application.coalition.slug, key)
