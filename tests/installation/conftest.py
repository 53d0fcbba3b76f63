"""Places, servers and other processes for the tests of the installation, for root and for ordinary users alike."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commoncall.installation import folder as folders
from commoncall.installation import identity
from commoncall.installation.folder import Folder
from commoncall.installation.postgres import binaries, temporary
from commoncall.installation.postgres.binaries import Binaries
from commoncall.installation.postgres.server import Server

SOURCES = Path(folders.__file__).parents[2]


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder into which the user `commoncall` can go; pytest's own are closed to others."""
    made = Path(tempfile.mkdtemp(prefix="cc-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def data(place: Path) -> Folder:
    return own(folders.prepare(place / "data"))


def own(data: Folder) -> Folder:
    """Give a folder to the user for whom it is, as starting does."""
    identity.give(data.path, identity.servant())
    return data


def _every_major() -> list[object]:
    """One version always, the one that a new folder would take; every other major with --all."""
    usual = binaries.for_new(os.environ.get("COMMONCALL_POSTGRES", "auto"))
    others = {each.major: each for each in binaries.found() if each.major != usual.major}.values()
    return [pytest.param(usual, id=str(usual.major)), *(pytest.param(each, id=str(each.major), marks=pytest.mark.slow) for each in others)]


@pytest.fixture(params=_every_major())
def programs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Binaries]:
    """Each major version of PostgreSQL on this machine, within reach of the user who is to run it."""
    room = Path(tempfile.mkdtemp(prefix="cc-programs-"))
    room.chmod(0o755)
    yield temporary.within_reach(request.param, room)
    shutil.rmtree(room, ignore_errors=True)


@pytest.fixture
def server(data: Folder, programs: Binaries) -> Iterator[Server]:
    """A server that is not started yet."""
    made = Server(data, programs=programs, lasting=False)
    yield made
    made.stop()


def until(it_is_so: Callable[[], bool]) -> None:
    """Look again until something has come about outside this process; what never comes about fails."""
    end = time.monotonic() + 120
    while not it_is_so():
        if time.monotonic() > end:
            raise AssertionError("it never came about")
        time.sleep(0.01)


class Other:
    """Another process, which runs a few lines of Python and tells by lines on its output how far it is."""

    def __init__(self, lines: str, *arguments: object, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", lines, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONPATH": str(SOURCES), "PYTHONUNBUFFERED": "1", **environment},
        )
        # What is waited for and never said fails instead of keeping everybody waiting.
        self.patience = threading.Timer(240, self.process.kill)
        self.patience.start()
        self.said = ""
        self._not_asked_for: list[str] = []

    def until(self, words: str) -> str:
        """Read on until it says these words, and return that line; what it says in between may be asked for later."""
        for number, line in enumerate(self._not_asked_for):
            if words in line:
                return self._not_asked_for.pop(number)
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if words in line:
                return line
            self._not_asked_for.append(line)
        raise AssertionError(f"it ended without saying {words!r}:\n{self.said}")

    def tell(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def end(self) -> int:
        """Read to its end."""
        assert self.process.stdout is not None
        self.said += self.process.stdout.read()
        return self.process.wait()


@pytest.fixture
def another() -> Iterator[Callable[..., Other]]:
    started: list[Other] = []

    def start(lines: str, *arguments: object, **environment: str) -> Other:
        started.append(Other(lines, *arguments, **environment))
        return started[-1]

    yield start
    for each in started:
        each.patience.cancel()
        each.process.kill()
        each.process.communicate()


needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can hand over to another user")
