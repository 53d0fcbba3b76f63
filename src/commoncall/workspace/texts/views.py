"""Reading the texts: all of them, the one in force, a former version, the draft, and what changed between two."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commoncall.call import permissions
from commoncall.call.queries import texts as read
from commoncall.kernel import languages
from commoncall.voice.permissions import speaks_as_one
from commoncall.workspace.members.standing import actor_of, coalition_of
from commoncall.workspace.texts import pages
from commoncall.workspace.texts.reaching import KINDS, draft_of, kind_of, numbered, version_of
from commoncall.workspace.texts.shown import difference, reading
from commoncall.workspace.texts.writing import home

if TYPE_CHECKING:
    from commoncall.call.models import Version


def texts(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show the texts that the coalition has, and what can be begun."""
    actor, here = actor_of(request), coalition_of(request)
    shelf = [pages.on_the_shelf(actor, here, kind) for kind in KINDS]
    told = {
        "shelf": [one for one in shelf if one.is_shown],
        "may_draft": permissions.DRAFT.verdict(actor).allowed,
        "speaks_as_one": speaks_as_one(here).allowed,
    }
    return render(request, "workspace/texts/texts.html", told)


def text(request: HttpRequest, coalition: str, kind: str) -> HttpResponse:
    """Show the version of a text that is in force; where there is none yet, the list of texts says so."""
    found = read.in_force(coalition_of(request), kind_of(kind))
    if found is None:
        return redirect("texts", coalition)
    return _page(request, found)


def version(request: HttpRequest, coalition: str, kind: str, number: int) -> HttpResponse:
    """Show a version that was in force once; the one that is has its own address."""
    found = numbered(request, kind, number)
    return redirect("text", coalition, kind) if found.state == "adopted" and not request.GET else _page(request, found)


def draft(request: HttpRequest, coalition: str, kind: str) -> HttpResponse:
    """Show the draft of a text's next version, and to those who write it how far it has come in each language."""
    found = draft_of(request, kind)
    return render(request, "workspace/texts/draft.html", pages.draft(actor_of(request), found, request.GET.get("language", "")))


def found(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """Lead to the page of a version, whatever it is today."""
    return redirect(home(version_of(request, version), coalition))


def _page(request: HttpRequest, version: Version) -> HttpResponse:
    told = pages.version(actor_of(request), version, request.GET.get("language", ""))
    return render(request, "workspace/texts/text.html", told)


def compare(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """Show what is different from another version, which is the one before unless a number is asked for."""
    now = version_of(request, version)
    others = [one for one in read.adopted(coalition_of(request), now.text.kind) if one.pk != now.pk]
    before = pages.other(now, others, request.GET.get("with", ""))
    if before is None:
        raise Http404
    code = request.GET.get("language") or languages.current()
    then, told = reading(before, code), reading(now, code)
    # Words are compared with words of the same language alone: where one is not translated, the authoritative texts are.
    if then.code != told.code:
        then, told = reading(before, now.language), reading(now, now.language)
    shown = {"now": now, "before": before, "others": others, "then": then, "reading": told, "difference": difference(then.wording, told.wording)}
    return render(request, "workspace/texts/compare.html", shown)
