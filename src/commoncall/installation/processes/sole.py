"""One data folder is served once: a second start is told where the first one is."""

import contextlib
import os
from collections.abc import Iterator

from commoncall.installation import folder as folders
from commoncall.installation.folder import Folder
from commoncall.installation.trouble import Trouble


@contextlib.contextmanager
def only_one(data: Folder, address: str) -> Iterator[None]:
    """Serve this data folder alone for as long as the block lasts; the address is noted for whoever comes second."""
    path = data.lock("serving")
    try:
        with folders.held(path, wait=False) as descriptor:
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()} {address}\n".encode(), 0)
            yield
    except BlockingIOError:
        raise _already_served(data, path.read_text(encoding="utf-8").split()) from None


def served_at(data: Folder) -> str:
    """Return the address at which this data folder is served at present; nothing where it is not."""
    path = data.lock("serving")
    try:
        with folders.held(path, shared=True, wait=False):
            return ""
    except BlockingIOError:
        return path.read_text(encoding="utf-8").partition(" ")[2].strip()


def _already_served(data: Folder, note: list[str]) -> Trouble:
    where = f" (process {note[0]}, at {note[1]})" if len(note) > 1 else ""
    return Trouble(
        f"Commoncall already runs on “{data.path}”{where}.",
        "use that one, or stop it first; another installation on this machine needs a folder and a port of its own (--data, --port).",
    )
