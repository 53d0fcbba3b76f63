"""The public pages of decisions: the register, one decision, and how the coalition decides."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commoncall.public.site.views import opened
from commoncall.web.decisions import ladder as rungs
from commoncall.web.decisions import one
from commoncall.web.decisions import register as entries
from commoncall.web.keeping.marking import the_same_for_all
from commoncall.web.site.places import Places
from commoncall.web.site.whole import Site
from commoncall.web.standing import open_to_all

if TYPE_CHECKING:
    from commoncall.web.site.pages import Page


def site_of(slug: str) -> Site:
    """Return the site of a coalition whose pages were opened; others do not exist."""
    coalition = opened(slug)
    return Site(coalition, Places(coalition))


@the_same_for_all
def register(request: HttpRequest, language: str, coalition: str, number: int = 1) -> HttpResponse:
    """Show the public register, the newest decision first."""
    return _drawn(request, entries.register_page(site_of(coalition), number))


@open_to_all
@require_safe
@never_cache
def search(request: HttpRequest, language: str, coalition: str) -> HttpResponse:
    """Show what was looked for in the public register: no copy is kept of it, for it depends on what is asked."""
    return _drawn(request, entries.search_page(site_of(coalition), request.GET))


@the_same_for_all
def decision(request: HttpRequest, language: str, coalition: str, decision: UUID) -> HttpResponse:
    """Show one decision that was made public."""
    return _drawn(request, one.decision_page(site_of(coalition), decision))


@the_same_for_all
def ladder(request: HttpRequest, language: str, coalition: str) -> HttpResponse:
    """Show how the coalition decides, where it wants everybody to know."""
    return _drawn(request, rungs.ladder_page(site_of(coalition)))


def _drawn(request: HttpRequest, page: Page | None) -> HttpResponse:
    if page is None:
        raise Http404
    return render(request, page.template, page.context)
