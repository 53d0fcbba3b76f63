"""One letter: its words, and who signs it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commoncall.kernel.history import queries as book
from commoncall.workspace.members.standing import actor_of
from commoncall.workspace.voice import shown
from commoncall.workspace.voice.access import letter_of

ENTRIES = 8


def letter(request: HttpRequest, coalition: str, letter: UUID) -> HttpResponse:
    """Show a letter as it is sent, in any of its languages, to whom, until when, and who has signed."""
    actor, found = actor_of(request), letter_of(request, letter)
    told = shown.page(actor, found, request.GET.get("language", ""))
    told["lines"] = book.told(book.visible_to(actor).filter(subject=found.pk)[:ENTRIES])
    return render(request, "workspace/voice/letter.html", told)
