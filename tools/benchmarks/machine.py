"""On what was measured, and how busy it was with other things."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.place import Place

ROOT = Path(__file__).resolve().parents[2]


def told(place: Place, busy: tuple[float, float, float]) -> list[str]:
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
    ]
