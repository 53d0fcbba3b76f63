"""What an organisation never signs: a page for its own people alone."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.drafting import permissions
from commoncall.drafting.actions import bottom_lines as deeds
from commoncall.drafting.queries import bottom_lines
from commoncall.kernel.parties import queries as parties
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.drafts.forms.texts import BottomLineForm
from commoncall.workspace.members.standing import actor_of, there, there_only_if


def lines(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show what one's own organisation never signs, and note more."""
    actor = actor_of(request)
    there_only_if(permissions.KEEP_BOTTOM_LINES.verdict(actor))
    organisation = there(parties.organisations_visible_to(actor).filter(pk=actor.organisation_id).first() if actor.organisation_id else None)
    form = BottomLineForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        told = form.cleaned_data
        noted = attempt(form, lambda: deeds.note(organisation, told["about"], form.phrases(), told["warning"], by=actor))
        if noted is not None:
            done(request, _("Noted. Drafters are warned from now on, without your name."), noted.pk)
            return redirect("bottom-lines", coalition)
    return render(request, "workspace/drafts/bottom_lines.html", {"form": form, "lines": list(bottom_lines.own(actor)), "organisation": organisation})


@require_POST
def remove(request: HttpRequest, coalition: str, line: UUID) -> HttpResponse:
    """Take a bottom line out."""
    actor = actor_of(request)
    there_only_if(permissions.KEEP_BOTTOM_LINES.verdict(actor))
    one = there(next((each for each in bottom_lines.own(actor) if each.pk == line), None))
    deeds.remove(one, by=actor)
    done(request, _("Removed. Drafters are no longer warned of it."), one.pk)
    return redirect("bottom-lines", coalition)
