"""While the database is away, pages ask to come back; as soon as it is there again, they answer as before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import DataError, InterfaceError, OperationalError
from psycopg import errors

from commoncall.installation.postgres import temporary
from commoncall.web.away import is_away

#: A program that asks the whole application, as its server would, for each line that it reads.
_ASKING = """
import io, json, sys
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
# Even the page that says so needs its styles, laid out as an installation does before it serves.
call_command("collectstatic", verbosity=0, interactive=False, stdout=io.StringIO())
for line in sys.stdin:
    told, asked = {}, json.loads(line)
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": "/quiet-fields/", "SERVER_NAME": "localhost", "SERVER_PORT": "80",
        "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "wsgi.url_scheme": "http", **asked,
    }
    answer = application(environ, lambda status, headers, error=None: told.update(headers, status=status))
    told["body"] = b"".join(answer).decode()
    answer.close()
    print(json.dumps(told), flush=True)
"""
SIGNED_IN = {"HTTP_COOKIE": "commoncall=abcdefgh12345678abcdefgh12345678"}


class Application:
    """The application in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, **environ: str) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(SIGNED_IN | environ) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def log(self) -> str:
        """End it, and return all that it logged."""
        assert self._process.stderr
        return self._process.communicate()[1]


@contextmanager
def application(url: str, data: Path) -> Iterator[Application]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")}
    environ |= {"DATABASE_URL": url, "COMMONCALL_DATA": str(data), "DJANGO_SETTINGS_MODULE": "commoncall.config.settings"}
    environ |= {"PYTHONPATH": os.pathsep.join(sys.path), "COMMONCALL_SECRET_KEY": "of no worth, in a test that keeps nothing at all"}
    pipe = subprocess.PIPE
    process = subprocess.Popen([sys.executable, "-c", _ASKING], env=environ, text=True, stdin=pipe, stdout=pipe, stderr=pipe)
    try:
        yield Application(process)
    finally:
        process.kill()
        process.wait()


def test_pages_say_that_they_are_away_and_come_back_by_themselves(tmp_path: Path) -> None:
    with temporary.server() as server, application(server.url, tmp_path) as asked:
        # Its tables were never made, which is a fault that no waiting mends.
        assert asked.ask()["status"].startswith("500")
        server.stop()
        away = asked.ask()
        assert away["status"].startswith("503")
        assert int(away["Retry-After"]) > 0
        assert "Try again in a few minutes." in away["body"]
        server.start()
        assert asked.ask()["status"].startswith("500")


def test_it_is_said_in_the_readers_language_and_logged_once_and_calmly(tmp_path: Path) -> None:
    nowhere = "postgresql://commoncall@127.0.0.1:1/commoncall"
    with application(nowhere, tmp_path) as asked:
        french = asked.ask(HTTP_ACCEPT_LANGUAGE="fr")
        arabic = asked.ask(HTTP_COOKIE=SIGNED_IN["HTTP_COOKIE"] + "; language=ar")
        public = asked.ask(PATH_INFO="/en/quiet-fields/", HTTP_ACCEPT_LANGUAGE="fr")
        log = asked.log()
    assert all(one["status"].startswith("503") for one in (french, arabic, public))
    assert '<html lang="fr"' in french["body"]
    assert '<html lang="ar"' in arabic["body"]
    assert '<html lang="en"' in public["body"]
    assert log.count("The database is away") == 1
    assert "Traceback" not in log


def raised(kind: type[Exception], cause: Exception | None) -> Exception:
    try:
        raise kind("it was said so") from cause
    except kind as error:
        return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (raised(OperationalError, errors.CannotConnectNow()), True),
        (raised(OperationalError, errors.AdminShutdown()), True),
        (raised(OperationalError, errors.TooManyConnections()), True),
        (raised(OperationalError, errors.ConnectionFailure()), True),
        (raised(OperationalError, errors.OperationalError("connection refused")), True),
        (raised(InterfaceError, None), True),
        (raised(OperationalError, errors.DeadlockDetected()), False),
        (raised(OperationalError, errors.DiskFull()), False),
        (raised(OperationalError, errors.QueryCanceled()), False),
        (raised(DataError, None), False),
        (ValueError("it was said so"), False),
        (None, False),
    ],
)
def test_only_a_database_that_cannot_be_reached_is_away(error: Exception | None, expected: bool) -> None:
    assert is_away(error) is expected
