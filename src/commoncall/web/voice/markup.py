"""What search engines and other programs are told of a statement or a letter, in the words of schema.org (JSON-LD).

It stands in a file of its own that each page names in its head, so that no page holds a script element.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from commoncall.kernel import languages
from commoncall.voice.queries import reading
from commoncall.web.site.places import whole
from commoncall.web.voice.places import FORMS, VoicePlaces

if TYPE_CHECKING:
    from commoncall.voice.models import Letter, Statement
    from commoncall.web.site.whole import Site

#: The types of the files, by their endings.
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "md": "text/markdown",
}


def of_statement(site: Site, statement: Statement) -> bytes:
    """Return a statement in the words of schema.org, in the language that is set; one query."""
    places = VoicePlaces(site.coalition)
    files = {form: places.statement_file(statement.number, form) for form in FORMS}
    about = _about(site, statement, whole(places.statement(statement.number)), files)
    status = {"creativeWorkStatus": "Retracted"} if statement.retracted_at else {}
    return _written(about | {"@type": "Article", "datePublished": statement.published_at.isoformat()} | status)


def of_letter(site: Site, letter: Letter) -> bytes:
    """Return a letter in the words of schema.org, in the language that is set; one query."""
    places = VoicePlaces(site.coalition)
    files = {form: places.letter_file(letter.number, form) for form in FORMS}
    about = _about(site, letter, whole(places.letter(letter.number)), files)
    to = {"@type": "Audience", "name": letter.addressee}
    opened = {"datePublished": letter.opened_at.isoformat()} if letter.opened_at else {}
    until = {"expires": letter.closes_at.isoformat()} if letter.closes_at else {}
    return _written(about | {"@type": "Message", "recipient": to} | opened | until)


def _about(site: Site, thing: Statement | Letter, address: str, files: dict[str, str]) -> dict[str, Any]:
    read = reading.read(thing.version, languages.current())
    publisher = {"@type": "Organization", "name": site.name, "url": whole(site.places.page())}
    encoded = [{"@type": "MediaObject", "encodingFormat": TYPES[form], "contentUrl": whole(path)} for form, path in files.items()]
    return {
        "@context": "https://schema.org",
        "@id": f"{address}#text",
        "name": read.title,
        "headline": read.title,
        "url": address,
        "inLanguage": read.language,
        "publisher": publisher,
        "isAccessibleForFree": True,
        "identifier": thing.number,
        "encoding": encoded,
    }


def _written(described: dict[str, Any]) -> bytes:
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()
