"""Translations of a version: how far each is, writing one beside the words that count, and saying that it was checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.drafting.actions import wordings as deeds
from commoncall.drafting.queries import texts
from commoncall.drafting.rules import paragraphs
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.kernel import languages
from commoncall.procedures import deciding
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.drafts import pages, words
from commoncall.workspace.drafts.forms.texts import NewLanguageForm
from commoncall.workspace.drafts.forms.wording import TranslationForm
from commoncall.workspace.drafts.reaching import drafted_version, language_of, version_of
from commoncall.workspace.members.standing import actor_of, there

if TYPE_CHECKING:
    from commoncall.drafting.models import Version, Wording


def translations(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """Show in which languages a version can be read, and how far each translation is."""
    actor, one = actor_of(request), version_of(request, version)
    told = pages.head(actor, one)
    form = NewLanguageForm(request.POST if request.method == "POST" and told["may_draft"] else None)
    if form.is_valid() and form.cleaned_data["language"]:
        return redirect("draft-translate", coalition, version, form.cleaned_data["language"])
    rows = [
        (line, languages.endonym(line.language), *words.TRANSLATED[str(line.state)], line.language == one.text.language)
        for line in texts.translations(one)
    ]
    return render(request, "workspace/drafts/translations.html", told | {"rows": rows, "form": form, "authoritative": _name(one.text.language)})


def translate(request: HttpRequest, coalition: str, version: UUID, code: str) -> HttpResponse:
    """Write a translation, paragraph by paragraph, beside the authoritative words."""
    one = drafted_version(request, version)
    language_of(code)
    there(code if code != one.text.language else None)
    among = texts.wordings(one)
    original, kept = there(among.get(one.text.language)), among.get(code)
    form = _form(request, original, kept, code)
    if form.is_valid():
        deed = lambda: deciding.word(  # noqa: E731
            one, code, form.cleaned_data["title"], form.paragraphs(), unchanged_since=form.unchanged_since(), by=actor_of(request)
        )
        if attempt(form, deed) is not None:
            done(request, _("Saved in this language: %(language)s.") % {"language": _name(code)})
            return redirect("draft-translations", coalition, version)
    told = {
        "form": form,
        "original": original,
        "theirs": kept if kept and form.overtaken(kept.changed_at) else None,
        "language": code,
        "direction_of_it": languages.direction(code),
        "language_name": _name(code),
        "original_direction": languages.direction(original.language),
    }
    return render(request, "workspace/drafts/translate.html", pages.head(actor_of(request), one) | told)


def _form(request: HttpRequest, original: Wording, kept: Wording | None, code: str) -> TranslationForm:
    translated = paragraphs.read(kept.paragraphs) if kept else ()
    return TranslationForm(
        request.POST if request.method == "POST" else None,
        originals=_beside(paragraphs.read(original.paragraphs), translated),
        kept={one.key: one.text for one in translated},
        title=kept.title if kept else "",
        seen=kept.changed_at.isoformat() if kept else "",
        code=code,
    )


def _beside(originals: Sequence[Paragraph], translated: Sequence[Paragraph]) -> list[Paragraph]:
    """Return what is translated, and in its place what stands in the translation alone, with no words beside it: saving loses nothing."""
    known, alone, last = {one.key for one in originals}, dict[str, list[Paragraph]](), ""
    for one in translated:
        if one.key in known:
            last = one.key
        else:
            alone.setdefault(last, []).append(replace(one, text=""))
    found = alone.get("", [])
    for one in originals:
        found += [one, *alone.get(one.key, ())]
    return found


@require_POST
def check(request: HttpRequest, coalition: str, version: UUID, code: str) -> HttpResponse:
    """Note that somebody checked a translation against the authoritative words."""
    wording = _wording(drafted_version(request, version), code)
    # What was read is checked, not what somebody may have written since.
    wording.digest = request.POST.get("digest", "")
    deeds.check(wording, by=actor_of(request))
    done(request, _("Noted as checked."), wording.pk)
    return redirect("draft-translations", coalition, version)


def remove(request: HttpRequest, coalition: str, version: UUID, code: str) -> HttpResponse:
    """Say what is lost, then take a translation out."""
    one = drafted_version(request, version)
    wording = _wording(one, code)
    if request.method == "POST":
        deeds.remove_wording(one, code, by=actor_of(request))
        done(request, _("It is no longer there."))
        return redirect("draft-translations", coalition, version)
    told = pages.head(actor_of(request), one) | {"language_name": _name(code), "n": len(wording.paragraphs)}
    return render(request, "workspace/drafts/translation_remove.html", told)


@require_POST
def authoritative(request: HttpRequest, coalition: str, version: UUID, code: str) -> HttpResponse:
    """Make the words in another language the authoritative ones."""
    one = drafted_version(request, version)
    deeds.choose_authoritative(one, language_of(code), by=actor_of(request))
    done(request, _("This language is the authoritative one now: %(language)s.") % {"language": _name(code)})
    return redirect("draft-translations", coalition, version)


def _wording(version: Version, language: str) -> Wording:
    return there(texts.wordings(version).get(language))


def _name(code: str) -> str:
    return languages.name_of(code, languages.current())
