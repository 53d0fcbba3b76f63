"""What search engines read beside the pages: where the maps of sites are, and which public pages there are in which languages.

The protocols are RFC 9309 (robots.txt) and that of sitemaps.org, with the alternates in other languages that search engines read.
"""

from __future__ import annotations

import xml.etree.ElementTree as Tree
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse

from commoncall.call.queries import public as texts
from commoncall.decisions.queries import ladder
from commoncall.decisions.queries import public as register
from commoncall.diplomacy.queries import instruments
from commoncall.kernel import languages
from commoncall.voice.queries import public as spoken
from commoncall.web.decisions.places import DecisionPlaces
from commoncall.web.site.places import Places, whole
from commoncall.web.treaties.places import TreatyPlaces
from commoncall.web.voice.places import VoicePlaces

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition

_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_PAGE = "http://www.w3.org/1999/xhtml"

#: So many of the latest decisions stand on the map; the register leads to all.
MOST = 500

#: Gives the address of a page in the language with this code.
Addressed = Callable[[str], str]


def robots() -> str:
    """Return what programs that read sites are told: everything in public may be read, and this is where the map is.

    What is not public is not named here: a list of what nobody is to look at is a list of where to look.
    """
    return f"User-agent: *\nDisallow:\n\nSitemap: {whole(reverse('map-of-sites'))}\n"


def map_of_sites(coalitions: Iterable[Coalition]) -> bytes:
    """Return the list of the maps of each coalition's site, as XML."""
    root = Tree.Element("sitemapindex", {"xmlns": _MAP})
    for coalition in coalitions:
        element = Tree.SubElement(root, "sitemap")
        Tree.SubElement(element, "loc").text = whole(reverse("site-map", args=[languages.in_public(coalition.language) or "en", coalition.slug]))
    return _written(root)


def map_of(coalition: Coalition) -> bytes:
    """Return the map of a coalition's public pages, each in all its languages, as XML; in a constant number of queries."""
    root = Tree.Element("urlset", {"xmlns": _MAP, "xmlns:xhtml": _PAGE})
    spoken = [code for code, _name in languages.offered_in_public()]
    for addressed in _pages(coalition):
        there = {code: whole(addressed(code)) for code in spoken}
        for own in there.values():
            element = Tree.SubElement(root, "url")
            Tree.SubElement(element, "loc").text = own
            for code, address in there.items():
                Tree.SubElement(element, "xhtml:link", {"rel": "alternate", "hreflang": code, "href": address})
    return _written(root)


def _pages(coalition: Coalition) -> Iterator[Addressed]:
    places = Places(coalition)
    for name in ("", "who", "join"):
        yield partial(_page, places, name, None)
    for kind, versions in texts.adopted(coalition).items():
        if kind == texts.KIND.CHARTER:
            yield partial(_page, places, kind, None)
        for former in versions[1:]:
            yield partial(_page, places, kind, former.number)
    for instrument in instruments.in_public(coalition.pk):
        yield partial(_treaty, TreatyPlaces(coalition, instrument.code))
    yield from _decisions(coalition)
    yield from _spoken(coalition)


def _spoken(coalition: Coalition) -> Iterator[Addressed]:
    places = VoicePlaces(coalition)
    for there, whole_list, one in (
        (spoken.statements(coalition), places.statements, places.statement),
        (spoken.letters(coalition), places.letters, places.letter),
    ):
        numbers = list(there.values_list("number", flat=True)[:MOST])
        if numbers:
            yield partial(_list_of, whole_list)
        yield from (partial(_one_of, one, number) for number in numbers)


def _decisions(coalition: Coalition) -> Iterator[Addressed]:
    places = DecisionPlaces(coalition)
    if ladder.is_shown(coalition):
        yield partial(_ladder, places)
    for place, identifier in enumerate(register.identifiers(coalition)[:MOST]):
        if place == 0:
            yield partial(_register, places)
        yield partial(_decision, places, identifier)


def _page(places: Places, name: str, number: int | None, language: str) -> str:
    return places.page(name, number, language=language)


def _treaty(places: TreatyPlaces, language: str) -> str:
    return places.treaty(language=language)


def _ladder(places: DecisionPlaces, language: str) -> str:
    return places.ladder(language=language)


def _register(places: DecisionPlaces, language: str) -> str:
    return places.register(language=language)


def _decision(places: DecisionPlaces, identifier: UUID, language: str) -> str:
    return places.decision(identifier, language=language)


def _list_of(place: Callable[..., str], language: str) -> str:
    return place(language=language)


def _one_of(place: Callable[..., str], number: int, language: str) -> str:
    return place(number, language=language)


def _written(root: Tree.Element) -> bytes:
    found: str = Tree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{found}\n'.encode()
