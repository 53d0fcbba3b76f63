"""The forms by which people are brought in, let act for an organisation, and corrected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from commoncall.design.forms import PlainWords
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.actions.people import Particulars
from commoncall.membership.actions.people import Appointment
from commoncall.membership.queries.people import PersonRecord
from commoncall.web.fields import LanguageField
from commoncall.workspace.members.fields import OrganisationField, words_of

DAY = {"type": "date", "class": "short"}


class AppointmentForm(PlainWords, forms.Form):
    """What somebody is to do for an organisation, and until when."""

    function = forms.CharField(
        label=gettext_lazy("Function"), max_length=120, required=False, help_text=gettext_lazy("What the person is called there, such as: director.")
    )
    topics = forms.CharField(
        label=gettext_lazy("Only on these topics"),
        max_length=600,
        required=False,
        help_text=gettext_lazy("With commas between them. Left empty, the person may act in everything."),
    )
    until = forms.DateField(
        label=gettext_lazy("Until the end of"),
        required=False,
        help_text=gettext_lazy("In UTC. Left empty, until further notice."),
        widget=forms.DateInput(DAY, format="%Y-%m-%d"),
    )
    is_main_contact = forms.BooleanField(label=gettext_lazy("The main contact"), required=False)

    def appointment(self) -> Appointment:
        """Return what was written."""
        told = self.cleaned_data
        return Appointment(told["function"], tuple(words_of(told["topics"])), told["is_main_contact"], end_of(told["until"]))


def end_of(day: Any) -> datetime | None:
    """Return the last second of a day in UTC, which is what a day without an hour means everywhere here."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=UTC) if day else None


class ParticularsForm(PlainWords, forms.Form):
    """Who somebody is."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, widget=forms.TextInput({"autocomplete": "off"}))
    other_name = forms.CharField(label=gettext_lazy("Name in another script"), max_length=200, required=False)
    address = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254, required=False)
    phone = forms.CharField(
        label=gettext_lazy("Telephone"), max_length=60, required=False, widget=forms.TextInput({"dir": "ltr", "class": "short", "inputmode": "tel"})
    )
    language = LanguageField(label=gettext_lazy("Language to write in"), max_length=60, required=False, widget=forms.TextInput({"class": "short"}))

    def particulars(self) -> Particulars:
        """Return what was written."""
        told = self.cleaned_data
        return Particulars(told["name"], told["address"], told["other_name"], told["language"], told["phone"])


class NewPersonForm(AppointmentForm, ParticularsForm):
    """Somebody who is to act for an organisation, whether or not they are noted already."""

    field_order = ("name", "address", "function", "topics", "until", "is_main_contact", "other_name", "phone", "language")

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.fields["address"].help_text = gettext_lazy("Whoever is noted with it already is taken as that person.")


class AppointForm(AppointmentForm):
    """For which other organisation somebody is to act."""

    organisation = OrganisationField(label=gettext_lazy("Organisation"), max_length=300, help_text=gettext_lazy("Its name or acronym."))
    field_order = ("organisation", "function", "topics", "until", "is_main_contact")

    def __init__(self, data: Mapping[str, Any] | None = None, *, actor: Actor) -> None:
        super().__init__(data)
        self.fields["organisation"].actor = actor  # type: ignore[attr-defined]


class CorrectionForm(ParticularsForm):
    """Who somebody is, with an address for each organisation where they have one of its own."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, record: PersonRecord) -> None:
        line = record.line
        general = next((address for address, _name, organisation in record.addresses if organisation is None), "")
        told = {"name": line.name, "other_name": line.other_name, "address": general, "phone": line.phone, "language": record.language_code}
        super().__init__(data, initial=told)
        self.fields["address"].help_text = gettext_lazy("For all mail, unless an organisation has an address of its own below.")
        own = {organisation: address for address, _name, organisation in record.addresses}
        self.organisations = {part.organisation_id: part.organisation for part in line.parts if part.organisation_id is not None}
        for identifier, name in self.organisations.items():
            self.fields[f"address_{identifier}"] = forms.EmailField(
                label=gettext_lazy("For %(organisation)s alone") % {"organisation": name}, max_length=254, required=False
            )
            self.initial[f"address_{identifier}"] = own.get(identifier, "")

    def addresses(self) -> dict[Any, str]:
        """Return the addresses by the organisation for which they are; the general one is for none."""
        return {None: self.cleaned_data["address"]} | {one: self.cleaned_data[f"address_{one}"] for one in self.organisations}


class DeputyForm(PlainWords, forms.Form):
    """Who stands in, and until when."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    address = forms.EmailField(
        label=gettext_lazy("E-mail address"), max_length=254, help_text=gettext_lazy("Whoever is noted with it already is taken as that person.")
    )
    until = forms.DateField(
        label=gettext_lazy("Until the end of"),
        help_text=gettext_lazy("At most three months from today, in UTC."),
        widget=forms.DateInput(DAY, format="%Y-%m-%d"),
    )

    def particulars(self) -> Particulars:
        """Return who it is to be."""
        return Particulars(self.cleaned_data["name"], self.cleaned_data["address"])
