"""Who stands behind a version, and one endorsement: looked at, confirmed, corrected, withdrawn."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.call import permissions
from commoncall.call.actions import endorsing as deeds
from commoncall.call.queries import endorsements
from commoncall.kernel.history import queries as book
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.members.standing import actor_of, there, there_only_if
from commoncall.workspace.texts import pages, words
from commoncall.workspace.texts.forms import SignatureForm, WithdrawForm, signed
from commoncall.workspace.texts.reaching import endorsement_of, numbered

ENTRIES = 10


def behind(request: HttpRequest, coalition: str, kind: str, number: int) -> HttpResponse:
    """Show who stands behind a version, as far as the reader may know of them."""
    actor, version = actor_of(request), numbered(request, kind, number)
    rows = pages.behind(actor, version)
    told = {"version": version, "kind": kind, "rows": rows, "sentence": words.organisations_behind(len(rows))}
    return render(request, "workspace/texts/behind.html", told | {"may_enter": permissions.ENTER.verdict(actor).allowed})


def endorsement(request: HttpRequest, coalition: str, endorsement: UUID) -> HttpResponse:
    """Show one endorsement: who signed, by what right, how it came, and what was done about it."""
    actor, one = actor_of(request), endorsement_of(request, endorsement)
    told = {
        "endorsement": one,
        "came": words.CAME.get(one.came, ""),
        "kind": one.version.text.kind,
        "may_withdraw": one.withdrawn_at is None and permissions.may_withdraw(actor, one).allowed,
        "is_to_be_confirmed": endorsements.is_to_be_confirmed(actor, one),
        "lines": book.told(book.visible_to(actor).filter(subject=one.pk)[:ENTRIES]),
    }
    return render(request, "workspace/texts/endorsement.html", told)


@require_POST
def confirm(request: HttpRequest, coalition: str, endorsement: UUID) -> HttpResponse:
    """Say that what was entered is right."""
    actor, one = actor_of(request), endorsement_of(request, endorsement)
    there_only_if(permissions.may_speak(actor, there(one.organisation)))
    deeds.confirm(one, by=actor)
    done(request, _("Confirmed."))
    return redirect("endorsement", coalition, endorsement)


def correct(request: HttpRequest, coalition: str, endorsement: UUID) -> HttpResponse:
    """Correct who signed, by what right and with which reservations."""
    actor, one = actor_of(request), endorsement_of(request, endorsement)
    there_only_if(permissions.may_withdraw(actor, one))
    form = SignatureForm(request.POST if request.method == "POST" else None, initial=signed(one))
    if form.is_valid() and attempt(form, lambda: deeds.correct(one, form.signature(), by=actor)) is not None:
        done(request, _("Recorded."))
        return redirect("endorsement", coalition, endorsement)
    return render(request, "workspace/texts/correct.html", {"form": form, "endorsement": one, "kind": one.version.text.kind})


def withdraw(request: HttpRequest, coalition: str, endorsement: UUID) -> HttpResponse:
    """Say what follows, then withdraw an endorsement."""
    actor, one = actor_of(request), endorsement_of(request, endorsement)
    there_only_if(permissions.may_withdraw(actor, one))
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, lambda: deeds.withdraw(one, form.cleaned_data["why"], by=actor)) is not None:
        done(request, _("Withdrawn."), one.pk)
        return redirect("endorsement", coalition, endorsement)
    return render(request, "workspace/texts/withdraw.html", {"form": form, "endorsement": one, "kind": one.version.text.kind})
