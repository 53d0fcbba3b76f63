"""Writing the next version of the call or the charter with everybody, and taking over what was adopted of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.call import permissions
from commoncall.drafting.queries import texts as drafts
from commoncall.procedures import adoption
from commoncall.web.done import done
from commoncall.workspace.members.standing import actor_of, coalition_of, there, there_only_if
from commoncall.workspace.texts.reaching import KINDS, kind_of

if TYPE_CHECKING:
    from commoncall.drafting.models import Version
    from commoncall.kernel.authority import Actor
    from commoncall.kernel.parties.models import Coalition


@require_POST
def begin(request: HttpRequest, coalition: str, kind: str) -> HttpResponse:
    """Begin to write the next version of a text together, or go to where it is being written."""
    there_only_if(permissions.DRAFT.verdict(actor_of(request)))
    version = adoption.draft_together(coalition_of(request), kind_of(kind), by=actor_of(request))
    return redirect("draft", coalition, version.text_id)


def take(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """Say what it is to take over the words of a published text, and do so; then what is to be noted of its adoption is asked."""
    actor = actor_of(request)
    there_only_if(permissions.DRAFT.verdict(actor))
    drafted = drafts.version(actor, version)
    there(drafted if drafted.text.kind in KINDS else None)
    if request.method == "POST":
        taken = adoption.take_over(drafted, by=actor)
        done(request, _("The words are taken over. Say now who is asked to re-affirm."))
        return redirect("text-adopt", coalition, taken.pk)
    told = {"drafted": drafted, "decision": adoption.decision_on(drafted), "kind": drafted.text.kind}
    return render(request, "workspace/texts/take.html", told)


def under_way(actor: Actor, coalition: Coalition, kind: str) -> Version | None:
    """Return the version of a text that is being written together, where the reader may read it."""
    found = adoption.under_way(coalition, kind)
    return found if found is not None and drafts.versions_visible_to(actor).filter(pk=found.pk).exists() else None


def published(actor: Actor, coalition: Coalition, kind: str) -> Version | None:
    """Return what was published of a text and is not in force yet, for whoever may take its words over."""
    return adoption.published(coalition, kind) if permissions.DRAFT.verdict(actor).allowed else None
