"""Who signed a letter, who withdrew, and who has not signed yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commoncall.kernel.countries import queries as countries
from commoncall.kernel.labels import LABEL_SENTENCES, Label
from commoncall.procedures import speaking
from commoncall.voice.queries import signatures
from commoncall.voice.queries.choices import WHO
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.moments import numeral
from commoncall.workspace.members.standing import actor_of, there
from commoncall.workspace.texts import words as sentences
from commoncall.workspace.texts.forms import RemindForm
from commoncall.workspace.voice import shown, words
from commoncall.workspace.voice.access import led_letter, letter_of

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Organisation
    from commoncall.voice.models import Letter
    from commoncall.voice.queries.signatures import Line

STEP = 100

Thing = TypeVar("Thing")


def _page(request: HttpRequest, letter: Letter) -> dict[str, Any]:
    """Return one page of those who signed, by name, with what is told of the whole list."""
    actor = actor_of(request)
    named = [one for one in signatures.lines(actor, letter) if one.is_named]
    total = signatures.said(actor, [letter])[letter.pk]
    shown_here, around = _parted(request, named)
    return around | {"rows": [_row(one) for one in shown_here], "signed": words.have_signed(total), "unnamed": total - len(named)}


def _parted(request: HttpRequest, found: Sequence[Thing]) -> tuple[Sequence[Thing], dict[str, Any]]:
    """Return what stands on the page of a long list that is asked for, and where in the list that is."""
    asked = request.GET.get("page", "")
    page = Paginator(found, STEP).get_page(int(asked) if asked.isdecimal() and len(asked) < 6 else 1)
    return list(page.object_list), {
        "first": numeral(page.start_index()),
        "last": numeral(page.end_index()),
        "all": numeral(len(found)),
        "previous": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}" if page.has_next() else "",
        "is_long": page.paginator.num_pages > 1,
    }


def _row(one: Line) -> dict[str, Any]:
    return {
        "one": one,
        "country": countries.name(one.country_code, form="plain") if one.country_code else "",
        "kind": WHO(one.kind).label if one.kind else "",
        "came": words.CAME.get(one.came, ""),
    }


def everybody(request: HttpRequest, coalition: str, letter: UUID) -> HttpResponse:
    """Show everybody who signed whom the reader may know of, and to those who lead the letter who withdrew."""
    actor, found = actor_of(request), letter_of(request, letter)
    there(found if found.state in {"open", "closed"} else None)
    told = shown.head(actor, found)
    told |= {"withdrawn": signatures.withdrawals(actor, found)}
    return render(request, "workspace/voice/signatures.html", told | _page(request, found))


def waiting(request: HttpRequest, coalition: str, letter: UUID) -> HttpResponse:
    """Show which organisations of the coalition may sign and have not."""
    actor, found = actor_of(request), led_letter(request, letter, "open")
    lines, under = signatures.waiting(actor, found), len(signatures.organisations_under(found))
    shown_here, around = _parted(request, lines)
    told = around | {
        "rows": [(one, _country(one)) for one in shown_here],
        "lede": words.not_yet(len(lines)),
        "signed_number": under,
        "asked_number": under + len(lines),
        "label_words": LABEL_SENTENCES[Label.AMBER_STRICT],
    }
    return render(request, "workspace/voice/waiting.html", shown.head(actor, found) | told)


def _country(one: Organisation) -> str:
    code = one.membership.country_id
    return countries.name(code, form="plain") if code else ""


def remind(request: HttpRequest, coalition: str, letter: UUID) -> HttpResponse:
    """Say who would be written to, then remind those who have not signed: one mail a person."""
    actor, found = actor_of(request), led_letter(request, letter, "open")
    form = RemindForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reminded = attempt(form, lambda: speaking.remind(found, urgent=form.cleaned_data["urgent"], by=actor))
        if reminded is not None:
            done(request, sentences.reminded(len(reminded.readers)))
            return redirect("letter-waiting", coalition, letter)
    planned = speaking.reminder(found, by=actor)
    told = {"form": form, "readers": planned.readers, "sentences": sentences.planned(planned)}
    return render(request, "workspace/voice/remind.html", shown.head(actor, found) | told)
