"""Where the public pages of one treaty are, and the files beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from commoncall.kernel import languages

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition

#: The files beside the pages, each by the name under which pages ask for its address.
FILES = {
    "feed": "feed.xml",
    "csv": "status.csv",
    "json": "status.json",
    "markup": "status.jsonld",
    "map": "map.svg",
    "picture": "picture.png",
    "figures": "figures.txt",
}


@dataclass(frozen=True)
class TreatyPlaces:
    """The addresses of one treaty's public pages on a coalition's site, in the language that is set unless another is named."""

    coalition: Coalition
    code: str

    def treaty(self, *, language: str = "") -> str:
        """Return the address of the treaty's own page, which shows how things stand today."""
        return self._named("treaty", language)

    def on(self, day: date, *, language: str = "") -> str:
        """Return the address at which the same is shown as it stood on a day."""
        return self._named("treaty-on", language, day=day)

    def any_date(self, *, language: str = "") -> str:
        """Return the address to which the form with a date is sent."""
        return self._named("treaty-any-date", language)

    def state(self, country: str, *, language: str = "") -> str:
        """Return the address of a state's page, by its alpha-2 code."""
        return self._named("treaty-state", language, country=country.lower())

    def region(self, region: str, *, language: str = "") -> str:
        """Return the address of a region's page, by its code in M49."""
        return self._named("treaty-region", language, region=region)

    def changes(self, month: date, *, language: str = "") -> str:
        """Return the address of what states did in the month in which a day lies."""
        return self._named("treaty-changes", language, month=month)

    def page(self, name: str, *, language: str = "") -> str:
        """Return the address of a page that is about the status itself: ``corrections``, ``embed``, ``report`` or ``use``."""
        return f"{self.treaty(language=language)}{name}/"

    def file(self, name: str, *, language: str = "") -> str:
        """Return the address of a file beside the pages, by its name in ``FILES``."""
        return self.treaty(language=language) + FILES[name]

    def _named(self, name: str, language: str, **parts: object) -> str:
        shared = {"language": language or languages.current(), "coalition": self.coalition.slug, "code": self.code}
        return reverse(name, kwargs=shared | parts)
