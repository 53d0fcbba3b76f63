"""Filling in an application, step by step; each is kept as it stands, whether it is whole or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from commoncall.kernel import languages
from commoncall.kernel.refusals import Conflict, Refusal
from commoncall.membership.queries import applicants
from commoncall.membership.rules.applying import missing, steps
from commoncall.procedures import applying
from commoncall.public.apply import words
from commoncall.public.apply.forms import FORMS, StepForm
from commoncall.public.apply.pages import asking_of, page, with_key
from commoncall.web.guarding import Gate
from commoncall.web.standing import refused

if TYPE_CHECKING:
    from commoncall.membership.models import Application
    from commoncall.procedures.applying import Asking


@with_key
def step(request: HttpRequest, application: Application, key: str, step: str) -> HttpResponse:
    """Show one step of the form, or keep what was filled in there and go on, back, or nowhere."""
    if application.submitted_at is not None:
        return _to(application, key)
    asking = asking_of(application)
    order = steps(asking.offer.categories)
    if step not in order:
        raise Http404
    if step == "review":
        return _review(request, application, key, asking)
    if request.method != "POST":
        form = FORMS[step](application=application, asking=asking).told_again()
        return _step(request, application, key, step, form)
    form = FORMS[step](request.POST, application=application, asking=asking)
    kept = _kept(form, key)
    if kept is None:
        return _to(application, key)
    wanted = {"back": -1, "save": 0}.get(request.POST.get("go", ""), 1)
    if form.errors and wanted == 1:
        return _step(request, kept, key, step, form, status=422)
    return _to(application, key, order[max(0, order.index(step) + wanted)])


def _kept(form: StepForm, key: str, *, while_typing: bool = False) -> Application | None:
    """Keep what was sent; nothing is returned where it was handed in meanwhile, from another window perhaps."""
    values, typed = form.taken()
    if while_typing and values.get("contact_address", "") not in ("", form.application.contact_address):
        # Half of an address can be a whole one, of somebody else: it is written to once its writer is done with it.
        typed["contact_address"] = values.pop("contact_address")
    try:
        return applying.save(form.application, key, values, typed, by=applicants.actor_of(form.application))
    except Conflict:
        return None


def _to(application: Application, key: str, step: str = "") -> HttpResponse:
    parts = [languages.current(), application.coalition.slug, key, *([step] if step else [])]
    return redirect("apply-step" if step else "apply-open", *parts)


def _step(request: HttpRequest, application: Application, key: str, step: str, form: StepForm, status: int = 200) -> HttpResponse:
    told = {"form": form, "step": step, "title": words.TITLES[step], "lede": words.LEDES[step], "state": _state(step, application, form.asking)}
    return page(request, "step", application.coalition, status=status, **told, **_place(application, key, step, form.asking), **_texts(step, form))


def _state(step: str, application: Application, asking: Asking) -> str:
    return FORMS[step](application=application, asking=asking).state


def _place(application: Application, key: str, step: str, asking: Asking) -> dict[str, Any]:
    order = steps(asking.offer.categories)
    parts = [languages.current(), application.coalition.slug, key]
    return {
        "application": application,
        "key": key,
        "steps": [words.STEPS[one] for one in order],
        "current": order.index(step) + 1,
        "before": reverse("apply-step", args=[*parts, order[order.index(step) - 1]]) if order.index(step) else "",
        "saves": reverse("apply-save", args=[*parts, step]),
    }


def _texts(step: str, form: StepForm) -> dict[str, Any]:
    """Return the texts that stand beside what is accepted, for that step alone."""
    if step != "pledge":
        return {}
    asking = form.asking
    return {
        "call": applying.wording(asking.call),
        "charter": applying.wording(asking.charter),
        "promises": asking.offer.promises(languages.current()),
    }


@with_key
@require_POST
def save(request: HttpRequest, application: Application, key: str, step: str) -> HttpResponse:
    """Keep one step while it is typed; answers a script with the instant of that.

    ``over`` is the state over which it was typed: what comes late, over what somebody has changed meanwhile, is not taken.
    """
    if step not in FORMS:
        raise Http404
    asking = asking_of(application)
    form = FORMS[step](request.POST, application=application, asking=asking)
    state = _state(step, application, asking)
    if request.POST.get("over", "") not in ("", state):
        # The same words, come twice over a bad line, are no change by somebody else.
        if form.state != state:
            return JsonResponse({"changed": True}, status=412)
        return JsonResponse({"at": application.saved_at.isoformat(), "state": state})
    kept = _kept(form, key, while_typing=True)
    if kept is None:
        return JsonResponse({"over": True}, status=409)
    return JsonResponse({"at": kept.saved_at.isoformat(), "state": _state(step, kept, asking)})


def _review(request: HttpRequest, application: Application, key: str, asking: Asking) -> HttpResponse:
    """Show all of it once more with what is missing, and hand it in."""
    trouble = ""
    if request.method == "POST":
        try:
            applying.submit(application, key, by=applicants.actor_of(application))
            return _to(application, key)
        except Refusal as refusal:
            if refusal.code == "handed_in":
                return _to(application, key)
            trouble = str(refusal.reason)
    wanted = asking.wanted(application.promises.get("language") or languages.current())
    gaps = missing(applicants.filled(application), wanted)
    told = {
        "lacks": [words.lack(gap, asking, key) for gap in gaps if gap.field != "confirmed"],
        "is_whole": not gaps,
        "parts": parts(application, asking, key),
        "reception": asking.offer.reception,
        "is_taken": asking.offer.is_taken,
        "trouble": trouble,
        "lede": words.LEDES["review"],
    }
    status = 422 if trouble else 200
    return page(request, "review", application.coalition, status=status, **told, **_place(application, key, "review", asking))


def parts(application: Application, asking: Asking, key: str) -> list[dict[str, Any]]:
    """Return all that was filled in, step by step, for reading."""
    slug, found = application.coalition.slug, []
    for step in steps(asking.offer.categories)[:-1]:
        form = FORMS[step](application=application, asking=asking)
        address = reverse("apply-step", args=[languages.current(), slug, key, step])
        found.append({"title": words.STEPS[step], "pairs": words.pledged(form) if step == "pledge" else words.shown(form), "address": address})
    return found


@with_key
def proof(request: HttpRequest, application: Application, key: str, mark: str) -> HttpResponse:
    """Ask before an address is taken as proved: programs open the links in mails too, and prove nothing by that."""
    address = applying.proved(application, mark)
    if not address:
        return page(request, "gone", application.coalition, status=404)
    if request.method == "POST":
        applying.confirm(application, mark, by=applicants.actor_of(application))
        if application.confirmed_at is None:
            # A person and no program: beginning takes nothing away from the others.
            Gate("apply", application.coalition).give_back()
        return _to(application, key)
    return page(request, "proof", application.coalition, application=application, address=address)


@with_key
@require_POST
def mail(request: HttpRequest, application: Application, key: str) -> HttpResponse:
    """Mail the link again, to the address that is noted."""
    if not application.contact_address:
        return _to(application, key, "people")
    try:
        applying.mail_link(application, key, by=applicants.actor_of(application))
    except Refusal as refusal:
        return refused(request, refusal)
    return page(request, "mailed", application.coalition, application=application, key=key)
