"""The files beside a treaty's pages: the same for every reader of an address, as the pages are."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commoncall.public.treaties.views import shown
from commoncall.web.keeping.marking import the_same_for_all
from commoncall.web.treaties import downloads, drawings, markup, pasting
from commoncall.web.treaties.embedded import use_page
from commoncall.web.treaties.feed import feed_of


@the_same_for_all
def use(request: HttpRequest, language: str, coalition: str, code: str) -> HttpResponse:
    """Show how to take the map, the figures and the data along."""
    page = use_page(shown(coalition, code))
    return render(request, page.template, page.context)


@the_same_for_all
def feed(request: HttpRequest, language: str, coalition: str, code: str) -> HttpResponse:
    """Give what is new about a treaty, to be followed by a program."""
    return HttpResponse(feed_of(shown(coalition, code)), content_type="application/atom+xml; charset=utf-8")


@the_same_for_all
def csv(request: HttpRequest, language: str, coalition: str, code: str, day: date | None = None) -> HttpResponse:
    """Give the status as a table, today or on an earlier day."""
    found = shown(coalition, code)
    response = HttpResponse(downloads.csv_of(found, day or found.today), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{code}-{(day or found.today).isoformat()}.csv"'
    return response


@the_same_for_all
def json(request: HttpRequest, language: str, coalition: str, code: str, day: date | None = None) -> HttpResponse:
    """Give the same for programs, with what its columns mean."""
    found = shown(coalition, code)
    return HttpResponse(downloads.json_of(found, day or found.today), content_type="application/json")


@the_same_for_all
def described(request: HttpRequest, language: str, coalition: str, code: str) -> HttpResponse:
    """Give the treaty and its data in the words of schema.org."""
    return HttpResponse(markup.markup_of(shown(coalition, code)), content_type="application/ld+json")


@the_same_for_all
def figures(request: HttpRequest, language: str, coalition: str, code: str) -> HttpResponse:
    """Give the figures as plain text, to be pasted."""
    return HttpResponse(pasting.text_of(shown(coalition, code)) + "\n", content_type="text/plain; charset=utf-8")


@the_same_for_all
def drawing(request: HttpRequest, language: str, coalition: str, code: str) -> HttpResponse:
    """Give the map as a drawing that other sites show."""
    return HttpResponse(drawings.svg_of(shown(coalition, code)), content_type="image/svg+xml")


@the_same_for_all
def picture(request: HttpRequest, language: str, coalition: str, code: str) -> HttpResponse:
    """Give the picture that other sites show beside a link."""
    return HttpResponse(drawings.picture_of(shown(coalition, code)), content_type="image/png")
