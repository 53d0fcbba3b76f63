"""The forms of every page, found on the pages themselves, with values that a person might have typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.urls import resolve

from tests.addresses import PAGES
from tests.pages.inspection import Element, Inspected, words
from tests.scene import Scene

USUAL = {
    "email": "new@new.example",
    "url": "https://new.example/",
    "number": "3",
    "date": "2026-03-01",
    "datetime-local": "2026-03-01T10:00",
    "color": "#336699",
    "tel": "+223 20 22 00 00",
}


@dataclass(frozen=True)
class Form:
    """A form as a browser would send it: where to, how, and every field with a value that it accepts."""

    role: str
    page: str
    method: str
    action: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.method} {resolve(urlsplit(self.action).path).view_name} {','.join(dict(self.fields))} {','.join(self.files)}"

    @property
    def names(self) -> list[str]:
        """The names of its fields."""
        return [name for name, _value in self.fields if name != "csrfmiddlewaretoken"]


def forms_of(html: str, page: str, role: str) -> Iterator[Form]:
    """Yield the forms of a page."""
    inspected = Inspected(html)
    for one in inspected.all("form"):
        fields, files = [], []
        for control in inspected.elements:
            belongs = control.get("form") == one.get("id") if control.get("form") else one in inspected.around(control)
            if not belongs or not control.get("name"):
                continue
            if control.tag == "input" and control.get("type") == "file":
                files.append(control.get("name"))
            else:
                value = usual(control)
                if value is not None:
                    fields.append((control.get("name"), value))
        action = urljoin(page, one.get("action") or "")
        yield Form(role, page, (one.get("method") or "get").lower(), action, tuple(dict(fields).items()), tuple(files))


def usual(control: Element) -> str | None:
    """Return what somebody might have put into a control; nothing where it would not be sent."""
    if control.tag == "textarea":
        return words(control) or "Some words."
    if control.tag == "select":
        options = list(control.iter("option"))
        chosen = next((option for option in options if option.get("selected") is not None), None)
        chosen = chosen if chosen is not None else next((option for option in options if option.get("value")), None)
        return None if chosen is None else chosen.get("value", words(chosen))
    if control.tag == "button":
        return control.get("value", "")
    kind = control.get("type", "text")
    if kind in {"checkbox", "radio", "hidden", "submit"}:
        return control.get("value", "on")
    return control.get("value") or USUAL.get(kind) or "Some words"


def every_form(scene: Scene, *roles: str) -> list[Form]:
    """Return the forms of every page, each once however many pages show it, as its reader (or as each of some roles) gets it."""
    found: dict[str, Form] = {}
    for address in PAGES:
        for role in roles or (address.reader,):
            path = address.path(scene)
            response = scene.ask(role, "get", path, before=address.before)
            if response.status_code != 200 or "html" not in response["Content-Type"]:
                continue
            for form in forms_of(response.content.decode(), path, role):
                if not re.match(r"https?:", form.action):
                    found.setdefault(str(form), form)
    return list(found.values())
