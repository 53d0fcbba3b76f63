"""The public pages of statements and letters: the same for every reader of an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from commoncall.public.site.views import opened
from commoncall.web.keeping.marking import changing_at, the_same_for_all
from commoncall.web.site.places import Places
from commoncall.web.site.whole import Site
from commoncall.web.voice import letters as letter_pages
from commoncall.web.voice import statements as statement_pages

if TYPE_CHECKING:
    from commoncall.web.site.pages import Page


def site_of(slug: str) -> Site:
    """Return the site of a coalition whose pages were opened; others do not exist."""
    coalition = opened(slug)
    return Site(coalition, Places(coalition))


def _drawn(request: HttpRequest, page: Page | None) -> HttpResponse:
    if page is None:
        raise Http404
    return changing_at(render(request, page.template, page.context), page.changes_at)


@the_same_for_all
def statements(request: HttpRequest, language: str, coalition: str) -> HttpResponse:
    """List what the coalition has said in the name of all."""
    return _drawn(request, statement_pages.list_page(site_of(coalition)))


@the_same_for_all
def statement(request: HttpRequest, language: str, coalition: str, number: int) -> HttpResponse:
    """Show a statement, and who stands under it."""
    return _drawn(request, statement_pages.statement_page(site_of(coalition), number))


@the_same_for_all
def letters(request: HttpRequest, language: str, coalition: str) -> HttpResponse:
    """List the letters, those that can be signed first."""
    return _drawn(request, letter_pages.list_page(site_of(coalition)))


@the_same_for_all
def letter(request: HttpRequest, language: str, coalition: str, number: int) -> HttpResponse:
    """Show a letter, who signed it, and what became of it."""
    return _drawn(request, letter_pages.letter_page(site_of(coalition), number))
