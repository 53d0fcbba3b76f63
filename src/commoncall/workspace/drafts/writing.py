"""Writing the words of a version: in one field, or brought in from a file. What was typed is never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.drafting import permissions
from commoncall.drafting.actions import wordings as deeds
from commoncall.drafting.queries import texts
from commoncall.drafting.rules import paragraphs
from commoncall.kernel import languages
from commoncall.procedures import deciding
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.drafts import keeping, pages, reading_files
from commoncall.workspace.drafts.forms.wording import FileForm, ParagraphForm, WordsForm
from commoncall.workspace.drafts.reaching import drafted_version, language_of
from commoncall.workspace.members.standing import actor_of, there, there_only_if

if TYPE_CHECKING:
    from commoncall.drafting.models import Version


#: So many parts no text has.
MOST_DIGITS = 5


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
        deed = lambda: deciding.word(  # noqa: E731
            one, code, form.cleaned_data["title"], said, unchanged_since=form.unchanged_since(), by=actor_of(request)
        )
        if attempt(form, deed) is not None:
            done(request, _("Saved in this language: %(language)s.") % {"language": languages.name_of(code, languages.current())})
            return _back(coalition, one, code)
    told = _head(request, one, code) | {"form": form, "theirs": form.overtaken(kept.changed_at) if kept else False, "kept": kept}
    return render(request, "workspace/drafts/write.html", told)


def paragraph(request: HttpRequest, coalition: str, version: UUID, code: str, key: str) -> HttpResponse:
    """Write one paragraph of a draft where it stands, in a form that a phone has room for."""
    one = _draft(request, version)
    there_only_if(permissions.may_draft(actor_of(request), one.text))
    kept = texts.wordings(one).get(language_of(code))
    known = paragraphs.read(kept.paragraphs) if kept else ()
    found = next((each for each in known if each.key == key), None)
    # What is gone meanwhile is still shown to whoever was writing it, so that nothing typed is lost.
    there(found if request.method != "POST" else one)
    text = found.text if found else ""
    form = ParagraphForm(request.POST if request.method == "POST" else None, text=text, code=code)
    if form.is_valid():
        said = form.cleaned_data
        if attempt(form, lambda: deeds.reword(one, code, key, said["words"], before=said["before"], by=actor_of(request))) is not None:
            done(request, _("Saved in this language: %(language)s.") % {"language": languages.name_of(code, languages.current())})
            return _back(coalition, one, code, key, request.GET.get("page", ""))
    number = dict(zip((each.key for each in known), paragraphs.numbers(known), strict=True)).get(key, "")
    told = _head(request, one, code) | {"form": form, "number": number, "theirs": text if form.overtaken(text) else "", "key": key}
    return render(request, "workspace/drafts/paragraph.html", told)


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
            deed = lambda: deciding.bring_in(  # noqa: E731
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


def _back(coalition: str, version: Version, language: str, key: str = "", page: str = "") -> HttpResponse:
    response = redirect("draft-version", coalition, version.pk)
    part = f"&page={page}" if page.isdecimal() and len(page) < MOST_DIGITS else ""
    response["Location"] += f"?language={language}{part}" + (f"#p-{key}" if key else "")
    return response
