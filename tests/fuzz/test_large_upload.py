"""A file that is far too large, sent to a running server piece by piece."""

from __future__ import annotations

import contextlib
import http.client
from typing import Any
from urllib.parse import urlsplit

import pytest

from commoncall.membership.models import Batch
from tests.addresses import BY_NAME
from tests.browser import session_of
from tests.scene import Scene

pytestmark = pytest.mark.slow


@pytest.mark.django_db(transaction=True)
def test_a_hundred_megabytes_are_refused_in_words(open_scene: Scene, live_server: Any) -> None:
    """They are sent piece by piece, as a browser does; nothing of them is kept."""
    before = Batch.objects.count()
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="large.csv"\r\nContent-Type: text/csv\r\n\r\nname,country\n'
    piece, tail = b"Tern Watch,Mali\n" * 65_536, b"\r\n--x--\r\n"
    pieces = 100
    where = urlsplit(live_server.url)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=120)
    token = "a" * 32
    connection.putrequest("POST", BY_NAME["imports"].path(open_scene))
    connection.putheader("Content-Type", "multipart/form-data; boundary=x")
    connection.putheader("Content-Length", str(len(head) + pieces * len(piece) + len(tail)))
    connection.putheader("Cookie", f"commoncall={session_of(open_scene.cast.leila)}; csrftoken={token}")
    connection.putheader("X-CSRFToken", token)
    connection.endheaders()
    # A server may stop listening early.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        for part in (head, *[piece] * pieces, tail):
            connection.send(part)
    response = connection.getresponse()
    text = response.read().decode()
    assert response.status in {200, 413, 422}
    assert "MB" in text
    assert Batch.objects.count() == before
