"""Take a backup while everything runs, and prove it by restoring it."""

import contextlib
import datetime
import os
import secrets
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from commoncall.installation import folder as folders
from commoncall.installation.backup import archive, manifest, script
from commoncall.installation.backup.archive import Archive
from commoncall.installation.backup.manifest import DATABASE, FILES, KEY, MANIFEST, Manifest, Piece
from commoncall.installation.folder import Folder, Say
from commoncall.installation.postgres import address, temporary
from commoncall.installation.trouble import Trouble


def make(data: Folder, url: str, target: Path, *, version: str, now: datetime.datetime, verify: bool = True, say: Say = folders.quiet) -> Manifest:
    """Write database, files and key into one new file, as they stand at one moment.

    The database is read as a single snapshot. Files are only ever added or removed whole, so those that the snapshot
    speaks of are there, except what was shredded meanwhile, which rightly is in no backup. Nor are the keys of secret votes:
    whoever has a backup could open the sealed ballots in it. With `verify` the
    file is then restored into a database of its own and compared; it gets its name only after that.
    """
    with archive.being_written(target) as (part, room):
        say("Reading the database …")
        postgresql, tables = _read_database(url, room)
        with tarfile.open(fileobj=part, mode="w", format=tarfile.PAX_FORMAT) as tar:
            pieces = list(_add_all(tar, data, room, say))
            told = Manifest(now.isoformat(), version, postgresql, tables, tuple(pieces))
            archive.add_bytes(tar, MANIFEST, told.to_json())
        if verify:
            say("Restoring it to see that it is whole …")
            part.flush()
            part.seek(0)
            _prove(Archive(part), url, say)
    return told


def _read_database(url: str, room: IO[bytes]) -> tuple[str, dict[str, int]]:
    with psycopg.connect(url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        ((snapshot, version),) = connection.execute("SELECT pg_export_snapshot(), current_setting('server_version')").fetchall()
        script.write(url, connection.info.server_version // 10_000, snapshot, room)
        return version, script.counts(connection)


def _add_all(tar: tarfile.TarFile, data: Folder, room: IO[bytes], say: Say) -> Iterator[Piece]:
    room.flush()
    room.seek(0)
    yield archive.add(tar, DATABASE, room)
    say("Adding the files …")
    for path in _files(data.files):
        # A file that is shredded at this very moment is left out.
        with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
            yield archive.add(tar, FILES + path.relative_to(data.files).as_posix(), file)
    with contextlib.suppress(FileNotFoundError), (data.path / KEY).open("rb") as file:
        yield archive.add(tar, KEY, file)


def _files(place: Path) -> Iterator[Path]:
    for folder, below, names in os.walk(place):
        below.sort()
        for name in sorted(names):
            path = Path(folder, name)
            if path.is_file() and not path.is_symlink():
                yield path


def _prove(taken: Archive, url: str, say: Say) -> None:
    with _scratch(url, say) as scratch, psycopg.connect(scratch) as connection:
        script.replay(connection, taken.open(DATABASE))
        found = manifest.differences(taken.manifest.tables, script.counts(connection))
    if found:
        raise Trouble(
            "The backup was restored to prove it, and differs from what was taken:\n" + "\n".join(found),
            "do not rely on it; try again, and report this as a fault.",
        )


@contextlib.contextmanager
def _scratch(url: str, say: Say) -> Iterator[str]:
    """An empty database: on the same server where one may be made there, else on a server for the moment."""
    name = f"commoncall_proof_{secrets.token_hex(6)}"
    with psycopg.connect(url, autocommit=True) as connection:
        try:
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(name)))
        except psycopg.errors.InsufficientPrivilege:
            with temporary.server(say=say) as server:
                yield server.url
            return
        try:
            yield address.with_database(url, name)
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
