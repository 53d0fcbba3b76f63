"""Letters as lists show them, on their own page and on the first page of the site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import ngettext

from commoncall.drafting.queries import texts
from commoncall.kernel import languages, time
from commoncall.voice.queries import public
from commoncall.web.moments import numeral
from commoncall.web.voice.places import VoicePlaces

if TYPE_CHECKING:
    from commoncall.voice.models import Letter
    from commoncall.web.site.whole import Site


@dataclass(frozen=True)
class Row:
    """A letter in the list. ``until`` is set while it can be signed and a last instant is."""

    title: str
    language: str
    address: str
    sign: str
    letter: Letter
    signed: str
    is_open: bool

    @property
    def until(self) -> datetime | None:
        """The last instant for signatures, while there is one to come."""
        return self.letter.closes_at if self.is_open else None


def is_open(letter: Letter) -> bool:
    """Tell whether a letter can be signed now. The database's clock decides when somebody does."""
    return letter.state == "open" and (letter.closes_at is None or letter.closes_at > time.now())


def rows(site: Site, *, only_open: bool = False) -> list[Row]:
    """Return the letters of a coalition as a list shows them, those that can be signed first; six queries, however many they are."""
    kept = [one for one in public.letters(site.coalition) if is_open(one) or not only_open] if site.voice[1] else []
    if not kept:
        return []
    places, totals = VoicePlaces(site.coalition), public.totals(site.coalition, kept)
    titles = texts.titles([one.version for one in kept], languages.current())
    found = [
        Row(*_titled(titles[one.version_id]), places.letter(one.number), places.sign(one.number), one, signed_by(totals[one.pk]), is_open(one))
        for one in kept
    ]
    return sorted(found, key=lambda row: not row.is_open)


def _titled(title: tuple[str, str]) -> tuple[str, str]:
    words_, language = title
    return words_, "" if language == languages.current() else language


def signed_by(total: int) -> str:
    """Return how many have signed, in a sentence; nothing where nobody may be counted yet."""
    return ngettext("%(n)s signature", "%(n)s signatures", total) % {"n": numeral(total)} if total else ""


def open_letters(site: Site, most: int = 3) -> list[Row]:
    """Return the letters that can be signed now, those that close first first, for the first page."""
    found = rows(site, only_open=True)
    return sorted(found, key=lambda row: (row.letter.closes_at is None, row.letter.closes_at or row.letter.begun_at))[:most]
