"""Turning away what is too large to be taken in, before any of it is written to the disk."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

#: What the rest of a form may have besides its file.
ROOM_FOR_WORDS = 2 * 1024 * 1024
_PIECE = 256 * 1024
#: Up to so many times what is allowed is heard to its end, so that the browser listens to the answer.
_HEARD_OUT = 8


class UploadLimitMiddleware:
    """Answers a request whose body is larger than a file may be, without taking it in.

    Django would write the whole body to a temporary file, for visitors too, before anybody could judge it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as too large, or pass on."""
        size = _declared(request)
        if size <= settings.FILES_LIMIT + ROOM_FOR_WORDS:
            return self.get_response(request)
        _hear_out(request, size)
        reason = _("This is larger than %(limit)s MB, the most that is taken here.") % {"limit": settings.FILES_LIMIT // 2**20}
        return render(request, "web/refused.html", {"reason": reason}, status=413)


def _declared(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _hear_out(request: HttpRequest, size: int) -> None:
    """Let the browser finish, and forget what it says: one that is cut short shows a broken connection and no reason."""
    left = min(size, settings.FILES_LIMIT * _HEARD_OUT)
    while left > 0 and (piece := request.read(min(_PIECE, left))):
        left -= len(piece)
