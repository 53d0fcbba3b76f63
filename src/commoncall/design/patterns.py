"""What the pattern pages show: an invented coalition, and the tokens with their computed contrast."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django import forms

from commoncall.design.colours import contrast
from commoncall.design.forms import Cards, Choices, CodeInput, ManyChoices
from commoncall.design.frames import Column, Frame, Link
from commoncall.design.gathering import Group
from commoncall.design.icons import ICONS
from commoncall.design.tokens import palette, tokens

PAGES = ("home", "directory", "record", "decision", "sign-in", "form", "ask-first", "set-up", "call", "mail")
GROUPS = [Group("r1", 16), Group("r2", 13), Group("r3", 12), Group("r4", 14), Group("r5", 4), Group("r0", 3)]
NAMES = {"en": "English", "fr": "Français", "es": "Español", "ru": "Русский", "ar": "العربية", "zh-hans": "中文"}
THEMES = ("", "light", "dark")
DENSITIES = ("", "compact", "plain")


class SampleForm(forms.Form):
    """Every kind of field once."""

    name = forms.CharField(label="Name of the organisation", help_text="As it stands in your register, in your own script.")
    address = forms.EmailField(label="Your e-mail address", required=False)
    country = forms.ChoiceField(label="Country", choices=[("", "Choose one"), ("tl", "Timor-Leste"), ("td", "Chad")])
    until = forms.CharField(label="Ends on", help_text="A day, and an hour if there is one.", initial="31 April 2027")
    reason = forms.CharField(label="Reason", widget=forms.Textarea, required=False)
    answer = forms.ChoiceField(
        label="Your answer",
        choices=[("nothing", "Say nothing"), ("support", "Support"), ("aside", "Stand aside"), ("object", "Object")],
        widget=Choices(
            consequences={
                "nothing": "Counts as consent when silence ends.",
                "aside": "It may pass without us.",
                "object": "Stops adoption. A reason is needed.",
            }
        ),
        initial="nothing",
    )
    languages = forms.MultipleChoiceField(
        label="Languages you work in",
        choices=[("fr", "French"), ("ar", "Arabic"), ("pt", "Portuguese")],
        widget=ManyChoices,
        required=False,
    )
    logo = forms.FileField(label="Logo", help_text="PNG or SVG, up to 2 MB.", required=False)
    code = forms.CharField(label="The code from the mail", widget=CodeInput)
    agreed = forms.BooleanField(label="We have read the charter and stand behind it.")


class KindForm(forms.Form):
    """The first question when a coalition is set up."""

    kind = forms.ChoiceField(
        label="How do you act together?",
        choices=[("network", "A loose network"), ("coalition", "A coordinated coalition"), ("campaign", "A public campaign")],
        widget=Cards(
            consequences={
                "network": "Members share news and plans. Nobody speaks for all; each signs what it likes.",
                "coalition": "Members join by a charter, elect a committee and decide together in whose name a text goes out.",
                "campaign": "One call, open to all who endorse it. A small staff acts within the call.",
            }
        ),
        initial="coalition",
    )


class AddressForm(forms.Form):
    """Signing in."""

    address = forms.EmailField(
        label="Your e-mail address", help_text="The one that your organisation or the coalition has written to."
    )


class FilterForm(forms.Form):
    """The filters of a directory."""

    words = forms.CharField(label="Name, acronym or person")
    country = forms.ChoiceField(label="Region or country", choices=[("", "Anywhere"), ("af", "Africa")])
    category = forms.ChoiceField(label="Category", choices=[("", "Any"), ("o", "Ordinary")])
    language = forms.ChoiceField(label="Language", choices=[("", "Any"), ("fr", "French")])
    standing = forms.ChoiceField(label="Standing", choices=[("", "Any"), ("good", "Good")])


@cache
def sample(language: str) -> Any:
    """The invented facts, in the reader's language where they were written in it."""
    texts = json.loads(Path(__file__).with_name("samples.json").read_text(encoding="utf-8"))
    return {**texts["en"], **texts.get(language, {})}


def frame(path: str, language: str, query: Mapping[str, str]) -> Frame:
    """The page around a pattern page."""
    words = sample(language)
    theme = query.get("theme", "")
    density = query.get("density", "")
    tail = f"&theme={theme}" if theme in THEMES and theme else ""
    return Frame(
        name=words["coalition"],
        home="/patterns/",
        sections=[Link(name, "#", current=at == 0, key=key) for at, (name, key) in enumerate(zip(words["sections"], "htxdmspe"))],
        acting_for=words["acting_for"],
        acting_address="#",
        search_address=path,
        person=words["person"],
        person_links=[Link(name, "#") for name in words["person_links"]],
        tabs=[
            Link(name, "#", current=at == 0, icon=icon, count=5 if icon == "sheet" else None)
            for at, (name, icon) in enumerate(zip(words["tabs"], ("home", "sheet", "talk", "search", "menu")))
        ],
        languages=[Link(name, f"{path}?lang={code}{tail}", current=code == language, lang=code) for code, name in NAMES.items()],
        columns=[Column(title, [Link(name, "#") for name in links]) for title, links in words["columns"]],
        imprint=words["imprint"],
        theme=theme if theme in THEMES else "",
        density=density if density in DENSITIES else "",
    )


def parts() -> dict[str, object]:
    """The context of the page of all parts."""
    wrong = SampleForm({"until": "31 April 2027", "answer": "support"})
    wrong.add_error("until", "31 April does not exist. Did you mean 30 April or 1 May?")
    return {
        "tokens": tokens(),
        "contrasts": list(_contrasts()),
        "icons": sorted(ICONS),
        "groups": GROUPS,
        "form": SampleForm(),
        "wrong": wrong,
        "kinds": KindForm(),
        "filters": FilterForm(),
        "pages": PAGES,
        "labels": [("RED", "For the people named here, and nobody else."), ("AMBER+STRICT", "Within one’s own organisation."),
                   ("AMBER", "Members only. Do not pass on before it is adopted."), ("GREEN", "For members and their partners."),
                   ("CLEAR", "For everybody.")],
        "left": [("1", "day"), ("8", "h"), ("18", "min")],
        "steps": ["How you act", "Who admits", "Your words", "Done"],
    }


def page(name: str) -> dict[str, object]:
    """The context of one whole page."""
    forms_of_pages: dict[str, forms.Form] = {
        "sign-in": AddressForm(),
        "form": parts()["wrong"],  # type: ignore[dict-item]
        "set-up": KindForm(),
        "directory": FilterForm(),
        "decision": SampleForm(prefix="d"),
    }
    return {"groups": GROUPS, "form": forms_of_pages.get(name), "left": [("1", "day"), ("8", "h"), ("18", "min")],
            "steps": ["How you act", "Who admits", "Your words", "Done"], "coalition": "Still Waters Coalition", "kind": "Daily digest, Thursday 19 November"}


def _contrasts() -> list[dict[str, object]]:
    light, dark = palette("light"), palette("dark")
    return [
        {"pair": (ink, ground), "need": need, "light": contrast(light[ink], light[ground]), "dark": contrast(dark[ink], dark[ground])}
        for ink, ground, need in tokens()["contrast"]
    ]
