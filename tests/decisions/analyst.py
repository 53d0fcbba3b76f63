"""An analyst who has the whole database, its logs and its backups, and tries to join the roll of a secret vote to its ballots.

Each attempt gives an order of the organisations that voted; the analyst takes the first of them for the owner of the first ballot
in the published list, and so on. With receipts the truth is known ballot by ballot, and the attempts can be judged.
"""

from __future__ import annotations

import gzip
import tarfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection

from commoncall.decisions.models import Decision

VOTED = "history_entry WHERE kind = 'decisions.voted_in_secret' AND subject = %s"
ANSWERED = "asks_ask WHERE answered_at IS NOT NULL AND subject = %s"
MARKED = "decisions_elector WHERE has_voted AND decision_id = %s"

#: Every order in which the organisations that voted can be brought: by transaction, place on the disk, identifier, time, place in the chain.
ORDERS = {
    "the roll by transaction": f"SELECT organisation_id FROM {MARKED} ORDER BY xmin::text::bigint",
    "the roll by place on the disk": f"SELECT organisation_id FROM {MARKED} ORDER BY ctid",
    "the roll by identifier": f"SELECT organisation_id FROM {MARKED} ORDER BY id",
    "the roll by organisation": f"SELECT organisation_id FROM {MARKED} ORDER BY organisation_id",
    "the history by time": f"SELECT concerns FROM {VOTED} ORDER BY at",
    "the history by identifier": f"SELECT concerns FROM {VOTED} ORDER BY id",
    "the history by its chain": f"SELECT concerns FROM {VOTED} ORDER BY sequence",
    "the history by its seals": f"SELECT concerns FROM {VOTED} ORDER BY seal",
    "the history by transaction": f"SELECT concerns FROM {VOTED} ORDER BY xmin::text::bigint",
    "the history by place on the disk": f"SELECT concerns FROM {VOTED} ORDER BY ctid",
    "the particulars by place on the disk": "SELECT e.concerns FROM history_particulars p JOIN history_entry e ON e.id = p.entry_id "
    "WHERE e.kind = 'decisions.voted_in_secret' AND e.subject = %s ORDER BY p.ctid",
    "the particulars by their salt": "SELECT e.concerns FROM history_particulars p JOIN history_entry e ON e.id = p.entry_id "
    "WHERE e.kind = 'decisions.voted_in_secret' AND e.subject = %s ORDER BY p.salt",
    "what was asked, by time": f"SELECT organisation_id FROM {ANSWERED} ORDER BY answered_at",
    "what was asked, by transaction": f"SELECT organisation_id FROM {ANSWERED} ORDER BY xmin::text::bigint",
    "what was asked, by place on the disk": f"SELECT organisation_id FROM {ANSWERED} ORDER BY ctid",
}

#: The same, by way of the sealed ballots while they are there: of which organisation each is tells the transaction that wrote both.
_JOINED = (
    "SELECT r.organisation_id FROM decisions_elector r JOIN decisions_ballot b ON b.xmin::text = r.xmin::text AND b.decision_id = r.decision_id "
    "WHERE r.decision_id = %s ORDER BY "
)
ORDERS_BY_BALLOT = {
    "the sealed ballots by identifier": _JOINED + "b.id",
    "the sealed ballots by place on the disk": _JOINED + "b.ctid",
    "the sealed ballots by what they hold": _JOINED + "b.sealed",
    "the sealed ballots by transaction": _JOINED + "b.xmin::text::bigint",
}

Order = list[UUID]


def orders(decision: Decision, queries: Mapping[str, str]) -> dict[str, Order]:
    """Return the organisations that voted, in each of these orders."""
    found = {}
    with connection.cursor() as cursor:
        for name, query in queries.items():
            cursor.execute(query, [decision.pk])
            found[name] = [row[0] for row in cursor.fetchall()]
    return found


def hits(order: Order, published: Sequence[str], truth: Mapping[UUID, str]) -> int:
    """Return how many organisations are joined to their own ballot, reading the list forwards or backwards."""
    return max(sum(truth[one] == receipt for one, receipt in zip(order, each, strict=True)) for each in (published, published[::-1]))


@dataclass(frozen=True)
class Needles:
    """What must be found nowhere: in the clear, or written in any of the ways in which bytes are written."""

    words: Mapping[str, bytes]

    @classmethod
    def of(cls, **known: bytes) -> Needles:
        """Return needles with all the ways to write them."""
        return cls({f"{name}{how}": each for name, one in known.items() for how, each in _written(one).items()})

    def within(self, hay: bytes) -> list[str]:
        """Return which of them are in there."""
        return [name for name, one in self.words.items() if one in hay]


def _written(one: bytes) -> dict[str, bytes]:
    return {"": one, " as hexadecimal": one.hex().encode(), " as escapes": repr(one)[2:-1].encode(), " in capitals": one.hex().upper().encode()}


def tables_with(needles: Needles) -> dict[str, list[str]]:
    """Return in which tables of the database a needle stands, in whatever column."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1")
        names = [row[0] for row in cursor.fetchall()]
        found = {}
        for name in names:
            cursor.execute(f"SELECT string_agg(t::text, ' ') FROM {name} t")
            if held := needles.within((cursor.fetchone()[0] or "").encode()):
                found[name] = held
    return found


def sequences() -> dict[str, int | None]:
    """Return how far each sequence has come."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname || '.' || sequencename, last_value FROM pg_sequences")
        return dict(cursor.fetchall())


def columns_of_time(table: str) -> list[str]:
    """Return the columns of a table that hold an instant or a day."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s AND data_type ~ '^(timestamp|date|time)'", [table])
        return [row[0] for row in cursor.fetchall()]


def in_backup(backup: Path) -> bytes:
    """Return all that a backup holds: names, database, files."""
    held = [backup.read_bytes()]
    with tarfile.open(backup) as tar:
        for member in tar.getmembers():
            content = tar.extractfile(member)
            assert content is not None
            read = content.read()
            held += [member.name.encode(), gzip.decompress(read) if member.name.endswith(".gz") else read]
    return b"\n".join(held)


# What the server writes on its disk: only who runs it can read that.

_PAGE = 8192


def as_superuser(url: str) -> psycopg.Connection[Any] | None:
    """Return a connection of whoever runs the server, where these tests can have one."""
    for user in ({}, {"user": "postgres"}):
        with suppress(psycopg.OperationalError):
            own = psycopg.connect(psycopg.conninfo.make_conninfo(url, **user), autocommit=True)
            if own.info.parameter_status("is_superuser") == "on":
                return own
            own.close()
    return None


def position(own: psycopg.Connection[Any]) -> str:
    """Return how far the write-ahead log has come."""
    ((where,),) = own.execute("SELECT pg_current_wal_insert_lsn()::text").fetchall()
    return str(where)


def write_ahead_log(own: psycopg.Connection[Any], since: str) -> bytes:
    """Return all that was written to the log since a position, without the heads of its pages.

    Raises ``LookupError`` where the server has let go of a part of it meanwhile, as it may after each of its checkpoints.
    """
    with own.transaction():
        # A commit that has written something and waits for the disk leaves nothing in memory of what was written before.
        own.execute("SET LOCAL synchronous_commit = on")
        own.execute("SELECT pg_logical_emit_message(true, 'analyst', 'so far')")
    ((size, until),) = own.execute(
        "SELECT setting::int, pg_current_wal_flush_lsn()::text FROM pg_settings WHERE name = 'wal_segment_size'"
    ).fetchall()
    first, last = _number(since) // size * size, _number(until)
    read = b"".join(_segment(own, start) for start in range(first, last + 1, size))[: last - first]
    return _bare(read, (_number(since) - first) // _PAGE * _PAGE, size)


def _number(position: str) -> int:
    high, low = position.split("/")
    return (int(high, 16) << 32) + int(low, 16)


def _segment(own: psycopg.Connection[Any], start: int) -> bytes:
    where = f"{start >> 32:X}/{start & 0xFFFFFFFF:X}"
    # The first byte of a segment belongs, by its name, to the one before.
    ((name,),) = own.execute("SELECT pg_walfile_name(%s::pg_lsn + 1)", [where]).fetchall()
    try:
        ((content,),) = own.execute("SELECT pg_read_binary_file('pg_wal/' || %s)", [name]).fetchall()
    except psycopg.errors.UndefinedFile:
        raise LookupError(name) from None
    return bytes(content)


def _bare(log: bytes, since: int, segment: int) -> bytes:
    """Leave out the heads of pages, which would cut words in two."""
    return b"".join(log[page + (40 if page % segment == 0 else 24) : page + _PAGE] for page in range(since, len(log), _PAGE))


def on_disk(own: psycopg.Connection[Any], tables: Iterable[str]) -> bytes:
    """Return the bytes of tables as they lie on the disk, with all the rows in them that were removed."""
    own.execute("CHECKPOINT")
    held = []
    for table in tables:
        ((content,),) = own.execute("SELECT pg_read_binary_file(pg_relation_filepath(%s))", [table]).fetchall()
        held.append(bytes(content))
    return b"".join(held)
