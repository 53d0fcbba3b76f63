"""An installation of the benchmark's own: a data folder, a database that keeps its promises, and the sizes that are measured."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from commoncall.installation import folder as folders
from commoncall.installation import identity
from commoncall.installation.folder import Folder
from commoncall.installation.postgres import binaries
from commoncall.installation.postgres.server import Server
from commoncall.installation.postgres.temporary import within_reach


@dataclass(frozen=True)
class Sizes:
    """How much is measured, and how often."""

    organisations: int = 500
    people: int = 5_000
    rows: int = 5_000
    texts: int = 100_000
    requests: int = 100
    deeds: int = 400
    rounds: int = 5
    lists: int = 3
    cold: int = 2
    warm: int = 5
    voters: int = 2_000
    tally: int = 10_000


SMALL = Sizes(organisations=50, people=200, rows=200, texts=2_000, requests=30, deeds=40, rounds=2, lists=2, cold=0, warm=1, voters=60, tally=500)


@dataclass(frozen=True)
class Place:
    """Where the benchmark's installation lives."""

    data: Folder
    server: Server
    sizes: Sizes


@contextlib.contextmanager
def installation(sizes: Sizes) -> Iterator[Place]:
    """Have an installation for as long as the block lasts. Unlike that of the tests, its database waits for the disk."""
    room = Path(tempfile.mkdtemp(prefix="commoncall-bench-"))
    room.chmod(0o755)
    try:
        data = folders.prepare(room / "data")
        programs = within_reach(binaries.for_new(os.environ.get("COMMONCALL_POSTGRES", "auto")), room)
        identity.give(data.path, identity.servant())
        server = Server(data, programs=programs)
        try:
            server.start()
            os.environ.update(DATABASE_URL=server.url, COMMONCALL_DATA=str(data.path), DJANGO_SETTINGS_MODULE="commoncall.config.settings")
            yield Place(data, server, sizes)
        finally:
            server.stop()
    finally:
        shutil.rmtree(room, ignore_errors=True)
