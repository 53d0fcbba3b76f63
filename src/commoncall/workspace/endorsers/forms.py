"""The forms about endorsers from outside."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.call.actions.endorsers import STATES, Came, Form
from commoncall.call.actions.endorsing.entering import BY_HAND
from commoncall.call.queries.choices import ENDORSER_KINDS
from commoncall.call.queries.endorsers import Question
from commoncall.call.rules import Entry
from commoncall.design.forms import Choices, PlainWords
from commoncall.kernel import languages, time
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.labels import Naming

_LATIN = {"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}


class QuestionForm(forms.Form):
    """What to look for. It is never wrong: whatever makes no sense finds nothing."""

    q = forms.CharField(label=gettext_lazy("Name or part of the address"), required=False, max_length=200, widget=forms.TextInput({"type": "search"}))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, question: Question) -> None:
        super().__init__(initial={name: getattr(question, name) for name in self.base_fields}, use_required_attribute=False)
        self.fields["kind"].choices = [("", _("Any")), *ENDORSER_KINDS.items()]  # type: ignore[attr-defined]
        self.fields["state"].choices = [("", _("Any")), *STATES.items()]  # type: ignore[attr-defined]


class EndorserForm(PlainWords, forms.Form):
    """An endorser as a coordinator writes it down."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=list(ENDORSER_KINDS.items()))
    name = forms.CharField(label=gettext_lazy("Name"), max_length=300)
    affiliation = forms.CharField(
        label=gettext_lazy("Affiliation"), required=False, max_length=300, help_text=gettext_lazy("Of a person: the parliament, university or town.")
    )
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    website = forms.CharField(label=gettext_lazy("Website"), required=False, max_length=300, widget=forms.TextInput({**_LATIN, "inputmode": "url"}))
    naming = forms.ChoiceField(
        label=gettext_lazy("How they are named"),
        choices=[(Naming.PUBLIC.value, gettext_lazy("In public")), (Naming.COORDINATORS.value, gettext_lazy("Only counted"))],
        widget=Choices(consequences={Naming.PUBLIC.value: gettext_lazy("Only if they agreed to be named.")}),
    )
    reservations = forms.CharField(label=gettext_lazy("Said about it"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2}))
    address = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        max_length=254,
        help_text=gettext_lazy("They are told, and can correct or withdraw it themselves by a link."),
        widget=forms.EmailInput({"dir": "ltr"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of mails to them"))

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        codes = [(one.code, one.name) for one in countries.all_named(form="plain")]
        self.fields["country"].choices = [("", _("Not noted")), *codes]  # type: ignore[attr-defined]
        self.fields["language"].choices = languages.offered_in_public()  # type: ignore[attr-defined]
        self.fields["language"].initial = languages.current()

    def entry(self) -> Entry:
        """Return what was written."""
        return Entry(**{name: self.cleaned_data.get(name, "") for name in EndorserForm.base_fields})


class EnterForm(EndorserForm):
    """An endorser who endorsed on paper, by phone or by mail: how, and on which day."""

    came = forms.ChoiceField(label=gettext_lazy("How it came"), choices=[(one.value, one.label) for one in BY_HAND])
    came_how = forms.CharField(
        label=gettext_lazy("Who took it, or where the paper is"), max_length=300, help_text=gettext_lazy("So that it can be found again.")
    )
    came_on = forms.DateField(label=gettext_lazy("On which day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        self.fields["came_on"].initial = time.now().date()

    def way(self) -> Came:
        """Return how it came."""
        return Came(self.cleaned_data["came"], self.cleaned_data["came_how"], self.cleaned_data["came_on"])


class CorrectForm(EndorserForm):
    """What coordinators entered, corrected by them; kind and address stay."""

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        del self.fields["kind"], self.fields["address"]


class SeenForm(forms.Form):
    """How many stood on the page when somebody decided to take them out."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10_000_000)


class NothingForm(forms.Form):
    """Only a button."""


class DownloadForm(PlainWords, forms.Form):
    """In which form."""

    form = forms.ChoiceField(
        label=gettext_lazy("Form"), choices=[(Form.XLSX.value, "XLSX"), (Form.CSV.value, "CSV")], initial=Form.XLSX.value, widget=Choices
    )
