"""What the clock does by itself, again and again: each thing in a thread of its own, so that a slow one holds up no other."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import close_old_connections, connections

from commoncall.clock import housekeeping
from commoncall.kernel.files import actions as files
from commoncall.kernel.history import actions as history
from commoncall.kernel.outbox import actions as outbox

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Beat:
    """Something done every so many seconds. Several workers may do it at once: each of these shares the work or repeats it harmlessly."""

    name: str
    every: float
    action: Callable[[], object]


BEATS = (
    Beat("seal the history", 2, history.seal_all),
    Beat("deliver mail", 2, outbox.deliver_due),
    Beat("keep house", 60, housekeeping.each_minute),
    Beat("clear files away", 3600, files.clear_away),
)


@contextmanager
def beating(beats: tuple[Beat, ...] = BEATS) -> Iterator[None]:
    """Keep all beats going for as long as the block lasts; what is under way at its end is finished."""
    over = threading.Event()
    threads = [threading.Thread(target=_keep, args=(beat, over), name=beat.name) for beat in beats]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def _keep(beat: Beat, over: threading.Event) -> None:
    while not over.wait(beat.every):
        once(beat)
    connections.close_all()


def once(beat: Beat) -> bool:
    """Do one beat and tell whether it went well. What fails is logged, and done again at its next time."""
    close_old_connections()
    try:
        beat.action()
    except Exception:
        # The database may be away for a moment; a thread that ended here would leave the clock half alive.
        log.exception("The clock could not %s; it will try again.", beat.name)
        return False
    finally:
        close_old_connections()
    return True
