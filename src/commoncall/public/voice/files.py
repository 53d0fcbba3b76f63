"""Statements and letters as files: the same for every reader of an address, as their pages are."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

from commoncall.kernel import languages
from commoncall.kernel.documents import writing
from commoncall.public.voice.reading import site_of
from commoncall.voice.queries import deliveries, documents, public
from commoncall.web.keeping.marking import the_same_for_all
from commoncall.web.voice import markup

if TYPE_CHECKING:
    from commoncall.kernel.documents.blocks import Document

#: A letter with thousands of names takes seconds to be typeset. In each process that is done to one at a time, so that whoever asks
#: for many files holds up no reader of pages.
TYPESETTING = threading.Semaphore(1)

#: Whoever has waited for the files of others for so many seconds is asked to come again.
PATIENCE = 10.0


def _handed_out(document: Document, form: str, name: str) -> HttpResponse:
    if not TYPESETTING.acquire(timeout=PATIENCE):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "30"})
    made = writing.FORMATS[form]
    try:
        content = made.write(document)
    finally:
        TYPESETTING.release()
    response = HttpResponse(content, content_type=made.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{document.language}.{made.extension}"'
    return response


@the_same_for_all
def statement(request: HttpRequest, language: str, coalition: str, number: int, form: str) -> HttpResponse:
    """Give a statement as a file."""
    site = site_of(coalition)
    found = public.statements(site.coalition).filter(number=number).first()
    if found is None or form not in {*writing.FORMATS, "jsonld"}:
        raise Http404
    if form == "jsonld":
        return HttpResponse(markup.of_statement(site, found), content_type="application/ld+json")
    return _handed_out(documents.of_statement(found, language=languages.current()), form, f"{coalition}-statement-{number}")


@the_same_for_all
def letter(request: HttpRequest, language: str, coalition: str, number: int, form: str) -> HttpResponse:
    """Give a letter as a file, with all who stand under it now."""
    site = site_of(coalition)
    found = public.letters(site.coalition).filter(number=number).first()
    if found is None or form not in {*writing.FORMATS, "jsonld"}:
        raise Http404
    if form == "jsonld":
        return HttpResponse(markup.of_letter(site, found), content_type="application/ld+json")
    return _handed_out(documents.of_letter(found, language=languages.current()), form, f"{coalition}-letter-{number}")


@the_same_for_all
def delivered(request: HttpRequest, language: str, coalition: str, number: int, delivery: int) -> HttpResponse:
    """Give a letter as it was delivered, with those alone who had signed by then."""
    found = public.letters(site_of(coalition).coalition).filter(number=number).first()
    batch = next((one for one in deliveries.of_letter(found) if one.number == delivery), None) if found else None
    if found is None or batch is None:
        raise Http404
    document = documents.of_letter(found, language=languages.current(), delivery=batch)
    return _handed_out(document, "pdf", f"{coalition}-letter-{number}-delivered-{delivery}")
