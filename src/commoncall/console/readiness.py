"""Bringing tables, countries and static files up to date; skipped where nothing has changed since the last time."""

import contextlib
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

import commoncall
from commoncall.console.answers import say
from commoncall.diplomacy.actions import ready_made
from commoncall.installation import folder as folders
from commoncall.installation.folder import Folder
from commoncall.kernel.countries import actions as countries

STAMP = "prepared"
_SOURCE = Path(commoncall.__file__).parent
_KINDS = {
    ".py": "migrations",
    ".csv": "data",
    ".json": "data",
    ".css": "static",
    ".js": "static",
    ".svg": "static",
    ".woff2": "static",
    ".png": "static",
}


def prepare(settled: Folder) -> bool:
    """Bring an installation up to date with its code; return whether anything had to be done.

    Two starts at once take turns. The note of what was done is trusted only while the tables are there.
    """
    stamp, wanted = settled.run / STAMP, _fingerprint()
    with folders.turn(settled.lock("preparing"), say, "Waiting for another start that is preparing the tables …"):
        if stamp.exists() and stamp.read_text() == f"{wanted} {_database()}" and _has_tables():
            return False
        say("Making the tables …")
        call_command("migrate", verbosity=0, interactive=False)
        countries.load()
        ready_made.load()
        say("Laying out styles and scripts …")
        call_command("collectstatic", verbosity=0, interactive=False, stdout=io.StringIO())
        stamp.write_text(f"{wanted} {_database()}")
    return True


def waiting_migrations() -> int:
    """Return how many changes to the tables have still to be made."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _has_tables() -> bool:
    with contextlib.suppress(Exception), connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('history_chain') IS NOT NULL")
        return bool(cursor.fetchone()[0])
    return False


def _database() -> str:
    settings = connection.settings_dict
    return hashlib.sha256(f"{settings['HOST']} {settings['PORT']} {settings['NAME']}".encode()).hexdigest()[:16]


def _fingerprint() -> str:
    digest = hashlib.sha256(commoncall.__version__.encode())
    for path in _relevant():
        seen = path.stat()
        digest.update(f"{path.relative_to(_SOURCE)} {seen.st_size} {seen.st_mtime_ns}".encode())
    return digest.hexdigest()


def _relevant() -> Iterator[Path]:
    for path in sorted(_SOURCE.rglob("*")):
        if _KINDS.get(path.suffix, "-") in path.parts:
            yield path
