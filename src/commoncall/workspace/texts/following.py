"""Following up a material change: who has re-affirmed, who has not, and reminding them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commoncall.call import permissions
from commoncall.call.actions import following as deeds
from commoncall.call.queries import reaffirming
from commoncall.call.queries.reaffirming import Answer, FollowUp
from commoncall.procedures import reaffirming as procedure
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.members.standing import actor_of, there, there_only_if
from commoncall.workspace.texts import words
from commoncall.workspace.texts.forms import RemindForm
from commoncall.workspace.texts.reaching import version_of

if TYPE_CHECKING:
    from commoncall.call.models import Version

#: What the list can be narrowed to, in the order in which it is offered.
FILTERS = ("", Answer.WAITING, Answer.REAFFIRMED, Answer.WITHDREW, Answer.LEFT)


def follow_up(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """Show what became of asking each organisation to re-affirm."""
    one, found = _found(request, version)
    wanted = request.GET.get("show", "")
    shown = wanted if wanted in set(Answer) else ""
    told = {
        "version": one,
        "kind": one.text.kind,
        "found": found,
        "sentence": words.have_reaffirmed(found),
        "until": words.instant(found.due_at) if found.due_at else "",
        "answered": found.count(Answer.REAFFIRMED),
        "total": len(found.rows),
        "rows": [(row, *words.STATUS[row.answer]) for row in found.having(shown)],
        "filters": [(value, words.narrowed(value), len(found.having(value)), value == shown) for value in FILTERS if found.having(value)],
        "reminder": procedure.reminder(one, by=actor_of(request)) if found.having(Answer.WAITING) else None,
    }
    return render(request, "workspace/texts/follow_up.html", told)


@require_POST
def download(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """Give the list as a file; that it was taken is recorded, and its label stands in its name."""
    one, _told = _found(request, version)
    taken = deeds.take_list(one, by=actor_of(request))
    response = HttpResponse(taken.content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{taken.name}"'
    return response


def remind(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """Say who would be written to, then remind them."""
    actor, (one, _told) = actor_of(request), _found(request, version)
    form = RemindForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reminded = attempt(form, lambda: procedure.remind(one, urgent=form.cleaned_data["urgent"], by=actor))
        if reminded is not None:
            done(request, words.reminded(len(reminded.readers)))
            return redirect("text-follow-up", coalition, version)
    planned = procedure.reminder(one, by=actor)
    told = {"form": form, "version": one, "kind": one.text.kind, "planned": planned, "sentences": words.planned(planned)}
    return render(request, "workspace/texts/remind.html", told)


def _found(request: HttpRequest, version: UUID) -> tuple[Version, FollowUp]:
    actor = actor_of(request)
    there_only_if(permissions.FOLLOW_UP.verdict(actor))
    one = version_of(request, version)
    return one, there(reaffirming.follow_up(actor, one))
