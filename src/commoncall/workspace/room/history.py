"""The coalition's history, as sentences by day; to take along; and the way to undo."""

from __future__ import annotations

import json
from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from commoncall.kernel.history import queries as book
from commoncall.membership.queries import label_of_list
from commoncall.procedures import undoing
from commoncall.workspace.home.views import standing_of
from commoncall.workspace.room.pages import HistoryForm, page_of_history


def history(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show what was done here, as far as the reader may know of it, newest first."""
    standing = standing_of(request)
    form = HistoryForm(request.GET, actor=standing.actor)
    page = page_of_history(standing.actor, form)
    chain = standing.coalition.chain
    seal = bytes(chain.head).hex() if chain.length else ""
    return render(request, "workspace/room/history.html", {"form": form, "page": page, "seal": seal, "length": chain.length})


def download(request: HttpRequest, coalition: str) -> StreamingHttpResponse:
    """Give everything that the reader may read of the history, as JSON; its label stands in the name of the file."""
    standing = standing_of(request)
    label = f"TLP-{label_of_list(standing.actor).value.upper()}"
    response = StreamingHttpResponse(_as_json(request, label), content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{coalition}-history-{label}.json"'
    return response


def _as_json(request: HttpRequest, label: str) -> Iterator[str]:
    """Yield the history piece by piece, in the language of the reader, who may be gone from this thread by then."""
    standing, code = standing_of(request), translation.get_language()
    head = {"coalition": standing.coalition.name, "label": label.replace("-", ":", 1), "chain": str(standing.coalition.chain_id)}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "entries": [\n'
    between = ""
    with translation.override(code):
        for entry in book.visible_to(standing.actor).iterator(500):
            yield between + json.dumps(book.as_data(entry), ensure_ascii=False)
            between = ",\n"
    yield "\n]}\n"


def undo(request: HttpRequest, coalition: str, entry: UUID) -> HttpResponse:
    """Ask once more, then undo one deed by a deed of its own."""
    actor = standing_of(request).actor
    if request.method == "POST":
        undoing.undo(entry, by=actor)
        messages.success(request, _("Undone. Both stand in the history: what was done, and that it was taken back."))
        return redirect("history", coalition)
    found = book.undoable(actor, entry)
    if found is None:
        raise Http404
    return render(request, "workspace/room/undo.html", {"line": book.told([found])[0]})
