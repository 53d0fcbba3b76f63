"""The forms of applying, one for each step. A step is kept whatever stands in it: what is missing is asked for at the end."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import Cards, Choices, PlainWords
from commoncall.kernel import languages
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.labels import Naming
from commoncall.membership.queries import applicants
from commoncall.membership.queries.choices import KINDS
from commoncall.membership.rules.applying import INDIVIDUAL, LONGEST
from commoncall.membership.rules.profiles import Profile
from commoncall.procedures.applying import Asking
from commoncall.public.apply import words
from commoncall.web.fields import CountriesField, LanguageField, LanguagesField
from commoncall.web.guarding import Guarded

if TYPE_CHECKING:
    from commoncall.membership.models import Application, Question

#: Names in other scripts and languages that can be given besides the first.
OTHER_NAMES = 3

#: What only an organisation has.
_OF_ORGANISATIONS = ("acronym", "is_international", "works_in", "kind", "size", "led_by_affected", "registration")

LATIN = {"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}
AFFECTED: dict[bool | None, str] = {True: "yes", False: "no", None: ""}


class AddressForm(PlainWords, Guarded, forms.Form):
    """Where to write to."""

    address = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254, widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}))


class StepForm(PlainWords, forms.Form):
    """One step, filled with what is kept so far. What was typed and not understood stands in its field as it was typed."""

    def __init__(self, data: Any = None, *, application: Application, asking: Asking) -> None:
        self.application, self.asking = application, asking
        super().__init__(data, initial=self.kept() | applicants.typed(application))
        self.prepare()

    def kept(self) -> dict[str, Any]:
        """Return what is kept of this step, by field."""
        return {name: getattr(self.application, name) for name in self.base_fields if hasattr(self.application, name)}

    def prepare(self) -> None:
        """Give the fields what depends on the coalition."""

    def taken(self) -> tuple[dict[str, Any], dict[str, str]]:
        """Return what was sent as values to keep, and what could not be understood as it was typed; errors stand for the latter alone."""
        told = self.errors.as_data()
        for name in [name for name, found in told.items() if all(error.code == "required" for error in found)]:
            del self.errors[name]
            self.cleaned_data[name] = False if isinstance(self.fields[name], forms.BooleanField) else ""
        unclear = [name for name in self.errors if name in self.fields]
        return self.values(self.cleaned_data), {name: str(self.data.get(name, ""))[:LONGEST] for name in unclear}

    def values(self, told: dict[str, Any]) -> dict[str, Any]:
        """Return what was understood under the names by which it is kept."""
        return dict(told)

    @property
    def state(self) -> str:
        """What changes whenever something else is kept of this step, so that a browser can tell whether its copy is older."""
        kept = {name: self[name].value() for name in self.fields}
        return hashlib.sha256(json.dumps(kept, default=str, sort_keys=True).encode()).hexdigest()[:16]

    def told_again(self) -> StepForm:
        """Return the form with the errors of what was not understood when it was sent, if anything was not."""
        unclear = applicants.typed(self.application).keys() & self.fields.keys()
        if not unclear:
            return self
        again = type(self)({name: self[name].value() for name in self.fields}, application=self.application, asking=self.asking)
        again.taken()
        return again


class CategoryForm(StepForm):
    """As what one applies."""

    category = forms.ChoiceField(label=gettext_lazy("As what do you apply?"), widget=Cards)

    def prepare(self) -> None:
        """Offer the categories that are open."""
        field: Any = self.fields["category"]
        field.choices = words.categories(self.asking.offer.categories, self.asking.coalition)
        field.widget.consequences = words.category_consequences(self.asking.coalition)


class OrganisationForm(StepForm):
    """What an organisation (or a person) is called and what it is like."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=300, help_text=gettext_lazy("As it writes itself, without the acronym."))
    name_language = LanguageField(label=gettext_lazy("Its language"), required=False, max_length=60)
    acronym = forms.CharField(label=gettext_lazy("Acronym"), max_length=40, required=False, widget=forms.TextInput({"class": "short"}))
    country = forms.ChoiceField(label=gettext_lazy("Country"), help_text=gettext_lazy("Where it has its seat."))
    is_international = forms.BooleanField(label=gettext_lazy("It is international, at home in no one country"), required=False)
    works_in = CountriesField(
        label=gettext_lazy("Works in"),
        required=False,
        max_length=4000,
        help_text=gettext_lazy("Countries, one after another, with commas between them."),
        widget=forms.Textarea({"rows": 2}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[("", gettext_lazy("Choose one")), *KINDS.choices])
    languages = LanguagesField(
        label=gettext_lazy("Languages"), required=False, max_length=600, help_text=gettext_lazy("In which it works, with commas between them.")
    )
    website = forms.CharField(label=gettext_lazy("Website"), required=False, max_length=300, widget=forms.TextInput({**LATIN, "inputmode": "url"}))
    size = forms.CharField(
        label=gettext_lazy("Size"), required=False, max_length=120, help_text=gettext_lazy("In its own words, such as: 14 staff, 60 volunteers.")
    )
    led_by_affected = forms.TypedChoiceField(
        label=gettext_lazy("Is it led by affected people?"),
        required=False,
        choices=[("", gettext_lazy("No answer")), ("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        coerce={"yes": True, "no": False}.get,
        empty_value=None,
    )
    registration = forms.CharField(
        label=gettext_lazy("Registration"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Number and register, where it has one. Many movements have none; leave it empty then."),
    )

    def kept(self) -> dict[str, Any]:
        """Return what is kept, with each further name in a field of its own."""
        profile = Profile.read(self.application.profile)
        told = super().kept() | profile.as_stored() | {"led_by_affected": AFFECTED[profile.led_by_affected]}
        for place, other in enumerate(self.application.other_names[:OTHER_NAMES]):
            told |= {f"other_{place}": other.get("text", ""), f"other_{place}_language": other.get("language", "")}
        return told

    def prepare(self) -> None:
        """Offer the countries and the further names; ask a person for less."""
        self.fields["country"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose one")),
            *((one.code, one.name) for one in countries.all_named(form="plain")),
        ]
        for place in range(OTHER_NAMES):
            label = _("Another name") if place else _("Name in another script or language")
            self.fields[f"other_{place}"] = forms.CharField(label=label, max_length=300, required=False)
            self.fields[f"other_{place}_language"] = LanguageField(label=_("Its language"), required=False, max_length=60)
        if self.application.category == INDIVIDUAL:
            for name in _OF_ORGANISATIONS:
                del self.fields[name]
            self.fields["name"].help_text = _("Your own, as you write it.")
            self.fields["country"].help_text = _("Where you live.")
            self.fields["languages"].help_text = _("In which you work, with commas between them.")

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return each further name with the field for its language."""
        return [(self[f"other_{place}"], self[f"other_{place}_language"]) for place in range(OTHER_NAMES)]

    def values(self, told: dict[str, Any]) -> dict[str, Any]:
        """Return what was understood, with the further names as one part."""
        pairs = [(told.get(f"other_{place}", ""), told.get(f"other_{place}_language", "")) for place in range(OTHER_NAMES)]
        return told | {"other_names": [{"text": text, "language": language} for text, language in pairs if text]}


class PeopleForm(StepForm):
    """Who is to be asked, and by what right they sign."""

    contact_name = forms.CharField(label=gettext_lazy("Contact person"), max_length=200, widget=forms.TextInput({"autocomplete": "name"}))
    contact_function = forms.CharField(
        label=gettext_lazy("Function"), required=False, max_length=120, help_text=gettext_lazy("What they do there: director, campaigner.")
    )
    contact_address = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        help_text=gettext_lazy("If you change it, the link is mailed to the new one."),
        widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
    )
    contact_phone = forms.CharField(
        label=gettext_lazy("Phone"), required=False, max_length=60, widget=forms.TextInput({"type": "tel", "autocomplete": "tel", "dir": "ltr"})
    )
    head = forms.CharField(
        label=gettext_lazy("Who heads the organisation?"), required=False, max_length=200, help_text=gettext_lazy("If it is somebody else.")
    )
    authority = forms.CharField(
        label=gettext_lazy("By what right does the contact person sign for it?"),
        max_length=300,
        help_text=gettext_lazy("Such as: as its director; by a decision of the board on 3 May."),
    )

    def prepare(self) -> None:
        """Ask a person only how to reach them."""
        if self.application.category == INDIVIDUAL:
            for name in ("contact_name", "contact_function", "head", "authority"):
                del self.fields[name]


class AboutForm(StepForm):
    """What the organisation does, and the coalition's own questions."""

    about = forms.CharField(label=gettext_lazy("What does your organisation do?"), max_length=4000, widget=forms.Textarea({"rows": 5}))

    def kept(self) -> dict[str, Any]:
        """Return what is kept, with each answer under its question."""
        answers = {f"question_{key}": answer for key, answer in self.application.answers.items()}
        return {"about": Profile.read(self.application.profile).about} | answers

    def prepare(self) -> None:
        """Ask the coalition's own questions."""
        if self.application.category == INDIVIDUAL:
            self.fields["about"].label = _("What do you do?")
        for question in self.asking.offer.questions:
            self.fields[f"question_{question.pk}"] = _field_for(question)


def _marked(text: languages.Translated) -> SafeString:
    """Return words of the coalition's own, marked with their language where it is not the reader's."""
    words, code = languages.pick(text), languages.picked_language(text)
    return conditional_escape(words) if code == languages.current() else format_html('<bdi lang="{}">{}</bdi>', code, words)


def _field_for(question: Question) -> forms.Field:
    # The hint of a field is drawn as it stands, and this one was typed by somebody.
    told: dict[str, Any] = {"label": _marked(question.text), "help_text": _marked(question.hint), "required": question.is_required}
    if question.kind == "choice":
        pairs = [(option["key"], languages.pick(option["text"])) for option in question.options]
        return forms.ChoiceField(**told, choices=pairs, widget=Choices)
    if question.kind == "yes_no":
        return forms.ChoiceField(**told, choices=[("yes", _("Yes")), ("no", _("No"))], widget=Choices)
    if question.kind == "line":
        return forms.CharField(**told, max_length=300)
    return forms.CharField(**told, max_length=LONGEST, widget=forms.Textarea({"rows": 5}))


class NamingForm(StepForm):
    """How far the name may be known."""

    naming = forms.ChoiceField(
        label=gettext_lazy("How far may your name be known?"), choices=[(one.value, words.NAMING[one]) for one in words.NAMING], widget=Choices
    )

    def prepare(self) -> None:
        """Say what follows from each choice."""
        widget: Any = self.fields["naming"].widget
        widget.consequences = {one.value: words.naming_consequence(one, self.asking.coalition) for one in Naming}


class PledgeForm(StepForm):
    """The texts that one joins by, and what both sides promise. Which words were accepted is kept with them."""

    call = forms.BooleanField()
    charter = forms.BooleanField()
    promises = forms.BooleanField()

    def kept(self) -> dict[str, Any]:
        """Return what was accepted as it still stands: not a text that has changed since."""
        return {name: words.is_accepted(self.application, self.asking, name) for name in self.base_fields}

    def prepare(self) -> None:
        """Ask for what there is."""
        labels = words.pledge_labels(self.asking)
        for name in list(self.fields):
            if name in labels:
                self.fields[name].label = labels[name]
            else:
                del self.fields[name]

    def values(self, told: dict[str, Any]) -> dict[str, Any]:
        """Return what is accepted, word for word and version by version."""
        ticked = {name: bool(told.get(name)) for name in self.base_fields}
        return self.asking.accepted(**ticked, language=languages.current())


FORMS: dict[str, type[StepForm]] = {
    "category": CategoryForm,
    "organisation": OrganisationForm,
    "people": PeopleForm,
    "about": AboutForm,
    "naming": NamingForm,
    "pledge": PledgeForm,
}


class ContactForm(PlainWords, forms.Form):
    """How whoever applies is reached after handing in."""

    contact_name = forms.CharField(label=gettext_lazy("Contact person"), max_length=200, widget=forms.TextInput({"autocomplete": "name"}))
    contact_function = forms.CharField(label=gettext_lazy("Function"), required=False, max_length=120)
    contact_phone = forms.CharField(
        label=gettext_lazy("Phone"), required=False, max_length=60, widget=forms.TextInput({"type": "tel", "autocomplete": "tel", "dir": "ltr"})
    )
    address = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        help_text=gettext_lazy("Another address takes its place once the link that we mail there was used."),
        widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
    )
