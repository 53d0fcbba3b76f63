"""How long `./run` takes: on a fresh clone with nothing at hand, and ever after; and what it puts on the disk."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.figures import Story, rounds
from benchmarks.pages import free_port
from benchmarks.place import Sizes

CLONE = Path(__file__).resolve().parents[2]


def measure(sizes: Sizes) -> list[Story]:
    """Start a fresh clone; then stop it and start it again, several times."""
    cold, warm, weight = [], [], ""
    for number in range(max(sizes.cold, 1)):
        room = Path(tempfile.mkdtemp(prefix="commoncall-bench-"))
        room.chmod(0o755)
        try:
            clone = room / "commoncall"
            subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(CLONE), str(clone)], check=True)
            environment = _environment(room)
            cold.append(_start(clone, environment))
            if number == 0:
                warm = [_start(clone, environment) for _ in range(sizes.warm)]
                weight = _weight(clone)
        finally:
            shutil.rmtree(room, ignore_errors=True)
    story = Story("Starting", ["start", "seconds until the address is printed"])
    story.add("`./run` on a fresh clone: environment, database, demo", rounds(cold))
    story.add("`./run` ever after", rounds(warm))
    story.words.append(
        f"The first start downloads everything anew, so it measures the network too; {len(cold)} of it, {len(warm)} of the others. {weight}"
    )
    return [story]


def _weight(clone: Path) -> str:
    sizes = {"clone": _megabytes(clone, ".venv", "data"), "environment": _megabytes(clone / ".venv"), "data": _megabytes(clone / "data")}
    return "On disk then: " + ", ".join(f"{name} {size}" for name, size in sizes.items()) + "."


def _environment(room: Path) -> dict[str, str]:
    """Return an environment in which nothing that was downloaded before is found."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("COMMONCALL_", "DATABASE_URL", "DJANGO_", "PYTHON", "VIRTUAL_ENV"))
    }
    return {**kept, "UV_CACHE_DIR": str(room / "uv"), "PIP_NO_CACHE_DIR": "1", "XDG_CACHE_HOME": str(room / "cache")}


def _start(clone: Path, environment: dict[str, str]) -> float:
    began = time.perf_counter()
    running = subprocess.Popen(
        [clone / "run", "--port", str(free_port())], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    )
    said = []
    assert running.stdout is not None
    for line in running.stdout:
        said.append(line)
        if line.startswith("Commoncall is ready"):
            break
    taken = time.perf_counter() - began
    running.send_signal(signal.SIGTERM)
    running.communicate()
    if not said or not said[-1].startswith("Commoncall is ready"):
        raise RuntimeError("it did not start:\n" + "".join(said[-20:]))
    return taken


def _megabytes(folder: Path, *without: str) -> str:
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink() and path.relative_to(folder).parts[0] not in without]
    return f"{sum(path.stat().st_size for path in files) / 1024**2:,.0f} MB"
