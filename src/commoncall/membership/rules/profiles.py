"""What is noted of an organisation, and how it belongs, as plain values that can be compared and kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any, Self
from urllib.parse import urlsplit
from uuid import UUID

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:(?!\d)")


@dataclass(frozen=True)
class Profile:
    """What an organisation says of itself. Countries, languages and kinds are codes; the rest is its own words."""

    kind: str = ""
    country: str = ""
    is_international: bool = False
    works_in: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    website: str = ""
    size: str = ""
    led_by_affected: bool | None = None
    registration: str = ""
    about: str = ""

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        """Return a profile from what ``as_stored`` made; what is missing has its default."""
        known = {one.name for one in fields(cls)}
        values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in stored.items() if key in known}
        return cls(**values)

    def as_stored(self) -> dict[str, Any]:
        """Return the profile as plain values for JSON."""
        return asdict(self) | {"works_in": list(self.works_in), "languages": list(self.languages)}

    def tidy(self) -> Profile:
        """Return the profile with spaces trimmed, nothing twice, and a web address that has its scheme."""
        return replace(
            self,
            works_in=tuple(dict.fromkeys(self.works_in)),
            languages=tuple(dict.fromkeys(self.languages)),
            website=web_address(self.website),
            size=" ".join(self.size.split()),
            registration=" ".join(self.registration.split()),
            about=self.about.strip(),
        )

    def changed_from(self, before: Profile) -> tuple[str, ...]:
        """Return the names of the fields that differ from ``before``."""
        return tuple(one.name for one in fields(self) if getattr(self, one.name) != getattr(before, one.name))


@dataclass(frozen=True)
class Belonging:
    """How an organisation belongs to its coalition, which is not for itself to say. ``network`` is an organisation's identifier."""

    category: str = "ordinary"
    standing: str = "good"
    joined_on: date | None = None
    joined_precision: str = ""
    endorsed_on: date | None = None
    endorsed_what: str = ""
    network: UUID | None = None


def web_address(text: str) -> str:
    """Return a web address with its scheme: people write ``example.org`` and mean ``https://example.org``."""
    plain = text.strip()
    if not plain or _SCHEME.match(plain):
        return plain
    return f"https://{plain.lstrip('/')}"


def is_web_address(text: str) -> bool:
    """Tell whether a page may link to ``text``: a web address with a host, and nothing that a browser would run."""
    if any(character.isspace() for character in text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and "." in (parts.hostname or "")
    except ValueError:
        return False


def makes_a_circle(member: UUID, network: UUID, parents: Mapping[UUID, UUID | None]) -> bool:
    """Tell whether ``member`` would come to belong to itself if it belonged to ``network``, given who belongs to whom now."""
    seen: set[UUID] = set()
    above: UUID | None = network
    while above is not None and above not in seen:
        if above == member:
            return True
        seen.add(above)
        above = parents.get(above)
    return False
