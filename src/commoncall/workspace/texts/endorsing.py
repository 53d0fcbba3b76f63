"""Endorsing a version for one's organisation, asking who may sign to do it, and entering what came on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.call import permissions
from commoncall.call.actions import endorsing as deeds
from commoncall.call.queries import endorsements, texts
from commoncall.kernel.parties import queries as parties
from commoncall.procedures import reaffirming as procedure
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.members.standing import actor_of, there, there_only_if
from commoncall.workspace.texts.forms import EnterForm, SignatureForm
from commoncall.workspace.texts.reaching import own_organisation, version_of
from commoncall.workspace.texts.shown import reading

if TYPE_CHECKING:
    from commoncall.call.models import Version
    from commoncall.kernel.authority import Actor
    from commoncall.kernel.parties.models import Organisation


def endorse(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """Show what is to be endorsed and by what right, and endorse it. A version that is superseded leads to the present one."""
    actor, one = actor_of(request), version_of(request, version)
    organisation = there(own_organisation(actor))
    there_only_if(permissions.may_speak(actor, organisation))
    told = _told(actor, one, organisation)
    verdict = permissions.may_endorse(actor, organisation)
    form = SignatureForm(request.POST if request.method == "POST" else None, initial=_initial(actor, organisation))
    if form.is_valid():
        given = attempt(form, lambda: deeds.endorse(one, organisation, form.signature(), by=actor))
        if given is not None:
            done(request, _("%(organisation)s stands behind it.") % {"organisation": organisation.name}, given.pk)
            return redirect("text", coalition, one.text.kind)
    return render(request, "workspace/texts/endorse.html", {**told, "form": form, "verdict": verdict})


def _told(actor: Actor, version: Version, organisation: Organisation) -> dict[str, Any]:
    present = texts.in_force(version.coalition, version.text.kind)
    earlier = endorsements.visible_to(actor).filter(organisation=organisation, version__text_id=version.text_id).first()
    asked = deeds.who_may_sign(organisation)
    return {
        "version": version,
        "kind": version.text.kind,
        "present": present,
        "is_present": present is not None and present.pk == version.pk,
        "organisation": organisation,
        "reading": reading(version),
        "own": endorsements.stands_behind(organisation, present or version),
        "earlier": earlier if earlier is not None and earlier.withdrawn_at is None else None,
        "signer": asked.person.name if asked else "",
    }


def _initial(actor: Actor, organisation: Organisation) -> dict[str, str]:
    held = next((one for one in parties.mandates_in_force().filter(person=actor.person_id, organisation=organisation)), None)
    return {"signatory": actor.person_name, "function": held.function if held else ""}


@require_POST
def ask(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """Ask whoever may sign for one's organisation to do it."""
    actor, one = actor_of(request), version_of(request, version)
    organisation = there(own_organisation(actor))
    there_only_if(permissions.may_speak(actor, organisation))
    asked = procedure.ask_to_sign(one, organisation, by=actor)
    done(
        request, _("%(person)s has been asked, and was written to where an address is noted.") % {"person": asked.person.name if asked.person else ""}
    )
    return redirect("text", coalition, one.text.kind)


def enter(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """Enter an endorsement that came on paper, by phone or by mail."""
    actor, one = actor_of(request), version_of(request, version)
    there_only_if(permissions.ENTER.verdict(actor))
    form = EnterForm(request.POST if request.method == "POST" else None, actor=actor)
    if form.is_valid():
        told = form.cleaned_data
        organisation = there(parties.organisations_visible_to(actor).filter(pk=told["organisation"].id).first())
        entered = attempt(
            form, lambda: procedure.enter(one, organisation, form.signature(), told["came"], told["came_how"], told["came_on"], by=actor)
        )
        if entered is not None:
            done(request, _("Entered for %(organisation)s. Its people are asked to look at it.") % {"organisation": organisation.name}, entered.pk)
            return redirect("text-behind", coalition, one.text.kind, one.number)
    return render(request, "workspace/texts/enter.html", {"form": form, "version": one, "kind": one.text.kind})
