"""Workers as processes: told to stop they finish, killed they leave nothing half done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from commoncall.kernel.background import later
from commoncall.kernel.files.models import Content
from tests.cast import make_coalition

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PATIENCE = 120
PLACE = "0/00/kept-elsewhere"


@contextmanager
def worker(data: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker on the tests' database, as the command line does."""
    words = connection.settings_dict
    url = f"postgresql://{words['USER']}:{words['PASSWORD']}@/{words['NAME']}?host={words['HOST']}&port={words['PORT']}"
    command = [sys.executable, "-c", "import django; django.setup(); from commoncall.clock.worker import work; work()"]
    environment = {**os.environ, "DATABASE_URL": url, "COMMONCALL_DATA": str(data), "DJANGO_SETTINGS_MODULE": "commoncall.config.settings"}
    process = subprocess.Popen(command, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def until(what: Callable[[], object]) -> None:
    """Wait until something holds; fail if it never does."""
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end
        time.sleep(0.1)


@contextmanager
def content_held() -> Iterator[None]:
    """Hold the content back from whoever would clear it away, for as long as the block lasts."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"files {PLACE}"])
        yield


@pytest.fixture
def job(transactional_db: None) -> int:
    """Leave something for later that cannot be finished while ``content_held``."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute("DELETE FROM procrastinate_workers")
    coalition, _by = make_coalition("Quiet Fields", "quiet-fields")
    Content.objects.create(coalition=coalition, sha256="0" * 64, size=1, media_type="text/plain", place=PLACE)
    with transaction.atomic():
        return later("files.clear_away")


def status(job: int) -> str:
    return next(iter(ProcrastinateJob.objects.filter(pk=job).values_list("status", flat=True)), "gone")


def at_work() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_workers")
        return int(cursor.fetchone()[0])


def test_what_a_killed_worker_had_begun_is_done_by_another(job: int, tmp_path: Path) -> None:
    with content_held():
        with worker(tmp_path) as killed:
            until(lambda: status(job) == "doing")
            killed.send_signal(signal.SIGKILL)
            killed.wait()
        assert Content.objects.exists()
    with worker(tmp_path) as another:
        until(lambda: status(job) == "gone")
        assert not Content.objects.exists()
        another.send_signal(signal.SIGTERM)
        assert another.wait(PATIENCE) == 0


def test_two_workers_at_once_do_each_job_once_and_end_when_told(job: int, tmp_path: Path) -> None:
    with worker(tmp_path) as one, worker(tmp_path) as other:
        until(lambda: status(job) == "gone")
        # Told to end while it is still starting, a worker has nothing to finish and just goes.
        until(lambda: at_work() == 2)
        for process in (one, other):
            process.send_signal(signal.SIGTERM)
        assert [process.wait(PATIENCE) for process in (one, other)] == [0, 0]
