"""Ending a mandate, lending it to a deputy, and choosing an organisation's main contact."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.kernel.parties import permissions
from commoncall.kernel.parties.actions import mandates
from commoncall.membership.actions import people as members
from commoncall.membership.queries import people
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.moments import full_date
from commoncall.workspace.members.standing import actor_of, there, there_only_if
from commoncall.workspace.people.forms import DeputyForm, end_of

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Mandate


def _mandate(request: HttpRequest, mandate: UUID) -> Mandate:
    return there(people.mandate(actor_of(request), mandate))


def end(request: HttpRequest, coalition: str, mandate: UUID) -> HttpResponse:
    """Say what ends and what stays, then end what somebody may do."""
    actor, held = actor_of(request), _mandate(request, mandate)
    there_only_if(permissions.may_end(actor, held))
    if request.method == "POST":
        mandates.end(held, by=actor)
        told = {"person": held.person.name, "organisation": held.organisation.name if held.organisation else _("the coalition")}
        own = held.person_id == actor.person_id
        done(request, _("%(person)s no longer acts for %(organisation)s. What was signed stays signed.") % told, None if own else held.pk)
        return redirect("front") if own else redirect("person", coalition, held.person_id)
    return render(request, "workspace/people/end.html", {"mandate": held, "deputies": people.deputies(held)})


def deputy(request: HttpRequest, coalition: str, mandate: UUID) -> HttpResponse:
    """Let somebody stand in while the holder of a mandate is absent."""
    actor, held = actor_of(request), _mandate(request, mandate)
    there_only_if(permissions.may_end(actor, held))
    form = DeputyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        until = form.cleaned_data["until"]
        lent = attempt(form, lambda: members.deputise(held, form.particulars(), until=end_of(until), by=actor))  # type: ignore[arg-type]
        if lent is not None:
            told = {"name": lent.person.name, "absent": held.person.name, "day": full_date(until)}
            done(request, _("%(name)s stands in for %(absent)s until %(day)s.") % told)
            return redirect("person", coalition, held.person_id)
    return render(request, "workspace/people/deputy.html", {"mandate": held, "form": form})


@require_POST
def main_contact(request: HttpRequest, coalition: str, mandate: UUID) -> HttpResponse:
    """Make a person the main contact of an organisation, instead of whoever was."""
    actor, held = actor_of(request), _mandate(request, mandate)
    there_only_if(permissions.may_grant(actor, held.organisation))
    mandates.choose_main_contact(held, by=actor)
    done(request, _("%(name)s is the main contact now.") % {"name": held.person.name})
    return redirect("person", coalition, held.person_id)
