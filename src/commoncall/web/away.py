"""While the database is away: starting, recovering, restarting, or out of reach. That passes, and is no fault of the page."""

from __future__ import annotations

import logging
import sys
import time

from django.db import Error, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from commoncall.web.reader import LANGUAGE_COOKIE, language_in_address, languages_at

logger = logging.getLogger(__name__)

#: After so many seconds a browser may ask again: a database that fell recovers within them, mostly.
AGAIN_AFTER = 30

#: A line in the log for each such time is enough, however many ask meanwhile.
LOGGED_EVERY = 60.0

#: What PostgreSQL says while nobody can come in: shutting down, fallen, starting; no place left; the connection broke.
_STATES = frozenset({"57P01", "57P02", "57P03", "57P05", "53300"})
_BROKEN = "08"

_logged_at: list[float] = []


def is_away(error: BaseException | None) -> bool:
    """Tell whether an error means that the database cannot be reached; one with which it answered does not."""
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return isinstance(error, Error) and is_away(error.__context__)
    state = getattr(error.__cause__, "sqlstate", None)
    # Without a state nobody answered: the connection was refused, or broke.
    return state is None or state in _STATES or state.startswith(_BROKEN)


def unavailable(request: HttpRequest) -> HttpResponse | None:
    """Return the page that asks to come back, if the error that is being handled means that the database is away."""
    error = sys.exc_info()[1]
    if not is_away(error):
        return None
    _log(error)
    with translation.override(_language_of(request)):
        response = HttpResponse(render_to_string("503.html"), status=503)
    response.headers["Retry-After"] = str(AGAIN_AFTER)
    response.headers["Cache-Control"] = "no-store"
    # Django would log each of them with its traceback.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _language_of(request: HttpRequest) -> str:
    # The account, which would say it best, is away with the database.
    chosen = (language_in_address(request), request.COOKIES.get(LANGUAGE_COOKIE, ""))
    offered = dict(languages_at(request))
    known = [code for code in chosen if code in offered]
    return known[0] if known else translation.get_language_from_request(request)


def _log(error: BaseException | None) -> None:
    now = time.monotonic()
    if _logged_at and now - _logged_at[-1] < LOGGED_EVERY:
        return
    _logged_at[:] = [now]
    said = " ".join(str(error).split())
    logger.warning("The database is away; pages answer 503 until it is back: %s", said)
