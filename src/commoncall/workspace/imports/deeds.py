"""What is done with a whole import: take it in, undo it, throw it away, call it off; each is asked first, with its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.membership.actions import importing
from commoncall.membership.queries import batches
from commoncall.workspace.imports import sentences
from commoncall.workspace.imports.access import at_its_place, of_one, tried
from commoncall.workspace.imports.waiting import WAITING

if TYPE_CHECKING:
    from commoncall.membership.models import Batch


@of_one("ready")
def apply(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Ask with the numbers, and take the list in."""
    if not any(sentences.brought(batch.counts)):
        return at_its_place(batch)
    if request.method == "POST":
        return _apply(request, batch)
    told = {"batch": batch, "question": sentences.question(batch), "seen": _seen(batch), "is_long": importing.is_long(batch)}
    left = batch.counts.get("questions", 0) + batch.counts.get("errors", 0)
    return render(request, "workspace/imports/apply.html", told | {"left": left})


def _apply(request: HttpRequest, batch: Batch) -> HttpResponse:
    if request.POST.get("seen") != _seen(batch):
        messages.warning(request, _("What this list would do has changed since you were asked. Look through it again."))
        return at_its_place(batch)
    deed = importing.apply_later if importing.is_long(batch) else importing.apply
    if not tried(request, lambda: deed(batch, by=request.actor)):  # type: ignore[attr-defined]
        importing.look_again(batch)
    return redirect("import", batch.coalition.slug, batch.pk)


def _seen(batch: Batch) -> str:
    """Return what somebody agrees to, so that a preview that has changed meanwhile is not taken in unseen."""
    counts: Mapping[str, Any] = batch.counts
    return "-".join(str(counts.get(name, 0)) for name in ("new_organisations", "changed_organisations", "new_people", "questions", "errors"))


@of_one("done")
def undo(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Ask with the numbers, and undo the whole import."""
    if request.method == "POST":
        deed = importing.revert_later if importing.is_long(batch) else importing.revert
        tried(request, lambda: deed(batch, by=request.actor))  # type: ignore[attr-defined]
        return redirect("import", batch.coalition.slug, batch.pk)
    return render(request, "workspace/imports/undo.html", {"batch": batch, "parts": list(sentences.brought(batch.counts))})


@of_one("mapping", "ready")
def discard(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Ask, and throw a list away that has changed nothing."""
    if request.method == "POST":
        if tried(request, lambda: importing.discard(batch, by=request.actor)):  # type: ignore[attr-defined]
            messages.success(request, _("“%(name)s” was thrown away. Nothing has been changed by it.") % {"name": batch.file_name})
        return redirect("imports", batch.coalition.slug)
    return render(request, "workspace/imports/discard.html", {"batch": batch, "rows": sentences.rows(batch)})


@require_POST
@of_one("done")
def again(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Bring the rows that were left out again."""
    return at_its_place(importing.again(batch, at_once=not importing.is_long(batch), by=request.actor))  # type: ignore[attr-defined]


@require_POST
@of_one(*WAITING)
def stop(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Call off what the clock has not begun."""
    if tried(request, lambda: importing.stop(batch, by=request.actor)):  # type: ignore[attr-defined]
        messages.success(request, _("It was called off before it began. Nothing has been changed."))
    found = batches.find(request.actor, batch.pk)  # type: ignore[attr-defined]
    return at_its_place(found or batch)
