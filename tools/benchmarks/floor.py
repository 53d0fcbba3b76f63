"""The bare floor of pages: the same server and the same database, with nothing of Commoncall in between."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from functools import cache

import psycopg

_HEAD = [("Content-Type", "text/html; charset=utf-8")]
_PAGE = "<!doctype html><html lang=en><title>Floor</title><ul>{}</ul></html>"
_TRIVIAL = _PAGE.format("<li>A line of a page</li>" * 25).encode()
_kept = threading.local()


def application(environment: dict[str, object], start: Callable[[str, list[tuple[str, str]]], object]) -> Iterable[bytes]:
    """Answer with a page of fixed lines, of any length at /long/, or at /query with one whose lines come from the database."""
    start("200 OK", _HEAD)
    path = str(environment["PATH_INFO"])
    if path.startswith("/long/"):
        return [_long(int(path.removeprefix("/long/")))]
    if path != "/query":
        return [_TRIVIAL]
    rows = _connection().execute("SELECT name FROM parties_organisation ORDER BY name LIMIT 25").fetchall()
    return [_PAGE.format("".join(f"<li>{name}</li>" for (name,) in rows)).encode()]


@cache
def _long(length: int) -> bytes:
    """Return a fixed page of a length, for comparing with pages that are as long."""
    return (_TRIVIAL * (length // len(_TRIVIAL) + 1))[:length]


def _connection() -> psycopg.Connection:
    if not hasattr(_kept, "connection"):
        _kept.connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    connection: psycopg.Connection = _kept.connection
    return connection
