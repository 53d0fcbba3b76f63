"""Passing a call on: as plain text for messengers, by a short address, and as a code that cameras read."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING

import segno
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from commoncall.web.moments import numeral

if TYPE_CHECKING:
    from commoncall.call.queries.public import PublicText
    from commoncall.web.site.whole import Site


def text_of(site: Site, text: PublicText, *, with_links: bool = True) -> str:
    """Return a text as people paste it into a message: title, preamble, numbered demands, and where it stands."""
    demands = [f"{numeral(place)}. {demand}" for place, demand in enumerate(text.demands, 1)]
    parts = [text.title if with_links else "", text.preamble, "\n".join(demands) if with_links else " ".join(demands), text.closing]
    if with_links:
        parts.append(_("%(name)s: %(address)s") % {"name": site.name, "address": site.places.short})
    return ("\n\n" if with_links else " ").join(part.strip() for part in parts if part.strip())


@lru_cache(maxsize=256)
def code(address: str) -> SafeString:
    """Return a QR code of an address, as an SVG to stand in a page."""
    drawn: str = segno.make(address, micro=False, error="m").svg_inline(scale=1, border=3, omitsize=True, lineclass=None, svgclass="code")
    # It is made from our own address and holds nothing that anybody typed; the address stands beside it in words.
    return mark_safe(drawn.replace("<svg ", '<svg aria-hidden="true" ', 1))  # noqa: S308


@lru_cache(maxsize=256)
def code_file(address: str) -> bytes:
    """Return a QR code of an address as a file, to be printed on a poster."""
    out = io.BytesIO()
    segno.make(address, micro=False, error="m").save(out, kind="svg", scale=8, border=4)
    return out.getvalue()
