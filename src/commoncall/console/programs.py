"""The programs that make up a running installation, and how each is started."""

import sys

from commoncall.installation.options import Options
from commoncall.installation.processes.child import Program


def web(chosen: Options, host: str, port: int, address: str) -> Program:
    """Return the server of pages."""
    command = (
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(chosen.workers), "--blocking-threads", str(chosen.threads), "--no-ws", "--log-level", "warning"),
        *("--workers-kill-timeout", "15", "--respawn-failed-workers"),
        "commoncall.config.wsgi:application",
    )
    return Program("web", command, {"COMMONCALL_ADDRESS": address}, listens=(host, port))


def worker(address: str) -> Program:
    """Return the worker, in the database that is already running."""
    return Program("worker", (sys.executable, "-m", "commoncall.console.main", "worker"), {"COMMONCALL_ADDRESS": address})
