"""Signing for one's organisation, and asking who may sign to do it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.kernel.parties import queries as parties
from commoncall.voice import permissions
from commoncall.voice.actions import signing as deeds
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.members.standing import actor_of, there, there_only_if
from commoncall.workspace.voice import own, shown
from commoncall.workspace.voice.access import letter_of, own_organisation
from commoncall.workspace.voice.forms.signing import SignForm

if TYPE_CHECKING:
    from commoncall.kernel.authority import Actor
    from commoncall.kernel.parties.models import Organisation
    from commoncall.voice.models import Letter


def sign(request: HttpRequest, coalition: str, letter: UUID) -> HttpResponse:
    """Show what is signed and by what right, and sign it: two taps from the mail."""
    actor, found = actor_of(request), letter_of(request, letter)
    organisation = _speaking(request, found)
    form = SignForm(request.POST if request.method == "POST" else None, letter=found, name=organisation.name, initial=_initial(actor, organisation))
    if form.is_valid():
        given = attempt(form, lambda: deeds.sign(found, organisation, form.given(), by=actor))
        if given is not None:
            done(request, _("%(organisation)s has signed.") % {"organisation": organisation.name}, given.pk)
            return redirect("letter", coalition, letter)
    return render(request, "workspace/voice/sign.html", _told(request, actor, found) | {"form": form})


def _speaking(request: HttpRequest, letter: Letter) -> Organisation:
    """Return one's own organisation before a letter that was opened; for whoever speaks for none there is no such page."""
    organisation = there(own_organisation(actor_of(request)))
    there_only_if(permissions.may_speak(actor_of(request), organisation))
    there(letter if letter.state in {"open", "closed"} else None)
    return organisation


def _told(request: HttpRequest, actor: Actor, letter: Letter) -> dict[str, Any]:
    words = shown.worded(letter.version, request.GET.get("language", ""))
    return shown.head(actor, letter) | words | shown.clock(letter) | own.panel(actor, letter)


def _initial(actor: Actor, organisation: Organisation) -> dict[str, str]:
    held = next((one for one in parties.mandates_in_force().filter(person=actor.person_id, organisation=organisation)), None)
    return {"authoriser": actor.person_name, "capacity": held.function if held else ""}


@require_POST
def ask(request: HttpRequest, coalition: str, letter: UUID) -> HttpResponse:
    """Ask whoever may sign for one's organisation to do it."""
    actor, found = actor_of(request), letter_of(request, letter)
    asked = deeds.ask_to_sign(found, _speaking(request, found), by=actor)
    name = asked.person.name if asked.person else ""
    done(request, _("%(person)s has been asked, and was written to where an address is noted.") % {"person": name})
    return redirect("letter", coalition, letter)
