"""One line about the first treaty that a coalition shows, for the first page of its site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commoncall.web.treaties import figures
from commoncall.web.treaties.rows import rows
from commoncall.web.treaties.treaty import Treaty

if TYPE_CHECKING:
    from commoncall.web.site.whole import Site


def line_of_figures(site: Site) -> dict[str, str] | None:
    """Return one line for the coalition's first page: how many states have joined the first treaty that it shows. One query more."""
    if not site.treaties:
        return None
    treaty = Treaty(site, site.treaties[0])
    told = figures.sentences(treaty, figures.counted(rows(treaty, treaty.today)), treaty.today)
    return {
        "name": treaty.name,
        "language": treaty.name_language,
        "finding": told[0].rstrip(".。"),
        "more": " ".join(told[1:]),
        "address": treaty.places.treaty(),
        "source": treaty.source["words"],
    }
