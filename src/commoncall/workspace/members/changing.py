"""Changing one section of an organisation's record, each at an address of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.kernel.labels import Naming
from commoncall.kernel.parties import permissions as parties
from commoncall.kernel.parties import queries as known
from commoncall.kernel.parties.actions import organisations as identities
from commoncall.kernel.parties.actions.organisations import Names
from commoncall.membership import permissions
from commoncall.membership.actions import belonging as belongings
from commoncall.membership.actions import columns, organisations, tags
from commoncall.membership.queries import choices, whereabouts
from commoncall.membership.queries.choices import STANDINGS
from commoncall.membership.queries.records import Record
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.members.forms import BelongingForm, NamesForm, NamingForm, ParticularsForm, RemovalForm, StandingForm, TagForm, ValuesForm
from commoncall.workspace.members.standing import actor_of, coalition_of, record_of, there, there_only_if


def _asked(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _changed(
    request: HttpRequest, record: Record, form: forms.Form, deed: Callable[[], object], section: str, template: str, **shown: Any
) -> HttpResponse:
    """Do the deed where the form is in order and show the record again, else show the form with what is to be changed."""
    if form.is_valid() and attempt(form, deed) is not None:
        done(request, _("Recorded."), record.organisation.pk)
        response = redirect("member", coalition_of(request).slug, record.organisation.pk)
        response["Location"] += f"#{section}"
        return response
    return render(request, f"workspace/members/{template}.html", {"record": record, "organisation": record.organisation, "form": form, **shown})


def names(request: HttpRequest, coalition: str, organisation: UUID) -> HttpResponse:
    """Change what an organisation is called."""
    record, actor = record_of(request, organisation), actor_of(request)
    there_only_if(parties.may_correct(actor, record.organisation))
    one = record.organisation
    form = NamesForm(_asked(request), names=Names(one.name, one.acronym, one.name_language, one.other_names))
    return _changed(request, record, form, lambda: identities.rename(record.organisation, form.names(), by=actor), "main", "names")


def particulars(request: HttpRequest, coalition: str, organisation: UUID) -> HttpResponse:
    """Change what is noted of an organisation."""
    record, actor = record_of(request, organisation), actor_of(request)
    there_only_if(permissions.may_describe(actor, record.organisation))
    form = ParticularsForm(_asked(request), profile=record.profile)
    return _changed(
        request, record, form, lambda: organisations.describe(record.organisation, form.profile(), by=actor), "particulars", "particulars"
    )


def belonging(request: HttpRequest, coalition: str, organisation: UUID) -> HttpResponse:
    """Change how an organisation belongs."""
    record, actor = record_of(request, organisation), actor_of(request)
    there_only_if(permissions.may_keep(actor))
    form = BelongingForm(_asked(request), record=record, networks=choices.possible_networks(actor, organisation))

    def change() -> object:
        chosen = form.cleaned_data["network"]
        network = known.organisations_visible_to(actor).get(pk=chosen) if chosen else None
        return belongings.change(record.organisation, form.belonging(), network, by=actor)

    return _changed(request, record, form, change, "belonging", "belonging")


def standing(request: HttpRequest, coalition: str, organisation: UUID) -> HttpResponse:
    """Note that an organisation is dormant, or in good standing again."""
    record, actor = record_of(request, organisation), actor_of(request)
    there_only_if(permissions.may_keep(actor))
    form = StandingForm(_asked(request), initial={"standing": record.belonging.standing})

    def change() -> object:
        told = form.cleaned_data
        return belongings.set_standing(record.organisation, STANDINGS(told["standing"]), reason=told["reason"], told=told["told"], by=actor)

    return _changed(request, record, form, change, "belonging", "standing")


def naming(request: HttpRequest, coalition: str, organisation: UUID) -> HttpResponse:
    """Choose how far an organisation is named, having read where its name already is."""
    record, actor = record_of(request, organisation), actor_of(request)
    there_only_if(parties.may_choose_naming(actor, record.organisation))
    may_widen = parties.may_widen_naming(actor, record.organisation)
    form = NamingForm(_asked(request), record=record, actor=actor, may_widen=may_widen.allowed)

    def choose() -> object:
        told = known.organisations_visible_to(actor).filter(pk__in=form.known())
        return identities.choose_naming(record.organisation, Naming(form.cleaned_data["naming"]), known_to=told, by=actor)

    places = whereabouts.whereabouts(coalition_of(request), record.organisation, actor)
    return _changed(request, record, form, choose, "naming", "naming", places=places, why_not="" if may_widen else may_widen.reason)


def tagging(request: HttpRequest, coalition: str, organisation: UUID) -> HttpResponse:
    """Put a tag on an organisation; those that are on it can be taken off here."""
    record, actor = record_of(request, organisation), actor_of(request)
    there_only_if(permissions.may_keep(actor))
    form = TagForm(_asked(request))
    if form.is_valid() and attempt(form, lambda: tags.put(record.organisation, form.cleaned_data["name"], by=actor)) is not None:
        done(request, _("Recorded."), organisation)
        return redirect("member-tags", coalition, organisation)
    used = choices.tags(actor)
    return render(request, "workspace/members/tags.html", {"record": record, "organisation": record.organisation, "form": form, "used": used})


@require_POST
def untag(request: HttpRequest, coalition: str, organisation: UUID, tag: UUID) -> HttpResponse:
    """Take a tag off an organisation."""
    record, actor = record_of(request, organisation), actor_of(request)
    there_only_if(permissions.may_keep(actor))
    tags.remove(record.organisation, there(choices.tag(actor, tag)), by=actor)
    done(request, _("Recorded."), organisation)
    return redirect("member-tags", coalition, organisation)


def values(request: HttpRequest, coalition: str, organisation: UUID) -> HttpResponse:
    """Change what stands in the coalition's own columns for an organisation."""
    record, actor = record_of(request, organisation), actor_of(request)
    there_only_if(permissions.may_keep(actor))
    form = ValuesForm(_asked(request), values=record.values)

    def change() -> object:
        written = {UUID(key): text for key, text in form.cleaned_data.items()}
        return columns.set_values(record.organisation, written, by=actor)

    return _changed(request, record, form, change, "own", "values")


def removal(request: HttpRequest, coalition: str, organisation: UUID) -> HttpResponse:
    """Take out the record of an organisation that was entered by mistake, after its name was typed."""
    record, actor = record_of(request, organisation), actor_of(request)
    there_only_if(permissions.may_keep(actor))
    form = RemovalForm(_asked(request))
    if form.is_valid():
        name = form.cleaned_data["name"]
        if attempt(form, lambda: organisations.take_out(record.organisation, name=name, by=actor)):
            done(request, _("The record of %(name)s was taken out.") % {"name": name})
            return redirect("members", coalition)
    return render(request, "workspace/members/removal.html", {"record": record, "organisation": record.organisation, "form": form})
