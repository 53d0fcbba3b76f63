"""The forms of the coalition's room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import PlainWords
from commoncall.kernel import languages
from commoncall.workspace.setup.description import DescriptionForm, language_choices

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition


class ReasonForm(PlainWords, forms.Form):
    """Why an answer is changed, and who decided it."""

    reason = forms.CharField(
        label=gettext_lazy("Why, and who decided it?"),
        help_text=gettext_lazy("It stands in the history, for everybody inside to read."),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )


class RoomDescriptionForm(DescriptionForm):
    """What a coalition is called, in each of its languages; where it is at home."""

    another = forms.ChoiceField(label=gettext_lazy("Another language"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, of: Coalition) -> None:
        others = [code for code in of.languages if code != of.language]
        kept = {"name": of.name, "slug": of.slug, "language": of.language, "others": others, "time_zone": of.time_zone}
        super().__init__(data, initial=kept, of=of)
        self.fields["another"].choices = [("", _("None")), *language_choices(languages.current())]  # type: ignore[attr-defined]
        self.fields["slug"].help_text = _("Links to the old address stop working when it is changed.")
        own = {languages.in_public(code) for code in of.languages}
        further = [code for code, _name in languages.offered_in_public() if code not in own]
        self.named_in = [code for code in dict.fromkeys([*of.languages, *further]) if code != of.language]
        for code in self.named_in:
            attrs = {"lang": code, "dir": languages.direction(code)}
            label = _("Name in %(language)s") % {"language": languages.name_of(code, languages.current())}
            self.fields[f"name_{code}"] = forms.CharField(label=label, max_length=200, required=False, widget=forms.TextInput(attrs))
            self.initial[f"name_{code}"] = of.names.get(code, "")
        self.order_fields(["name", *(f"name_{code}" for code in self.named_in), "slug", "language", "others", "another", "time_zone"])

    def clean(self) -> dict[str, Any]:
        """Add the other language to the languages."""
        kept = super().clean()
        another = kept.get("another")
        return {**kept, "others": [*kept.get("others", []), *([another] if another else [])]}

    def names(self) -> dict[str, str]:
        """Return the name in each further language that it has one in."""
        return {code: name for code in self.named_in if (name := self.cleaned_data[f"name_{code}"].strip())}


class CoordinatorForm(PlainWords, forms.Form):
    """Who is to coordinate too."""

    address = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)
    name = forms.CharField(
        label=gettext_lazy("Name"), help_text=gettext_lazy("Only where nobody here is noted with that address yet."), max_length=200, required=False
    )


class DeputyForm(CoordinatorForm):
    """Who stands in, and until when."""

    until = forms.DateField(
        label=gettext_lazy("Until the end of"),
        help_text=gettext_lazy("At most three months from today, in UTC."),
        widget=forms.DateInput({"type": "date", "class": "short"}),
    )


class ContactForm(PlainWords, forms.Form):
    """Where the public writes to."""

    contact = forms.EmailField(
        label=gettext_lazy("Where the public can write to"),
        help_text=gettext_lazy("It stands on the public page. Left empty, none does."),
        max_length=254,
        required=False,
    )


class RemovalForm(PlainWords, forms.Form):
    """The coalition's name, typed by whoever removes it."""

    name = forms.CharField(
        label=gettext_lazy("Type the coalition’s name"), max_length=200, widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"})
    )
