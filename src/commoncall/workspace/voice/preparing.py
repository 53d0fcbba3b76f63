"""Preparing a letter on words that stay as they are, and changing what was prepared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.drafting.queries import texts
from commoncall.kernel import languages
from commoncall.voice import permissions
from commoncall.voice.actions import letters as deeds
from commoncall.voice.queries import eligible, pre_approvals
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.drafts.words import edition
from commoncall.workspace.members.standing import actor_of, coalition_of, there, there_only_if
from commoncall.workspace.voice import shown
from commoncall.workspace.voice.access import led_letter
from commoncall.workspace.voice.forms.terms import TermsForm

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from commoncall.drafting.models import Version

MOST = 60


def new(request: HttpRequest, coalition: str) -> HttpResponse:
    """Choose the text, then say to whom the letter goes, who may sign it, and until when."""
    actor, here = actor_of(request), coalition_of(request)
    there_only_if(permissions.may_prepare(actor, here))
    version = _chosen(request)
    if version is None:
        return render(request, "workspace/voice/choose.html", {"choices": _choices(request)})
    form = TermsForm(request.POST if request.method == "POST" else None, topics=pre_approvals.topics(here))
    if form.is_valid():
        prepared = attempt(form, lambda: deeds.prepare(version, form.terms(), by=actor))
        if prepared is not None:
            done(request, _("Prepared. Look at it once more; nobody is asked before you open it."), prepared.pk)
            return redirect("letter", coalition, prepared.pk)
    title, language = texts.titles([version], languages.current())[version.pk]
    told = {"form": form, "version": version, "edition": edition(version), "title": title, "title_language": language}
    return render(request, "workspace/voice/prepare.html", told)


def change(request: HttpRequest, coalition: str, letter: UUID) -> HttpResponse:
    """Change what was prepared; of an open letter, until when and how it collects."""
    actor, found = actor_of(request), led_letter(request, letter, "draft", "open")
    form = TermsForm(request.POST if request.method == "POST" else None, letter=found, topics=pre_approvals.topics(found.coalition))
    if form.is_valid() and attempt(form, lambda: deeds.change(found, form.terms(), by=actor)) is not None:
        done(request, _("Changed."), found.pk)
        return redirect("letter", coalition, letter)
    return render(request, "workspace/voice/change.html", shown.head(actor, found) | {"form": form})


def _chosen(request: HttpRequest) -> Version | None:
    wanted = request.GET.get("version", "")
    if not wanted:
        return None
    try:
        return there(_signable(request).filter(pk=UUID(wanted)).first())
    except ValueError:
        return there(None)


def _choices(request: HttpRequest) -> list[dict[str, Any]]:
    found = list(_signable(request)[:MOST])
    titles = texts.titles(found, languages.current())
    return [{"version": one, "title": titles[one.pk][0], "language": titles[one.pk][1], "edition": edition(one)} for one in found]


def _signable(request: HttpRequest) -> QuerySet[Version]:
    """Return the versions whose words stay as they are and that can become a letter, the latest first."""
    known = texts.versions_visible_to(actor_of(request)).filter(state__in=["locked", "published"], text__closed_at=None)
    return known.filter(text__kind__in=eligible.SENT).order_by("-begun_at", "-id")
