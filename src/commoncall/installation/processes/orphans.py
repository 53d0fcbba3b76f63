"""No process outlives the one that keeps it: a web server without its keeper would hold the port for ever."""

import ctypes
import os
import signal
import sys
import threading
import time

_SET_SIGNAL_AT_PARENTS_DEATH = 1
# Set by a keeper for all that it starts.
KEPT = "KEPT_BY_COMMONCALL"
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(parent: int | None = None) -> None:
    """Ask the system to end this process when its parent dies, however that dies.

    The kernel does it on Linux; elsewhere a thread looks now and then. To be called in the process itself, and
    again in each process that it starts and that is to go with it.
    """
    parent = os.getppid() if parent is None else parent
    if _libc is not None:
        _libc.prctl(_SET_SIGNAL_AT_PARENTS_DEATH, signal.SIGTERM, 0, 0, 0)
        # The parent may have died a moment before it was asked.
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
    else:
        threading.Thread(target=_look_now_and_then, args=(parent,), daemon=True).start()


def stay_with_keeper() -> None:
    """Where a keeper runs us, end with the process that started us; to be called by what a kept program starts itself.

    Under any other server of pages nothing is done: there the parent may end for good reasons.
    """
    if os.environ.get(KEPT):
        die_with_parent()


def _look_now_and_then(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(2)
    os.kill(os.getpid(), signal.SIGTERM)


def terminate_politely() -> None:
    """Let a command that is told to end run its last steps, such as stopping the database that it started."""

    def leave(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, leave)
