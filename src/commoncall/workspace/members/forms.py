"""The forms by which an organisation's record is made and changed. They see to the shape; what may be is for the actions to say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import Choices, ManyChoices, PlainWords
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.labels import LABEL_SENTENCES, Attribution, Label, Naming
from commoncall.kernel.parties.actions.organisations import Names
from commoncall.kernel.parties.rules import names_now
from commoncall.kernel.refusals import Words
from commoncall.membership.actions.exports import Form as Export
from commoncall.membership.actions.notes import LABELS
from commoncall.membership.queries.choices import CATEGORIES, KINDS, STANDINGS
from commoncall.membership.queries.records import Record, Value
from commoncall.membership.rules.profiles import Belonging, Profile
from commoncall.web.fields import CountriesField, LanguageField, LanguagesField
from commoncall.workspace.members import words
from commoncall.workspace.members.fields import DayAsKnownField, OrganisationField

#: How many more names an organisation can be given at once.
MORE_NAMES = 2

LATIN = {"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}
NOTE_LABELS = [(label.value, label.label) for label in LABELS]
LABEL_WORDS: dict[str, Words] = {label.value: LABEL_SENTENCES[label] for label in Label}

AFFECTED: dict[bool | None, str] = {True: "yes", False: "no", None: ""}


class NamesForm(PlainWords, forms.Form):
    """What an organisation is called, in each script and language in which it has a name."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=300, help_text=gettext_lazy("As it writes itself, without the acronym."))
    name_language = LanguageField(label=gettext_lazy("Its language"), required=False, max_length=60)
    acronym = forms.CharField(label=gettext_lazy("Acronym"), max_length=40, required=False, widget=forms.TextInput({"class": "short"}))

    def __init__(self, data: Any = None, *, names: Names | None = None) -> None:
        kept = names or Names("")
        others = names_now(kept.others)
        self.before = kept
        initial = {"name": kept.name, "acronym": kept.acronym, "name_language": kept.name_language}
        super().__init__(data, initial=initial)
        self.places = range(len(others) + (MORE_NAMES if names else 1))
        for place in self.places:
            other = others[place] if place < len(others) else {}
            self.fields[f"other_{place}"] = forms.CharField(
                label=_("Another name") if place else _("Name in another script or language"), max_length=300, required=False
            )
            self.fields[f"other_{place}_language"] = LanguageField(label=_("Its language"), required=False, max_length=60)
            self.initial.update({f"other_{place}": other.get("text", ""), f"other_{place}_language": other.get("language", "")})
        self._offer_former(kept)

    def _offer_former(self, kept: Names) -> None:
        """Offer to keep the name that it had, and those that it had before: by them people still look for it."""
        former = [other for other in kept.others if other.get("until")]
        if kept.name:
            self.fields["keeps_former"] = forms.BooleanField(
                label=_("If the name changes, keep the one until now, so that a search still finds it"), required=False, initial=True
            )
        if former:
            self.fields["former"] = forms.MultipleChoiceField(
                label=_("Former names"),
                required=False,
                widget=ManyChoices(),
                choices=[(other["text"], other["text"]) for other in former],
                initial=[other["text"] for other in former],
            )

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return each further name with the field for its language."""
        return [(self[f"other_{place}"], self[f"other_{place}_language"]) for place in self.places]

    def names(self) -> Names:
        """Return what was written."""
        told = self.cleaned_data
        pairs = [(told[f"other_{place}"], told[f"other_{place}_language"]) for place in self.places]
        others: list[dict[str, str]] = [{"text": text, "language": language} for text, language in pairs if text.strip()]
        others += [dict(other) for other in self.before.others if other.get("until") and other["text"] in told.get("former", ())]
        if told.get("keeps_former") and told["name"].strip() != self.before.name:
            until = time.now().date().isoformat()
            others.append({"text": self.before.name, "language": self.before.name_language, "until": until})
        return Names(told["name"], told["acronym"], told["name_language"], tuple(others))


class ParticularsForm(PlainWords, forms.Form):
    """What an organisation says of itself."""

    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False, help_text=gettext_lazy("Where it has its seat."))
    is_international = forms.BooleanField(label=gettext_lazy("It is international, at home in no one country"), required=False)
    works_in = CountriesField(
        label=gettext_lazy("Works in"),
        required=False,
        max_length=4000,
        help_text=gettext_lazy("Countries, one after another, with commas between them."),
        widget=forms.Textarea({"rows": 2}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, choices=[("", gettext_lazy("Not noted")), *KINDS.choices])
    languages = LanguagesField(
        label=gettext_lazy("Languages"), required=False, max_length=600, help_text=gettext_lazy("In which it works, with commas between them.")
    )
    website = forms.CharField(label=gettext_lazy("Website"), required=False, max_length=300, widget=forms.TextInput({**LATIN, "inputmode": "url"}))
    size = forms.CharField(
        label=gettext_lazy("Size"), required=False, max_length=120, help_text=gettext_lazy("In its own words, such as: 14 staff, 60 volunteers.")
    )
    led_by_affected = forms.TypedChoiceField(
        label=gettext_lazy("Led by affected people"),
        required=False,
        choices=[("", gettext_lazy("Not noted")), ("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        coerce={"yes": True, "no": False}.get,
        empty_value=None,
    )
    registration = forms.CharField(label=gettext_lazy("Registration"), required=False, max_length=120)
    about = forms.CharField(label=gettext_lazy("About"), required=False, max_length=4000, widget=forms.Textarea({"rows": 5}))

    def __init__(self, data: Any = None, *, profile: Profile | None = None) -> None:
        kept = profile or Profile()
        told = kept.as_stored() | {"led_by_affected": AFFECTED[kept.led_by_affected]}
        super().__init__(data, initial=told)
        self.fields["country"].choices = country_choices()  # type: ignore[attr-defined]

    def profile(self) -> Profile:
        """Return what was written."""
        return Profile.read(self.cleaned_data)


def country_choices() -> list[tuple[str, str]]:
    """Return every country by its name, after none."""
    return [("", _("Not noted")), *((one.code, one.name) for one in countries.all_named(form="plain"))]


class EntryForm(NamesForm):
    """A new organisation: what it takes to find it again. The rest of its record can wait."""

    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("Category"), choices=CATEGORIES.choices)
    naming = forms.ChoiceField(label=gettext_lazy("How it is named"), choices=Naming.choices, widget=Choices, initial=Naming.PUBLIC)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["country"].choices = country_choices()  # type: ignore[attr-defined]
        self.fields["naming"].widget.consequences = naming_consequences()

    def called(self) -> tuple[list[str], str, str]:
        """Return by what it could be known here already: its names, its acronym and its country."""
        names = self.names()
        return [names.name, *(other["text"] for other in names.others)], names.acronym, self.cleaned_data["country"]

    def profile(self) -> Profile:
        """Return what was written of it."""
        return Profile(country=self.cleaned_data["country"])

    def belonging(self) -> Belonging:
        """Return how it is to belong."""
        return Belonging(category=self.cleaned_data["category"])


class BelongingForm(PlainWords, forms.Form):
    """How an organisation belongs, which is not for itself to say."""

    category = forms.ChoiceField(
        label=gettext_lazy("Category"),
        choices=CATEGORIES.choices,
        help_text=gettext_lazy("What its people may do follows from it at once: those of an observer observe, those of an endorser endorse."),
    )
    network = forms.ChoiceField(label=gettext_lazy("Belongs through"), required=False)
    joined = DayAsKnownField(
        label=gettext_lazy("Since"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("As exactly as it is known: 2019, 2019-04 or 2019-04-30."),
        widget=forms.TextInput({"class": "short", "dir": "ltr"}),
    )
    endorsed_what = forms.CharField(
        label=gettext_lazy("What it endorsed before"), required=False, max_length=200, help_text=gettext_lazy("Such as: The call of 2019.")
    )
    endorsed_on = forms.DateField(
        label=gettext_lazy("On which day"), required=False, widget=forms.DateInput({"type": "date", "class": "short"}, format="%Y-%m-%d")
    )

    def __init__(self, data: Any = None, *, record: Record, networks: Sequence[tuple[str, str]]) -> None:
        kept = record.belonging
        told = {
            "category": kept.category,
            "network": str(kept.network or ""),
            "joined": (kept.joined_on, kept.joined_precision),
            "endorsed_on": kept.endorsed_on,
            "endorsed_what": kept.endorsed_what,
        }
        super().__init__(data, initial=told)
        self.fields["network"].choices = [("", _("No network: it belongs by itself")), *networks]  # type: ignore[attr-defined]

    def belonging(self) -> Belonging:
        """Return what was chosen; the network is found by the view."""
        told = self.cleaned_data
        day, precision = told["joined"]
        return Belonging(told["category"], "good", day, precision, told["endorsed_on"], told["endorsed_what"])


class StandingForm(PlainWords, forms.Form):
    """Whether an organisation is dormant, and why."""

    standing = forms.ChoiceField(
        label=gettext_lazy("Standing"),
        choices=[(one.value, one.label) for one in (STANDINGS.GOOD, STANDINGS.DORMANT)],
        widget=Choices(
            consequences={
                STANDINGS.GOOD: gettext_lazy("Its rights are in force."),
                STANDINGS.DORMANT: gettext_lazy("It is shown as dormant until somebody notes otherwise."),
            }
        ),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("The organisation can read it in its history."),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )
    told = forms.CharField(
        label=gettext_lazy("How and when was it told that it would be dormant?"),
        help_text=gettext_lazy("Such as: by letter of 3 March. Where it was not told yet, give it notice from here instead."),
        max_length=300,
        required=False,
    )


def naming_consequences() -> dict[str, str]:
    """Return what each choice of naming brings about."""
    return {choice.value: words.naming(choice) for choice in Naming}


class NamingForm(PlainWords, forms.Form):
    """How far an organisation lets its name be known, and to whom all the same."""

    naming = forms.ChoiceField(label=gettext_lazy("How it is named"), widget=Choices)
    known_to = forms.MultipleChoiceField(label=gettext_lazy("These know its name all the same"), required=False, widget=forms.CheckboxSelectMultiple)
    let_know = OrganisationField(
        label=gettext_lazy("Let another organisation know"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Its name or acronym, as it stands in the list. Its people see the name; nobody is written to."),
    )

    def __init__(self, data: Any = None, *, record: Record, actor: Actor, may_widen: bool) -> None:
        told = {"naming": record.naming.value, "known_to": [str(identifier) for identifier, _name in record.known_to]}
        super().__init__(data, initial=told)
        naming: Any = self.fields["naming"]
        naming.choices = [(one.value, one.label) for one in possible(record.naming, may_widen=may_widen)]
        naming.widget.consequences = naming_consequences()
        self.fields["known_to"].choices = [(str(identifier), name) for identifier, name in record.known_to]  # type: ignore[attr-defined]
        self.fields["let_know"].actor = actor  # type: ignore[attr-defined]
        if not record.known_to:
            del self.fields["known_to"]
        if not may_widen:
            del self.fields["let_know"]

    def known(self) -> list[Any]:
        """Return the identifiers of those whom it lets know."""
        added = self.cleaned_data.get("let_know")
        return [*self.cleaned_data.get("known_to", []), *([added.id] if added else [])]


def possible(now: Naming, *, may_widen: bool) -> list[Naming]:
    """Return the choices of naming from the widest; whoever may not widen is offered no wider one than there is."""
    choices = [Naming.PUBLIC, Naming.MEMBERS, Naming.COORDINATORS]
    return choices if may_widen else choices[choices.index(now) :]


class TagForm(PlainWords, forms.Form):
    """A tag to put on an organisation."""

    name = forms.CharField(label=gettext_lazy("Tag"), max_length=60, widget=forms.TextInput({"list": "tags", "autocomplete": "off"}))


class NoteForm(PlainWords, forms.Form):
    """A note, who may read it, and what may be told of who said it."""

    text = forms.CharField(label=gettext_lazy("Note"), max_length=4000, widget=forms.Textarea({"rows": 5}))
    label = forms.ChoiceField(
        label=gettext_lazy("Who may read it"), choices=NOTE_LABELS, initial=Label.AMBER_STRICT.value, widget=Choices(consequences=LABEL_WORDS)
    )
    attribution = forms.ChoiceField(label=gettext_lazy("Who said it"), choices=Attribution.choices, initial=Attribution.NAMED.value)


class ValuesForm(forms.Form):
    """What stands in the coalition's own columns for one organisation."""

    def __init__(self, data: Any = None, *, values: Sequence[Value]) -> None:
        super().__init__(data, initial={str(value.column_id): value.value for value in values})
        for value in values:
            self.fields[str(value.column_id)] = forms.CharField(label=value.column, required=False, max_length=500)


class ColumnForm(PlainWords, forms.Form):
    """A column of the coalition's own, and who may read what stands in it."""

    name = forms.CharField(label=gettext_lazy("Name of the column"), max_length=80)
    label = forms.ChoiceField(
        label=gettext_lazy("Who may read it"), choices=NOTE_LABELS, initial=Label.AMBER.value, widget=Choices(consequences=LABEL_WORDS)
    )


class KeepForm(PlainWords, forms.Form):
    """The name under which a question to the directory is kept, and for whom."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    shared = forms.BooleanField(label=gettext_lazy("For everyone of the coalition"), required=False)

    def __init__(self, data: Any = None, *, may_share: bool) -> None:
        super().__init__(data)
        if not may_share:
            del self.fields["shared"]


class DownloadForm(PlainWords, forms.Form):
    """What to take along, in which form."""

    form = forms.ChoiceField(
        label=gettext_lazy("What"),
        initial=Export.ORGANISATIONS_XLSX.value,
        choices=[
            (Export.ORGANISATIONS_XLSX.value, gettext_lazy("Organisations, as a spreadsheet (XLSX)")),
            (Export.ORGANISATIONS_CSV.value, gettext_lazy("Organisations, as plain text (CSV)")),
            (Export.PEOPLE_XLSX.value, gettext_lazy("People, as a spreadsheet (XLSX)")),
            (Export.PEOPLE_CSV.value, gettext_lazy("People, as plain text (CSV)")),
            (Export.PEOPLE_VCF.value, gettext_lazy("People, as cards for an address book (vCard)")),
        ],
        widget=Choices,
    )


class RemovalForm(PlainWords, forms.Form):
    """The organisation's name, typed by whoever takes its record out."""

    name = forms.CharField(
        label=gettext_lazy("Type its name"), max_length=300, widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"})
    )
