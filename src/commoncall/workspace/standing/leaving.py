"""The end of a membership: an organisation withdraws itself, or a coordinator notes what has become of it; and taking it in again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.kernel.parties import queries as parties
from commoncall.membership import permissions
from commoncall.membership.actions import leaving as memberships
from commoncall.membership.actions.leaving import Leaving
from commoncall.membership.queries import departures
from commoncall.membership.queries.records import Record
from commoncall.procedures.standing import leaving as steps
from commoncall.procedures.standing import taking
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.words import words_of
from commoncall.workspace.bodies.shown import title
from commoncall.workspace.members.standing import actor_of, coalition_of, record_of, there, there_only_if
from commoncall.workspace.standing.access import posted
from commoncall.workspace.standing.leaving_forms import LeavingForm, OnwardForm, ReturnForm, WithdrawForm


def leave(request: HttpRequest, coalition: str, organisation: UUID) -> HttpResponse:
    """End a membership in two pages: what it brings and what is chosen, then whether it is really meant."""
    record, actor = record_of(request, organisation), actor_of(request)
    if actor.organisation_id == organisation:
        there_only_if(permissions.may_withdraw(actor, record.organisation))
        return _withdraw(request, coalition, record)
    there_only_if(permissions.may_keep(actor))
    return _enter(request, coalition, record)


def _withdraw(request: HttpRequest, coalition: str, record: Record) -> HttpResponse:
    form = WithdrawForm(posted(request))
    if not form.is_valid():
        return _page(request, record, form, "withdraw")
    if "sure" not in request.POST:
        return _sure(request, record, form.leaving(), None)
    if attempt(form, lambda: steps.leave(record.organisation, form.leaving(), by=actor_of(request))) is None:
        return _page(request, record, form, "withdraw")
    messages.success(request, _("%(name)s has withdrawn. What anybody did in its name stays in the history.") % {"name": record.organisation.name})
    return redirect("front")


def _enter(request: HttpRequest, coalition: str, record: Record) -> HttpResponse:
    actor = actor_of(request)
    form = LeavingForm(posted(request), actor=actor)
    if not form.is_valid():
        return _page(request, record, form, "leave")
    successors = list(parties.organisations_visible_to(actor).filter(pk__in=form.heirs()))
    told = form.leaving_to(successors)
    onward = OnwardForm(request.POST if "sure" in request.POST else None, people=_people(record), successors=successors)
    if "sure" not in request.POST or not onward.is_valid():
        return _sure(request, record, told, onward)
    if attempt(form, lambda: steps.leave(record.organisation, told, onward.onward(successors), by=actor)) is None:
        return _page(request, record, form, "leave")
    done(request, _("The membership has ended. All who acted for the organisation are told."))
    return redirect("member", coalition, record.organisation.pk)


def _people(record: Record) -> list[tuple[UUID, str]]:
    return list(dict.fromkeys((one.person_id, one.person.name) for one in steps.stake(record.organisation).mandates))


def _page(request: HttpRequest, record: Record, form: Any, template: str) -> HttpResponse:
    stake = steps.stake(record.organisation)
    bodies = [title(seat.body, words_of(coalition_of(request))) for seat in stake.seats]
    shown = {"form": form, "record": record, "organisation": record.organisation, "stake": stake, "bodies": bodies}
    return render(request, f"workspace/standing/{template}.html", shown)


def _sure(request: HttpRequest, record: Record, told: Leaving, onward: OnwardForm | None) -> HttpResponse:
    kept = [(name, value) for name, value in request.POST.items() if name not in {"csrfmiddlewaretoken", "sure"} and not name.startswith("onward_")]
    stake = steps.stake(record.organisation)
    shown = {"told": told, "kept": kept, "stake": stake, "is_own": onward is None, "onward": onward if onward and onward.fields else None}
    return render(request, "workspace/standing/sure.html", {"record": record, "organisation": record.organisation, **shown})


def take(request: HttpRequest, coalition: str, organisation: UUID) -> HttpResponse:
    """Say what an organisation takes along; sent, give it as a file. Each copy is recorded."""
    record, actor = record_of(request, organisation), actor_of(request)
    there_only_if(permissions.may_describe(actor, record.organisation))
    if request.method != "POST":
        return render(request, "workspace/standing/take.html", {"record": record, "organisation": record.organisation})
    taken = taking.take(record.organisation, by=actor)
    response = HttpResponse(taken.content, content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{taken.name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def take_back(request: HttpRequest, coalition: str, organisation: UUID) -> HttpResponse:
    """Take an organisation in again, after asking who acts for it."""
    record, actor = record_of(request, organisation), actor_of(request)
    there_only_if(permissions.may_keep(actor))
    departure = there(departures.of_organisation(actor, organisation))
    form = ReturnForm(posted(request), former=departures.former_mandates(departure))
    if form.is_valid() and attempt(form, lambda: memberships.take_back(record.organisation, form.mandates(), by=actor)) is not None:
        done(request, _("It belongs here again."))
        return redirect("member", coalition, organisation)
    return render(request, "workspace/standing/return.html", {"form": form, "organisation": record.organisation, "departure": departure})
