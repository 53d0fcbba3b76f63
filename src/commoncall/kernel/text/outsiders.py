"""What somebody from outside says of themselves, on a public form or on paper: tidied, and looked through for what cannot be kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import ClassVar, Self

#: For how long what somebody asked waits for its confirmation, and for how long what was withdrawn or removed is kept.
WAITS_DAYS, KEPT_DAYS = 7, 30

_WEBSITE = re.compile(r"https?://[^\s/@<>\"']+\.[^\s/@<>\"']{2,}(?:/[^\s<>\"']*)?", re.IGNORECASE)
_LEADS_ELSEWHERE = re.compile(r"://|\bwww\.", re.IGNORECASE)


@dataclass(frozen=True)
class Said:
    """What somebody from outside says of themselves. ``naming``: named in public, or only counted."""

    #: As long as each can be.
    longest: ClassVar[Mapping[str, int]] = {"name": 300, "affiliation": 300, "website": 300, "address": 254}

    kind: str
    name: str
    affiliation: str = ""
    country: str = ""
    website: str = ""
    naming: str = "public"
    address: str = ""
    language: str = "en"
    wants_news: bool = False

    def tidy(self) -> Self:
        """Return the same without doubled spaces and signs that nobody sees; the address in small letters, the website whole."""
        website = one_line(self.website)
        if website and "://" not in website:
            website = f"https://{website}"
        return replace(
            self,
            name=one_line(self.name),
            affiliation=one_line(self.affiliation),
            website=website,
            address=one_line(self.address).lower(),
        )

    def fault(self) -> tuple[str, str]:
        """Return the field that is at fault and how: ``long``, ``missing``, ``link``, ``website``, ``naming``; nothing where all is well."""
        for name, most in self.longest.items():
            if len(getattr(self, name)) > most:
                return name, "long"
        if not any(letter.isalnum() for letter in self.name):
            return "name", "missing"
        for name in ("name", "affiliation"):
            # A public list of names with links in them would be a poster for whoever sends the most.
            if _LEADS_ELSEWHERE.search(getattr(self, name)):
                return name, "link"
        if self.website and not _WEBSITE.fullmatch(self.website):
            return "website", "website"
        return ("naming", "naming") if self.naming not in {"public", "coordinators"} else ("", "")

    def changed_from(self, before: Self) -> dict[str, tuple[object, object]]:
        """Return what differs, as {field: (before, now)}."""
        pairs = {one.name: (getattr(before, one.name), getattr(self, one.name)) for one in fields(self)}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def one_line(text: str) -> str:
    """Return text on one line, without control signs and what turns the direction of writing around for what follows."""
    seen = (" " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter for letter in text)
    return " ".join("".join(letter for letter in seen if letter not in _TURNING).split())


_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
