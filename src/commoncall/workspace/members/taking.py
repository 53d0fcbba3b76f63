"""Taking the list along: what it will hold and who may read it, then the file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commoncall.kernel.labels import LABEL_SENTENCES
from commoncall.membership import permissions
from commoncall.membership.actions import exports
from commoncall.membership.queries import directory, label_of_list
from commoncall.membership.rules.filters import Filters
from commoncall.web.forms import attempt
from commoncall.workspace.members import words
from commoncall.workspace.members.forms import DownloadForm
from commoncall.workspace.members.standing import actor_of, there_only_if


def download(request: HttpRequest, coalition: str) -> HttpResponse:
    """Say what a copy of the list holds and ask in which form; sent, give the file. Each copy is recorded."""
    actor, filters = actor_of(request), Filters.read(request.GET)
    there_only_if(permissions.EXPORT.verdict(actor))
    form = DownloadForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        taken = attempt(form, lambda: exports.download(filters, exports.Form(form.cleaned_data["form"]), by=actor))
        if taken is not None:
            return _file(taken)
    found, label = directory.page(actor, filters), label_of_list(actor)
    shown = {"form": form, "label": label, "label_words": LABEL_SENTENCES[label], "number": words.organisations(found.found.total)}
    return render(request, "workspace/members/download.html", {**shown, "query": filters.without().as_query(), "is_filtered": filters.set_fields})


def _file(taken: exports.Download) -> HttpResponse:
    response = HttpResponse(taken.content, content_type=taken.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{taken.name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
