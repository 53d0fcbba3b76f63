"""The command line as somebody at a terminal has it: as processes of its own, with nothing of the tests in their environment."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from commoncall.installation import folder as folders
from commoncall.installation import identity, reach
from commoncall.installation.identity import Account

SOURCES = Path(folders.__file__).parents[2]
INSTALLED = Path(sysconfig.get_path("purelib"))
PATIENCE = 180
NOBODY = Account("nobody", 65534, 65534)
# What only makes and checks the program, and is heavy.
_NOT_RUN = ("playwright", "mypy", "mypyc", "*__mypyc*", "ruff*", "uv*", "pip", "pip-*", "hypothesis", "fontTools", "grimp", "*-stubs")


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def answer(self) -> dict[str, Any]:
        """The one object on standard output; anything else there fails."""
        found = json.loads(self.out)
        assert isinstance(found, dict), self.out
        return found


@dataclass(frozen=True)
class Clone:
    """A Python and the code that it runs, both within reach of whoever is to run them."""

    python: str
    code: tuple[Path, ...]

    def command(self, *words: object) -> list[str]:
        """Return the command line of a command."""
        return [self.python, "-m", "commoncall.console.main", *map(str, words)]

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment of a terminal in which nobody has set anything."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "COMMONCALL_POSTGRES", "TZ") if name in os.environ}
        return {**kept, "PYTHONPATH": os.pathsep.join(map(str, self.code)), "PYTHONDONTWRITEBYTECODE": "1", **more}

    def do(self, *words: object, user: Account | None = None, cwd: Path | None = None, **environment: str) -> Said:
        """Do one command to its end."""
        done = subprocess.run(
            self.command(*words),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
            cwd=cwd or "/",
            stdin=subprocess.DEVNULL,
            env=self.environment(**environment),
            **_as(user),
        )
        return Said(done.returncode, done.stdout, done.stderr)

    @contextlib.contextmanager
    def running(self, *words: object, user: Account | None = None, **environment: str) -> Iterator[Running]:
        """Have a command running for as long as the block lasts; whatever it leaves behind is ended."""
        started = Running(self, words, user, environment)
        try:
            yield started
        finally:
            started.end()


def _as(user: Account | None) -> dict[str, Any]:
    return {"user": user.uid, "group": user.gid, "extra_groups": []} if user and os.geteuid() == 0 else {}


class Running:
    """A command that goes on, with all that it started."""

    def __init__(self, clone: Clone, words: tuple[object, ...], user: Account | None, environment: dict[str, str]) -> None:
        self.mark = uuid.uuid4().hex
        self.said = ""
        self._lines: queue.Queue[str | None] = queue.Queue()
        self.process = subprocess.Popen(
            clone.command(*words),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            cwd="/",
            env=clone.environment(TESTED_AS=self.mark, **environment),
            start_new_session=True,
            **_as(user),
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            self._lines.put(line)
        self._lines.put(None)

    def until(self, words: str) -> str:
        """Read on until it says these words."""
        while (line := self._lines.get(timeout=PATIENCE)) is not None:
            if words in line:
                return line
        raise AssertionError(f"it ended without saying {words!r}:\n{self.said}")

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        """Send a signal to its first process alone, and wait for its end."""
        self.process.send_signal(how)
        return self.wait()

    def wait(self) -> int:
        """Wait for its end, and return its exit code."""
        code = self.process.wait(PATIENCE)
        self._listener.join(PATIENCE)
        return code

    def processes(self, *, named: str = "") -> list[int]:
        """Return the processes that it started and that are still there."""
        found = []
        for pid in (int(name) for name in os.listdir("/proc") if name.isdigit()):
            with contextlib.suppress(OSError):
                told = Path(f"/proc/{pid}/environ").read_bytes()
                command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                if self.mark.encode() in told and named in command:
                    found.append(pid)
        return found

    def end(self) -> None:
        """End all of it at once."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(60)
        for pid in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.wait()


@contextlib.contextmanager
def within_reach() -> Iterator[Clone]:
    """Find a Python that those can run who are to run it; code in a closed folder is copied."""
    if not identity.is_root():
        yield Clone(sys.executable, (SOURCES,))
        return
    account = identity.servant()
    python = next((each for each in _pythons() if not reach.obstacle(account.uid, account.gid, [Path(each).resolve()])), None)
    if python is None:
        pytest.skip("NOT TESTED: this Python lies in a folder that is closed to the user commoncall, and there is no other of its version")
    if not reach.obstacle(account.uid, account.gid, [SOURCES / "commoncall", INSTALLED / "django"]):
        yield Clone(python, (SOURCES, INSTALLED))
        return
    with tempfile.TemporaryDirectory(prefix="cc-clone-") as place:
        os.chmod(place, 0o755)
        shutil.copytree(SOURCES, Path(place, "src"))
        shutil.copytree(INSTALLED, Path(place, "installed"), ignore=shutil.ignore_patterns(*_NOT_RUN))
        yield Clone(python, (Path(place, "src"), Path(place, "installed")))


def _pythons() -> Iterator[str]:
    version = "{}.{}".format(*sys.version_info[:2])
    yield sys.executable
    for folder in ("/usr/bin", "/usr/local/bin"):
        for name in (f"python{version}", "python3"):
            path = shutil.which(name, path=folder)
            if path and version in subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout:
                yield path


@dataclass
class Home:
    """A folder for the data of one installation, and the user to whom it belongs."""

    clone: Clone
    data: Path
    user: Account | None = None
    environment: dict[str, str] = field(default_factory=dict)

    def do(self, *words: object, **environment: str) -> Said:
        """Do one command on this installation."""
        return self.clone.do("--data", self.data, *words, user=self.user, **{**self.environment, **environment})

    def running(self, *words: object) -> contextlib.AbstractContextManager[Running]:
        """Have a command running on this installation."""
        return self.clone.running("--data", self.data, *words, user=self.user, **self.environment)

    def processes(self) -> list[str]:
        """Return the commands of all processes that work in this folder or on it, whoever started them."""
        found = []
        for pid in (int(name) for name in os.listdir("/proc") if name.isdigit()):
            with contextlib.suppress(OSError):
                command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                place = os.readlink(f"/proc/{pid}/cwd")
                if place.startswith(str(self.data)) or str(self.data) in command:
                    found.append(f"{pid} {command}")
        return found
