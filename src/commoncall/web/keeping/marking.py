"""How a view says that its page is the same for every reader and may be kept."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import conditional_page, require_safe

from commoncall.web.keeping.application import MARK
from commoncall.web.standing import open_to_all

View = Callable[..., HttpResponse]


def the_same_for_all(view: View) -> View:
    """Mark a view as one whose answer depends on its address alone, besides how it is packed and what Save-Data leaves out.

    No cookie, no query and no session is looked at, so that a copy may go to anybody. Browsers and caches ask each time whether
    theirs still holds: whoever chooses not to be named any longer is gone at once, and a copy that holds costs no bytes.
    """

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "public, no-cache"
        response.headers[MARK] = "max-age=15"
        patch_vary_headers(response, ["Save-Data"])
        return response

    return open_to_all(require_safe(conditional_page(marked)))
