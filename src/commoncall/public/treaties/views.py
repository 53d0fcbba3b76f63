"""The public pages of a treaty: the same for every reader of an address, but for the one that leads to a date."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commoncall.public.treaties.forms import DayForm
from commoncall.web.keeping.marking import the_same_for_all
from commoncall.web.standing import open_to_all
from commoncall.web.treaties import pages

if TYPE_CHECKING:
    from commoncall.web.site.pages import Page
    from commoncall.web.treaties.treaty import Treaty


def shown(coalition: str, code: str) -> Treaty:
    """Return a treaty that a coalition shows in public; others do not exist."""
    found = pages.treaty_of(coalition, code)
    if found is None:
        raise Http404
    return found


@the_same_for_all
def treaty(request: HttpRequest, language: str, coalition: str, code: str, day: date | None = None) -> HttpResponse:
    """Show how every state stands to a treaty, today or on an earlier day."""
    return _drawn(request, pages.treaty_page(shown(coalition, code), day))


@the_same_for_all
def state(request: HttpRequest, language: str, coalition: str, code: str, country: str) -> HttpResponse:
    """Show what one state did."""
    return _drawn(request, pages.state_page(shown(coalition, code), country))


@the_same_for_all
def region(request: HttpRequest, language: str, coalition: str, code: str, region: str) -> HttpResponse:
    """Show how the states of one part of the world stand."""
    return _drawn(request, pages.region_page(shown(coalition, code), region))


@the_same_for_all
def changes(request: HttpRequest, language: str, coalition: str, code: str, month: date) -> HttpResponse:
    """Show what states did in one month."""
    return _drawn(request, pages.changes_page(shown(coalition, code), month))


@open_to_all
@require_safe
@never_cache
def any_date(request: HttpRequest, language: str, coalition: str, code: str) -> HttpResponse:
    """Lead from the form with a date to the page of that day, or ask for a day again."""
    found = shown(coalition, code)
    form = DayForm(request.GET if "date" in request.GET else None)
    if form.is_valid():
        return HttpResponseRedirect(found.places.on(form.cleaned_data["date"]))
    return _drawn(request, pages.date_page(found, form))


def _drawn(request: HttpRequest, page: Page | None) -> HttpResponse:
    if page is None:
        raise Http404
    return render(request, page.template, page.context)
