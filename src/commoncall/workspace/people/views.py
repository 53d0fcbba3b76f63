"""A person's page, and what is changed on it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.kernel.authority import ROLE_NAMES, Role
from commoncall.kernel.history import queries as book
from commoncall.kernel.parties import permissions
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions import mandates
from commoncall.kernel.parties.actions import people as persons
from commoncall.membership.actions import people as members
from commoncall.membership.queries import label_of_list, people
from commoncall.membership.queries.people import PersonRecord
from commoncall.membership.rules.roles import role_for
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.members.standing import actor_of, coalition_of, record_of, there, there_only_if
from commoncall.workspace.people.forms import AppointForm, CorrectionForm, NewPersonForm
from commoncall.workspace.people.shown import held

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Person

ENTRIES = 10


def record_of_person(request: HttpRequest, person: UUID) -> PersonRecord:
    """Return what the reader may see of a person, or answer as for an address that was never there."""
    return there(people.person(actor_of(request), person))


def found_person(request: HttpRequest, person: UUID) -> Person:
    """Return the person at this address, of whom the reader may know."""
    return there(parties.people_visible_to(actor_of(request)).filter(pk=person).first())


def person(request: HttpRequest, coalition: str, person: UUID) -> HttpResponse:
    """Show what the reader may see of a person."""
    actor, record = actor_of(request), record_of_person(request, person)
    sees_history = actor.is_coordinator or record.is_self
    entries = book.visible_to(actor).filter(subject__in=[person, *(part.id for part in (*record.line.parts, *record.past))])
    shown = {
        "record": record,
        "line": record.line,
        "label": label_of_list(actor),
        "held": held(actor, record),
        "lines": book.told(entries[:ENTRIES]) if sees_history else [],
        "may_correct": permissions.may_correct_person(actor, person).allowed,
        "may_appoint": permissions.ENTER.verdict(actor).allowed,
        "may_coordinate": permissions.COORDINATE.verdict(actor).allowed and not record.is_coordinator,
        "sees_all": sees_history,
    }
    return render(request, "workspace/people/person.html", shown)


def add(request: HttpRequest, coalition: str, organisation: UUID) -> HttpResponse:
    """Let somebody act for an organisation, whether or not they are noted already. Nobody is written to."""
    actor, record = actor_of(request), record_of(request, organisation)
    there_only_if(permissions.may_grant(actor, record.organisation))
    form = NewPersonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        granted = attempt(form, lambda: members.bring(record.organisation, form.particulars(), form.appointment(), by=actor))
        if granted is not None:
            told = {"person": granted.person.name, "organisation": record.organisation.name}
            done(request, _("%(person)s acts for %(organisation)s now. Nobody was written to.") % told, granted.pk)
            return redirect("member", coalition, organisation)
    role = ROLE_NAMES[role_for(record.belonging.category)]
    return render(request, "workspace/people/add.html", {"record": record, "organisation": record.organisation, "form": form, "role": role})


def appoint(request: HttpRequest, coalition: str, person: UUID) -> HttpResponse:
    """Let a person act for another organisation too."""
    actor, one = actor_of(request), found_person(request, person)
    there_only_if(permissions.ENTER.verdict(actor))
    form = AppointForm(request.POST if request.method == "POST" else None, actor=actor)
    if form.is_valid():
        chosen = there(parties.organisations_visible_to(actor).filter(pk=form.cleaned_data["organisation"].id).first())
        granted = attempt(form, lambda: members.appoint(chosen, one, form.appointment(), by=actor))
        if granted is not None:
            done(request, _("%(person)s acts for %(organisation)s now.") % {"person": one.name, "organisation": chosen.name}, granted.pk)
            return redirect("person", coalition, person)
    return render(request, "workspace/people/appoint.html", {"person": one, "form": form})


def correct(request: HttpRequest, coalition: str, person: UUID) -> HttpResponse:
    """Correct what is noted of a person, and where they read mail."""
    actor, record = actor_of(request), record_of_person(request, person)
    there_only_if(permissions.may_correct_person(actor, person))
    form = CorrectionForm(request.POST if request.method == "POST" else None, record=record)
    if form.is_valid():
        known = {one.pk: one for one in parties.organisations_visible_to(actor).filter(pk__in=list(form.organisations))}
        addresses = {known[key] if key else None: address for key, address in form.addresses().items() if key is None or key in known}
        one = found_person(request, person)
        if attempt(form, lambda: persons.correct(one, form.particulars(), addresses=addresses, by=actor)) is not None:
            done(request, _("Recorded."))
            return redirect("person", coalition, person)
    return render(request, "workspace/people/correct.html", {"record": record, "line": record.line, "form": form})


def coordinate(request: HttpRequest, coalition: str, person: UUID) -> HttpResponse:
    """Say what a coordinator may do, then make a person one."""
    actor, one = actor_of(request), found_person(request, person)
    there_only_if(permissions.COORDINATE.verdict(actor))
    if record_of_person(request, person).is_coordinator:
        return redirect("person", coalition, person)
    if request.method == "POST":
        granted = mandates.grant(mandates.Grant(one, None, Role.COORDINATOR), by=actor)
        done(request, _("%(name)s coordinates now.") % {"name": one.name}, granted.pk)
        return redirect("person", coalition, person)
    return render(request, "workspace/people/coordinate.html", {"person": one, "coalition": coalition_of(request)})
