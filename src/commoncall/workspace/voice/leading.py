"""Leading a letter: opening it, closing it, giving it up, and noting what the addressee answered."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.voice.actions import letters as deeds
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.members.standing import actor_of
from commoncall.workspace.voice import opening, shown
from commoncall.workspace.voice.access import led_letter
from commoncall.workspace.voice.forms.sending import ReplyForm
from commoncall.workspace.voice.forms.signing import NothingForm, WhyForm


def open_now(request: HttpRequest, coalition: str, letter: UUID) -> HttpResponse:
    """Show the letter once more, with what opening it does and to whom it goes; then open it."""
    actor, found = actor_of(request), led_letter(request, letter, "draft")
    form = NothingForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, lambda: deeds.open_now(found, by=actor)) is not None:
        done(request, _("Open. Those who may sign are asked and written to."))
        return redirect("letter", coalition, letter)
    return render(request, "workspace/voice/open.html", shown.head(actor, found) | opening.look(actor, found) | {"form": form})


def close(request: HttpRequest, coalition: str, letter: UUID) -> HttpResponse:
    """Say what happens, then take no more signatures."""
    actor, found = actor_of(request), led_letter(request, letter, "open")
    form = NothingForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, lambda: deeds.close(found, by=actor)) is not None:
        done(request, _("Closed. No more signatures are taken."))
        return redirect("letter", coalition, letter)
    return render(request, "workspace/voice/close.html", shown.head(actor, found) | {"form": form})


def give_up(request: HttpRequest, coalition: str, letter: UUID) -> HttpResponse:
    """Ask why, then give a letter up that nobody has signed."""
    actor, found = actor_of(request), led_letter(request, letter, "draft", "open")
    form = WhyForm(request.POST if request.method == "POST" else None, help_text=_("Those who were asked read it."))
    if form.is_valid() and attempt(form, lambda: deeds.give_up(found, form.cleaned_data["why"], by=actor)) is not None:
        done(request, _("Given up."), found.pk)
        return redirect("letters", coalition)
    return render(request, "workspace/voice/give_up.html", shown.head(actor, found) | {"form": form})


def reply(request: HttpRequest, coalition: str, letter: UUID) -> HttpResponse:
    """Note what the addressee answered, and when."""
    actor, found = actor_of(request), led_letter(request, letter, "open", "closed")
    form = ReplyForm(request.POST if request.method == "POST" else None, letter=found)
    if form.is_valid():
        told = form.cleaned_data
        if attempt(form, lambda: deeds.note_reply(found, told["reply"], told["on"], by=actor)) is not None:
            done(request, _("The reply is noted."), found.pk)
            return redirect("letter", coalition, letter)
    return render(request, "workspace/voice/reply.html", shown.head(actor, found) | {"form": form})
