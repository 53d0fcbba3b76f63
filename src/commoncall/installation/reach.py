"""What another user could read: judged by the system itself, in a short-lived child that becomes that user."""

import os
from collections.abc import Sequence
from pathlib import Path


def obstacle(uid: int, gid: int, paths: Sequence[Path]) -> tuple[Path, Path] | None:
    """The first of these paths that the user cannot read, and the file or folder that is in the way."""
    if os.geteuid() != 0:
        return next(((path, path) for path in paths if not os.access(path, os.R_OK)), None)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _try_as(uid, gid, paths, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as answers:
        answer = answers.read()
    os.waitpid(child, 0)
    if not answer:
        return None
    path, blocker = answer.split(b"\0")
    return Path(os.fsdecode(path)), Path(os.fsdecode(blocker))


def _try_as(uid: int, gid: int, paths: Sequence[Path], writing: int) -> None:
    status = 1
    try:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
        for path in paths:
            blocker = _blocker(path)
            if blocker:
                os.write(writing, os.fsencode(path) + b"\0" + os.fsencode(blocker))
                break
        status = 0
    finally:
        os._exit(status)


def _blocker(path: Path) -> Path | None:
    for parent in reversed(path.parents):
        if not os.access(parent, os.X_OK):
            return parent
    return None if os.access(path, os.R_OK) else path
