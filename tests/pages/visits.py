"""Looking at every page: as whoever may, with each answer kept for a module's tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.http import HttpResponse
from django.template.base import Template

from tests.addresses import Address
from tests.scene import Scene


def visit(scene: Scene, address: Address, role: str = "", **headers: str) -> HttpResponse:
    """Return a page as its reader gets it, and undo what looking at it noted (such as when somebody was last seen)."""
    response = scene.ask(role or address.reader, "get", address.path(scene), before=address.before, headers=headers or None)
    assert response.status_code == 200, f"{address} answers {response.status_code} {response.headers.get('Location', '')}"
    return response


@contextmanager
def watched_templates(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Note every query that is made while a template renders: what a page shows is read before, and rendering asks nothing.

    Templates within templates are rendered by the same method; a query is noted once all the same.
    """
    asked: list[str] = []
    render = Template._render  # type: ignore[attr-defined]

    def note(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if not asked or asked[-1] is not sql:
            asked.append(sql)
        return execute(sql, *rest)

    def rendered(self: Template, context: object) -> str:
        with connection.execute_wrapper(note):
            return str(render(self, context))

    with monkeypatch.context() as patch:
        patch.setattr(Template, "_render", rendered)
        yield asked
