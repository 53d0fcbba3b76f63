"""An installation as its visitors reach it: with copies of public pages before Django, and a clock that a test turns."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.test.client import ClientHandler

from commoncall.web.keeping.application import Keeping
from commoncall.web.keeping.copies import Copies

SERVER = {"SERVER_NAME": "testserver", "SERVER_PORT": "80", "wsgi.url_scheme": "http", "HTTP_HOST": "testserver"}


class Clock:
    """A clock that a test turns."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Browser:
    """Asks an application, and reads its whole answer."""

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application

    def ask(self, path: str, method: str = "GET", **more: Any) -> tuple[str, dict[str, str], bytes]:
        """Return status, headers and body."""
        told: list[Any] = []
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "wsgi.input": BytesIO(), "wsgi.errors": BytesIO(), **SERVER, **more}
        body = b"".join(self.application(environ, lambda *args: told.append(args)))  # type: ignore[arg-type, return-value]
        return told[0][0], dict(told[0][1]), body

    def read(self, path: str, **more: Any) -> str:
        """Return what stands there."""
        return self.ask(path, **more)[2].decode()


def django(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer as Django's own WSGI handler does, within the transaction of a test."""
    response = ClientHandler(enforce_csrf_checks=False)(environ)
    start_response(f"{response.status_code} {response.reason_phrase}", [*response.items()])
    return list(response)


def visitor(clock: Clock, seconds: float = 15) -> Browser:
    """Return a browser before which copies stand."""
    return Browser(Keeping(django, Copies(seconds, clock=clock), [code for code, _name in settings.PUBLIC_LANGUAGES]))
