"""The coalition's own questions: adding, changing, ordering and retiring them, and a look at the form as applicants get it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.design.forms import Choices
from commoncall.kernel import languages
from commoncall.membership import permissions
from commoncall.membership.actions.applying import arranging
from commoncall.membership.queries import admission as arranged
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.applications.arranging import promises
from commoncall.workspace.applications.arranging_forms import QuestionForm, codes_of
from commoncall.workspace.members.standing import actor_of, coalition_of, there, there_only_if


def _found(request: HttpRequest, identifier: UUID) -> Any:
    there_only_if(permissions.ARRANGE_ADMISSION.verdict(actor_of(request)))
    return there(arranged.question(actor_of(request), identifier))


def new(request: HttpRequest, coalition: str) -> HttpResponse:
    """Ask one more thing in the form."""
    there_only_if(permissions.ARRANGE_ADMISSION.verdict(actor_of(request)))
    here = coalition_of(request)
    form = QuestionForm(request.POST if request.method == "POST" else None, coalition=here)
    if form.is_valid():
        added = attempt(form, lambda: arranging.add_question(here, form.asked(), by=actor_of(request)))
        if added is not None:
            done(request, _("The question was added."), added.pk)
            return redirect("admission", coalition)
    return render(request, "workspace/applications/question.html", {"form": form})


def change(request: HttpRequest, coalition: str, question: UUID) -> HttpResponse:
    """Change the words of a question."""
    kept = _found(request, question)
    form = QuestionForm(request.POST if request.method == "POST" else None, coalition=coalition_of(request), question=kept)
    if form.is_valid():
        changed = attempt(form, lambda: arranging.change_question(kept, form.asked(), by=actor_of(request)))
        if changed is not None:
            done(request, _("Recorded. What was answered already stays as it was answered."), question)
            return redirect("admission", coalition)
    return render(request, "workspace/applications/question.html", {"form": form, "question": kept})


@require_POST
def move(request: HttpRequest, coalition: str, question: UUID) -> HttpResponse:
    """Move a question one place up."""
    kept = _found(request, question)
    order = [one.pk for one in arranged.questions(coalition_of(request))]
    if kept.pk in order:
        place = order.index(kept.pk)
        order.insert(max(place - 1, 0), order.pop(place))
        arranging.order_questions(coalition_of(request), order, by=actor_of(request))
    return redirect("admission", coalition)


@require_POST
def retire(request: HttpRequest, coalition: str, question: UUID) -> HttpResponse:
    """Ask a question no longer; its answers stay."""
    arranging.retire_question(_found(request, question), by=actor_of(request))
    done(request, _("It is no longer asked. What was answered to it stays."), question)
    return redirect("admission", coalition)


class Shown(forms.Form):
    """The coalition's own questions as applicants get them in one language; nothing can be typed."""

    def __init__(self, questions: list[Any], code: str, fallback: str) -> None:
        super().__init__()
        for question in questions:
            told = {"label": languages.pick(question.text, code, fallback=fallback), "required": question.is_required, "disabled": True}
            told["help_text"] = escape(languages.pick(question.hint, code, fallback=fallback))
            self.fields[str(question.pk)] = _field(question, told, code, fallback)


def _field(question: Any, told: dict[str, Any], code: str, fallback: str) -> forms.Field:
    if question.kind == "choice":
        pairs = [(one["key"], languages.pick(one["text"], code, fallback=fallback)) for one in question.options]
        return forms.ChoiceField(**told, choices=pairs, widget=Choices)
    if question.kind == "yes_no":
        return forms.ChoiceField(**told, choices=[("yes", _("Yes")), ("no", _("No"))], widget=Choices)
    return forms.CharField(**told, widget=forms.Textarea({"rows": 4}) if question.kind == "text" else forms.TextInput())


def preview(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show what applicants read and are asked, in one of the coalition's languages."""
    there_only_if(permissions.ARRANGE_ADMISSION.verdict(actor_of(request)))
    here = coalition_of(request)
    codes = codes_of(here)
    code = asked if (asked := request.GET.get("language", "")) in codes else codes[0]
    kept, questions = arranged.admission(here), arranged.questions(here)
    shown = {
        "code": code,
        "direction_of_text": languages.direction(code),
        "languages": [(one, languages.endonym(one), one == code) for one in codes],
        "introduction": languages.pick(kept.introduction, code, fallback=here.language),
        "form": Shown(questions, code, here.language) if questions else None,
        "sides": promises(kept, code, here.language),
    }
    return render(request, "workspace/applications/preview.html", shown)
