"""What happens again and again while the installation lives: every two seconds, and every minute."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.db import connection

from commoncall.kernel.accounts.actions import limits, tokens
from commoncall.kernel.accounts.sessions import SessionStore
from commoncall.kernel.history import actions as history
from commoncall.kernel.outbox import actions as outbox

log = logging.getLogger(__name__)

#: Seconds between two beats: so long at most is an entry unsealed, or a sign-in code waiting, while all is well.
BEAT = 2.0
_BEATS_A_MINUTE = 30

EACH_BEAT: tuple[Callable[[], object], ...] = (history.seal_all, outbox.deliver_due)
EACH_MINUTE: tuple[Callable[[], object], ...] = (tokens.forget_old, limits.forget_old, outbox.let_expire, SessionStore.clear_expired)


class Heart(threading.Thread):
    """A thread that beats until it is stopped. A beat that fails is told in the log, and the next one tries again."""

    def __init__(self) -> None:
        super().__init__(name="heart", daemon=True)
        self._stopped = threading.Event()

    def run(self) -> None:
        """Beat."""
        beats = 0
        while not self._stopped.is_set():
            for duty in (*EACH_BEAT, *(EACH_MINUTE if beats % _BEATS_A_MINUTE == 0 else ())):
                _do(duty)
            beats += 1
            self._stopped.wait(BEAT)
        connection.close()

    def stop(self) -> None:
        """Stop after the beat that is under way, and wait for its end."""
        self._stopped.set()
        self.join(timeout=30)


def _do(duty: Callable[[], object]) -> None:
    try:
        duty()
    except Exception:
        log.exception("%s failed; it is tried again", duty.__name__)
        # The connection may be what failed; the next duty gets a fresh one.
        connection.close()
