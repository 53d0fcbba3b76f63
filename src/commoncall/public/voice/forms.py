"""The forms of signing from outside. They see to the shape; what may be is for the actions to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import Choices, PlainWords
from commoncall.kernel import languages
from commoncall.kernel.labels import Naming
from commoncall.public.endorse.forms import CountryField, countries_to_choose
from commoncall.voice.queries.choices import kinds_outside
from commoncall.voice.rules.eligibility import BODIES
from commoncall.voice.rules.signers import Entry
from commoncall.web.guarding import Gate, Guarded

if TYPE_CHECKING:
    from commoncall.voice.models import Letter

_LATIN = {"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}

#: How far a signer is named, and what that means.
NAMING = [(Naming.PUBLIC.value, gettext_lazy("Name me")), (Naming.COORDINATORS.value, gettext_lazy("Only count me"))]
CONSEQUENCES = {
    Naming.PUBLIC.value: gettext_lazy("The name, where you belong and the country stand under the letter, in public and where it is handed over."),
    Naming.COORDINATORS.value: gettext_lazy("The name is read by the coordinators alone. Under the letter you are one of a number."),
}

_SAID = ("name", "affiliation", "capacity", "country", "website", "naming")


class AboutForm(forms.Form):
    """What a signer says of itself. What does not fit the letter is left out: a status that it does not ask for, an affiliation of bodies."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=300,
        help_text=gettext_lazy("Of the organisation, or of yourself, as it is to stand under the letter."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    authoriser = forms.CharField(
        label=gettext_lazy("Who authorised it"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Of an organisation or authority: the person who decided that it signs."),
    )
    capacity = forms.CharField(
        label=gettext_lazy("In which capacity"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Such as director, mayor, member of parliament or professor of law."),
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
    has_status = forms.BooleanField(label="", required=False)
    naming = forms.ChoiceField(
        label=gettext_lazy("How you are named"), choices=NAMING, widget=Choices(consequences=CONSEQUENCES), initial=Naming.PUBLIC.value
    )

    def fit(self, letter: Letter, kinds: frozenset[str]) -> None:
        """Leave out what the letter does not ask, and name what it does."""
        if letter.regions:
            self.fields["country"].required = True
        if letter.status and kinds & BODIES:
            self.fields["has_status"].label = _("It has this status: %(status)s") % {"status": letter.status}
        else:
            del self.fields["has_status"]
        if not kinds & BODIES:
            del self.fields["authoriser"]
        if kinds <= BODIES:
            del self.fields["affiliation"]

    def said(self) -> dict[str, Any]:
        """Return what was written, by the fields of an entry."""
        told = {name: self.cleaned_data.get(name, "") for name in _SAID}
        return told | {"authoriser": self.cleaned_data.get("authoriser", ""), "has_status": bool(self.cleaned_data.get("has_status"))}


class SignForm(PlainWords, Guarded, AboutForm):
    """Signing for the first time. Where only one kind may sign, it is not asked."""

    kind = forms.ChoiceField(label=gettext_lazy("Who signs?"), widget=Choices)
    address = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        help_text=gettext_lazy("A link goes there; nothing counts before you have followed it. The address is shown to nobody but the coordinators."),
        widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
    )
    wants_news = forms.BooleanField(label=gettext_lazy("Write to me about how it goes on"), required=False)

    def __init__(self, data: Any = None, *, gate: Gate, letter: Letter) -> None:
        super().__init__(data, gate=gate)
        choices = kinds_outside(letter)
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["kind"].widget = forms.HiddenInput()
            self.fields["kind"].initial = choices[0][0]
        self.fit(letter, frozenset(kind for kind, _words in choices))
        first = ["kind", "name", "authoriser", "capacity", "affiliation", "country", "website", "has_status", "naming", "address", "wants_news"]
        self.order_fields([*first, *(name for name in self.fields if name not in first)])

    def entry(self) -> Entry:
        """Return what was written, in the language in which it was."""
        asked = {name: self.cleaned_data[name] for name in ("kind", "address", "wants_news")}
        return Entry(**asked, **self.said(), language=languages.current())


class CorrectForm(PlainWords, AboutForm):
    """What the holder of the link changes of it. The address stays: another one has to be confirmed anew."""

    language = forms.ChoiceField(label=gettext_lazy("Language of mails to you"))
    wants_news = forms.BooleanField(label=gettext_lazy("Write to me about how it goes on"), required=False)

    def __init__(self, *args: Any, letter: Letter, kind: str, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        self.fields["language"].choices = languages.offered_in_public()  # type: ignore[attr-defined]
        self.fit(letter, frozenset({kind}))

    def entry(self, kind: str) -> Entry:
        """Return what was written."""
        return Entry(kind=kind, **self.said(), language=self.cleaned_data["language"], wants_news=self.cleaned_data["wants_news"])
