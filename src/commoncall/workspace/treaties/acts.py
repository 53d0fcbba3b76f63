"""Entering what a state did, correcting it, and taking out what never was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import PlainWords
from commoncall.diplomacy import permissions
from commoncall.diplomacy.actions import acts as deeds
from commoncall.diplomacy.actions.acts import Source
from commoncall.diplomacy.queries import keeping
from commoncall.diplomacy.queries.instruments import name_of, participant_name
from commoncall.diplomacy.rules.acts import Act, ActKind
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.treaties.words import ACT_WORDS
from commoncall.workspace.members.standing import actor_of, there, there_only_if
from commoncall.workspace.treaties.reaching import state_of, treaty_of

if TYPE_CHECKING:
    from commoncall.diplomacy.models import DepositaryAct

DAY = {"type": "date", "class": "short"}


def _day(label: Any, hint: Any = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(label=label, help_text=hint, required=required, widget=forms.DateInput(DAY, format="%Y-%m-%d"))


class ActForm(PlainWords, forms.Form):
    """What a state did, on which day, and where that can be read."""

    kind = forms.ChoiceField(label=gettext_lazy("What it did"), choices=[(kind.value, words) for kind, words in ACT_WORDS.items()])
    done_on = _day(gettext_lazy("On which day"), gettext_lazy("Of an instrument, the day of its deposit."))
    effective_on = _day(
        gettext_lazy("Takes effect on"),
        gettext_lazy("Of a withdrawal or a succession, where the depositary states it. Left empty, the treaty’s own rule says."),
        required=False,
    )
    is_revoked = forms.BooleanField(
        label=gettext_lazy("A withdrawal undid it"), required=False, help_text=gettext_lazy("The depositary prints such acts in brackets.")
    )
    source = forms.CharField(
        label=gettext_lazy("Where it can be read"), max_length=300, help_text=gettext_lazy("Such as: depositary notification C.N.347.2024")
    )
    source_url = forms.URLField(
        assume_scheme="https", label=gettext_lazy("Address of the source"), required=False, max_length=300, widget=forms.URLInput({"class": "ltr"})
    )
    as_of = _day(gettext_lazy("Day of the source"), required=False)

    def act(self, participant: str) -> Act:
        """Return the act that was written."""
        told = self.cleaned_data
        return Act(told["done_on"], participant, ActKind(told["kind"]), told["is_revoked"], told["effective_on"])

    def read_in(self) -> Source:
        """Return where it was found."""
        told = self.cleaned_data
        return Source(told["source"], told["source_url"], told["as_of"])


class CorrectForm(ActForm):
    """The right act in the place of a wrong one, and why."""

    why = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("Everybody reads it in the public list of corrections."),
    )
    field_order = ("kind", "done_on", "effective_on", "is_revoked", "why")


class TakeOutForm(PlainWords, forms.Form):
    """Why an act is taken out."""

    why = CorrectForm.base_fields["why"]


def enter(request: HttpRequest, coalition: str, treaty: str, country: str) -> HttpResponse:
    """Enter what a state did about a treaty."""
    actor, instrument, code = actor_of(request), treaty_of(request, treaty), state_of(country)
    there_only_if(permissions.may_keep(actor, instrument))
    form = ActForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (row := attempt(form, lambda: deeds.enter(instrument, form.act(code), form.read_in(), by=actor))) is not None:
        done(request, _("Entered."), row.pk)
        return redirect("state-inside", coalition, code.lower())
    told = {"form": form, "name": participant_name(code), "treaty": name_of(instrument), "address": code.lower()}
    return render(request, "workspace/treaties/enter.html", told)


def _row(request: HttpRequest, act: UUID) -> DepositaryAct:
    row = there(keeping.act(actor_of(request), act))
    there_only_if(permissions.may_keep(actor_of(request), row.instrument))
    return row


def _about(row: DepositaryAct) -> dict[str, Any]:
    name = {"name": participant_name(row.participant), "treaty": name_of(row.instrument)}
    return name | {"row": row, "what": ACT_WORDS[ActKind(row.kind)], "address": row.participant.lower()}


def _initial(row: DepositaryAct) -> Mapping[str, date | str | bool | None]:
    return {name: getattr(row, name) for name in ("kind", "done_on", "effective_on", "is_revoked", "source", "source_url", "as_of")}


def correct(request: HttpRequest, coalition: str, act: UUID) -> HttpResponse:
    """Put the right act in the place of a wrong one; everybody can read what was corrected, and why."""
    actor, row = actor_of(request), _row(request, act)
    form = CorrectForm(request.POST if request.method == "POST" else None, initial=_initial(row))
    if form.is_valid():
        written = form.act(row.participant)
        new = attempt(form, lambda: deeds.correct(row, written, form.cleaned_data["why"], form.read_in(), by=actor))
        if new is not None:
            done(request, _("Corrected. The public list of corrections shows it."), new.pk)
            return _back(coalition, row)
    return render(request, "workspace/treaties/correct.html", {"form": form, **_about(row)})


def take_out(request: HttpRequest, coalition: str, act: UUID) -> HttpResponse:
    """Take out an act that never was; everybody can read that, and why."""
    actor, row = actor_of(request), _row(request, act)
    form = TakeOutForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, lambda: deeds.retract(row, form.cleaned_data["why"], by=actor)) is not None:
        done(request, _("Taken out. The public list of corrections shows it."), row.pk)
        return _back(coalition, row)
    return render(request, "workspace/treaties/take_out.html", {"form": form, **_about(row)})


def _back(coalition: str, row: DepositaryAct) -> HttpResponse:
    if row.country_id is None:
        return redirect("treaty-inside", coalition, row.instrument.code)
    return redirect("state-inside", coalition, row.participant.lower())
