"""Signatures that may be the same as others, side by side; a person decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.kernel.countries import queries as countries
from commoncall.kernel.labels import LABEL_SENTENCES, Label
from commoncall.voice.actions import doubts as deeds
from commoncall.voice.queries import doubts as reading
from commoncall.web.done import done
from commoncall.web.moments import short_day
from commoncall.workspace.members.standing import actor_of, there
from commoncall.workspace.voice import shown, words
from commoncall.workspace.voice.access import led_letter

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Organisation
    from commoncall.voice.models import Doubt, Signature

#: So many stand on one page; more come after these are settled.
MOST = 25


@dataclass(frozen=True)
class Side:
    """One of two that may be the same: its name, and what is known of it, a line each."""

    name: str
    what: str
    facts: list[str]


@dataclass(frozen=True)
class Pair:
    """Two that may be the same, and why."""

    doubt: Doubt
    sides: tuple[Side, Side]
    why: str
    same: str


def doubts(request: HttpRequest, coalition: str, letter: UUID) -> HttpResponse:
    """Show the doubts about the signatures of a letter, both sides of each."""
    actor, found = actor_of(request), led_letter(request, letter, "open", "closed")
    open_doubts = reading.open_of(actor, found)
    total = len(open_doubts)
    told = {"pairs": [_pair(one) for one in open_doubts[:MOST]], "lede": words.doubts_left(total), "more": max(total - MOST, 0)}
    return render(request, "workspace/voice/doubts.html", shown.head(actor, found) | told | {"label_words": LABEL_SENTENCES[Label.AMBER_STRICT]})


def _pair(one: Doubt) -> Pair:
    first = _signed(one.signature)
    if one.other is not None:
        return Pair(one, (_signed(one.other), first), words.why_alike(one.why), _("The same: count it once"))
    return Pair(one, (_member(there(one.organisation)), first), words.why_alike(one.why), _("The same: it is this organisation"))


def _signed(one: Signature) -> Side:
    country = countries.name(one.country_id, form="plain") if one.country_id else ""
    came = words.CAME.get(one.came, "")
    told = [one.affiliation, country, one.website, f"{came}, {short_day(one.made_at)}" if came else short_day(one.made_at), one.authoriser]
    return Side(words.name_of(one), _("A signature"), [str(fact) for fact in told if fact])


def _member(one: Organisation) -> Side:
    country = one.membership.country_id if hasattr(one, "membership") else ""
    told = [one.acronym, *one.other_names[:3], countries.name(country, form="plain") if country else ""]
    return Side(one.name, _("An organisation of the coalition"), [str(fact) for fact in told if fact])


@require_POST
def settle(request: HttpRequest, coalition: str, letter: UUID, doubt: UUID) -> HttpResponse:
    """Settle a doubt: the same, or two different ones."""
    actor, found = actor_of(request), led_letter(request, letter, "open", "closed")
    one = there(next((one for one in reading.open_of(actor, found) if one.pk == doubt), None))
    is_same = request.POST.get("settled") == "same"
    deeds.settle(one, "same" if is_same else "different", by=actor)
    done(request, _("Settled: the same.") if is_same else _("Settled: two different ones."), one.pk)
    return redirect("letter-doubts" if reading.open_of(actor, found) else "letter", coalition, letter)
