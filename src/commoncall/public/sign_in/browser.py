"""What a visitor's browser is given to remember, signed, while somebody signs in with it."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from commoncall.kernel.accounts.rules import CHALLENGE_LASTS, CODE_LASTS

#: The browser that asked for a code: the token, and where to go on to.
ASKED = "sign-in"
#: The browser that was asked for a passkey: the token.
CHALLENGED = "passkey"

_LASTS: dict[str, timedelta] = {ASKED: CODE_LASTS, CHALLENGED: CHALLENGE_LASTS}
_PATH = "/sign-in/"


def remember(response: HttpResponse, name: str, token_id: UUID, goes_on_to: str = "/") -> None:
    """Give the browser something to come back with; no script reads it, and it goes nowhere but to the pages of signing in."""
    response.set_signed_cookie(
        name,
        json.dumps([str(token_id), goes_on_to]),
        salt=f"commoncall.{name}",
        max_age=_LASTS[name],
        path=_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def recall(request: HttpRequest, name: str) -> tuple[UUID, str] | None:
    """Return what the browser was given, if it was this one and not long ago."""
    kept: Any = request.get_signed_cookie(name, default=None, salt=f"commoncall.{name}", max_age=_LASTS[name])
    if kept is None:
        return None
    token_id, goes_on_to = json.loads(kept)
    return UUID(token_id), goes_on_to


def forget(response: HttpResponse, name: str) -> None:
    """Let the browser forget."""
    response.delete_cookie(name, path=_PATH, samesite="Lax")
