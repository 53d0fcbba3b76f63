"""The public page of a coalition, to be kept by any cache that asks whether it still holds."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import conditional_page, require_safe

from commoncall.kernel.parties import queries as parties
from commoncall.web import site
from commoncall.web.standing import open_to_all


@open_to_all
@require_safe
@conditional_page
def page(request: HttpRequest, language: str, coalition: str) -> HttpResponse:
    """Show a coalition's public page, where it opened one; it does not exist otherwise."""
    found = parties.coalition(coalition)
    if found is None or not found.is_public:
        raise Http404
    response = render(request, "web/site.html", site.page_of(found))
    # Whoever chooses not to be named any longer is gone at once: a copy is good only after asking, and costs no bytes then.
    response.headers["Cache-Control"] = "public, no-cache"
    patch_vary_headers(response, ["Save-Data"])
    return response
