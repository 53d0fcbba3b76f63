"""What somebody from outside says of themselves when they endorse."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields, replace

#: The kinds of endorsers that are bodies, and so could be members; the others are people.
BODIES = frozenset({"organisation", "company", "local_authority"})

#: For how long an endorsement waits for its confirmation, and for how long what was withdrawn or removed is kept.
WAITS_DAYS, KEPT_DAYS = 7, 30

#: As long as each can be.
_LONGEST = {"name": 300, "affiliation": 300, "website": 300, "address": 254, "reservations": 2000}

_WEBSITE = re.compile(r"https?://[^\s/@<>\"']+\.[^\s/@<>\"']{2,}(?:/[^\s<>\"']*)?", re.IGNORECASE)
_LEADS_ELSEWHERE = re.compile(r"://|\bwww\.", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """What somebody from outside says of themselves when they endorse. ``naming``: named in public, or only counted."""

    kind: str
    name: str
    affiliation: str = ""
    country: str = ""
    website: str = ""
    naming: str = "public"
    address: str = ""
    language: str = "en"
    wants_news: bool = False
    reservations: str = ""

    def tidy(self) -> Entry:
        """Return the same without doubled spaces and signs that nobody sees; the address in small letters, the website whole."""
        website = one_line(self.website)
        if website and "://" not in website:
            website = f"https://{website}"
        reservations = "\n".join(one_line(line) for line in self.reservations.splitlines()).strip()
        return replace(
            self,
            name=one_line(self.name),
            affiliation=one_line(self.affiliation),
            website=website,
            address=one_line(self.address).lower(),
            reservations=reservations,
        )

    def fault(self) -> tuple[str, str]:
        """Return the field that is at fault and how: ``long``, ``missing``, ``link``, ``website``, ``naming``; nothing where all is well."""
        for name, most in _LONGEST.items():
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

    def changed_from(self, before: Entry) -> dict[str, tuple[object, object]]:
        """Return what differs, as {field: (before, now)}."""
        pairs = {one.name: (getattr(before, one.name), getattr(self, one.name)) for one in fields(self)}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def one_line(text: str) -> str:
    """Return text on one line, without control signs and what turns the direction of writing around for what follows."""
    seen = (" " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter for letter in text)
    return " ".join("".join(letter for letter in seen if letter not in _TURNING).split())


_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
