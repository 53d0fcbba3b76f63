"""What search engines and other programs are told of a treaty's page, in the words of schema.org.

It stands in a file of its own (JSON-LD) that each page names in its head; the pages themselves carry the short form of it as
microdata, which needs no script element.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from commoncall.diplomacy.queries.instruments import title_of
from commoncall.kernel import languages
from commoncall.web.site.places import whole
from commoncall.web.treaties.downloads import COLUMNS, rights

if TYPE_CHECKING:
    from commoncall.web.treaties.treaty import Treaty

#: The files to take along: their type, by their name in ``places.FILES``.
TYPES = {"csv": "text/csv", "json": "application/json", "map": "image/svg+xml", "picture": "image/png", "feed": "application/atom+xml"}


def markup_of(treaty: Treaty) -> bytes:
    """Return the treaty and the data about its status as JSON-LD, in the language that is set."""
    graph = {"@context": "https://schema.org", "@graph": [_legislation(treaty), _dataset(treaty)]}
    return (json.dumps(graph, ensure_ascii=False, indent=1) + "\n").encode()


def name_of_data(treaty: Treaty) -> str:
    """Return what the data are called."""
    return _("Status of the treaty: %(name)s") % {"name": treaty.name}


def _legislation(treaty: Treaty) -> dict[str, Any]:
    kept, entry = treaty.instrument, treaty.status.entry_on
    in_force = bool(entry and entry <= treaty.today)
    found = {
        "@type": "Legislation",
        "@id": f"{_page(treaty)}#treaty",
        "name": treaty.name,
        "alternateName": title_of(kept),
        "legislationType": "Treaty",
        "legislationIdentifier": kept.reference,
        "legislationDate": kept.adopted_on.isoformat() if kept.adopted_on else "",
        "legislationLegalForce": f"https://schema.org/{'InForce' if in_force else 'NotInForce'}",
        "legislationDateOfApplicability": entry.isoformat() if entry else "",
        "sameAs": kept.status_url,
    }
    return {name: value for name, value in found.items() if value}


def _dataset(treaty: Treaty) -> dict[str, Any]:
    kept = treaty.instrument
    found: dict[str, Any] = {
        "@type": "Dataset",
        "@id": f"{_page(treaty)}#status",
        "name": name_of_data(treaty),
        "description": _("Which states have signed, joined and left, and when. %(source)s") % {"source": treaty.source["words"]},
        "url": _page(treaty),
        "inLanguage": languages.current(),
        "about": {"@id": f"{_page(treaty)}#treaty"},
        "creator": {"@type": "Organization", "name": treaty.site.name, "url": whole(treaty.site.places.page())},
        "isBasedOn": treaty.source["address"],
        "dateModified": kept.as_of.isoformat() if kept.as_of else "",
        "isAccessibleForFree": True,
        "conditionsOfAccess": rights(),
        "spatialCoverage": _("World"),
        "variableMeasured": [{"@type": "PropertyValue", "name": name, "description": str(words)} for name, words in COLUMNS.items()],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": whole(treaty.places.file(name)), "inLanguage": languages.current()}
            for name, kind in TYPES.items()
        ],
    }
    return {name: value for name, value in found.items() if value}


def _page(treaty: Treaty) -> str:
    return whole(treaty.places.treaty())
