"""A server for the moment, in a folder that is removed afterwards: for tests, and to prove a backup by restoring it."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from commoncall.installation import folder as folders
from commoncall.installation import identity, reach
from commoncall.installation.folder import Say
from commoncall.installation.postgres import binaries
from commoncall.installation.postgres.binaries import WHEEL, Binaries
from commoncall.installation.postgres.server import Server

# Nothing in it is to survive: waiting for the disk would only take time.
_FAST = {"synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200", "max_locks_per_transaction": "256"}


@contextlib.contextmanager
def server(*, choice: str = "auto", say: Say = folders.quiet, settings: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Start a server of one's own, and stop and remove it when the block ends."""
    place = Path(tempfile.mkdtemp(prefix="commoncall-"))
    try:
        data = folders.prepare(place / "data")
        programs = within_reach(binaries.for_new(choice), place)
        identity.give(place, identity.servant())
        wanted = {**_FAST, **(settings or {})}
        started = Server(data, choice=choice, say=say, settings=wanted, lasting=False, programs=programs)
        try:
            started.start()
            yield started
        finally:
            started.stop()
    finally:
        shutil.rmtree(place, ignore_errors=True)


def within_reach(programs: Binaries, place: Path) -> Binaries:
    """Copy the programs where root's clone is closed to the user who is to run them, as in a private folder of a test machine."""
    account = identity.servant()
    installed = programs.folder.parent
    if not reach.obstacle(account.uid, account.gid, [programs.folder / "postgres"]) or programs.origin != "wheel":
        return programs
    # The programs find their libraries by the way from one folder to the other.
    copied = place / "programs" / WHEEL / installed.name
    shutil.copytree(installed, copied, ignore=shutil.ignore_patterns("include"))
    libraries = installed.parent.parent / f"{WHEEL}.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, place / "programs" / libraries.name)
    return Binaries(copied / "bin", programs.version, programs.origin)
