"""Sending hostile requests, and keeping account of each that was answered with a fault of ours."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.core.signals import got_request_exception
from django.http import HttpResponse

from tests.scene import Scene


@dataclass
class Siege:
    """Requests of one role, each undone after it was answered, and the faults that they met, each once."""

    scene: Scene
    role: str = "coordinator"
    faults: dict[str, str] = field(default_factory=dict)
    sent: int = 0
    _raised: list[str] = field(default_factory=list)

    def throw(self, method: str, path: str, data: Any = None, **more: Any) -> HttpResponse:
        """Send one request; note the fault if it is answered with one, or leads somewhere else than to our own pages."""
        self._raised.clear()
        self.sent += 1
        response = self.scene.ask(self.role, method, path, data, **more)
        if response.streaming:
            b"".join(response.streaming_content)
        self._judge(f"{method.upper()} {path[:160]}", data, response)
        return response

    def _judge(self, what: str, data: Any, response: HttpResponse) -> None:
        if response.status_code >= 500 or self._raised:
            self._note(self._raised[-1] if self._raised else str(response.status_code), what, data)
        elif not response.streaming and b"Traceback (most recent" in response.content:
            self._note("a traceback on the page", what, data)
        where = urlsplit(response.headers.get("Location", "").replace("\\", "/"))
        if where.netloc or where.scheme or response.headers.get("Location", "").startswith("//"):
            self._note(f"led elsewhere: {response.headers['Location'][:80]}", what, data)

    def _note(self, fault: str, what: str, data: Any) -> None:
        self.faults.setdefault(fault, f"{what} with {str(data)[:300]!r}")

    def _raise(self, sender: object, **_more: Any) -> None:
        last = traceback.format_exc().strip().splitlines()
        ours = [line.strip() for line in last if "/commoncall/" in line]
        self._raised.append(f"{last[-1][:160]} at {ours[-1] if ours else '?'}")

    def report(self) -> str:
        """Return every fault with the request that met it first."""
        return "\n".join(f"{fault}\n    {where}" for fault, where in self.faults.items())


@contextmanager
def siege(scene: Scene, role: str = "coordinator") -> Iterator[Siege]:
    """Lay a siege; at its end no fault may have been met, and something must have been sent."""
    laid = Siege(scene, role)
    got_request_exception.connect(laid._raise)
    try:
        yield laid
    finally:
        got_request_exception.disconnect(laid._raise)
    assert laid.sent, "nothing was sent"
    assert not laid.faults, f"{len(laid.faults)} faults in {laid.sent} requests:\n{laid.report()}"
