"""A cluster on disk: made whole or not at all, and from then on opened by the major version that made it."""

import contextlib
import locale
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from commoncall.installation.folder import Folder, Say
from commoncall.installation.identity import Account, for_child, give
from commoncall.installation.postgres.binaries import Binaries
from commoncall.installation.trouble import Trouble, with_file

OWNER = "postgres"
USER = "commoncall"
NAME = "commoncall"
SPACE_FOR_NEW = 200 * 1024 * 1024

# Small enough for the smallest rented machine; whoever has more edits postgresql.conf in the cluster.
SETTINGS = """
# Written once by Commoncall, for a small machine. Edit freely; where sockets lie and who may connect is
# given on the command line at each start and cannot be changed here.
max_connections = 120
shared_buffers = 96MB
effective_cache_size = 512MB
work_mem = 6MB
maintenance_work_mem = 64MB
max_wal_size = 512MB
min_wal_size = 80MB
wal_level = minimal
max_wal_senders = 0
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] '
log_checkpoints = off
# Statements and details that fail can hold names and addresses of people: they do not belong in a log.
log_min_error_statement = panic
log_error_verbosity = terse
"""

# The application is not the owner of the server: it may make databases (backups are proved in one of their own), no more.
PROVISION = f"""
CREATE ROLE {USER} LOGIN CREATEDB
CREATE DATABASE {NAME} OWNER {USER}
"""


def place(data: Folder) -> Path:
    """Where the cluster of a data folder lies."""
    return data.postgres / "cluster"


def major_of(cluster: Path) -> int | None:
    """The major version that made a cluster, or None where there is none yet."""
    try:
        return int((cluster / "PG_VERSION").read_text(encoding="ascii").split(".")[0])
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise _damaged(cluster) from error


def make(data: Folder, binaries: Binaries, account: Account, say: Say, *, lasting: bool = True) -> None:
    """Make the cluster beside its place and move it there when it is complete: an interrupted start leaves no half of one."""
    say(f"Making the database with {binaries} …")
    _refuse_small_disk(data.postgres)
    for left_over in data.postgres.glob("making-*"):
        shutil.rmtree(left_over, ignore_errors=True)
    making = Path(tempfile.mkdtemp(prefix="making-", dir=data.postgres))
    try:
        give(making, account)
        _run([*_initdb(binaries, lasting), "--pgdata", str(making)], making, account)
        with (making / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(SETTINGS)
        single = [binaries.program("postgres"), "--single", "-D", str(making), "-c", f"fsync={'on' if lasting else 'off'}", "postgres"]
        _run(single, making, account, PROVISION)
        making.rename(place(data))
    except OSError as error:
        raise with_file(error, error.filename or making) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _refuse_small_disk(path: Path) -> None:
    free = shutil.disk_usage(path).free
    if free < SPACE_FOR_NEW:
        raise Trouble(
            f"The disk is nearly full: {free // 2**20} MB are free at “{path}”, and a new database needs {SPACE_FOR_NEW // 2**20} MB.",
            "free some space there, or choose another folder with --data.",
        )


def _initdb(binaries: Binaries, lasting: bool) -> list[str]:
    # The same order and case rules on every system: by code point, with Unicode's upper and lower case.
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    command = [binaries.program("initdb"), f"--username={OWNER}", "--encoding=UTF8", "--auth=peer", "--data-checksums"]
    command += builtin if binaries.major >= 17 else [f"--locale={_nearest_locale()}"]
    return command if lasting else [*command, "--no-sync"]


def _nearest_locale() -> str:
    before = locale.setlocale(locale.LC_COLLATE)
    try:
        for name in ("C.UTF-8", "C.utf8", "en_US.UTF-8"):
            with contextlib.suppress(locale.Error):
                locale.setlocale(locale.LC_COLLATE, name)
                return name
        return "C"
    finally:
        locale.setlocale(locale.LC_COLLATE, before)


def _run(command: list[str], cluster: Path, account: Account, given: str = "") -> None:
    done = subprocess.run(
        command, input=given, capture_output=True, text=True, check=False, cwd=cluster, env=bare_environment(), **for_child(account)
    )
    if done.returncode != 0 or "ERROR:" in done.stderr or "FATAL:" in done.stderr:
        said = "\n".join((done.stderr or done.stdout).strip().splitlines()[-8:])
        if "No space left on device" in said:
            raise Trouble(f"The disk is full: the database could not be made in “{cluster.parent}”.", "free some space there and start again.")
        raise Trouble(f"The database could not be made:\n{said}", "see to what it says, and start again.")


def bare_environment() -> dict[str, str]:
    """The environment for the server: nothing of whoever happens to start it, except where to find programs and time zones."""
    kept = {name: os.environ[name] for name in ("PATH", "TZDIR", "DYLD_LIBRARY_PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return {"PATH": "/usr/local/bin:/usr/bin:/bin", **kept, "LC_ALL": "C"}


def _damaged(cluster: Path) -> Trouble:
    return Trouble(f"The database in “{cluster}” cannot be read.", "check who owns it; or restore a backup into a new data folder.")


def access_rules(account: Account) -> Mapping[str, str]:
    """Who may connect, as files for the server: its own user and root, known by the kernel and not by a password."""
    mapped = "".join(f'owner "{system}" {role}\n' for system in dict.fromkeys((account.name, "root")) for role in (OWNER, USER))
    return {
        "pg_hba.conf": "# Written at each start. There is no way in over the network.\nlocal all all peer map=owner\n",
        "pg_ident.conf": "# Written at each start.\n" + mapped,
    }
