"""What processes cost, as the kernel counts it: time on the processor, and memory shared out among those who share it."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterable
from pathlib import Path


def tree(*roots: int) -> list[int]:
    """Return these processes and all that they started."""
    parents: dict[int, int] = {}
    for name in os.listdir("/proc"):
        with contextlib.suppress(OSError, ValueError):
            parents[int(name)] = int(_stat(int(name))[1])
    found = set(roots)
    while more := {pid for pid, parent in parents.items() if parent in found and pid not in found}:
        found |= more
    return sorted(found)


def _stat(pid: int) -> list[str]:
    # The name of a program stands in brackets, and may itself hold blanks and brackets.
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def clocks(*roots: int) -> dict[int, float]:
    """Return the seconds on the processor that these processes, and those that they started, have had, with all their threads."""
    found = {}
    for pid in tree(*roots):
        with contextlib.suppress(OSError):
            # The number of a process's clock is made from its own, as clock_getcpuclockid(3) does on Linux.
            found[pid] = time.clock_gettime((~pid << 3) | 2)
    return found


def used(before: dict[int, float], after: dict[int, float]) -> float:
    """Return the seconds between two readings; what a process did that ended in between is not known, and left out."""
    return sum(seconds - before.get(pid, 0.0) for pid, seconds in after.items())


def memory(pids: Iterable[int]) -> float:
    """Return the memory of these processes in megabytes; what several share is counted in equal parts (PSS)."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024
