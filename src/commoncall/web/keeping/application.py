"""The copies before Django: a WSGI application around another one. Workspace pages pass through untouched and unkept."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Hashable, Iterable
from types import TracebackType
from typing import TYPE_CHECKING

from commoncall.web.keeping.copies import Copies, Copy

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

#: How a view says that its page may be kept: what surrogates, such as this one, may do. Whoever obeys it takes it off.
MARK = "Surrogate-Control"

Headers = list[tuple[str, str]]
Failure = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None] | None

#: As Django's own middleware asks, so that a copy is packed for whoever can unpack it.
_GZIP = re.compile(r"\bgzip\b")
#: For how long a copy is good, and how much longer it may be given away while the next one is made.
_AGE = re.compile(r"max-age=(\d+)\+(\d+)")
_READING = frozenset({"GET", "HEAD"})
_UNCHANGED = frozenset({"cache-control", "content-location", "date", "etag", "expires", "vary"})
_CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")


class Keeping:
    """Answers public addresses (those that begin with a language) with copies, where the view said that its page may be kept.

    Whatever sets a cookie, is not public, or answers anything but a GET with 200 is never kept, whoever marked it.
    """

    def __init__(self, inner: WSGIApplication, copies: Copies, languages: Collection[str]) -> None:
        self._inner = inner
        self._copies = copies
        self._languages = frozenset(languages)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer with a copy, or make one; pass on whatever is not asked for in public."""
        key = self._key(environ)
        if key is None:
            return self._inner(environ, start_response)
        copy = self._copies.find(key)
        if copy is not None:
            return _given(copy, environ, start_response)
        return self._made(key, environ, start_response)

    def _key(self, environ: WSGIEnvironment) -> Hashable | None:
        path = environ["PATH_INFO"]
        if environ["REQUEST_METHOD"] not in _READING or path[1:].partition("/")[0] not in self._languages:
            return None
        packed = _GZIP.search(environ.get("HTTP_ACCEPT_ENCODING", "")) is not None
        return path, packed, environ.get("HTTP_SAVE_DATA", "").lower() == "on", environ.get("HTTP_HOST", "")

    def _made(self, key: Hashable, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        begun_at, told = self._copies.clock(), _Told()
        # The whole page is wanted, even by somebody whose own copy may still hold, and even for a HEAD.
        asked = {name: value for name, value in environ.items() if name not in _CONDITIONS} | {"REQUEST_METHOD": "GET"}
        copy = None
        try:
            answer = self._inner(asked, told)
            if _may_be_kept(told.status, told.headers):
                copy = _copied(told, answer, begun_at)
                self._copies.keep(key, copy)
        finally:
            if copy is None:
                self._copies.pass_over(key)
        if copy is not None:
            return _given(copy, environ, start_response)
        start_response(told.status, told.headers, told.failure)
        if environ["REQUEST_METHOD"] == "HEAD":
            _close(answer)
            return ()
        return answer


class _Told:
    """What an application tells of its answer, before anybody is told."""

    def __init__(self) -> None:
        self.status = ""
        self.headers: Headers = []
        self.failure: Failure = None

    def __call__(self, status: str, headers: Headers, failure: Failure = None, /) -> Callable[[bytes], object]:
        self.status, self.headers, self.failure = status, headers, failure
        return self._write

    def _write(self, data: bytes) -> object:
        raise NotImplementedError("Django returns what it has to say, and writes nothing beforehand")


def _may_be_kept(status: str, headers: Headers) -> bool:
    found = {name.lower(): value for name, value in headers}
    is_public = "public" in (control := found.get("cache-control", "")) and "no-store" not in control and "private" not in control
    return status.startswith("200 ") and MARK.lower() in found and is_public and "set-cookie" not in found and "Cookie" not in found.get("vary", "")


def _copied(told: _Told, answer: Iterable[bytes], begun_at: float) -> Copy:
    try:
        body = b"".join(answer)
    finally:
        _close(answer)
    headers = [(name, value) for name, value in told.headers if name != MARK]
    unchanged = [(name, value) for name, value in headers if name.lower() in _UNCHANGED]
    tag = next((value for name, value in headers if name.lower() == "etag"), "")
    return Copy(told.status, headers, unchanged, body, tag.removeprefix("W/"), begun_at, _lasts(told.headers))


def _lasts(headers: Headers) -> float:
    """Return after how many seconds a copy may be given to nobody, where the view said so."""
    found = _AGE.search(next((value for name, value in headers if name == MARK), ""))
    return float(found[1]) + float(found[2]) if found else math.inf


def _close(answer: Iterable[bytes]) -> None:
    if hasattr(answer, "close"):
        answer.close()


def _given(copy: Copy, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known and copy.tag and (copy.tag in known or known.strip() == "*"):
        start_response("304 Not Modified", copy.headers_unchanged)
        return ()
    start_response(copy.status, copy.headers)
    return (copy.body,) if environ["REQUEST_METHOD"] == "GET" else ()
