"""Several commands, one database: whoever comes first starts it, whoever leaves last stops it."""

import contextlib
import os
from collections.abc import Iterator

from commoncall.installation import folder as folders
from commoncall.installation.postgres.server import Server

_WAITING = "Waiting for another command that starts or stops the database …"


@contextlib.contextmanager
def joined_or_started(server: Server) -> Iterator[Server]:
    """Use the database of a data folder for as long as the block lasts.

    It is started where it does not run. It is stopped at the end only if nobody else uses it by then, whoever had
    started it: a command never stops it under another one, and none is left running without a user. The shares are
    locks that the kernel takes back from a process that is killed.
    """
    data = server.data
    share = os.open(data.lock("database-users"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        with folders.turn(data.lock("database-turn"), server.say, _WAITING):
            server.start()
            folders.take(share, data.lock("database-users"), shared=True, wait=True)
        yield server
    finally:
        with folders.turn(data.lock("database-turn"), server.say, _WAITING):
            os.close(share)
            if _is_unused(server):
                server.stop()


def _is_unused(server: Server) -> bool:
    try:
        with folders.held(server.data.lock("database-users"), wait=False):
            return True
    except BlockingIOError:
        return False
