"""What search engines and other programs are told of the public register, in the words of schema.org (JSON-LD)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from commoncall.kernel import languages
from commoncall.web.decisions.downloads import COLUMNS
from commoncall.web.site.places import whole

if TYPE_CHECKING:
    from commoncall.web.site.whole import Site

#: The files to take along: their type, by the name under which their address is asked for.
TYPES = {"csv": "text/csv", "json": "application/json", "feed": "application/atom+xml"}


def markup_of(site: Site) -> bytes:
    """Return the register as a set of data, in the language that is set; it asks the database nothing."""
    places = site.decisions
    described: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{whole(places.register())}#register",
        "name": _("Decisions of %(name)s") % {"name": site.name},
        "description": _("What %(name)s decided and made public: by which rule, what came of it, and what remained open.") % {"name": site.name},
        "url": whole(places.register()),
        "inLanguage": languages.current(),
        "creator": {"@type": "Organization", "name": site.name, "url": whole(site.places.page())},
        "isAccessibleForFree": True,
        "variableMeasured": [{"@type": "PropertyValue", "name": name, "description": str(said)} for name, said in COLUMNS.items()],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": form, "contentUrl": whole(places.file(name)), "inLanguage": languages.current()}
            for name, form in TYPES.items()
        ],
    }
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()
