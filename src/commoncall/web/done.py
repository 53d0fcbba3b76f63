"""Saying what was done, with the way back where there is one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from commoncall.kernel.history import queries as history
from commoncall.kernel.refusals import Words
from commoncall.web.standing import Standing


def done(request: HttpRequest, words: Words, subject: UUID | None = None) -> None:
    """Tell the reader on the next page what was done; with ``subject``, offer to undo what was last done to that."""
    standing: Standing = request.standing  # type: ignore[attr-defined]
    entry = None
    if subject is not None:
        last = history.visible_to(standing.actor).filter(subject=subject, account=standing.actor.account_id).first()
        entry = history.undoable(standing.actor, last.id) if last is not None else None
    way_back = reverse("undo", args=[standing.coalition.slug, entry.id]) if entry is not None else ""
    messages.success(request, str(words), extra_tags=way_back)
