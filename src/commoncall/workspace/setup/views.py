"""The pages of the conversation: a question, the name, and the summary that sets the coalition up."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from commoncall.kernel import languages
from commoncall.kernel.parties import permissions
from commoncall.procedures import founding
from commoncall.web import moments
from commoncall.web.arrangements.sentences import articles
from commoncall.web.forms import attempt
from commoncall.web.lists import joined
from commoncall.workspace.setup.description import DescriptionForm, described, zone_or_utc
from commoncall.workspace.setup.draft import STEPS, Draft, after, before
from commoncall.workspace.setup.forms import FounderForm
from commoncall.workspace.setup.questions import QUESTIONS

View = Callable[..., HttpResponse]


def for_founders(view: View) -> View:
    """Open a view to those who may set up a coalition; to everybody else it does not exist."""

    @wraps(view)
    def judged(request: HttpRequest, *args: Any, **keywords: Any) -> HttpResponse:
        permissions.may_found(request.actor).require()  # type: ignore[attr-defined]
        return view(request, *args, **keywords)

    return judged


@for_founders
def question(request: HttpRequest, step: str = "kind") -> HttpResponse:
    """Ask one question, and go on to the next."""
    if step not in QUESTIONS:
        raise Http404
    draft = Draft.read(request.session)
    data = request.POST if request.method == "POST" else None
    # Conditions are asked in one language here, to be short; the coalition's room asks for the others.
    codes = draft.codes if step == "words" else draft.codes[:1]
    form = QUESTIONS[step].form(data, arrangements=draft.arrangements, codes=codes)
    if form.is_valid():
        draft.answered(step, form).keep(request.session)
        return _onward(request, step, draft)
    return render(request, "workspace/setup/question.html", {"asked": QUESTIONS[step], "form": form, **_place(step, draft)})


@for_founders
def name(request: HttpRequest) -> HttpResponse:
    """Ask what the coalition is called, and where it is at home."""
    draft = Draft.read(request.session)
    usual = {"language": languages.current(), "time_zone": zone_or_utc(timezone.get_current_timezone())}
    form = DescriptionForm(request.POST if request.method == "POST" else None, initial=usual | draft.description)
    if form.is_valid():
        draft = draft.described(form.cleaned_data)
        draft.keep(request.session)
        return _onward(request, "name", draft)
    return render(request, "workspace/setup/name.html", {"form": form, **_place("name", draft)})


@for_founders
def summary(request: HttpRequest) -> HttpResponse:
    """Show what was answered as sentences, and set the coalition up."""
    draft = Draft.read(request.session)
    if not draft.description:
        return redirect("new-step", "name")
    form = FounderForm(request.POST if request.method == "POST" else None, known=request.user.name)  # type: ignore[union-attr]
    if form.is_valid():
        coalition = attempt(form, lambda: _found(request, draft, form))
        if coalition is not None:
            Draft.forget(request.session)
            messages.success(request, _("%(name)s is set up, and you coordinate it.") % {"name": coalition.name})
            return redirect("home", coalition.slug)
    return render(request, "workspace/setup/summary.html", {"form": form, "draft": draft, **_told(draft), **_place("summary", draft)})


def _found(request: HttpRequest, draft: Draft, form: forms.Form) -> Any:
    return founding.found(
        described(draft.description),
        draft.arrangements,
        founder=request.user,  # type: ignore[arg-type]
        name=form.cleaned_data["name"],
        by=request.actor,  # type: ignore[attr-defined]
    )


def _onward(request: HttpRequest, step: str, draft: Draft) -> HttpResponse:
    """Go to the next question; to the summary where somebody takes what is suggested for the rest."""
    following = "summary" if "rest" in request.POST or request.GET.get("back") == "summary" else after(step)
    if following == "summary" and not draft.description:
        following = "name"
    return redirect("new-summary") if following == "summary" else redirect("new-step", following)


def _place(step: str, draft: Draft) -> dict[str, Any]:
    number = STEPS.index(step) + 1 if step in STEPS else len(STEPS)
    words = {"number": moments.numeral(number), "total": moments.numeral(len(STEPS))}
    return {"step": step, "back": before(step), "place": _("Question %(number)s of %(total)s") % words, "named": bool(draft.description)}


def _told(draft: Draft) -> dict[str, Any]:
    kept = draft.description
    codes = dict.fromkeys([kept["language"], *kept["others"]])
    return {
        "articles": articles(draft.arrangements, kept["name"]),
        "languages_named": joined(languages.name_of(code, languages.current()) for code in codes),
        "city": moments.city_of(kept["time_zone"]) or "UTC",
    }
