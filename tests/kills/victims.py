"""Whom to kill: every process of a running installation, by what it does."""

from __future__ import annotations

import contextlib
import os
import random
import signal
from collections.abc import Callable
from pathlib import Path

from commoncall.installation import folder as folders
from commoncall.installation.postgres import pidfile
from tests.console.clone import Home, Running


def kill(pids: list[int], drawn: random.Random) -> bool:
    """Kill one of these processes as a power cut would; False where none was there."""
    with contextlib.suppress(ProcessLookupError, IndexError):
        os.kill(drawn.choice(sorted(pids)), signal.SIGKILL)
        return True
    return False


def victims(home: Home, running: Running) -> dict[str, Callable[[], list[int]]]:
    """Return how to find each kind of process, by its name."""
    return {
        "the keeper of the pages": lambda: [pid for pid in running.processes(named="granian") if _parent(pid) == running.process.pid],
        "one that serves pages": lambda: [pid for pid in running.processes(named="granian") if _parent(pid) != running.process.pid],
        "the worker": lambda: running.processes(named="console.main worker"),
        "the first process of the database": lambda: _postmaster(home),
        "a connection of the database": lambda: [pid for pid in _children(_postmaster(home)) if "commoncall" in _title(pid)],
    }


def _postmaster(home: Home) -> list[int]:
    found = pidfile.read(folders.Folder(home.data).postgres / "cluster")
    return [found.pid] if found else []


def _children(pids: list[int]) -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit() and _parent(int(name)) in pids]


def _parent(pid: int) -> int:
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    return 0


def _title(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return ""
