"""Giving seats in a body, ending them, and saying who sits there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.kernel.parties import queries as parties
from commoncall.leadership import permissions, queries
from commoncall.leadership.actions import seats as deeds
from commoncall.leadership.actions import sittings
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.words import words_of
from commoncall.workspace.bodies.forms import ReasonForm, SeatForm, SittingForm
from commoncall.workspace.bodies.shown import title
from commoncall.workspace.bodies.views import found as found_body
from commoncall.workspace.members.standing import actor_of, coalition_of, there, there_only_if

if TYPE_CHECKING:
    from commoncall.leadership.models import Seat


def _seat(request: HttpRequest, seat: UUID) -> Seat:
    return there(queries.seats_visible_to(actor_of(request)).filter(pk=seat).first())


def _about(request: HttpRequest, seat: Seat) -> dict[str, object]:
    holder = seat.organisation.name if seat.organisation else _("Staff")
    return {"seat": seat, "holder": holder, "body": seat.body, "body_title": title(seat.body, words_of(coalition_of(request)))}


def give(request: HttpRequest, coalition: str, body: UUID) -> HttpResponse:
    """Give a seat to an organisation, or set one up for staff; then say who sits there."""
    actor, one = actor_of(request), found_body(request, body)
    there_only_if(permissions.ARRANGE.verdict(actor))
    form = SeatForm(request.POST if request.method == "POST" else None, actor=actor)
    if form.is_valid():
        chosen = form.cleaned_data["organisation"]
        organisation = parties.organisations_visible_to(actor).filter(pk=chosen.id).first() if chosen else None
        seat = attempt(form, lambda: deeds.give(one, organisation, form.terms(), by=actor))
        if seat is not None:
            done(request, _("The seat is given. Say who sits there."))
            return redirect("body-seat-people", coalition, seat.pk)
    told = {"form": form, "body": one, "body_title": title(one, words_of(coalition_of(request)))}
    return render(request, "workspace/bodies/give.html", told)


def change(request: HttpRequest, coalition: str, seat: UUID) -> HttpResponse:
    """Change on what terms a seat is held."""
    actor, one = actor_of(request), _seat(request, seat)
    there_only_if(permissions.ARRANGE.verdict(actor))
    form = SeatForm(request.POST if request.method == "POST" else None, actor=actor, seat=one)
    if form.is_valid() and attempt(form, lambda: deeds.change(one, form.terms(), by=actor)) is not None:
        done(request, _("Recorded."))
        return redirect("body", coalition, one.body_id)
    return render(request, "workspace/bodies/seat.html", {"form": form, **_about(request, one)})


def end(request: HttpRequest, coalition: str, seat: UUID) -> HttpResponse:
    """Say what follows, then end a seat."""
    actor, one = actor_of(request), _seat(request, seat)
    there_only_if(permissions.ARRANGE.verdict(actor))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, lambda: deeds.end(one, reason=form.cleaned_data["reason"], by=actor)) is not None:
        done(request, _("The seat has ended."), one.pk)
        return redirect("body", coalition, one.body_id)
    return render(request, "workspace/bodies/end.html", {"form": form, **_about(request, one)})


def people(request: HttpRequest, coalition: str, seat: UUID) -> HttpResponse:
    """Show who sits for a seat, and let somebody else sit there."""
    actor, one = actor_of(request), _seat(request, seat)
    there_only_if(permissions.may_send(actor, one))
    now = list(queries.sitting_now().filter(seat=one))
    form = SittingForm(request.POST if request.method == "POST" else None, seat=one, sitting=frozenset(sitting.person_id for sitting in now))
    if form.is_valid():
        person = form.people[form.cleaned_data["person"]]
        seated = attempt(form, lambda: sittings.seat_person(one, person, is_alternate=form.cleaned_data["is_alternate"], by=actor))
        if seated is not None:
            done(request, _("%(person)s sits there now.") % {"person": person.name}, seated.pk)
            return redirect("body-seat-people", coalition, seat)
    return render(request, "workspace/bodies/people.html", {"form": form, "sitting": now, **_about(request, one)})


@require_POST
def unseat(request: HttpRequest, coalition: str, sitting: UUID) -> HttpResponse:
    """Note that somebody no longer sits there; it can be undone, and so is not asked twice."""
    actor = actor_of(request)
    one = there(queries.sittings_visible_to(actor).filter(pk=sitting).first())
    there_only_if(permissions.may_send(actor, one.seat))
    sittings.unseat(one, by=actor)
    done(request, _("%(person)s no longer sits there. The seat stays.") % {"person": one.person.name}, one.pk)
    return redirect("body-seat-people", coalition, one.seat_id)
