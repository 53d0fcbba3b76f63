"""The key that signs sessions and links: made once, kept in the data folder, readable by its owner alone."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from commoncall.installation.trouble import Trouble, with_file

FILE = "secret-key"


def kept_in(data: Path) -> str:
    """Return the key of this data folder, which is made where there is none."""
    path = data / FILE
    try:
        if not path.exists():
            data.mkdir(mode=0o700, parents=True, exist_ok=True)
            _make(path, secrets.token_urlsafe(48))
        written = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise with_file(error, path) if isinstance(error, OSError) else _damaged(path) from error
    if len(written) < 32:
        raise _damaged(path)
    return written


def replace(data: Path, key: str) -> None:
    """Put another key in its place, as when a backup is restored; all sessions end."""
    with tempfile.NamedTemporaryFile("w", dir=data, delete=False) as file:
        file.write(key + "\n")
    os.replace(file.name, data / FILE)


def _make(path: Path, key: str) -> None:
    """Write the key whole before it has its name: two processes that start at once end up with the same one."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix="secret-key-") as file:
        file.write(key + "\n")
        file.flush()
        os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(file.name, path)


def _damaged(path: Path) -> Trouble:
    return Trouble(f"The key in {path} is damaged.", "put it back from a backup; or remove the file, and everybody signs in again.")
