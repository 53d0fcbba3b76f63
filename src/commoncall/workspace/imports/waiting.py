"""The page of an import that the clock is at; it asks again by itself, with and without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from commoncall.workspace.imports import sentences
from commoncall.workspace.imports.access import PLACES, of_one

if TYPE_CHECKING:
    from commoncall.membership.models import Batch

#: States in which the clock is at an import, or will be in a moment.
WAITING = ("planning", "applying", "undoing")


@of_one(*WAITING)
def progress(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Say what is being done, until it is."""
    where = [batch.coalition.slug, batch.pk]
    told = {
        "batch": batch,
        "words": sentences.under_way(batch),
        "poll": reverse("import-progress-facts", args=where),
        "next": reverse("import", args=where),
    }
    return render(request, "workspace/imports/progress.html", told)


@of_one()
def facts(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Tell the page how far it is. How much is left cannot be seen from outside: it all happens in one step."""
    finished = batch.state not in WAITING and batch.state in PLACES
    return JsonResponse({"done": 0, "total": 0, "words": sentences.standing(batch), "finished": finished})
