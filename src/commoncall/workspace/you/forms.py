"""The forms of one's own pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import Choices, CodeInput
from commoncall.kernel import languages, time
from commoncall.kernel.accounts.actions.accounts import Description
from commoncall.procedures.own_addresses import Place
from commoncall.web import moments
from commoncall.workspace.setup.description import zone_choices

if TYPE_CHECKING:
    from commoncall.kernel.accounts.models import Account

#: What stands for the general address, and for the browser's own zone, where a field needs some value.
_GENERAL = "general"
_BROWSER = "browser"

DENSITIES = [("roomy", gettext_lazy("Roomy")), ("compact", gettext_lazy("Compact")), ("plain", gettext_lazy("Plain"))]
DENSITY_SENTENCES = {
    "compact": gettext_lazy("Tables and lists with less room between their lines."),
    "plain": gettext_lazy("No font of our own and longer lists, for a slow or costly line."),
}


class YouForm(forms.Form):
    """How somebody is called, and how they like their pages."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        help_text=gettext_lazy("Outside the coalitions. In each of them you have the name that is noted there."),
        widget=forms.TextInput({"autocomplete": "name", "dir": "auto"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), help_text=gettext_lazy("Of the pages, and of the mails that you are sent."))
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"))
    density = forms.ChoiceField(label=gettext_lazy("How dense pages are"), choices=DENSITIES, widget=Choices(consequences=DENSITY_SENTENCES))
    keys_on = forms.BooleanField(label=gettext_lazy("Keyboard shortcuts, such as / to search"), required=False)

    def __init__(self, *args: Any, browser_zone: str = "", **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        self.fields["language"].choices = languages.offered()  # type: ignore[attr-defined]
        self.fields["time_zone"].choices = [(_BROWSER, _as_browser_says(browser_zone)), *zone_choices()]  # type: ignore[attr-defined]

    def as_description(self) -> Description:
        """Return what was filled in, for the action that keeps it."""
        zone = self.cleaned_data["time_zone"]
        return Description(**self.cleaned_data | {"time_zone": "" if zone == _BROWSER else zone})

    @staticmethod
    def initial_of(account: Account) -> dict[str, Any]:
        """Return what an account has now, as the form shows it."""
        return {
            "name": account.name,
            "language": account.language or languages.current(),
            "time_zone": account.time_zone or _BROWSER,
            "density": account.density,
            "keys_on": account.keys_on,
        }


def _as_browser_says(zone: str) -> str:
    if not time.zone_is_known(zone):
        return _("As the browser says")
    return _("As the browser says, at present %(zone)s") % {"zone": moments.city_of(zone) or zone}


class NewAddressForm(forms.Form):
    """An address to be added, once it is proved."""

    address = forms.EmailField(
        label=gettext_lazy("Another address of yours"),
        help_text=gettext_lazy("We write to it; it is added once you have opened the link in that mail."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
    )


class PlacesForm(forms.Form):
    """Which address one coalition writes to, in general and about each organisation for which its owner acts there."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, own: list[str], places: list[Place]) -> None:
        super().__init__(data, prefix=str(places[0].person_id))
        general = next(place.address for place in places if place.organisation is None)
        for place in places:
            choices = [(address, address) for address in own]
            if place.organisation is not None:
                choices.insert(0, (_GENERAL, _("as in general (%(address)s)") % {"address": general}))
            if place.address and place.address not in own:
                choices.append((place.address, _("%(address)s (noted there, not proved by you)") % {"address": place.address}))
            label = place.organisation.name if place.organisation else _("In general")
            self.fields[str(place.key or _GENERAL)] = forms.ChoiceField(label=label, choices=choices, initial=place.address or _GENERAL)

    def chosen(self) -> dict[UUID | None, str]:
        """Return what was chosen, for the procedure that keeps it."""
        kept = {name: "" if address == _GENERAL else address for name, address in self.cleaned_data.items()}
        return {None if name == _GENERAL else UUID(name): address for name, address in kept.items()}


class PasskeyNameForm(forms.Form):
    """What a passkey is called."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        help_text=gettext_lazy("By which you know it again, such as “my telephone”."),
        widget=forms.TextInput({"dir": "auto"}),
    )


class ApplicationForm(forms.Form):
    """The first code that an application shows."""

    code = forms.CharField(label=gettext_lazy("The code that it shows now"), max_length=20, widget=CodeInput)


class CloseForm(forms.Form):
    """Whether closing an account also ends what its owner may do for others."""

    also_end_mandates = forms.BooleanField(label=gettext_lazy("Also end all that I may do for organisations and coalitions here"), required=False)
