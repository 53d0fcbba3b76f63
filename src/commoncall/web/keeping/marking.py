"""How a view says that its page is the same for every reader and may be kept."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import conditional_page, require_safe

from commoncall.kernel import time
from commoncall.web.keeping.application import MARK
from commoncall.web.standing import open_to_all

View = Callable[..., HttpResponse]

#: For how many seconds a copy is good, and for as many more while the next one is made.
GOOD_FOR = 15


def the_same_for_all(view: View) -> View:
    """Mark a view as one whose answer depends on its address alone, besides how it is packed and what Save-Data leaves out.

    No cookie, no query and no session is looked at, so that a copy may go to anybody. Browsers and caches ask each time whether
    theirs still holds: whoever chooses not to be named any longer is gone at once, and a copy that holds costs no bytes.
    """

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "public, no-cache"
        _mark(response)
        patch_vary_headers(response, ["Save-Data"])
        return response

    return open_to_all(require_safe(conditional_page(marked)))


def changing_at(response: HttpResponse, instants: Iterable[datetime | None]) -> HttpResponse:
    """Note when a page will be another one although nobody does anything: no copy outlives the first of these instants."""
    response.changing_at = [instant for instant in instants if instant is not None]  # type: ignore[attr-defined]
    return response


def _mark(response: HttpResponse) -> None:
    now = time.now()
    # Whatever says "today" says something else after midnight.
    midnight = datetime.combine(now.astimezone(UTC).date() + timedelta(days=1), clock.min, tzinfo=UTC)
    ahead = [instant for instant in getattr(response, "changing_at", []) if instant > now]
    left = int((min([midnight, *ahead]) - now).total_seconds())
    fresh = min(GOOD_FOR, left)
    if fresh > 0:
        response.headers[MARK] = f"max-age={fresh}+{min(GOOD_FOR, left - fresh)}"
