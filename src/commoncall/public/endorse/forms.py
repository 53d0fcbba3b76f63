"""The forms of endorsing from outside. They see to the shape; what may be is for the actions to say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.call.queries.choices import ENDORSER_KINDS
from commoncall.call.rules import Entry
from commoncall.design.forms import Choices, PlainWords
from commoncall.kernel import languages
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.labels import Naming
from commoncall.web.guarding import Gate, Guarded

_LATIN = {"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}

#: How far an endorser is named, and what that means.
NAMING = [(Naming.PUBLIC.value, gettext_lazy("Name me")), (Naming.COORDINATORS.value, gettext_lazy("Only count me"))]
CONSEQUENCES = {
    Naming.PUBLIC.value: gettext_lazy("The name, where you belong and the country stand on the public page."),
    Naming.COORDINATORS.value: gettext_lazy("The name is read by the coordinators alone. In public you are one of a number."),
}


def countries_to_choose() -> list[tuple[str, str]]:
    """Return every country to be chosen, and none."""
    return [("", _("None, or not said")), *((one.code, one.name) for one in countries.all_named(form="plain"))]


class CountryField(forms.ChoiceField):
    """A country, or none. Its list is put together where it is shown, and not for each form that is sent."""

    def valid_value(self, value: Any) -> bool:
        """Tell whether there is such a country."""
        return countries.exists(str(value))


class AboutForm(forms.Form):
    """What an endorser says of itself."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=300,
        help_text=gettext_lazy("Of the organisation, or of yourself, as it is to be written."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    affiliation = forms.CharField(
        label=gettext_lazy("Where you belong"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Of a person: the parliament, university or town."),
    )
    country = CountryField(
        label=gettext_lazy("Country"), required=False, widget=forms.Select({"autocomplete": "country"}), choices=countries_to_choose
    )
    website = forms.CharField(
        label=gettext_lazy("Website"), required=False, max_length=300, widget=forms.TextInput({**_LATIN, "inputmode": "url", "autocomplete": "url"})
    )
    naming = forms.ChoiceField(
        label=gettext_lazy("How you are named"), choices=NAMING, widget=Choices(consequences=CONSEQUENCES), initial=Naming.PUBLIC.value
    )
    reservations = forms.CharField(
        label=gettext_lazy("Is there something to be said about it?"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("A reservation, or why you endorse. The coordinators read it; it is not published."),
        widget=forms.Textarea({"rows": 3}),
    )


class EndorseForm(PlainWords, Guarded, AboutForm):
    """Endorsing for the first time. Where only one kind may endorse, it is not asked."""

    kind = forms.ChoiceField(label=gettext_lazy("Who endorses?"), widget=Choices)
    address = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        help_text=gettext_lazy("A link goes there; nothing counts before you have followed it. The address is shown to nobody but the coordinators."),
        widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
    )
    wants_news = forms.BooleanField(label=gettext_lazy("Write to me about how it goes on"), required=False)

    def __init__(self, data: Any = None, *, gate: Gate, kinds: Iterable[str]) -> None:
        super().__init__(data, gate=gate)
        choices = [(kind, words) for kind, words in ENDORSER_KINDS.items() if kind in kinds]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["kind"].widget = forms.HiddenInput()
            self.fields["kind"].initial = choices[0][0]
        first = ("kind", "name", "affiliation", "country", "website", "naming", "reservations", "address", "wants_news")
        self.order_fields([*first, *(name for name in self.fields if name not in first)])

    def entry(self) -> Entry:
        """Return what was written, in the language in which it was."""
        told = {name: self.cleaned_data[name] for name in ("kind", "name", "affiliation", "country", "website", "naming", "address")}
        return Entry(**told, language=languages.current(), wants_news=self.cleaned_data["wants_news"], reservations=self.cleaned_data["reservations"])


class CorrectForm(PlainWords, AboutForm):
    """What the holder of the link changes of it. The address stays: another one has to be confirmed anew."""

    language = forms.ChoiceField(label=gettext_lazy("Language of mails to you"))
    wants_news = forms.BooleanField(label=gettext_lazy("Write to me about how it goes on"), required=False)

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        self.fields["language"].choices = languages.offered_in_public()  # type: ignore[attr-defined]

    def entry(self, kind: str) -> Entry:
        """Return what was written."""
        told = {
            name: self.cleaned_data[name]
            for name in ("name", "affiliation", "country", "website", "naming", "reservations", "language", "wants_news")
        }
        return Entry(kind=kind, **told)


class WithdrawForm(PlainWords, forms.Form):
    """Why, if somebody wants to say it."""

    why = forms.CharField(
        label=gettext_lazy("Why?"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("If you want to say it. Only the coordinators read it."),
        widget=forms.Textarea({"rows": 3}),
    )


class AddressForm(PlainWords, Guarded, forms.Form):
    """Where to write to."""

    address = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254, widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}))
