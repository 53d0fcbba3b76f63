"""Where the database's socket lies: in the data folder, or in a short private folder where that path will not do."""

import os
import tempfile
from pathlib import Path

from commoncall.installation.folder import Folder
from commoncall.installation.identity import Account, give

# The address of a socket holds 104 bytes on some systems; PostgreSQL adds "/.s.PGSQL.5432.lock" for its own.
LONGEST = 80


def folder_for(data: Folder, account: Account) -> Path:
    """The folder for sockets of this installation: always the same one, as long as it is there and private."""
    # In an address, a comma stands between the names of several hosts.
    if len(os.fsencode(data.run)) <= LONGEST and "," not in str(data.run):
        return data.run
    note = data.run / "socket-folder"
    remembered = _remembered(note, account)
    if remembered:
        return remembered
    made = Path(tempfile.mkdtemp(prefix="commoncall-", dir=_short_parent(account)))
    give(made, account)
    note.write_text(str(made), encoding="utf-8")
    give(note, account)
    return made


def forget(data: Folder) -> None:
    """Remove the short folder again, if there is one and it is empty."""
    note = data.run / "socket-folder"
    if note.exists():
        try:
            Path(note.read_text(encoding="utf-8")).rmdir()
        except OSError:
            return
        note.unlink(missing_ok=True)


def _remembered(note: Path, account: Account) -> Path | None:
    """The folder that was chosen before; a note can be old, and /tmp is everybody's: it counts only if it is still ours."""
    try:
        found = Path(note.read_text(encoding="utf-8"))
        about = found.lstat()
    except (OSError, ValueError):
        return None
    private = found.is_dir() and not found.is_symlink() and about.st_uid == account.uid and not about.st_mode & 0o077
    return found if private else None


def _short_parent(account: Account) -> str:
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    try:
        if runtime and os.stat(runtime).st_uid == account.uid and len(os.fsencode(runtime)) <= LONGEST - 22:
            return runtime
    except OSError:
        pass
    # A temporary folder of one's own can itself have a long path.
    usual = tempfile.gettempdir()
    return usual if len(os.fsencode(usual)) <= LONGEST - 22 else "/tmp"  # noqa: S108 (a folder of one's own is made in it)
