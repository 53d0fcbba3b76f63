"""The map of a treaty's status as files of their own: an SVG for other sites and for print, and the picture beside links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from commoncall.kernel import languages
from commoncall.web.atlas import kinds
from commoncall.web.atlas.draw import Map, map_of
from commoncall.web.atlas.files import svg_file
from commoncall.web.atlas.picture import picture
from commoncall.web.site.places import whole
from commoncall.web.treaties import figures
from commoncall.web.treaties.pasting import source
from commoncall.web.treaties.rows import Row, places, rows

if TYPE_CHECKING:
    from commoncall.web.treaties.treaty import Treaty


def svg_of(treaty: Treaty) -> bytes:
    """Return the map of today as a file, with its key, the figures, the day and the source in it."""
    several = rows(treaty, treaty.today)
    code, told = languages.current(), in_words(treaty, several)
    # An address runs from left to right in a line of any direction.
    address = f"\N{LEFT-TO-RIGHT ISOLATE}{whole(treaty.places.treaty())}\N{POP DIRECTIONAL ISOLATE}"
    notes = [told, source(treaty), f"{kinds.note_on_boundaries()} {kinds.source_of_shapes()}", address]
    drawn = svg_file(drawing(treaty, several, treaty.name), description=told, notes=notes, language=code, rtl=languages.direction(code) == "rtl")
    return drawn.encode()


def drawing(treaty: Treaty, several: Sequence[Row], title: str) -> Map:
    """Return the map of these rows for other sites: every address is a whole one, and nothing moves."""
    return map_of([replace(place, address=whole(place.address or ""), steps=()) for place in places(several)], title=title)


def in_words(treaty: Treaty, several: Sequence[Row]) -> str:
    """Return what the map shows, in words, for whoever does not see it."""
    return " ".join(figures.sentences(treaty, figures.counted(several), treaty.today))


def picture_of(treaty: Treaty) -> bytes:
    """Return the picture that other sites show beside a link to the page."""
    several = rows(treaty, treaty.today)
    counted = figures.counted(several)
    # In one order, whatever the order of the reader's language, so that all languages share one picture.
    return _picture(tuple(sorted((one.code, one.kind) for one in several)), counted.party, counted.every)


@lru_cache(maxsize=16)
def _picture(standing: tuple[tuple[str, str], ...], done: int, total: int) -> bytes:
    """Return the picture of these facts; they change some times a year, and painting takes long."""
    return picture(dict(standing), done=done, total=total)
