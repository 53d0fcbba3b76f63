"""What the processes say: each line shown with the name of who said it, and kept in a file that does not grow for ever."""

import contextlib
from pathlib import Path
from typing import TextIO

LARGEST = 5_000_000
KEPT = 3


class Log:
    """The log of one process."""

    def __init__(self, name: str, folder: Path, show: TextIO | None) -> None:
        self.path = folder / f"{name}.log"
        self._label = f"{name:<9}│ "
        self._show = show
        self._rest = b""
        self._file = self.path.open("ab")

    def hear(self, said: bytes) -> None:
        """Take in what was said; a line that is not finished waits for its end, unless it is endless."""
        *lines, self._rest = (self._rest + said).split(b"\n")
        if len(self._rest) > 65_536:
            lines, self._rest = [*lines, self._rest], b""
        for line in lines:
            self._keep(line)

    def finish(self) -> None:
        """Take what is left as the last line."""
        if self._rest:
            self._keep(self._rest)
            self._rest = b""

    def close(self) -> None:
        """Write no more."""
        self.finish()
        self._file.close()

    def _keep(self, line: bytes) -> None:
        # A full disk or a terminal that is gone must not end what is being logged.
        with contextlib.suppress(OSError, ValueError):
            self._file.write(line + b"\n")
            self._file.flush()
            if self._file.tell() > LARGEST:
                self._turn()
        if self._show is not None:
            with contextlib.suppress(OSError, ValueError):
                self._show.write(self._label + line.decode("utf-8", "replace") + "\n")
                self._show.flush()

    def _turn(self) -> None:
        self._file.close()
        for number in range(KEPT - 1, 0, -1):
            older = self.path.with_suffix(f".log.{number}")
            if older.exists():
                older.replace(self.path.with_suffix(f".log.{number + 1}"))
        self.path.replace(self.path.with_suffix(".log.1"))
        self._file = self.path.open("ab")
