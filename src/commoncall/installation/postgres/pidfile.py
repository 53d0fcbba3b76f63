"""What the running server wrote about itself, and whether it is still true."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

_PROCESSES_ARE_FILES = Path("/proc/self/cwd").exists()


@dataclass(frozen=True)
class Postmaster:
    """The first process of a running server, as its file postmaster.pid tells it."""

    pid: int
    sockets: Path | None
    port: int
    status: str


def read(cluster: Path) -> Postmaster | None:
    """The server that says it runs on this cluster; None where none says so, or where it is no longer there."""
    try:
        lines = (cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        pid = int(lines[0])
        port = int(lines[3]) if len(lines) > 3 else 5432
    except (FileNotFoundError, IndexError, ValueError):
        return None
    sockets = Path(lines[4]) if len(lines) > 4 and lines[4] else None
    status = lines[7].strip() if len(lines) > 7 else "starting"
    return Postmaster(pid, sockets, port, status) if is_server(pid, cluster) else None


def is_server(pid: int, cluster: Path) -> bool:
    """Whether this process is a server on this cluster: after a restart of the machine, the number may be anybody's."""
    if _PROCESSES_ARE_FILES:
        try:
            return Path(os.readlink(f"/proc/{pid}/cwd")) == cluster.resolve()
        except FileNotFoundError:
            return False
        except PermissionError:
            return _word(f"/proc/{pid}/comm").startswith("postgres")
    listed = subprocess.run(["ps", "-p", str(pid), "-o", "command="], capture_output=True, text=True, check=False)
    return "postgres" in listed.stdout


def left_over(cluster: Path) -> list[int]:
    """The processes that still work on this cluster, as far as the system tells."""
    if not _PROCESSES_ARE_FILES:
        return []
    place = cluster.resolve()
    return [int(name) for name in os.listdir("/proc") if name.isdigit() and _folder_of(name) == place]


def _folder_of(pid: str) -> Path | None:
    try:
        return Path(os.readlink(f"/proc/{pid}/cwd"))
    except OSError:
        return None


def _word(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""


def clear(cluster: Path, sockets: Path, port: int) -> None:
    """Remove what a server left that was killed. Only for one who has made sure that no process of it is left."""
    for path in (cluster / "postmaster.pid", sockets / f".s.PGSQL.{port}", sockets / f".s.PGSQL.{port}.lock"):
        path.unlink(missing_ok=True)
