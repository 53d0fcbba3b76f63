"""Entering who endorsed on paper, by phone or by mail, and correcting what was entered."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.call import permissions
from commoncall.call.actions import endorsers as deeds
from commoncall.call.queries import endorsers
from commoncall.procedures import outside_endorsements
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.endorsers.access import coalition_of, endorser_of, keeper_of
from commoncall.workspace.endorsers.forms import CorrectForm, EnterForm


def new(request: HttpRequest, coalition: str) -> HttpResponse:
    """Enter somebody; whoever has an address is told."""
    actor, here = keeper_of(request), coalition_of(request)
    version = endorsers.call_in_force(here)
    if version is None:
        raise Http404
    form = EnterForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        entered = attempt(form, lambda: outside_endorsements.enter(here, version, form.entry(), form.way(), by=actor))
        if entered is not None:
            words = _("%(name)s was entered, and is told by mail.") if entered.address else _("%(name)s was entered.")
            done(request, words % {"name": entered.name}, entered.pk)
            return redirect("endorser", here.slug, entered.pk)
    return render(request, "workspace/endorsers/new.html", {"form": form, "number": version.number})


def correct(request: HttpRequest, coalition: str, endorser: UUID) -> HttpResponse:
    """Correct what a coordinator entered; what people said of themselves is theirs to correct."""
    one = endorser_of(request, endorser)
    if not permissions.may_answer(keeper_of(request), one).allowed or one.removed_at is not None:
        raise Http404
    last = endorsers.last_endorsement(one)
    noted = {name: getattr(one, name) for name in ("name", "affiliation", "website", "naming", "language")}
    noted |= {"country": one.country_id or "", "reservations": last.reservations if last else ""}
    form = CorrectForm(request.POST if request.method == "POST" else None, initial=noted)
    if form.is_valid() and attempt(form, lambda: deeds.correct(one, form.entry(), by=keeper_of(request))) is not None:
        done(request, _("Corrected."), one.pk)
        return redirect("endorser", coalition, one.pk)
    return render(request, "workspace/endorsers/correct.html", {"form": form, "one": one})
