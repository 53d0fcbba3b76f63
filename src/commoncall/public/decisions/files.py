"""The files beside the public register: the same for every reader of an address, as its pages are."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from commoncall.public.decisions.views import site_of
from commoncall.web.decisions import downloads, markup
from commoncall.web.decisions.feed import feed_of
from commoncall.web.keeping.marking import the_same_for_all


@the_same_for_all
def feed(request: HttpRequest, language: str, coalition: str) -> HttpResponse:
    """Give what was decided and made public, to be followed by a program."""
    return HttpResponse(feed_of(site_of(coalition)), content_type="application/atom+xml; charset=utf-8")


@the_same_for_all
def csv(request: HttpRequest, language: str, coalition: str) -> HttpResponse:
    """Give the public register as a table."""
    response = HttpResponse(downloads.csv_of(site_of(coalition)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{coalition}-decisions.csv"'
    return response


@the_same_for_all
def json(request: HttpRequest, language: str, coalition: str) -> HttpResponse:
    """Give the same for programs, with the newest seal and what its columns mean."""
    return HttpResponse(downloads.json_of(site_of(coalition)), content_type="application/json")


@the_same_for_all
def described(request: HttpRequest, language: str, coalition: str) -> HttpResponse:
    """Give what the register is in the words of schema.org."""
    return HttpResponse(markup.markup_of(site_of(coalition)), content_type="application/ld+json")
