"""What the pattern pages show: an invented coalition, and the tokens with their computed contrast."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django import forms

from commoncall.design.colours import contrast
from commoncall.design.frames import Column, Frame, Link
from commoncall.design.gathering import Group
from commoncall.design.icons import ICONS
from commoncall.design.samples import AddressForm, FilterForm, KindForm, SampleForm
from commoncall.design.tokens import palette, tokens

PAGES = ("home", "directory", "record", "decision", "sign-in", "form", "ask-first", "set-up", "call", "mail")
GROUPS = [Group("r1", 16), Group("r2", 13), Group("r3", 12), Group("r4", 14), Group("r5", 4), Group("r0", 3)]
NAMES = {"en": "English", "fr": "Français", "es": "Español", "ru": "Русский", "ar": "العربية", "zh-hans": "中文"}
THEMES = ("", "light", "dark")
PUBLIC = ("set-up", "call")
DENSITIES = ("", "compact", "plain")


@cache
def sample(language: str) -> Any:
    """The invented facts, in the reader's language where they were written in it."""
    texts = json.loads(Path(__file__).with_name("samples.json").read_text(encoding="utf-8"))
    return {**texts["en"], **texts.get(language, {})}


def frame(path: str, language: str, query: Mapping[str, str], *, public: bool = False) -> Frame:
    """The page around a pattern page."""
    words = sample(language)
    theme = query.get("theme", "")
    density = query.get("density", "")
    tail = f"&theme={theme}" if theme in THEMES and theme else ""
    return Frame(
        name=words["coalition"],
        home="/patterns/",
        sections=[Link(name, "#", current=at == 0) for at, name in enumerate(words["public_sections"])]
        if public
        else [Link(name, "#", current=at == 0, key=key) for at, (name, key) in enumerate(zip(words["sections"], "htxdmspe", strict=True))],
        acting_for=words["acting_for"],
        acting_address="#",
        search_address=path,
        person=words["person"],
        person_links=[Link(name, "#") for name in words["person_links"]],
        tabs=[
            Link(name, "#", current=at == 0, icon=icon, count=5 if icon == "sheet" else None)
            for at, (name, icon) in enumerate(zip(words["tabs"], ("home", "sheet", "talk", "search", "menu"), strict=True))
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
        "labels": [
            ("RED", "For the people named here, and nobody else."),
            ("AMBER+STRICT", "Within one’s own organisation."),
            ("AMBER", "Members only. Do not pass on before it is adopted."),
            ("GREEN", "For members and their partners."),
            ("CLEAR", "For everybody."),
        ],
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
    return {
        "groups": GROUPS,
        "trail": [Link("Members", "#")],
        "form": forms_of_pages.get(name),
        "left": [("1", "day"), ("8", "h"), ("18", "min")],
        "steps": ["How you act", "Who admits", "Your words", "Done"],
        "subject": "Two answers are needed by tomorrow",
        "coalition": "Still Waters Coalition",
        "kind": "Daily digest, Thursday 19 November",
    }


def _contrasts() -> list[dict[str, object]]:
    light, dark = palette("light"), palette("dark")
    return [
        {"pair": (ink, ground), "need": need, "light": contrast(light[ink], light[ground]), "dark": contrast(dark[ink], dark[ground])}
        for ink, ground, need in tokens()["contrast"]
    ]
