"""What the measurements of public forms share: requests handed to the application, bare inserts beside them, and rounds of both."""

from __future__ import annotations

import io
import itertools
import json
import os
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any
from urllib.parse import urlencode
from wsgiref.types import StartResponse

import psycopg
from django.core.handlers.wsgi import WSGIHandler

from benchmarks.deeds import WRITERS, per_second
from benchmarks.figures import Rounds, Story, rounds, times
from benchmarks.place import Place
from benchmarks.world import World

_numbers = itertools.count()


def unseen() -> str:
    """Return a word that stands for somebody whom nobody has seen yet, in whatever process this is."""
    return f"{os.getpid()}-{next(_numbers)}"


@cache
def _application() -> WSGIHandler:
    return WSGIHandler()


def post(path: str, typed: dict[str, str]) -> None:
    """Hand a request to the application as the server of the pages does, and require that it leads on."""
    body, number = urlencode(typed).encode(), next(_numbers)
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": f"2001:db8:{os.getpid() & 0xFFFF:x}:{number & 0xFFFF:x}::1",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
    }
    told: list[str] = []
    answer = _application()(environ, _starting(told))
    b"".join(answer)
    answer.close()
    require(told[0].startswith("302"))


def _starting(told: list[str]) -> StartResponse:
    def start(status: str, _headers: list[tuple[str, str]], _error: Any = None) -> Callable[[bytes], object]:
        told.append(status)
        return lambda _part: None

    return start


def require(held: bool) -> None:
    """Stop where what was sent was not taken: a rate of refusals would say nothing."""
    if not held:
        raise RuntimeError("what was sent was not taken")


def own_connection() -> psycopg.Connection:
    """Return a connection of one's own, past the application."""
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


def insert(own: psycopg.Connection, table: str, row: dict[str, Any]) -> None:
    """Insert a row, and nothing else."""
    own.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(['%s'] * len(row))})", list(row.values()))


def row(one: Any) -> tuple[str, dict[str, Any]]:
    """Return the table and the columns of a thing, as the database holds them."""
    values = {field.column: getattr(one, field.attname) for field in one._meta.concrete_fields}
    return one._meta.db_table, {column: json.dumps(value) if isinstance(value, dict) else value for column, value in values.items()}


Parts = Iterable[tuple[str, Any, Any]]


def tell(story: Story, place: Place, world: World, asking: Parts, confirming: Parts, both: tuple[str, ...]) -> None:
    """Measure asking and confirming, each beside its floor, and both together, as whoever uses a form does one after the other."""
    for writers in WRITERS:
        asked, confirmed = (_measured(place, world, writers, parts) for parts in (asking, confirming))
        together = [
            rounds([1 / (1 / one + 1 / other) for one, other in zip(first.values, second.values, strict=True)])
            for first, second in zip(asked, confirmed, strict=True)
        ]
        for names, found in ((_names(asking), asked), (_names(confirming), confirmed), (both, together)):
            for name, each in zip(names, found, strict=True):
                story.add(name, writers, times(each, found[0]), each)


def _measured(place: Place, world: World, writers: int, parts: Parts) -> list[Rounds]:
    """Measure each part in turn, round by round, so that whatever else the machine does strikes them alike."""
    kept = list(parts)
    values = [[per_second(do, world, writers, place.sizes.deeds, first) for _name, do, first in kept] for _ in range(place.sizes.rounds)]
    return [rounds(each) for each in zip(*values, strict=True)]


def _names(parts: Parts) -> list[str]:
    return [name for name, _do, _first in parts]
