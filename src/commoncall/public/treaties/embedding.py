"""The map for other sites: the one address of the installation that may stand in a frame elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt

from commoncall.public.treaties.views import shown
from commoncall.web.keeping.marking import the_same_for_all
from commoncall.web.treaties.embedded import embedded_page


def framed_anywhere(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Let a page stand in a frame on any site: for pages on which nothing can be done in a reader's name.

    It goes outermost, so that the answer that nothing has changed says the same as the page did.
    """
    return csp_replace({"frame-ancestors": ["*"]})(xframe_options_exempt(view))


@framed_anywhere
@the_same_for_all
def embedded(request: HttpRequest, language: str, coalition: str, code: str) -> HttpResponse:
    """Show the map and the figures without anything around them, for a frame on another site."""
    page = embedded_page(shown(coalition, code))
    return render(request, page.template, page.context)
