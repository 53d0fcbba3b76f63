"""The form in which a coordinator enters somebody from outside who signed on paper, by phone or by mail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import Choices, PlainWords
from commoncall.kernel import languages, time
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.labels import Naming
from commoncall.voice.actions.outside import Came
from commoncall.voice.queries.choices import WHO
from commoncall.voice.rules.signers import Entry
from commoncall.workspace.voice.forms.fields import day_field
from commoncall.workspace.voice.forms.signing import CAME

if TYPE_CHECKING:
    from commoncall.voice.models import Letter

_NAMED = ((Naming.PUBLIC.value, gettext_lazy("In public")), (Naming.COORDINATORS.value, gettext_lazy("Only counted")))
_SAID = ("kind", "name", "affiliation", "country", "website", "naming", "address", "language", "authoriser", "capacity", "has_status")


class OutsiderForm(PlainWords, forms.Form):
    """Somebody from outside as a coordinator writes them down, and how their signature came."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=())
    name = forms.CharField(label=gettext_lazy("Name"), max_length=300)
    affiliation = forms.CharField(
        label=gettext_lazy("Affiliation"), required=False, max_length=300, help_text=gettext_lazy("Of a person: the parliament, university or town.")
    )
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    website = forms.CharField(
        label=gettext_lazy("Website"), required=False, max_length=300, widget=forms.TextInput({"dir": "ltr", "inputmode": "url"})
    )
    authoriser = forms.CharField(
        label=gettext_lazy("Who authorises it"), required=False, max_length=200, help_text=gettext_lazy("Of an organisation or an authority.")
    )
    capacity = forms.CharField(label=gettext_lazy("In which capacity"), required=False, max_length=200)
    has_status = forms.BooleanField(label="", required=False)
    naming = forms.ChoiceField(
        label=gettext_lazy("How they are named"),
        choices=_NAMED,
        widget=Choices(choices=_NAMED, consequences={Naming.PUBLIC.value: gettext_lazy("Only if they agreed to be named.")}),
    )
    address = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        max_length=254,
        help_text=gettext_lazy("They are told, and can correct or withdraw it themselves by a link."),
        widget=forms.EmailInput({"dir": "ltr"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of mails to them"))
    came = forms.ChoiceField(label=gettext_lazy("How it came"), choices=CAME, widget=Choices(choices=CAME))
    came_how = forms.CharField(
        label=gettext_lazy("More exactly"), max_length=300, help_text=gettext_lazy("Who took the call, or where the paper is kept.")
    )
    came_on = day_field(gettext_lazy("When it came"), required=True)

    def __init__(self, data: Mapping[str, Any] | None = None, *, letter: Letter, kinds: Sequence[str]) -> None:
        super().__init__(data, initial={"language": languages.current(), "came_on": time.now().date(), "naming": Naming.COORDINATORS.value})
        self._offer("kind", [(kind, WHO(kind).label) for kind in kinds])
        self._offer("country", [("", _("Not noted")), *((one.code, one.name) for one in countries.all_named(form="plain"))])
        self._offer("language", languages.offered_in_public())
        if letter.status:
            self.fields["has_status"].label = _("The organisation has this status: %(status)s") % {"status": letter.status}
        else:
            del self.fields["has_status"]

    def _offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def entry(self) -> Entry:
        """Return what was written of them."""
        return Entry(**{name: self.cleaned_data[name] for name in _SAID if name in self.cleaned_data})

    def way(self) -> Came:
        """Return how it came."""
        return Came(self.cleaned_data["came"], self.cleaned_data["came_how"], self.cleaned_data["came_on"])
