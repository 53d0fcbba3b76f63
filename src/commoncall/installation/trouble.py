"""The one way in which this package refuses: what is in the way, and what the person at the keyboard can do."""

import errno
import os
from pathlib import Path


class Trouble(Exception):
    """Something outside the program that keeps it from running, told together with its remedy."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}\nWhat to do: {self.remedy}"


def with_file(error: OSError, path: Path | str) -> Trouble:
    """Tell an error of the file system in words that say what to do about it."""
    place = f"“{os.fspath(path)}”"
    match error.errno:
        case errno.EACCES | errno.EPERM:
            return Trouble(
                f"Not allowed to use {place}.",
                "give the user who runs Commoncall the right to it, or choose another folder with --data.",
            )
        case errno.EROFS:
            return Trouble(f"{place} cannot be written: it is on a read-only file system.", "choose another folder with --data.")
        case errno.ENOSPC | errno.EDQUOT:
            return Trouble(f"The disk is full: nothing more can be written to {place}.", "free some space there and start again.")
        case errno.ENOLCK | errno.EOPNOTSUPP | errno.ENOSYS:
            return Trouble(
                f"Files cannot be locked at {place} (some network file systems cannot).",
                "keep the data folder on a local disk: choose another folder with --data.",
            )
        case errno.ENOTDIR | errno.EEXIST:
            return Trouble(f"{place} is not a folder.", "choose another folder with --data.")
        case errno.ENAMETOOLONG:
            return Trouble(f"The path {place} is too long.", "choose a folder with a shorter path with --data.")
        case errno.ENOENT:
            return Trouble(f"{place} does not exist.", "check the path.")
    return Trouble(f"{place} cannot be used: {error.strerror or error}.", "see to that, and start again.")
