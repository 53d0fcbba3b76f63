"""How many deeds are done in a second, each with its entry in the history, and how fast the history is sealed."""

from __future__ import annotations

import json
import multiprocessing
import os
import time
from collections.abc import Callable
from multiprocessing.synchronize import Barrier
from typing import Any

import psycopg
from django.db import connection, connections

from benchmarks.figures import Rounds, Story, rounds, times
from benchmarks.place import Place
from benchmarks.world import World
from commoncall.kernel.authority import Role
from commoncall.kernel.history import actions as history
from commoncall.kernel.history import queries
from commoncall.kernel.history.models import Entry
from commoncall.kernel.identifiers import uuid7
from commoncall.kernel.parties.actions import mandates
from commoncall.membership.actions import notes

WRITERS = (1, 8)

#: Does something so often, or with what was made ready for it.
Do = Callable[[World, int, Any], None]
First = Callable[[World, int, int], Any]
_COLUMNS = "id uuid PRIMARY KEY, membership_id uuid NOT NULL, text text NOT NULL, facts jsonb NOT NULL, at timestamptz NOT NULL"
_INSERT = "INSERT INTO bench_floor VALUES (%s, %s, %s, %s, now())"


def bare(world: World, number: int, how_many: int) -> None:
    """Insert one row after the other, each with a commit of its own."""
    organisation = world.organisations[number].pk
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as own:
        for _ in range(how_many):
            own.execute(_INSERT, [uuid7(), organisation, "Happy to host the meeting.", json.dumps({"label": "AMBER"})])


def note(world: World, number: int, how_many: int) -> None:
    """Write notes on one organisation."""
    organisation = world.organisations[number]
    for _ in range(how_many):
        notes.write(organisation, "Happy to host the meeting.", by=world.by)


def mandate(world: World, number: int, how_many: int) -> None:
    """Let people act for one organisation more."""
    organisation = world.organisations[number]
    for place in range(how_many):
        person = world.people[(number * how_many + place) % len(world.people)]
        mandates.grant(mandates.Grant(person, organisation, Role.REPRESENTATIVE, "Adviser"), by=world.by)


def _write(do: Do, world: World, number: int, how_many: int, together: Barrier, first: First | None) -> None:
    connections.close_all()
    connection.ensure_connection()
    do(world, number, first(world, number, 3) if first else 3)
    ready = first(world, number, how_many) if first else how_many
    together.wait()
    do(world, number, ready)
    together.wait()
    connections.close_all()


def per_second(do: Do, world: World, writers: int, how_many: int, first: First | None = None) -> float:
    """Let writers, each a process of its own, begin at the same moment, and see how long all need together.

    What ``first`` makes ready is done before that moment; ``do`` gets it instead of a number.
    """
    connections.close_all()
    context = multiprocessing.get_context("fork")
    together = context.Barrier(writers + 1)
    each = max(how_many // writers, 5)
    started = [context.Process(target=_write, args=(do, world, number, each, together, first)) for number in range(writers)]
    for process in started:
        process.start()
    together.wait(120)
    began = time.perf_counter()
    together.wait(600)
    taken = time.perf_counter() - began
    for process in started:
        process.join(60)
    return each * writers / taken


def measure(place: Place, world: World) -> list[Story]:
    """Measure deeds against bare inserts, and the sealer on what they left."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE IF NOT EXISTS bench_floor ({_COLUMNS})")
    history.seal_all()
    story = Story("Deeds with their history", ["what", "writers", "share of the floor", "deeds a second"])
    for writers in WRITERS:
        found: dict[str, Rounds] = {}
        for name, do in (("floor: one INSERT, one COMMIT", bare), ("a note, with its entry", note), ("a mandate, with its entry", mandate)):
            found[name] = rounds([per_second(do, world, writers, place.sizes.deeds) for _ in range(place.sizes.rounds)])
        floor = found["floor: one INSERT, one COMMIT"]
        for name, each in found.items():
            story.add(name, writers, times(each, floor), each)
    story.words.append(
        "A deed asks for its verdict, changes its rows, and writes its entry and the particulars beside it, in one transaction. "
        "The database waits for the disk at each commit, for the floor as for the deeds. Writers are processes that begin together."
    )
    story.words.append(_sealer())
    return [story]


def _sealer() -> str:
    waiting = Entry.objects.filter(sequence__isnull=True).count()
    began = time.perf_counter()
    sealed = history.seal_all()
    taken = time.perf_counter() - began
    began = time.perf_counter()
    checked = _verified()
    again = time.perf_counter() - began
    return (
        f"The sealer chained the {waiting:,} entries that this left at {sealed / taken:,.0f} a second; "
        f"`verify-history` read {checked:,} at {checked / again:,.0f} a second."
    )


def _verified() -> int:
    return sum(queries.verify(chain).length for chain in queries.chains())
