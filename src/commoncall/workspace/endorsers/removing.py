"""Taking out what is not genuine: one, or all that a question finds, after a look at them."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.call.actions import endorsers as deeds
from commoncall.call.queries import endorsers
from commoncall.call.queries.endorsers import Question, State
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.endorsers import words
from commoncall.workspace.endorsers.access import coalition_of, endorser_of, keeper_of
from commoncall.workspace.endorsers.forms import NothingForm, SeenForm


def remove_found(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show what a question finds and how many they are; sent, take exactly these out."""
    actor, here, question = keeper_of(request), coalition_of(request), Question.read(request.GET)
    if not (question.q or question.state == State.UNCONFIRMED) or question.state == State.REMOVED:
        return redirect("endorsers", here.slug)
    asked = words.asked(question)
    form = SeenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        taken = attempt(form, lambda: deeds.remove_found(here, question, asked, seen=form.cleaned_data["seen"], by=actor))
        if taken is not None:
            done(request, _("Taken out: %(found)s.") % {"found": words.found(taken)}, here.pk)
            return redirect("endorsers", here.slug)
    page = endorsers.page(actor, question)
    form.initial["seen"] = page.total
    form.data = {**form.data, "seen": page.total} if form.is_bound else form.data
    told = {"page": page, "found": words.found(page.total), "asked": asked, "query": question.as_query(), "form": form}
    return render(request, "workspace/endorsers/remove_found.html", told)


def remove_one(request: HttpRequest, coalition: str, endorser: UUID) -> HttpResponse:
    """Ask once, then take one out."""
    one = endorser_of(request, endorser)
    if one.removed_at is not None:
        raise Http404
    form = NothingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        here, actor = coalition_of(request), keeper_of(request)
        if attempt(form, lambda: deeds.remove_all(here, [one.pk], one.name, by=actor)) is not None:
            done(request, _("%(name)s was taken out.") % {"name": one.name}, here.pk)
            return redirect("endorsers", coalition)
    return render(request, "workspace/endorsers/remove_one.html", {"one": one, "form": form})
