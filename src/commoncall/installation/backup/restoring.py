"""Put a backup back: entirely, or not at all."""

import os
import tempfile
from pathlib import Path

import psycopg
from psycopg import sql

from commoncall.installation import folder as folders
from commoncall.installation import secret
from commoncall.installation.backup import manifest, script
from commoncall.installation.backup.archive import Archive
from commoncall.installation.backup.manifest import DATABASE, Manifest, Piece, damaged
from commoncall.installation.folder import Folder, Say
from commoncall.installation.identity import as_starter
from commoncall.installation.trouble import Trouble, with_file


def restore(source: Path, data: Folder, url: str, *, force: bool = False, say: Say = folders.quiet) -> Manifest:
    """Put database, files and key back as they were; what is there already is replaced only with `force`.

    Every byte is checked first. The database changes in one transaction, after the files are in place: whatever goes
    wrong, what was there before still is.
    """
    try:
        with as_starter():
            file = source.open("rb")
    except OSError as error:
        raise with_file(error, source) from error
    with file:
        say("Checking the backup …")
        backup = Archive(file)
        with psycopg.connect(url) as connection:
            _make_room(connection, force)
            say("Restoring the database …")
            _replay(connection, backup)
            say("Restoring the files …")
            for path, piece in backup.files:
                _put(data.files, data.files / path, backup, piece)
        if backup.secret:
            secret.replace(data.path, backup.secret)
        if force:
            _remove_others(data, {data.files / path for path, _ in backup.files})
    return backup.manifest


def _make_room(connection: psycopg.Connection, force: bool) -> None:
    names = [
        row[0] for row in connection.execute("SELECT nspname FROM pg_namespace WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%'")
    ]
    ((held,),) = connection.execute(
        "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ANY(%s)", [names]
    ).fetchall()
    if held and not force:
        raise Trouble(
            "There is something in the database already; a backup is restored into an empty one.",
            "name another data folder (--data), or say --force to replace everything that is there.",
        )
    if held:
        try:
            for name in names:
                connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(name)))
            connection.execute("CREATE SCHEMA public")
        except psycopg.errors.InsufficientPrivilege as error:
            raise Trouble(
                "What is in the database belongs to another user of the server.",
                "make an empty database there, and set DATABASE_URL to it.",
            ) from error


def _replay(connection: psycopg.Connection, backup: Archive) -> None:
    try:
        script.replay(connection, backup.open(DATABASE))
    except (EOFError, OSError) as error:
        raise damaged("the database in it was cut off") from error
    except psycopg.Error as error:
        raise Trouble(
            f"The server refused the backup: {error}",
            "nothing was changed. Restore into a server of a version that Commoncall supports.",
        ) from error
    found = manifest.differences(backup.manifest.tables, script.counts(connection))
    if found:
        raise damaged("after restoring, " + "; ".join(found))


def _put(folder: Path, path: Path, backup: Archive, piece: Piece) -> None:
    """Put one file in its place, whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.parent.resolve().is_relative_to(folder.resolve()) or path.is_symlink():
            raise Trouble(f"“{path.parent}” leads out of the data folder.", "remove that link, and try again.")
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".restoring-", delete=False) as part, backup.open(piece.name) as content:
            while read := content.read(1 << 20):
                part.write(read)
            part.flush()
            os.fsync(part.fileno())
        os.replace(part.name, path)
    except OSError as error:
        raise with_file(error, path) from error


def _remove_others(data: Folder, kept: set[Path]) -> None:
    """Remove the files of what was replaced; this comes last, when nothing speaks of them any more."""
    for folder, _, names in os.walk(data.files):
        for name in names:
            path = Path(folder, name)
            if path not in kept:
                path.unlink()
