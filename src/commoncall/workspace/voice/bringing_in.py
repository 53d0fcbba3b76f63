"""Bringing in a file of names that signed elsewhere: what each is, then a person's word on the doubtful ones, then taking them in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.kernel.labels import LABEL_SENTENCES, Label
from commoncall.voice.actions import bringing_in as deeds
from commoncall.voice.queries import sheets as reading
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.members.standing import actor_of, there
from commoncall.workspace.voice import named, shown, words
from commoncall.workspace.voice.access import led_letter
from commoncall.workspace.voice.forms.bringing_in import AnswersForm, ColumnsForm, NamesForm, TakeForm
from commoncall.workspace.voice.forms.signing import NothingForm

if TYPE_CHECKING:
    from commoncall.voice.models import Sheet


def bring_in(request: HttpRequest, coalition: str, letter: UUID) -> HttpResponse:
    """Take a file of names, and show those that were brought before."""
    actor, found = actor_of(request), led_letter(request, letter, "open", "closed")
    form = NamesForm(request.POST, request.FILES) if request.method == "POST" else NamesForm()
    if form.is_valid():
        sheet = attempt(form, lambda: deeds.begin(found, *form.source(), by=actor))
        if sheet is not None:
            return redirect("letter-sheet-columns" if reading.columns(sheet) is None else "letter-sheet", coalition, sheet.pk)
    begun = reading.open_of(actor, found)
    told = {"form": form, "begun": begun, "taken": list(reading.taken_for(actor, found)[:20]), "label_words": LABEL_SENTENCES[Label.AMBER_STRICT]}
    return render(request, "workspace/voice/bring_in.html", shown.head(actor, found) | told)


def review(request: HttpRequest, coalition: str, sheet: UUID) -> HttpResponse:
    """Show what each name was found to be, and let a person decide the doubtful ones."""
    actor, one = actor_of(request), _open(request, sheet)
    review = reading.review(one)
    page = named.page(review, request.GET.get("page", ""))
    form = AnswersForm(request.POST if request.method == "POST" else None, lines=page.doubtful)
    if form.is_valid() and attempt(form, lambda: deeds.answer(one, form.answers(), by=actor)) is not None:
        done(request, _("Kept."))
        return redirect("letter-sheet", coalition, sheet)
    told = {"sheet": one, "form": form, "page": page, "lede": words.names_found(review.counts), "undecided": words.undecided(review.undecided)}
    return render(request, "workspace/voice/sheet.html", _head(request, one) | told | {"drawn": form.drawn()})


def columns(request: HttpRequest, coalition: str, sheet: UUID) -> HttpResponse:
    """Ask which column holds the names, and which the countries and the websites."""
    actor, one = actor_of(request), _open(request, sheet)
    form = ColumnsForm(request.POST if request.method == "POST" else None, headers=one.headers, columns=reading.columns(one))
    if form.is_valid() and attempt(form, lambda: deeds.choose_columns(one, form.columns(), by=actor)) is not None:
        return redirect("letter-sheet", coalition, sheet)
    return render(request, "workspace/voice/sheet_columns.html", _head(request, one) | {"sheet": one, "form": form})


def take_in(request: HttpRequest, coalition: str, sheet: UUID) -> HttpResponse:
    """Say what follows, then let the names sign as they were looked through."""
    actor, one = actor_of(request), _open(request, sheet)
    form = TakeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        taken = attempt(form, lambda: deeds.take_in(one, by=actor, are_named=form.cleaned_data["are_named"]))
        if taken is not None:
            done(request, words.taken_in(len(taken.taken), len(taken.left)), taken.pk)
            return redirect("letter-bring-in", coalition, one.letter_id)
    review = reading.review(one)
    told = {"sheet": one, "form": form, "lede": words.names_found(review.counts), "undecided": words.undecided(review.undecided)}
    return render(request, "workspace/voice/sheet_take.html", _head(request, one) | told)


def discard(request: HttpRequest, coalition: str, sheet: UUID) -> HttpResponse:
    """Ask, then throw a file away that was not taken in."""
    actor, one = actor_of(request), _open(request, sheet)
    form = NothingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        deeds.discard(one, by=actor)
        done(request, _("The file is thrown away. Nothing of it was taken in."))
        return redirect("letter", coalition, one.letter_id)
    return render(request, "workspace/voice/sheet_discard.html", _head(request, one) | {"sheet": one, "form": form})


def _open(request: HttpRequest, sheet: UUID) -> Sheet:
    one = there(reading.one(actor_of(request), sheet))
    return there(one if one.state == "open" else None)


def _head(request: HttpRequest, one: Sheet) -> dict[str, Any]:
    return shown.head(actor_of(request), one.letter) | {"label_words": LABEL_SENTENCES[Label.AMBER_STRICT]}
