"""The public pages of a coalition, and the files beside them: the same for every reader of an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commoncall.kernel.parties import queries as parties
from commoncall.web.keeping.marking import changing_at, the_same_for_all
from commoncall.web.reader import language_preferred
from commoncall.web.site.feed import feed_of
from commoncall.web.site.pages import page_of
from commoncall.web.site.places import Places
from commoncall.web.site.sharing import code_file, text_of
from commoncall.web.site.whole import Site
from commoncall.web.standing import open_to_all

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition


def opened(slug: str) -> Coalition:
    """Return a coalition whose pages were opened; others do not exist."""
    found = parties.coalition(slug)
    if found is None or not found.is_public:
        raise Http404
    return found


@the_same_for_all
def page(request: HttpRequest, language: str, coalition: str, name: str = "", number: int | None = None) -> HttpResponse:
    """Show one of a coalition's pages."""
    found = page_of(opened(coalition), name, number)
    if found is None:
        raise Http404
    return changing_at(render(request, found.template, found.context), found.changes_at)


@the_same_for_all
def text(request: HttpRequest, language: str, coalition: str) -> HttpResponse:
    """Give the call as plain text, to be pasted into a message."""
    site = _site(coalition)
    if site.call is None:
        raise Http404
    return HttpResponse(text_of(site, site.call) + "\n", content_type="text/plain; charset=utf-8")


@the_same_for_all
def feed(request: HttpRequest, language: str, coalition: str) -> HttpResponse:
    """Give what is new, to be followed by a program."""
    return HttpResponse(feed_of(_site(coalition)), content_type="application/atom+xml; charset=utf-8")


@the_same_for_all
def code(request: HttpRequest, language: str, coalition: str) -> HttpResponse:
    """Give the short address as a code that cameras read."""
    return HttpResponse(code_file(Places(opened(coalition)).short), content_type="image/svg+xml")


@open_to_all
@require_safe
def go(request: HttpRequest, coalition: str) -> HttpResponse:
    """Lead from the short address to the page in the reader's language. Caches may keep for a minute what they heard, by language."""
    found = opened(coalition)
    response = HttpResponseRedirect(Places(found).page(language=language_preferred(request, found.language)))
    response.headers["Cache-Control"] = "public, max-age=30"
    response.headers["Vary"] = "Accept-Language"
    return response


def _site(slug: str) -> Site:
    coalition = opened(slug)
    return Site(coalition, Places(coalition))
