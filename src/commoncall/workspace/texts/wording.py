"""Writing a text: beginning a draft, its words language by language, and putting it away."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.call import permissions
from commoncall.call.actions import texts as deeds
from commoncall.call.queries import texts
from commoncall.kernel import languages
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.members.standing import actor_of, coalition_of, there, there_only_if
from commoncall.workspace.texts.forms import NewLanguageForm
from commoncall.workspace.texts.reaching import kind_of, version_of
from commoncall.workspace.texts.writing import Sheet, home

if TYPE_CHECKING:
    from commoncall.call.models import Version


@require_POST
def begin(request: HttpRequest, coalition: str, kind: str) -> HttpResponse:
    """Begin the draft of a text's next version."""
    there_only_if(permissions.DRAFT.verdict(actor_of(request)))
    deeds.begin(coalition_of(request), kind_of(kind), by=actor_of(request))
    return redirect("text-draft", coalition, kind)


def languages_of(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """Choose into which language a version is to be written next."""
    one = _version(request, version)
    form = NewLanguageForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return redirect("text-word", coalition, version, form.cleaned_data["language"])
    among = texts.wordings(one)
    missing = [(code, languages.endonym(code)) for code in coalition_of(request).languages if code not in among]
    return render(request, "workspace/texts/languages.html", {"form": form, "version": one, "missing": missing, "kind": one.text.kind})


def word(request: HttpRequest, coalition: str, version: UUID, language: str) -> HttpResponse:
    """Write what a version says in one language. Its buttons add, move and remove demands without saving anything."""
    one = _version(request, version)
    there(language if deeds.is_language(language) else None)
    sheet = Sheet(one, language, request.POST if request.method == "POST" else None)
    if sheet.is_to_be_saved:
        written = sheet.form
        deed = lambda: deeds.word(  # noqa: E731
            one, language, written.words(), is_ready=sheet.is_said_ready, unchanged_since=written.unchanged_since(), by=actor_of(request)
        )
        if attempt(written, deed) is not None:
            done(request, _("Saved in this language: %(language)s.") % {"language": languages.name_of(language, languages.current())})
            return redirect(home(one, coalition) + f"?language={language}")
    return render(request, "workspace/texts/word.html", {"sheet": sheet, "form": sheet.form, "version": one, "kind": one.text.kind})


def remove(request: HttpRequest, coalition: str, version: UUID, language: str) -> HttpResponse:
    """Say what is lost, then take a language out of a draft."""
    one = _version(request, version)
    if request.method == "POST":
        deeds.remove_wording(one, language, by=actor_of(request))
        done(request, _("It is no longer in the draft."))
        return redirect("text-draft", coalition, one.text.kind)
    told = {"version": one, "kind": one.text.kind, "language": languages.name_of(language, languages.current())}
    return render(request, "workspace/texts/remove.html", told)


@require_POST
def authoritative(request: HttpRequest, coalition: str, version: UUID, language: str) -> HttpResponse:
    """Make the words in another language the authoritative ones."""
    one = _version(request, version)
    deeds.choose_authoritative(one, language, by=actor_of(request))
    done(request, _("This language is the authoritative one now: %(language)s.") % {"language": languages.name_of(language, languages.current())})
    return redirect("text-draft", coalition, one.text.kind)


def discard(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """Say what happens, then put a draft away."""
    one = _version(request, version)
    if request.method == "POST":
        deeds.discard(one, by=actor_of(request))
        done(request, _("The draft is put away."), one.pk)
        return redirect("texts", coalition)
    return render(request, "workspace/texts/discard.html", {"version": one, "kind": one.text.kind})


def _version(request: HttpRequest, version: UUID) -> Version:
    there_only_if(permissions.DRAFT.verdict(actor_of(request)))
    return version_of(request, version)
