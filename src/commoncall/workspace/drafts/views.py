"""Reading what is written together: the list of texts, a version with what is proposed, and a version as it reads."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commoncall.drafting import permissions
from commoncall.drafting.queries import texts
from commoncall.drafting.rules import paragraphs
from commoncall.workspace.drafts import listing, pages
from commoncall.workspace.drafts.reaching import text_of, version_of
from commoncall.workspace.members.standing import actor_of, coalition_of, there


def drafts(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show the texts that are written together, those first that ask something of the reader."""
    actor = actor_of(request)
    told = listing.shelf(actor, request.GET)
    return render(
        request,
        "workspace/drafts/drafts.html",
        told
        | {
            "may_begin": permissions.may_begin(actor, coalition_of(request)).allowed,
            "may_keep": permissions.KEEP_BOTTOM_LINES.verdict(actor).allowed,
        },
    )


def draft(request: HttpRequest, coalition: str, text: UUID) -> HttpResponse:
    """Show the latest version of a text with all that is proposed."""
    latest = there(texts.latest(text_of(request, text), actor_of(request)))
    return render(request, "workspace/drafts/draft.html", pages.draft(actor_of(request), latest, request.GET.dict()))


def version(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """Show one version of a text with all that was proposed to it."""
    one = version_of(request, version)
    return render(request, "workspace/drafts/draft.html", pages.draft(actor_of(request), one, request.GET.dict()))


def clean(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """Show a version as it reads, without anything that is proposed to it."""
    one = version_of(request, version)
    read = pages.in_language(one, request.GET.get("language", ""))
    lines = list(zip(paragraphs.numbers(read.paragraphs), read.paragraphs, strict=True))
    return render(request, "workspace/drafts/clean.html", pages.head(actor_of(request), one) | {"read": read, "lines": lines})
