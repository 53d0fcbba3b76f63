"""Taking in the status table of a treaty that all states joined, and asking how they stand on thousands of dates."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction

from benchmarks.figures import Story, rounds, times
from benchmarks.place import Place
from commoncall.diplomacy.actions import proposals
from commoncall.diplomacy.models import DepositaryAct, Instrument
from commoncall.diplomacy.queries.status import status
from commoncall.kernel.authority import operator
from commoncall.kernel.countries import queries as countries

DATES = 5_000
_OPENED = date(1990, 1, 1)
_BY = operator("bench")
_TERMS = {"opened_on": "1990-01-01", "threshold": {"count": 60}, "delay": {"days": 90}, "leaving": {"delay": {"months": 6}}}

#: The rows that taking in a table writes, by which of them are those of one treaty.
_TABLES = {
    "diplomacy_depositaryact": "instrument_id = %s",
    "diplomacy_proposal": "instrument_id = %s",
    "history_entry": "subject IN (SELECT id FROM diplomacy_proposal WHERE instrument_id = %s)",
    "history_particulars": "entry_id IN (SELECT id FROM history_entry WHERE subject IN (SELECT id FROM diplomacy_proposal WHERE instrument_id = %s))",
}
_COLUMNS = """
SELECT string_agg(attname, ', ' ORDER BY attnum), array_agg(format_type(atttypid, atttypmod)::text ORDER BY attnum)
FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
"""


def table() -> bytes:
    """Return the status table of a treaty that every state signed and joined, each in its own time."""
    lines = ["Participant,Signature,Ratification"]
    for place, code in enumerate(sorted(countries.states())):
        signed, joined = _OPENED + timedelta(place), _OPENED + timedelta(400 + place * 31)
        lines.append(f'"{countries.name(code, "en")}",{signed.isoformat()},{joined.isoformat()}')
    return "\n".join(lines).encode()


def measure(place: Place) -> list[Story]:
    """Measure the import beside bare inserts of what came of it, and the status beside one bare look at the rows for each date."""
    return [_importing(place), _asking(place)]


def _importing(place: Place) -> Story:
    content, reading, taking, again, floors = table(), [], [], [], []
    for number in range(place.sizes.rounds):
        instrument = Instrument.objects.create(code=f"bench-{number}", terms=_TERMS, names={"en": "Bench"})
        began = time.perf_counter()
        (found,) = proposals.read(content, "status.csv")
        middle = time.perf_counter()
        proposals.bring([(instrument, found)], by=_BY)
        end = time.perf_counter()
        proposals.bring([(instrument, found)], by=_BY)
        reading.append((middle - began) * 1000)
        taking.append((end - middle) * 1000)
        again.append((time.perf_counter() - end) * 1000)
        floors.append(_bare(instrument) * 1000)
        if DepositaryAct.objects.filter(instrument=instrument).count() != 2 * len(found.lines):
            raise RuntimeError("acts were lost")
    floor = rounds(floors, "ms")
    story = Story("The status table of a treaty", ["step", "times the floor", "for the whole table"])
    story.add("floor: INSERT of all that came of it, in one transaction", "1 ×", floor)
    for name, figures in (
        ("reading the file", reading),
        ("comparing, accepting, with history", taking),
        ("the same once more, which changes nothing", again),
    ):
        story.add(name, times(rounds(figures), floor), rounds(figures, "ms"))
    whole = rounds([one + other for one, other in zip(reading, taking, strict=True)], "ms")
    story.add("**reading and accepting**", times(whole, floor), whole)
    story.words.append(f"A table of {len(countries.states())} states with two acts each: the largest that there can be. {place.sizes.rounds} rounds.")
    return story


def _asking(place: Place) -> Story:
    instrument = Instrument.objects.get(code="bench-0")
    days = [_OPENED + timedelta(number * 3) for number in range(DATES)]
    standings, counts, floors = [], [], []
    for _ in range(place.sizes.rounds):
        floors.append(_timed(lambda: _bare_status(instrument, days)))
        standings.append(_timed(lambda: [status_.on(day) for status_ in [status(instrument).timeline] for day in days]))
        counts.append(_timed(lambda: [status_.counts(day) for status_ in [status(instrument).timeline] for day in days]))
    floor = rounds(floors, "ms")
    story = Story(f"The status on {DATES:,} dates", ["what", "times the floor", "for all dates"])
    story.add("floor: one SELECT, then one look at every row for each date", "1 ×", floor)
    for name, figures in (("how each state stands", standings), ("how many there are", counts)):
        story.add(name, times(rounds(figures), floor), rounds(figures, "ms"))
    story.words.append(f"Of the treaty above, each time from the rows anew. {place.sizes.rounds} rounds.")
    return story


def _timed(do: Any) -> float:
    began = time.perf_counter()
    do()
    return (time.perf_counter() - began) * 1000


def _bare_status(instrument: Instrument, days: list[date]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT done_on FROM diplomacy_depositaryact WHERE instrument_id = %s AND retracted_at IS NULL", [instrument.pk])
        rows = cursor.fetchall()
    return [sum(on <= day for (on,) in rows) for day in days]


def _bare(instrument: Instrument) -> float:
    """Insert the rows of a treaty once more, into tables like their own, and return the seconds it took."""
    with connection.cursor() as cursor:
        every = {}
        for name, where in _TABLES.items():
            cursor.execute(f"DROP TABLE IF EXISTS bench_{name}")
            cursor.execute(f"CREATE TABLE bench_{name} (LIKE {name} INCLUDING DEFAULTS INCLUDING INDEXES)")
            cursor.execute(_COLUMNS, [name])
            names, types = cursor.fetchone()
            cursor.execute(f"SELECT {', '.join(column + '::text' for column in names.split(', '))} FROM {name} WHERE {where}", [instrument.pk])
            every[name] = (names, types, cursor.fetchall())
    began = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for name, (names, types, rows) in every.items():
            cursor.executemany(f"INSERT INTO bench_{name} ({names}) VALUES ({', '.join(f'%s::{kind}' for kind in types)})", rows)
    taken = time.perf_counter() - began
    with connection.cursor() as cursor:
        for name in _TABLES:
            cursor.execute(f"DROP TABLE bench_{name}")
    return taken
