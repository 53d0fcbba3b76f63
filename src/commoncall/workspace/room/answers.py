"""Changing one answer of how the coalition works, by a recorded decision; and what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from commoncall.kernel import languages
from commoncall.kernel.parties import permissions
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions import coalitions
from commoncall.kernel.parties.rules import Arrangements
from commoncall.web.arrangements.sentences import articles
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.home.views import standing_of
from commoncall.workspace.room.forms import ReasonForm, RoomDescriptionForm
from commoncall.workspace.setup.description import described
from commoncall.workspace.setup.questions import QUESTIONS

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition


def answer(request: HttpRequest, coalition: str, question: str) -> HttpResponse:
    """Change the answer to one question, with the reason."""
    actor, here = standing_of(request).actor, standing_of(request).coalition
    permissions.ARRANGE.verdict(actor).require()
    if question not in QUESTIONS:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = QUESTIONS[question].form(data, arrangements=parties.arrangements(here), codes=_codes(here.languages))
    reason = ReasonForm(data)
    if form.is_valid() and form.applied() == form.arrangements:
        messages.info(request, _("Nothing has been changed: it was so already."))
        return redirect("room", coalition)
    if form.is_valid() and reason.is_valid():
        changed = form.applied()
        what = _in_its_language(here, changed, question)
        if attempt(reason, lambda: coalitions.rearrange(here, changed, reason=reason.cleaned_data["reason"], what=what, by=actor)):
            done(request, _("Recorded: %(what)s.") % {"what": what}, here.id)
            return redirect("room", coalition)
    return render(request, "workspace/room/answer.html", {"asked": QUESTIONS[question], "form": form, "reason": reason})


def _codes(own: list[str]) -> list[str]:
    """Return the languages in which words can be chosen: those of the coalition's own that the public pages speak."""
    return [code for one in own if (code := languages.in_public(one))] or ["en"]


def _in_its_language(here: Coalition, arrangements: Arrangements, question: str) -> str:
    """Return the new answer as a sentence of the coalition's own language, since it is kept as it is written now."""
    with translation.override(_codes([here.language])[0]):
        told = next(article for article in articles(arrangements, here.name) if article.question == question)
    return " ".join([told.sentence, *told.points]).rstrip(".")


def description(request: HttpRequest, coalition: str) -> HttpResponse:
    """Change what the coalition is called, its address, languages and zone."""
    actor, here = standing_of(request).actor, standing_of(request).coalition
    permissions.ARRANGE.verdict(actor).require()
    form = RoomDescriptionForm(request.POST if request.method == "POST" else None, of=here)
    if form.is_valid():
        changed = attempt(form, lambda: coalitions.describe(here, described(form.cleaned_data, form.names()), by=actor))
        if changed is not None:
            done(request, _("Recorded."))
            return redirect("room", changed.slug)
    return render(request, "workspace/room/description.html", {"form": form})
