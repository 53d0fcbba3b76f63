"""A server for the moment, in a folder that is removed afterwards: for tests, and to prove a backup by restoring it."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from commoncall.installation import folder as folders
from commoncall.installation import identity
from commoncall.installation.folder import Say
from commoncall.installation.postgres.server import Server

# Nothing in it is to survive: waiting for the disk would only take time.
_FAST = {"synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200", "max_locks_per_transaction": "256"}


@contextlib.contextmanager
def server(*, choice: str = "auto", say: Say = folders.quiet, settings: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Start a server of one's own, and stop and remove it when the block ends."""
    place = Path(tempfile.mkdtemp(prefix="commoncall-"))
    try:
        data = folders.prepare(place / "data")
        identity.give(place, identity.servant())
        started = Server(data, choice=choice, say=say, settings={**_FAST, **(settings or {})}, lasting=False)
        try:
            started.start()
            yield started
        finally:
            started.stop()
    finally:
        shutil.rmtree(place, ignore_errors=True)
