"""What programs that read sites ask for: the same for each of them, and nothing of what was not opened."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from commoncall.kernel.parties import queries as parties
from commoncall.public.site.views import opened
from commoncall.web.keeping.marking import the_same_for_all
from commoncall.web.site import crawled


@the_same_for_all
def robots(request: HttpRequest) -> HttpResponse:
    """Say where the map of the public pages is."""
    return HttpResponse(crawled.robots(), content_type="text/plain; charset=utf-8")


@the_same_for_all
def map_of_sites(request: HttpRequest) -> HttpResponse:
    """List the maps of the sites that are open."""
    return HttpResponse(crawled.map_of_sites(parties.open_to_the_public()), content_type="application/xml; charset=utf-8")


@the_same_for_all
def map_of_site(request: HttpRequest, language: str, coalition: str) -> HttpResponse:
    """List a coalition's public pages."""
    return HttpResponse(crawled.map_of(opened(coalition)), content_type="application/xml; charset=utf-8")
