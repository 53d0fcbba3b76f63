"""The form for what a coalition is called, its address, its languages and its time zone."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import ManyChoices, PlainWords
from commoncall.kernel import languages, time
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions.coalitions import Description
from commoncall.kernel.parties.rules import slug_is_free_in_principle
from commoncall.kernel.text.latin import as_slug

#: The languages that are offered first: those of the United Nations and a few that many coalitions work in.
USUAL_LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh", "pt", "sw")

#: What an address is made of when a name has no letter that Latin could stand for.
NAMELESS = "coalition"

#: How a field with many short choices is drawn.
BESIDE = "workspace/setup/_beside.html"


class DescriptionForm(PlainWords, forms.Form):
    """The name, the address that follows from it unless one is given, the languages and the zone."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=200, help_text=gettext_lazy("In the language that you work in most, in its own script.")
    )
    slug = forms.CharField(label=gettext_lazy("Address"), max_length=40, required=False)
    language = forms.ChoiceField(label=gettext_lazy("The language that you work in most"))
    others = forms.MultipleChoiceField(label=gettext_lazy("Others that you work in"), required=False, widget=ManyChoices)
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"), help_text=gettext_lazy("Each person reads times in their own; this one is for the coalition as such.")
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, initial: Mapping[str, Any] | None = None, of: Any = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.of = of
        self.fields["others"].template_name = BESIDE  # type: ignore[attr-defined]
        code = languages.current()
        chosen = self.initial.get("others", [])
        self.fields["language"].choices = language_choices(code)  # type: ignore[attr-defined]
        self.fields["others"].choices = [(one, languages.name_of(one, code)) for one in dict.fromkeys([*USUAL_LANGUAGES, *chosen])]  # type: ignore[attr-defined]
        self.fields["time_zone"].choices = zone_choices()  # type: ignore[attr-defined]
        self.fields["slug"].widget.attrs |= {"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}
        self.fields["slug"].help_text = _("The workspace will be at %(address)s. Left empty, it is made from the name.") % {
            "address": f"{settings.ADDRESS.rstrip('/')}/…/"
        }

    def clean(self) -> dict[str, Any]:
        """Fill in the address where none was given, and see that it is free."""
        kept: dict[str, Any] = super().clean() or {}
        slug = kept.get("slug", "").strip().lower()
        kept["slug"] = slug or free_slug(kept.get("name", ""), self.of)
        if slug and not slug_is_free_in_principle(slug):
            self.add_error("slug", _("Choose an address of small letters, digits and hyphens, such as quiet-fields."))
        elif slug and _is_taken(slug, self.of):
            self.add_error("slug", _("This address is taken here. Choose another."))
        return kept


def free_slug(name: str, of: Any = None) -> str:
    """Return an address made from a name, in whatever script that is, which nobody here has yet."""
    suggested = as_slug(name, 36)
    plain = suggested if slug_is_free_in_principle(suggested) else NAMELESS
    for number in range(1, 1000):
        slug = plain if number == 1 else f"{plain}-{number}"
        if not _is_taken(slug, of):
            return slug
    return plain


def _is_taken(slug: str, of: Any) -> bool:
    found = parties.coalition(slug)
    return found is not None and found != of


def described(kept: Mapping[str, Any], names: Mapping[str, str] | None = None) -> Description:
    """Return the description that the form's answers make."""
    return Description(
        name=kept["name"],
        slug=kept["slug"],
        language=kept["language"],
        names=names or {},
        languages=[kept["language"], *kept["others"]],
        time_zone=kept["time_zone"],
    )


def language_choices(code: str) -> list[tuple[str, Any]]:
    """Return every language, those of the interface first."""
    first = dict(languages.offered())
    rest = [(one, name) for one, name in languages.all_named(code) if one not in first]
    return [(_("Languages of the pages"), list(first.items())), (_("Other languages"), rest)]


@lru_cache(maxsize=1)
def zone_choices() -> tuple[tuple[str, Any], ...]:
    """Return the zones that people choose from, by part of the world; places are named as the database of zones names them."""
    grouped: dict[str, list[tuple[str, str]]] = {}
    for zone in time.zones():
        part, _slash, place = zone.partition("/")
        grouped.setdefault(part, []).append((zone, place.replace("_", " ") or zone))
    return tuple((part, tuple(places)) for part, places in grouped.items())


def known_zones() -> Iterator[str]:
    """Yield the zones that the field takes."""
    for _part, places in zone_choices():
        yield from (zone for zone, _name in places)


def zone_or_utc(zone: zoneinfo.ZoneInfo | Any) -> str:
    """Return a zone's name if it can be chosen, else ``UTC``."""
    return str(zone) if str(zone) in set(known_zones()) else "UTC"
