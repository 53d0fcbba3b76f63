"""The map and the figures for a frame on another site, and the words with which it is put there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import escape
from django.utils.translation import gettext as _

from commoncall.kernel import languages
from commoncall.web.atlas import kinds
from commoncall.web.site.pages import Page
from commoncall.web.site.places import whole
from commoncall.web.treaties import downloads, drawings, figures, markup
from commoncall.web.treaties.rows import rows

if TYPE_CHECKING:
    from commoncall.web.treaties.treaty import Treaty


def embedded_page(treaty: Treaty) -> Page:
    """Return the page that stands in a frame elsewhere: no masthead, and links that lead out of the frame."""
    several = rows(treaty, treaty.today)
    told = figures.sentences(treaty, figures.counted(several), treaty.today)
    shared = treaty.page(treaty.name, " ".join(told), lambda code: treaty.places.page("embed", language=code))
    return Page(
        "web/treaties/embed.html",
        shared
        | {
            "map": drawings.drawing(treaty, several, _("World map: %(treaty)s") % {"treaty": treaty.name}),
            "finding": told[0],
            "more": " ".join(told[1:]),
            "note": kinds.note_on_boundaries(),
            "page": whole(treaty.places.treaty()),
            "target": "_top",
        },
    )


def use_page(treaty: Treaty) -> Page:
    """Return the page that says how to take the map, the figures and the data along."""
    title = _("Use the map and the data: %(treaty)s") % {"treaty": treaty.name}
    description = _("The map for your own site, the figures to be pasted, and the whole table as a file.")
    shared = treaty.page(title, description, lambda code: treaty.places.page("use", language=code))
    return Page(
        "web/treaties/use.html",
        shared
        | {
            "frame_code": frame_code(treaty),
            "drawing_code": drawing_code(treaty),
            "columns": [(name, str(words)) for name, words in downloads.COLUMNS.items()],
            "rights": downloads.rights(),
            "data_name": markup.name_of_data(treaty),
            "data_language": languages.current(),
            "files": [{"type": kind, "address": treaty.places.file(name)} for name, kind in markup.TYPES.items()],
        },
    )


def frame_code(treaty: Treaty) -> str:
    """Return the HTML that puts the map into a page of another site."""
    title = _("World map: %(treaty)s") % {"treaty": treaty.name}
    address = whole(treaty.places.page("embed"))
    return f'<iframe src="{escape(address)}" title="{escape(title)}" style="width:100%;height:38rem;border:0" loading="lazy"></iframe>'


def drawing_code(treaty: Treaty) -> str:
    """Return the HTML that shows the drawing alone, with a link to the page."""
    several = rows(treaty, treaty.today)
    page, drawing = whole(treaty.places.treaty()), whole(treaty.places.file("map"))
    return f'<a href="{escape(page)}"><img src="{escape(drawing)}" alt="{escape(drawings.in_words(treaty, several))}" style="width:100%"></a>'
