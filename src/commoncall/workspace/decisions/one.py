"""One decision: read, and answered right on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers

from commoncall.decisions.actions import answering, secret
from commoncall.decisions.queries import answers, decisions
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.words import words_of
from commoncall.workspace.decisions import afterwards, own
from commoncall.workspace.decisions.access import decision_of, identifier_of
from commoncall.workspace.decisions.forms import AnswerForm
from commoncall.workspace.decisions.shown import head, page
from commoncall.workspace.members.standing import actor_of, there

if TYPE_CHECKING:
    from commoncall.decisions.models import Decision
    from commoncall.kernel.parties.models import Organisation


def decision(request: HttpRequest, coalition: str, decision: UUID) -> HttpResponse:
    """Show a decision as its reader may know it, and take the answer of one's organisation."""
    if request.method != "POST":
        return render(request, "workspace/decisions/decision.html", page(actor_of(request), decision_of(request, decision), coalition))
    found = decisions.to_be_answered(actor_of(request), decision)
    if request.POST.get("acknowledge"):
        return afterwards.acknowledge(request, found)
    organisation = _answering(request, found)
    form = AnswerForm(request.POST, rule=decisions.rule(found))
    if form.is_valid():
        if form.has_to_be_confirmed and not request.POST.get("sure"):
            return _asked_first(request, found, organisation, form)
        if (answered := _answered(request, found, organisation, form)) is not None:
            return answered
    return render(request, "workspace/decisions/decision.html", page(actor_of(request), decision_of(request, decision), coalition, form))


def _answering(request: HttpRequest, found: Decision) -> Organisation:
    """Return the organisation for which is answered: one's own, or one whose proxy it holds; for others there is nothing here."""
    actor = actor_of(request)
    key = identifier_of(request.POST.get("for") or str(there(actor.organisation_id)))
    return there(answers.spoken_for(actor, found, key) if key else None)


def _asked_first(request: HttpRequest, found: Decision, organisation: Organisation, form: AnswerForm) -> HttpResponse:
    """Show what follows, before a ballot is cast or silence is broken."""
    asked = own.question(organisation.name, form.rule, form) | {"form": form, "key": str(organisation.pk), "reason": form.why}
    response = render(request, "workspace/decisions/sure.html", head(found, form.rule, words_of(found.coalition)) | asked)
    add_never_cache_headers(response)
    return response


def _answered(request: HttpRequest, found: Decision, organisation: Organisation, form: AnswerForm) -> HttpResponse | None:
    """Record the answer, and say so; nothing where it was refused, which the form then says."""
    actor, slug = actor_of(request), found.coalition.slug
    if form.rule.secret:
        cast = attempt(form, lambda: secret.cast(found, organisation, form.said, by=actor))
        if cast is None:
            return None
        if cast.receipt:
            response = render(request, "workspace/decisions/receipt.html", {"decision": found, "receipt": cast.receipt, "name": organisation.name})
            add_never_cache_headers(response)
            return response
    else:
        said = attempt(form, lambda: answering.in_the_open(found, organisation, form.said, form.why, by=actor))
        if said is None:
            return None
        # An answer may have closed it.
        found.state = said.decision.state
    done(request, own.told(organisation.name, found, form.rule, form.said))
    return redirect("decision", slug, found.pk)
