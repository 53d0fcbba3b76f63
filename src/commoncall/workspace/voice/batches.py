"""The batches in which a letter is delivered: made up at one instant, then noted as delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.voice.actions import letters as deeds
from commoncall.voice.queries import deliveries as reading
from commoncall.voice.queries import signatures
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.moments import exactly
from commoncall.workspace.drafts import pages
from commoncall.workspace.members.standing import actor_of, there
from commoncall.workspace.voice import shown, words
from commoncall.workspace.voice.access import led_letter
from commoncall.workspace.voice.forms.sending import DeliverForm
from commoncall.workspace.voice.forms.signing import NothingForm

if TYPE_CHECKING:
    from commoncall.voice.models import Letter


def deliveries(request: HttpRequest, coalition: str, letter: UUID) -> HttpResponse:
    """Show the batches of a letter, each with its files, and how many signatures came since."""
    actor, found = actor_of(request), led_letter(request, letter, "open", "closed")
    batches, since = reading.of_letter(found), _since(found)
    told = {
        "batches": [(one, words.batch(one), words.in_batch(getattr(one, "count", 0)), words.batch_stands(one)) for one in batches],
        "since": since,
        "since_words": words.came_since(since, is_first=not batches),
        "first_batch": exactly(found.first_batch_at) if found.first_batch_at and not batches else "",
        "export_forms": pages.EXPORTS,
    }
    return render(request, "workspace/voice/deliveries.html", shown.head(actor, found) | told)


def make_up(request: HttpRequest, coalition: str, letter: UUID) -> HttpResponse:
    """Say which signatures go into the batch, then make it up: those that count at this instant."""
    actor, found = actor_of(request), led_letter(request, letter, "open", "closed")
    form = NothingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, lambda: deeds.make_up(found, by=actor))
        if made is not None:
            done(request, _("%(batch)s is made up. Its files hold exactly these signatures.") % {"batch": words.batch(made)}, found.pk)
            return redirect("letter-deliveries", coalition, letter)
    return render(request, "workspace/voice/make_up.html", shown.head(actor, found) | {"form": form, "since_words": words.in_batch(_since(found))})


def deliver(request: HttpRequest, coalition: str, letter: UUID, number: int) -> HttpResponse:
    """Note when a batch was delivered, and how."""
    actor, found = actor_of(request), led_letter(request, letter, "open", "closed")
    batch = there(next((one for one in reading.of_letter(found) if one.number == number), None))
    form = DeliverForm(request.POST if request.method == "POST" else None, delivery=batch)
    if form.is_valid() and attempt(form, lambda: deeds.deliver(batch, form.cleaned_data["on"], form.cleaned_data["how"], by=actor)) is not None:
        done(request, _("%(batch)s is noted as delivered.") % {"batch": words.batch(batch)}, found.pk)
        return redirect("letter-deliveries", coalition, letter)
    return render(request, "workspace/voice/deliver.html", shown.head(actor, found) | {"form": form, "batch": words.batch(batch)})


def _since(letter: Letter) -> int:
    """Return how many signatures are in no batch yet."""
    return signatures.standing_under(letter).filter(delivery=None).count()
