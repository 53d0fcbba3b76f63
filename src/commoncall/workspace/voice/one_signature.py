"""One signature: who authorised it and how it came; correcting it, withdrawing it, taking out what is not genuine."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.kernel.asks import queries as asks
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.history import queries as book
from commoncall.voice import kinds as asked
from commoncall.voice import permissions
from commoncall.voice.actions import outside
from commoncall.voice.actions import signing as deeds
from commoncall.voice.queries import signatures
from commoncall.voice.queries.choices import WHO
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.moments import exactly
from commoncall.workspace.members.standing import actor_of, there, there_only_if
from commoncall.workspace.voice import shown, words
from commoncall.workspace.voice.forms.signing import SignForm, WhyForm

if TYPE_CHECKING:
    from commoncall.kernel.authority import Actor
    from commoncall.voice.models import Signature

ENTRIES = 8


def signature(request: HttpRequest, coalition: str, signature: UUID) -> HttpResponse:
    """Show one signature: who authorised it and how it came to its own organisation and to coordinators; to others while it stands."""
    actor, one = actor_of(request), signatures.found(actor_of(request), signature)
    is_close = actor.is_coordinator or (one.organisation_id is not None and one.organisation_id == actor.organisation_id)
    there(one if is_close or (one.withdrawn_at is None and one.removed_at is None) else None)
    country = countries.name(one.country_id, form="plain") if one.country_id else ""
    told = shown.head(actor, one.letter) | {
        "one": one,
        "is_close": is_close,
        "names_people": is_close or one.letter.shows_people,
        "name": words.name_of(one),
        "kind": WHO(one.kind).label if one.kind else "",
        "country": country,
        "signed_exactly": exactly(one.signed_at) if one.signed_at else "",
        "withdrawn_exactly": exactly(one.withdrawn_at) if one.withdrawn_at else "",
        "came": words.CAME.get(one.came, ""),
        "to_be_confirmed": _waits_for_a_word(one, actor),
        "may_withdraw": one.withdrawn_at is None and one.removed_at is None and permissions.may_withdraw(actor, one).allowed,
        "lines": book.told(book.visible_to(actor).filter(subject=one.pk)[:ENTRIES]),
    }
    return render(request, "workspace/voice/signature.html", told | {"may_take_out": _may_take_out(one, told["may_lead"])})


def _waits_for_a_word(one: Signature, actor: Actor) -> bool:
    """Whether a coordinator entered it, and its own organisation has not said yet whether that is right."""
    if one.entered_by_id is None or one.organisation_id is None or one.organisation_id != actor.organisation_id:
        return False
    return asks.open_about(one.coalition, asked.CONFIRM_ENTERED, [one.letter_id]).filter(organisation=one.organisation_id).exists()


def _may_take_out(one: Signature, may_lead: bool) -> bool:
    return may_lead and one.organisation_id is None and one.removed_at is None


def correct(request: HttpRequest, coalition: str, signature: UUID) -> HttpResponse:
    """Correct who authorised a signature and in which capacity."""
    actor, one = actor_of(request), _withdrawable(request, signature)
    there(one.organisation)
    noted = {"authoriser": one.authoriser, "capacity": one.capacity, "has_status": one.has_status}
    form = SignForm(request.POST if request.method == "POST" else None, letter=one.letter, name=words.name_of(one), initial=noted)
    if form.is_valid() and attempt(form, lambda: deeds.correct(one, form.given(), by=actor)) is not None:
        done(request, _("Corrected."), one.pk)
        return redirect("letter-signature", coalition, signature)
    return render(request, "workspace/voice/correct.html", shown.head(actor, one.letter) | {"form": form, "one": one, "name": words.name_of(one)})


def withdraw(request: HttpRequest, coalition: str, signature: UUID) -> HttpResponse:
    """Say what happens to a signature that was delivered and to one that was not, then withdraw it."""
    actor, one = actor_of(request), _withdrawable(request, signature)
    form = WhyForm(request.POST if request.method == "POST" else None, help_text=_("Those who coordinate read it."), required=False)
    if form.is_valid() and attempt(form, lambda: _withdraw(one, form.cleaned_data["why"], actor)) is not None:
        done(request, _("The signature of %(organisation)s is withdrawn.") % {"organisation": words.name_of(one)}, one.pk)
        return redirect("letter", coalition, one.letter_id)
    return render(request, "workspace/voice/withdraw.html", shown.head(actor, one.letter) | {"form": form, "one": one, "name": words.name_of(one)})


def _withdraw(one: Signature, why: str, actor: Actor) -> Signature:
    return deeds.withdraw(one, why, by=actor) if one.organisation_id else outside.withdraw(one, why, by=actor)


def _withdrawable(request: HttpRequest, signature: UUID) -> Signature:
    actor, one = actor_of(request), signatures.found(actor_of(request), signature)
    there_only_if(permissions.may_withdraw(actor, one))
    return there(one if one.withdrawn_at is None and one.removed_at is None else None)


@require_POST
def confirm(request: HttpRequest, coalition: str, signature: UUID) -> HttpResponse:
    """Say that what a coordinator entered for one's organisation is right."""
    one = _withdrawable(request, signature)
    deeds.confirm_entered(one, by=actor_of(request))
    done(request, _("It stands as it was entered."))
    return redirect("letter-signature", coalition, signature)


def take_out(request: HttpRequest, coalition: str, signature: UUID) -> HttpResponse:
    """Ask why, then take out a signature from outside that is not genuine."""
    actor, one = actor_of(request), signatures.found(actor_of(request), signature)
    there_only_if(permissions.may_prepare(actor, one.letter.coalition))
    there(one if _may_take_out(one, may_lead=True) else None)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, lambda: outside.remove([one], form.cleaned_data["why"], by=actor)) is not None:
        done(request, _("%(name)s was taken out.") % {"name": words.name_of(one)}, one.letter_id)
        return redirect("letter-signatures", coalition, one.letter_id)
    return render(request, "workspace/voice/take_out.html", shown.head(actor, one.letter) | {"form": form, "one": one, "name": words.name_of(one)})
