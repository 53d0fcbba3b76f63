"""One process that is kept: started, heard, started again when it ends by itself, and ended with all that it started."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, cast

from commoncall.installation.processes.logs import Log
from commoncall.installation.processes.orphans import KEPT, die_with_parent

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 30.0
# A process that lived this long had started well; the next failure is a new story. One that lacks something ends sooner,
# and one that was up and is killed a few times in a row is no reason to give up the whole installation.
LIVED_WELL = 3.0


@dataclass(frozen=True)
class Program:
    """What to run, under which name, and how long it may take to end."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    listens: tuple[str, int] | None = None
    patience: float = 20.0


class Child:
    """A program, and the process that runs it now."""

    def __init__(self, program: Program, log: Log) -> None:
        self.program = program
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None
        self.output: IO[bytes] | None = None
        self.has_lived_well = False
        self.failures = 0
        self.due_at = 0.0
        self._started_at = 0.0

    @property
    def is_due(self) -> bool:
        """Whether it is to be started now."""
        return self.process is None and time.monotonic() >= self.due_at

    def start(self) -> None:
        """Start it in a session of its own: Ctrl-C in the terminal reaches its keeper alone, who stops all in order."""
        keeper = os.getpid()
        self._started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.program.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, KEPT: str(keeper), "PYTHONUNBUFFERED": "1", "PYTHONSAFEPATH": "1", **self.program.environment},
            start_new_session=True,
            preexec_fn=lambda: die_with_parent(keeper),
        )
        self.output = cast(IO[bytes], self.process.stdout)
        os.set_blocking(self.output.fileno(), False)

    def hear(self) -> bool:
        """Take in what it said; False where nothing more will come."""
        while self.output is not None:
            try:
                said = os.read(self.output.fileno(), 65_536)
            except BlockingIOError:
                return True
            if not said:
                return False
            self.log.hear(said)
        return False

    def has_ended(self) -> bool:
        """Whether its first process is gone; what that had started is then ended too, before its number can be reused."""
        if self.process is None:
            return True
        if os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            return False
        self._signal_all(signal.SIGKILL)
        return True

    def bury(self) -> None:
        """Take in its last words, and set when it is due again: later after each failure in a row."""
        self.hear()
        self.log.finish()
        if self.process is not None and self.output is not None:
            self.process.wait()
            self.output.close()
        self.process = self.output = None
        if time.monotonic() - self._started_at >= LIVED_WELL:
            self.has_lived_well = True
            self.failures = 0
        self.due_at = time.monotonic() + min(FIRST_PAUSE * 2**self.failures, LONGEST_PAUSE)
        self.failures += 1

    def ask_to_end(self) -> None:
        """Ask its first process, which knows how to end the others."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(signal.SIGTERM)

    def end_now(self) -> None:
        """End it and all that it started, at once."""
        self._signal_all(signal.SIGKILL)

    def _signal_all(self, how: signal.Signals) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, how)

    def answers(self) -> bool:
        """Whether it can be reached, where it is to be reached at all."""
        if self.program.listens is None:
            return True
        host, port = self.program.listens
        nearby = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)  # noqa: S104
        try:
            with socket.create_connection((nearby, port), timeout=1):
                return True
        except OSError:
            return False
