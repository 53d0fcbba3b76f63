"""On what was measured, and how busy it was with other things."""

from __future__ import annotations

import gc
import json
import os
import platform
import subprocess
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.figures import rounds
from benchmarks.place import Place

ROOT = Path(__file__).resolve().parents[2]


def loops(times: int = 20) -> list[float]:
    """Return how many milliseconds of CPU the same small piece of Python took, again and again: others on the machine make it slower."""
    return [_loop() * 1000 for _ in range(times)]


def _loop() -> float:
    # Collecting garbage would measure how much the benchmark itself holds in memory.
    gc.disable()
    try:
        began = time.process_time()
        read = json.loads(json.dumps({str(number): [number, str(number)] for number in range(20_000)}))
        sorted(read, key=lambda key: read[key][1])
        return time.process_time() - began
    finally:
        gc.enable()


def told(place: Place, busy: tuple[float, float, float], quick: list[float]) -> list[str]:
    """Return lines about the machine, the programs and the day."""
    processor = next(
        (line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")),
        platform.machine(),
    )
    memory = next(int(line.split()[1]) / 1024**2 for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal"))
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    others = f"load average {busy[0]:.1f} when it began, {os.getloadavg()[0]:.1f} when it ended, of {os.cpu_count()} processors"
    return [
        f"- measured on {datetime.now(UTC):%d %B %Y, %H:%M} UTC, at commit {commit or 'unknown'}",
        f"- {processor}, {os.cpu_count()} processors, {memory:.0f} GB of memory, {platform.system()} {platform.release()}",
        f"- Python {platform.python_version()}, Django {version('django')}, granian {version('granian')}, {place.server.binaries}",
        f"- {others}",
        f"- a fixed piece of Python took, in ms of CPU, {rounds(quick)} when it began and {rounds(loops())} when it ended: "
        "where the middle is above the least, other programs made everything slower",
    ]
