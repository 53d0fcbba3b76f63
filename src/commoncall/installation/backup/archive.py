"""The archive on disk: a plain tar file, of which only what is expected is ever written or read."""

import contextlib
import hashlib
import io
import os
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from commoncall.installation.backup.manifest import DATABASE, FILES, KEY, MANIFEST, Manifest, Piece, damaged, from_json
from commoncall.installation.identity import as_starter
from commoncall.installation.trouble import Trouble, with_file


@contextlib.contextmanager
def being_written(target: Path) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """Open a new archive, and room for the database beside it; the archive gets its name only when all went well.

    It is written as the user who asked for it, who need not be the one as whom the rest runs.
    """
    try:
        with as_starter():
            _refuse_existing(target)
            part = tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False)  # noqa: SIM115 (opened as another user)
            room = tempfile.TemporaryFile(dir=target.parent)  # noqa: SIM115 (likewise)
        try:
            with part, room:
                yield part, room
                part.flush()
                os.fsync(part.fileno())
            with as_starter():
                os.link(part.name, target)
        finally:
            with as_starter():
                os.unlink(part.name)
    except OSError as error:
        raise with_file(error, target) from error


def _refuse_existing(target: Path) -> None:
    if target.exists() or target.is_symlink():
        raise Trouble(f"“{target}” is already there.", "choose another name; a backup is never written over another file.")


def add(tar: tarfile.TarFile, name: str, source: IO[bytes]) -> Piece:
    """Add one member, with nothing in its header that tells of the machine it comes from."""
    header = tarfile.TarInfo(name)
    header.size, header.mode = os.fstat(source.fileno()).st_size, 0o600
    hashed = _Hashed(source)
    tar.addfile(header, hashed)
    return Piece(name, header.size, hashed.digest.hexdigest())


def add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> Piece:
    """Add one short member."""
    header = tarfile.TarInfo(name)
    header.size, header.mode = len(content), 0o600
    tar.addfile(header, io.BytesIO(content))
    return Piece(name, len(content), hashlib.sha256(content).hexdigest())


class _Hashed:
    """A source that is hashed while it is read."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source = source
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        part = self.source.read(size)
        self.digest.update(part)
        return part


class Archive:
    """A backup that is open for reading, and of which every byte is as it was written."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self._tar = tarfile.open(fileobj=file, mode="r:")  # noqa: SIM115 (the file belongs to the caller)
            self._members = _members(self._tar)
        except (tarfile.TarError, EOFError, ValueError) as error:
            raise damaged("it is no archive, or was cut off") from error
        self.manifest = self._read_manifest()
        self._check()

    def open(self, name: str) -> IO[bytes]:
        """Read one member."""
        content = self._tar.extractfile(self._members[name])
        if content is None:
            raise damaged(f"“{name}” has no content")
        return content

    @property
    def files(self) -> Iterator[tuple[PurePosixPath, Piece]]:
        """The files that people had uploaded, by their path in the folder of files."""
        for piece in self.manifest.pieces:
            if piece.name.startswith(FILES):
                yield PurePosixPath(piece.name.removeprefix(FILES)), piece

    @property
    def secret(self) -> str | None:
        """The key that signs sessions and links, where it was kept in the data folder."""
        return self.open(KEY).read().decode("ascii").strip() if KEY in self._members else None

    def _read_manifest(self) -> Manifest:
        if MANIFEST not in self._members:
            raise damaged("it has no list of contents")
        return from_json(self.open(MANIFEST).read())

    def _check(self) -> None:
        """Compare every member with the list before anything is touched."""
        listed = {piece.name: piece for piece in self.manifest.pieces}
        if listed.keys() | {MANIFEST} != self._members.keys() or DATABASE not in listed:
            raise damaged("it does not hold what its list says")
        for name, piece in listed.items():
            if _digest(self.open(name)) != (piece.size, piece.sha256):
                raise damaged(f"“{name}” was altered")


def _digest(content: IO[bytes]) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    while part := content.read(1 << 20):
        digest.update(part)
        size += len(part)
    return size, digest.hexdigest()


def _members(tar: tarfile.TarFile) -> dict[str, tarfile.TarInfo]:
    """The members by name; anything but a plain file at a plain place is refused, whoever wrote it there."""
    members: dict[str, tarfile.TarInfo] = {}
    for member in tar.getmembers():
        expected = member.name in {MANIFEST, DATABASE, KEY} or _is_plain(member.name)
        if not expected or not member.isreg() or member.name in members:
            raise damaged(f"it holds “{member.name}”, which does not belong there")
        members[member.name] = member
    return members


def _is_plain(name: str) -> bool:
    """Whether the name lies below `files/`, with no way out of it."""
    steps = name.split("/")
    clean = all(step not in {"", ".", ".."} and "\\" not in step and "\0" not in step for step in steps)
    return clean and len(steps) > 1 and name.startswith(FILES)
