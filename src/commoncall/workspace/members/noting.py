"""Notes on an organisation: writing one, changing it, and removing it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.kernel.labels import Attribution, Label
from commoncall.membership import permissions
from commoncall.membership.actions import notes
from commoncall.membership.queries import records
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.members.forms import NoteForm
from commoncall.workspace.members.standing import actor_of, record_of, there, there_only_if

if TYPE_CHECKING:
    from commoncall.membership.models import Note


def write(request: HttpRequest, coalition: str, organisation: UUID) -> HttpResponse:
    """Write a note on an organisation."""
    record, actor = record_of(request, organisation), actor_of(request)
    there_only_if(permissions.ANNOTATE.verdict(actor))
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        written = attempt(form, lambda: notes.write(record.organisation, *_told(form), by=actor))
        if written is not None:
            done(request, _("Recorded."), written.pk)
            return _back(coalition, organisation)
    return render(request, "workspace/members/note.html", {"record": record, "organisation": record.organisation, "form": form})


def correct(request: HttpRequest, coalition: str, organisation: UUID, note: UUID) -> HttpResponse:
    """Change a note."""
    record, actor, kept = record_of(request, organisation), actor_of(request), _note(request, organisation, note)
    initial = {"text": kept.text, "label": kept.label, "attribution": kept.attribution}
    form = NoteForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid() and attempt(form, lambda: notes.correct(kept, *_told(form), by=actor)) is not None:
        done(request, _("Recorded."), note)
        return _back(coalition, organisation)
    shown = {"record": record, "organisation": record.organisation, "form": form, "note": kept}
    return render(request, "workspace/members/note.html", shown)


@require_POST
def remove(request: HttpRequest, coalition: str, organisation: UUID, note: UUID) -> HttpResponse:
    """Remove a note; it can be undone, and so is not asked twice."""
    notes.remove(_note(request, organisation, note), by=actor_of(request))
    done(request, _("The note was removed."), note)
    return _back(coalition, organisation)


def _note(request: HttpRequest, organisation: UUID, note: UUID) -> Note:
    there_only_if(permissions.ANNOTATE.verdict(actor_of(request)))
    return there(records.note(actor_of(request), organisation, note))


def _told(form: NoteForm) -> tuple[str, Label, Attribution]:
    told = form.cleaned_data
    return told["text"], Label(told["label"]), Attribution(told["attribution"])


def _back(coalition: str, organisation: UUID) -> HttpResponseRedirect:
    response = redirect("member", coalition, organisation)
    response["Location"] += "#notes"
    return response
