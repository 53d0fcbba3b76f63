"""The data folder: everything that an installation keeps, private to the user who runs it."""

import contextlib
import fcntl
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from commoncall.installation.trouble import Trouble, with_file

Say = Callable[[str], None]


@dataclass(frozen=True)
class Folder:
    """The places in a data folder."""

    path: Path

    @property
    def postgres(self) -> Path:
        """What the embedded database keeps."""
        return self.path / "postgres"

    @property
    def files(self) -> Path:
        """What people uploaded, by content."""
        return self.path / "files"

    @property
    def votes(self) -> Path:
        """The keys of secret votes that are open: never part of a backup, and removed as each vote is closed."""
        return self.path / "votes"

    @property
    def run(self) -> Path:
        """What lives only as long as processes do: sockets, locks, numbers of processes."""
        return self.path / "run"

    @property
    def log(self) -> Path:
        """What the processes said."""
        return self.path / "log"

    @property
    def parts(self) -> tuple[Path, ...]:
        """The folders inside it."""
        return (self.postgres, self.files, self.votes, self.run, self.log)

    def lock(self, name: str) -> Path:
        """The file on which processes that share this folder take turns."""
        return self.run / f"{name}.lock"


def of_clone() -> Path:
    """The folder of the checkout that this code stands in (or of the environment it is installed in)."""
    return Path(__file__).resolve().parents[3]


def chosen(given: str | Path | None = None, environment: Mapping[str, str] | None = None) -> Path:
    """Where the data is: as the command line says, else as COMMONCALL_DATA says, else beside the code.

    In a clone that is the folder `data`. Installed as a package, the code lies among the system's files, and the data
    goes where the user's programs keep theirs.
    """
    environment = os.environ if environment is None else environment
    named = given or environment.get("COMMONCALL_DATA") or _beside(of_clone(), environment)
    return Path(os.path.abspath(Path(named).expanduser()))


def _beside(clone: Path, environment: Mapping[str, str]) -> Path:
    if (clone / "pyproject.toml").exists():
        return clone / "data"
    return Path(environment.get("XDG_DATA_HOME") or "~/.local/share") / "commoncall"


def prepare(path: Path) -> Folder:
    """Make the folder and its parts where they are missing, private to their owner; refuse a folder of other things."""
    folder = Folder(path)
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        _refuse_foreign(folder)
        _close_to_others(path)
        for part in folder.parts:
            part.mkdir(exist_ok=True, mode=0o700)
        with held(folder.lock("trial"), shared=True):
            pass
    except OSError as error:
        raise with_file(error, error.filename or path) from error
    return folder


# What may lie in a folder that was never used: settings written beforehand, and what a fresh volume holds.
_EXPECTED = frozenset({"postgres", "files", "votes", "run", "log", "commoncall.toml", "secret-key", "lost+found"})


def _refuse_foreign(folder: Folder) -> None:
    if folder.run.is_dir() and folder.files.is_dir():
        return
    foreign = sorted({entry.name for entry in os.scandir(folder.path)} - _EXPECTED)
    if foreign:
        raise Trouble(
            f"“{folder.path}” already holds other things ({', '.join(foreign[:3])}).",
            "choose an empty folder, or one that does not exist yet, with --data.",
        )


def _close_to_others(path: Path) -> None:
    if path.stat().st_mode & 0o077:
        path.chmod(0o700)


@contextlib.contextmanager
def held(path: Path, *, shared: bool = False, wait: bool = True) -> Iterator[int]:
    """Hold a lock for as long as the block lasts; with wait=False, raise BlockingIOError where somebody else has it.

    The kernel lets go of it when the process ends, however it ends.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        take(descriptor, path, shared=shared, wait=wait)
        yield descriptor
    finally:
        os.close(descriptor)


def take(descriptor: int, path: Path, *, shared: bool, wait: bool) -> None:
    """Lock a file that is open; a file system without locks is told as trouble."""
    how = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    try:
        fcntl.flock(descriptor, how if wait else how | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError as error:
        raise with_file(error, path) from error


@contextlib.contextmanager
def turn(path: Path, say: Say, message: str) -> Iterator[int]:
    """Hold a lock alone, and say so where one has to wait for it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            take(descriptor, path, shared=False, wait=False)
        except BlockingIOError:
            say(message)
            take(descriptor, path, shared=False, wait=True)
        yield descriptor
    finally:
        os.close(descriptor)


def quiet(_: str) -> None:
    """Say nothing."""
