"""Entering signatures that came on paper, by phone or by mail: of organisations of the coalition, and of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.kernel.parties import queries as parties
from commoncall.procedures import outside_signatures
from commoncall.voice.actions import signing as deeds
from commoncall.voice.queries import eligible, signatures
from commoncall.voice.rules import eligibility
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.members.standing import actor_of, there
from commoncall.workspace.voice import shown
from commoncall.workspace.voice.access import led_letter
from commoncall.workspace.voice.forms.entering import OutsiderForm
from commoncall.workspace.voice.forms.signing import EnterForm

if TYPE_CHECKING:
    from commoncall.voice.models import Letter


def enter(request: HttpRequest, coalition: str, letter: UUID) -> HttpResponse:
    """Enter a signature of an organisation of the coalition, which is told and can correct it; or, asked so, of somebody from outside."""
    actor, found = actor_of(request), led_letter(request, letter, "open", "closed")
    if request.GET.get("outside"):
        return _outsider(request, found)
    choices = [(str(one.pk), one.name) for one in signatures.waiting(actor, found)]
    form = EnterForm(request.POST if request.method == "POST" else None, letter=found, organisations=choices, chosen=request.GET.get("for", ""))
    if form.is_valid():
        organisation = there(parties.organisations_visible_to(actor).filter(pk=form.cleaned_data["organisation"]).first())
        way = [form.cleaned_data[name] for name in ("came", "came_how", "came_on")]
        entered = attempt(form, lambda: deeds.enter(found, organisation, form.given(), *way, by=actor))
        if entered is not None:
            done(request, _("Entered for %(organisation)s. Its people are asked to look at it.") % {"organisation": organisation.name}, entered.pk)
            return redirect("letter-signatures", coalition, letter)
    return render(request, "workspace/voice/enter.html", _told(request, found) | {"form": form})


def _outsider(request: HttpRequest, letter: Letter) -> HttpResponse:
    actor, kinds = actor_of(request), there(_kinds(letter) or None)
    form = OutsiderForm(request.POST if request.method == "POST" else None, letter=letter, kinds=kinds)
    if form.is_valid():
        entered = attempt(form, lambda: outside_signatures.enter(letter, form.entry(), form.way(), by=actor))
        if entered is not None:
            words = _("%(name)s was entered, and is told by mail.") if entered.address else _("%(name)s was entered.")
            done(request, words % {"name": entered.name}, entered.pk)
            return redirect("letter-signatures", letter.coalition.slug, letter.pk)
    return render(request, "workspace/voice/enter.html", _told(request, letter) | {"form": form, "is_outside": True})


def _told(request: HttpRequest, letter: Letter) -> dict[str, Any]:
    return shown.head(actor_of(request), letter) | {"takes_outside": bool(_kinds(letter))}


def _kinds(letter: Letter) -> tuple[str, ...]:
    return eligibility.kinds_outside(eligible.asked_by(letter))
