"""A database as a script of SQL: written by pg_dump, replayed by ourselves.

psql is not used to replay it, because it also obeys commands that are not SQL (a script could start programs), and
because one connection that we hold lets the whole be a single transaction: it is restored entirely, or not at all.
"""

import gzip
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from typing import IO, cast

import psycopg

from commoncall.installation import identity
from commoncall.installation.postgres import address, binaries
from commoncall.installation.trouble import Trouble

# Written by newer versions of pg_dump, and unknown to older servers; or meant for psql alone.
_LEFT_OUT = re.compile(rb"^(SET transaction_timeout = |\\restrict |\\unrestrict )")
_ROWS_FOLLOW = re.compile(rb"^-- Data for Name: .*; Type: TABLE DATA;")
_COPY = re.compile(rb"^COPY .* FROM stdin;\n$")


def write(url: str, server_major: int, snapshot: str, target: IO[bytes]) -> None:
    """Write the database, as the snapshot sees it, as a compressed script that any supported version can replay."""
    programs = binaries.for_dump(server_major)
    command = [programs.program("pg_dump"), "--format=plain", "--encoding=UTF8", f"--snapshot={snapshot}", "--no-password"]
    command += ["--no-owner", "--no-privileges", "--no-security-labels", "--no-tablespaces", "--no-publications", "--no-subscriptions"]
    # A program that starts with root still in reserve is denied the libraries beside it by the system's loader.
    wholly = identity.for_child(identity.current())
    with (
        tempfile.TemporaryFile() as words,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=words, stdin=subprocess.DEVNULL, env=address.environment(url), **wholly) as dump,
    ):
        with gzip.GzipFile(fileobj=target, mode="wb", compresslevel=6, mtime=0) as packed:
            shutil.copyfileobj(cast(IO[bytes], dump.stdout), packed, 1 << 20)
        if dump.wait() != 0:
            words.seek(0)
            said = words.read().decode("utf-8", "replace").strip()
            raise Trouble(f"The database could not be read by {programs}:\n{said}", "see to what it says, and try again.")


def replay(connection: psycopg.Connection, packed: IO[bytes]) -> None:
    """Replay a script in the transaction of this connection."""
    with gzip.GzipFile(fileobj=packed) as file:
        lines = cast(IO[bytes], file)
        statements: list[bytes] = []
        rows_follow = False
        for line in lines:
            rows_follow = rows_follow or bool(_ROWS_FOLLOW.match(line))
            if rows_follow and _COPY.match(line):
                _execute(connection, statements)
                _copy(connection, line, lines)
                rows_follow = False
            elif not _LEFT_OUT.match(line):
                statements.append(line)
        _execute(connection, statements)


def _execute(connection: psycopg.Connection, statements: list[bytes]) -> None:
    connection.execute(b"".join(statements))
    statements.clear()


def _copy(connection: psycopg.Connection, command: bytes, lines: IO[bytes]) -> None:
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        for part in _rows(lines):
            copy.write(part)


def _rows(lines: IO[bytes]) -> Iterator[bytes]:
    """The rows up to the line that ends them, in parts of a handy size."""
    held: list[bytes] = []
    size = 0
    for line in lines:
        if line == b"\\.\n":
            yield b"".join(held)
            return
        held.append(line)
        size += len(line)
        if size > 65_536:
            yield b"".join(held)
            held, size = [], 0
    raise EOFError("the script ends amid rows")


def counts(connection: psycopg.Connection) -> dict[str, int]:
    """The number of rows of every table, as this transaction sees them."""
    named = connection.execute(
        "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relkind = 'r' AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%' ORDER BY 1"
    ).fetchall()
    found = {}
    for (name,) in named:
        ((found[name],),) = connection.execute(f"SELECT count(*) FROM {name}".encode()).fetchall()
    return found
