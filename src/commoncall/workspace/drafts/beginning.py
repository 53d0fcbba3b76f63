"""Beginning a text, arranging how it is written, giving it up, and taking a version further."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.drafting import permissions
from commoncall.drafting.actions import texts as deeds
from commoncall.procedures import deciding
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.drafts import words
from commoncall.workspace.drafts.forms.texts import GiveUpForm, TextForm
from commoncall.workspace.drafts.forms.treating import LONGEST_NOTE
from commoncall.workspace.drafts.reaching import drafted_text, drafted_version
from commoncall.workspace.members.standing import actor_of, coalition_of, there_only_if


def begin(request: HttpRequest, coalition: str) -> HttpResponse:
    """Ask what is to be written, and begin it."""
    actor, here = actor_of(request), coalition_of(request)
    there_only_if(permissions.may_begin(actor, here))
    form = TextForm(request.POST if request.method == "POST" else None, coalition=here)
    if form.is_valid():
        version = attempt(form, lambda: deeds.begin(here, form.beginning(), by=actor))
        if version is not None:
            done(request, _("The text is begun. Write its first words."), version.text_id)
            return redirect("draft-write", coalition, version.pk, version.text.language)
    return render(request, "workspace/drafts/begin.html", {"form": form})


def arrange(request: HttpRequest, coalition: str, text: UUID) -> HttpResponse:
    """Change what a text is called, who writes it, and who may read it."""
    one = drafted_text(request, text)
    there_only_if(permissions.may_arrange(actor_of(request), one))
    form = TextForm(request.POST if request.method == "POST" else None, coalition=coalition_of(request), text=one)
    if form.is_valid() and attempt(form, lambda: deeds.arrange(one, form.beginning(), by=actor_of(request))) is not None:
        done(request, _("Recorded."), one.pk)
        return redirect("draft", coalition, text)
    return render(request, "workspace/drafts/arrange.html", {"form": form, "text": one})


def give_up(request: HttpRequest, coalition: str, text: UUID) -> HttpResponse:
    """Say what happens, then put a text away."""
    one = drafted_text(request, text)
    there_only_if(permissions.may_arrange(actor_of(request), one))
    form = GiveUpForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, lambda: deciding.give_up(one, form.cleaned_data["why"], by=actor_of(request)) or one) is not None:
        done(request, _("The text is put away."), one.pk)
        return redirect("drafts", coalition)
    return render(request, "workspace/drafts/give_up.html", {"form": form, "text": one})


@require_POST
def next_version(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """Begin the next version of a text with the words of this one."""
    note = request.POST.get("change_note", "")[:LONGEST_NOTE]
    one = deeds.next_version(drafted_version(request, version), change_note=note, by=actor_of(request))
    done(request, _("%(version)s is begun with the same words.") % {"version": words.edition(one)}, one.pk)
    return redirect("draft-version", coalition, one.pk)
