"""How fast a list is taken in, against a bare INSERT of the same rows into the same tables."""

from __future__ import annotations

import csv
import io
import time

from django.db import connection, transaction

from benchmarks.figures import Story, rounds, times
from benchmarks.place import Place
from benchmarks.world import COUNTRIES, made_up
from commoncall.kernel.authority import operator
from commoncall.kernel.parties.actions import coalitions
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.parties.rules import Arrangements
from commoncall.membership.actions import importing
from commoncall.membership.queries import batches
from commoncall.membership.rules.importing.shapes import Mode

# What taking in writes, each with how its rows of one coalition are found.
TABLES = {
    "history_entry": "chain_id = (SELECT chain_id FROM parties_coalition WHERE id = %s)",
    "history_particulars": "entry_id IN (SELECT id FROM history_entry WHERE chain_id = (SELECT chain_id FROM parties_coalition WHERE id = %s))",
    "parties_organisation": "coalition_id = %s",
    "parties_person": "coalition_id = %s",
    "parties_address": "coalition_id = %s",
    "parties_mandate": "coalition_id = %s",
    "membership_membership": "coalition_id = %s",
    "membership_batchrow": "batch_id IN (SELECT id FROM membership_batch WHERE coalition_id = %s)",
}
_COLUMNS = """
SELECT array_to_string(array_agg(quote_ident(attname) ORDER BY attnum), ', '), array_agg(format_type(atttypid, atttypmod) ORDER BY attnum)
FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
"""


def listed(rows: int) -> bytes:
    """Return a list as coordinators have them: an organisation and its contact person in each row."""
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(["Organisation", "Country", "Website", "Contact person", "E-mail", "Joined"])
    for number in range(rows):
        contact = f"contact@org{number}.example"
        lines.writerow([made_up(number), COUNTRIES[number % len(COUNTRIES)], f"https://org{number}.example", "Kofi Brandt", contact, "2019-03-01"])
    return out.getvalue().encode()


def measure(place: Place) -> list[Story]:
    """Take the same list into new coalitions, and insert what came of it once more, barely."""
    content, size = listed(place.sizes.rows), place.sizes.rows
    reading, taking, floors = [], [], []
    for number in range(place.sizes.lists):
        coalition = _coalition(number)
        by = operator("bench").within(coalition.id, coalition.chain_id)
        began = time.perf_counter()
        batch = importing.begin(coalition, content, "list.csv", by=by)
        batch = importing.choose_columns(batch, batches.mapping(batch), mode=Mode.FILL, by=by)
        middle = time.perf_counter()
        batch = importing.apply(batch, by=by)
        end = time.perf_counter()
        if batch.counts["new"] < size * 0.9:
            raise RuntimeError(f"only {batch.counts['new']} of {size} rows were new: {batch.counts}")
        reading.append(size / (middle - began))
        taking.append(size / (end - middle))
        floors.append(size / _bare(coalition))
    story = Story("Import", ["step", "share of the floor", f"rows a second, of {size:,}"])
    floor = rounds(floors)
    story.add("floor: INSERT of all that came of it, in one transaction", "1 ×", floor)
    story.add("reading, understanding, comparing, showing what it would do", times(rounds(reading), floor), rounds(reading))
    story.add("taking it in, with history", times(rounds(taking), floor), rounds(taking))
    whole = rounds([1 / (1 / one + 1 / other) for one, other in zip(reading, taking, strict=True)])
    story.add("**both together**", times(whole, floor), whole)
    story.words.append(
        "Each row brings an organisation and its contact person. The floor inserts the very rows that the import wrote (organisations, "
        "memberships, people, addresses, mandates, entries of history and the rows of the import itself) into tables of the same columns "
        f"and indexes. {place.sizes.lists} rounds."
    )
    return [story]


def _coalition(number: int) -> Coalition:
    return coalitions.found(coalitions.Description(f"Import {number}", f"import-{number}"), Arrangements(), by=operator("bench"))


def _bare(coalition: Coalition) -> float:
    """Insert the rows of a coalition once more, into tables like their own, and return the seconds it took."""
    with connection.cursor() as cursor:
        every = {}
        for table, where in TABLES.items():
            cursor.execute(f"DROP TABLE IF EXISTS bench_{table}")
            cursor.execute(f"CREATE TABLE bench_{table} (LIKE {table} INCLUDING DEFAULTS INCLUDING INDEXES)")
            cursor.execute(_COLUMNS, [table])
            names, types = cursor.fetchone()
            # As text, so that nothing is spent on turning values into Python's and back.
            cursor.execute(f"SELECT {', '.join(name + '::text' for name in names.split(', '))} FROM {table} WHERE {where}", [coalition.pk])
            every[table] = (names, types, cursor.fetchall())
    began = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for table, (names, types, rows) in every.items():
            values = ", ".join(f"%s::{kind}" for kind in types)
            cursor.executemany(f"INSERT INTO bench_{table} ({names}) VALUES ({values})", rows)
    taken = time.perf_counter() - began
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"DROP TABLE bench_{table}")
    return taken
