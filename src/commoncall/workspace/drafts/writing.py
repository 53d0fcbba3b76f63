"""Writing the words of a version: in one field, or brought in from a file. What was typed is never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.drafting.actions import wordings as deeds
from commoncall.drafting.queries import texts
from commoncall.drafting.rules import paragraphs
from commoncall.kernel import languages
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.drafts import keeping, pages, reading_files
from commoncall.workspace.drafts.forms.wording import FileForm, WordsForm
from commoncall.workspace.drafts.reaching import drafted_version, language_of
from commoncall.workspace.members.standing import actor_of, there

if TYPE_CHECKING:
    from commoncall.drafting.models import Version


def write(request: HttpRequest, coalition: str, version: UUID, code: str) -> HttpResponse:
    """Write what a version says in one language, as a whole."""
    one = _draft(request, version)
    language_of(code)
    kept = texts.wordings(one).get(code)
    old = paragraphs.read(kept.paragraphs) if kept else ()
    form = WordsForm(
        request.POST if request.method == "POST" else None,
        title=kept.title if kept else one.text.title if code == one.text.language else "",
        paragraphs=old,
        seen=kept.changed_at.isoformat() if kept else "",
        code=code,
    )
    if form.is_valid():
        said = keeping.keyed(old, form.said())
        deed = lambda: deeds.word(  # noqa: E731
            one, code, form.cleaned_data["title"], said, unchanged_since=form.unchanged_since(), by=actor_of(request)
        )
        if attempt(form, deed) is not None:
            done(request, _("Saved in this language: %(language)s.") % {"language": languages.name_of(code, languages.current())})
            return _back(coalition, one, code)
    told = _head(request, one, code) | {"form": form, "theirs": form.overtaken(kept.changed_at) if kept else False, "kept": kept}
    return render(request, "workspace/drafts/write.html", told)


def bring_in(request: HttpRequest, coalition: str, version: UUID, code: str) -> HttpResponse:
    """Bring the words of a file into a version; what the file lost on the way is said."""
    one = _draft(request, version)
    language_of(code)
    kept = texts.wordings(one).get(code)
    seen = {"seen": kept.changed_at.isoformat() if kept else ""}
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm(initial=seen)
    if form.is_valid():
        found = reading_files.read(form, code)
        if found is not None:
            deed = lambda: deeds.bring_in(  # noqa: E731
                one, code, found.document.blocks, title=found.document.title, unchanged_since=form.unchanged_since(), by=actor_of(request)
            )
            if attempt(form, deed) is not None:
                done(request, reading_files.brought(found))
                return _back(coalition, one, code)
    return render(
        request,
        "workspace/drafts/bring_in.html",
        _head(request, one, code) | {"form": form, "theirs": form.overtaken(kept.changed_at) if kept else False, "kept": kept},
    )


def _head(request: HttpRequest, version: Version, language: str) -> dict[str, Any]:
    told = {"language": language, "language_name": languages.name_of(language, languages.current()), "direction_of_it": languages.direction(language)}
    return pages.head(actor_of(request), version) | told


def _draft(request: HttpRequest, version: UUID) -> Version:
    one = drafted_version(request, version)
    return there(one if one.state == "draft" else None)


def _back(coalition: str, version: Version, language: str) -> HttpResponse:
    response = redirect("draft-version", coalition, version.pk)
    response["Location"] += f"?language={language}"
    return response
