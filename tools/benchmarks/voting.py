"""How many organisations vote in a second, openly and in secret, and what each vote costs; and how fast ten thousand are counted."""

from __future__ import annotations

import io
import json
import multiprocessing
import os
import random
import time
from collections.abc import Callable, Sequence
from functools import cache
from multiprocessing.synchronize import Barrier
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4
from wsgiref.types import StartResponse

import psycopg
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections

from benchmarks import voters
from benchmarks.figures import Rounds, Story, rounds, times
from benchmarks.pages import servers
from benchmarks.place import Place
from benchmarks.processes import clocks, used
from benchmarks.voters import Electorate
from commoncall.decisions.actions import answering, closing
from commoncall.decisions.models import Ballot, Decision, Elector, Response
from commoncall.decisions.rules import counting, sealing, secrecy
from commoncall.decisions.rules.rule import Answer, Rule, Voter
from commoncall.decisions.rules.secrecy import Said
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.history.models import Entry, Particulars
from commoncall.kernel.identifiers import uuid7

WRITERS = 8
AIM_A_SECOND, AIM_CPU = 300, 4
_OPEN, _SECRET = Rule(), Rule(secret=True)
_ANSWERS = (Answer.AGREE, Answer.AGREE, Answer.AGAINST, Answer.ABSTAIN)

#: Lets those with these numbers vote, one after the other.
Do = Callable[[Electorate, Decision, Sequence[int]], None]


def acted(electorate: Electorate, decision: Decision, numbers: Sequence[int]) -> None:
    """Vote through the action: judged, written, recorded, the ask answered."""
    for number in numbers:
        answering.answer(decision, electorate.organisations[number], _ANSWERS[number % 4], by=electorate.actors[number])


def requested(electorate: Electorate, decision: Decision, numbers: Sequence[int]) -> None:
    """Vote by the form of the decision's page: whole requests, each of another person's browser."""
    path = f"/{electorate.coalition.slug}/decisions/{decision.pk}/"
    for number in numbers:
        typed = {"answer": _ANSWERS[number % 4].value, "for": str(electorate.organisations[number].pk), "sure": "yes"}
        _post(path, typed, electorate.cookies[number])


@cache
def _application() -> WSGIHandler:
    return WSGIHandler()


def _post(path: str, typed: dict[str, str], cookie: str) -> None:
    """Hand a request to the application as the server of the pages does, and require that it leads on."""
    token = "a" * 32
    body = urlencode(typed | {"csrfmiddlewaretoken": token}).encode()
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "2001:db8::1",
        "HTTP_COOKIE": f"{cookie}; csrftoken={token}",
        "HTTP_ACCEPT_LANGUAGE": "en",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
    }
    told: list[str] = []
    answer = _application()(environ, _starting(told))
    b"".join(answer)
    answer.close()
    if not told[0].startswith("302"):
        raise RuntimeError(f"a vote was not taken: {told[0]}")


def _starting(told: list[str]) -> StartResponse:
    def start(status: str, _headers: list[tuple[str, str]], _error: Any = None) -> Callable[[bytes], object]:
        told.append(status)
        return lambda _part: None

    return start


# The floor: the same rows, by prepared statements over a connection of one's own, with as many COMMITs; nothing is looked up.


def bare(electorate: Electorate, decision: Decision, numbers: Sequence[int]) -> None:
    """Write what an open vote leaves: the answer, two entries with their particulars, and the ask that is answered."""
    sample = _sample()
    for number in numbers:
        with (own := _own()).transaction():
            fixed = {"id": uuid7(), "decision_id": decision.pk, "organisation_id": electorate.organisations[number].pk}
            _insert(own, "decisions_response", sample["decisions_response"] | fixed)
            _rest(own, sample, electorate, decision, number)


def bare_secret(electorate: Electorate, decision: Decision, numbers: Sequence[int]) -> None:
    """Write what a secret vote leaves: the ballot, the mark on the roll, two entries with their particulars, and the ask."""
    sample = _sample()
    marked = "UPDATE decisions_elector SET has_voted = true, voted_through_id = %s, voted_under = %s WHERE decision_id = %s AND organisation_id = %s"
    for number in numbers:
        with (own := _own()).transaction():
            _insert(own, "decisions_ballot", {"id": uuid4(), "decision_id": decision.pk, "sealed": os.urandom(sealing.LENGTH)})
            own.execute(marked, [electorate.actors[number].person_id, uuid7(), decision.pk, electorate.organisations[number].pk])
            _rest(own, sample, electorate, decision, number)


@cache
def _own() -> psycopg.Connection:
    # Kept until the process ends, so that the clock of its other end can still be read.
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


def _rest(own: psycopg.Connection, sample: dict[str, dict[str, Any]], electorate: Electorate, decision: Decision, number: int) -> None:
    for _ in range(2):
        entry = uuid7()
        _insert(own, "history_entry", sample["history_entry"] | {"id": entry, "subject": decision.pk})
        _insert(own, "history_particulars", sample["history_particulars"] | {"entry_id": entry})
    answered = "UPDATE asks_ask SET answered_at = now(), answered_by_id = %s WHERE subject = %s AND organisation_id = %s AND coalition_id = %s"
    organisation = electorate.organisations[number].pk
    own.execute(answered, [electorate.actors[number].person_id, decision.pk, organisation, electorate.coalition.pk])


def _insert(own: psycopg.Connection, table: str, row: dict[str, Any]) -> None:
    own.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(['%s'] * len(row))})", list(row.values()))


@cache
def _sample() -> dict[str, dict[str, Any]]:
    """Return a row of each kind that a vote leaves, as the database holds it."""
    entry = Entry.objects.filter(kind="decisions.answered", sequence=None).latest("at")
    return {one._meta.db_table: _row(one) for one in (Response.objects.latest("said_at"), entry, Particulars.objects.get(entry=entry))}


def _row(one: Any) -> dict[str, Any]:
    values = {field.column: getattr(one, field.attname) for field in one._meta.concrete_fields}
    return {column: json.dumps(value) if isinstance(value, dict) else value for column, value in values.items()}


def _write(do: Do, electorate: Electorate, warm: Decision, decision: Decision, number: int, together: Barrier) -> None:
    connections.close_all()
    connection.ensure_connection()
    numbers = range(number, len(electorate.organisations), WRITERS)
    do(electorate, warm, numbers[:2])
    together.wait()
    together.wait()
    do(electorate, decision, numbers)
    together.wait()
    # Their clocks are read before they end.
    together.wait()
    connections.close_all()


def _voted(place: Place, do: Do, electorate: Electorate, rule: Rule) -> tuple[float, float, float]:
    """Let all vote in a new decision at the same moment; return votes a second, and the CPU of each vote outside and inside the database."""
    warm, decision = voters.put(electorate, rule), voters.put(electorate, rule)
    connections.close_all()
    context = multiprocessing.get_context("fork")
    together = context.Barrier(WRITERS + 1)
    started = [context.Process(target=_write, args=(do, electorate, warm, decision, number, together)) for number in range(WRITERS)]
    for process in started:
        process.start()
    together.wait(120)
    pids = [process.pid or 0 for process in started]
    before, rows_before = clocks(*pids), clocks(*servers(place))
    together.wait()
    began = time.perf_counter()
    together.wait(600)
    taken = time.perf_counter() - began
    cost, rows = used(before, clocks(*pids)), used(rows_before, clocks(*servers(place)))
    together.wait()
    for process in started:
        process.join(60)
    many = len(electorate.organisations)
    _require(decision, rule, many)
    return many / taken, cost / many * 1000, rows / many * 1000


def _require(decision: Decision, rule: Rule, many: int) -> None:
    """See that every vote is there, once."""
    rows = Ballot.objects.filter(decision=decision) if rule.secret else Response.objects.filter(decision=decision)
    marked = Elector.objects.filter(decision=decision, has_voted=True).count() if rule.secret else many
    waiting = Ask.objects.filter(subject=decision.pk, answered_at=None, withdrawn_at=None).count()
    if (rows.count(), marked, waiting) != (many, many, 0):
        raise RuntimeError(f"of {many} votes, {rows.count()} are there, {marked} on the roll, {waiting} asks are open")


_PARTS: tuple[tuple[str, Do, Rule, bool], ...] = (
    ("floor of an open vote: its five rows and an UPDATE, one COMMIT", bare, _OPEN, True),
    ("open, through the action", acted, _OPEN, False),
    ("open, as a whole request", requested, _OPEN, False),
    ("floor of a secret vote: its five rows and two UPDATEs, one COMMIT", bare_secret, _SECRET, True),
    ("secret, through the action", acted, _SECRET, False),
    ("secret, as a whole request", requested, _SECRET, False),
)


def measure(place: Place) -> list[Story]:
    """Let all organisations vote in each way, and count ten thousand votes."""
    electorate = voters.make(place.sizes.voters)
    acted(electorate, voters.put(electorate, _OPEN), range(2))
    story = Story(
        f"{place.sizes.voters:,} organisations vote",
        ["what", "share of the floor", "votes a second", "CPU each, ms", "of the database, ms", "all, s"],
    )
    floor: Rounds | None = None
    reached: list[str] = []
    for name, do, rule, is_floor in _PARTS:
        found = [_voted(place, do, electorate, rule) for _ in range(min(place.sizes.rounds, 3))]
        rate, cost, rows = (rounds(values) for values in zip(*found, strict=True))
        both = rounds([one + other for one, other in zip(cost.values, rows.values, strict=True)])
        floor = rate if is_floor or floor is None else floor
        story.add(name, times(rate, floor), rate, both, rows, f"{place.sizes.voters / rate.middle:.1f}")
        if not is_floor:
            is_reached = rate.middle >= AIM_A_SECOND and both.middle <= AIM_CPU
            reached.append(f"{name}: {'reached' if is_reached else 'not reached'}")
    story.words += [
        f"All vote at once, by {WRITERS} processes that begin together and take turns on the processors; the database waits for the disk "
        "at each COMMIT. A vote holds the decision beside the others, reads the database's clock, judges by mandate, standing and roll, writes the "
        "answer (or seals the ballot and marks the roll), answers what was asked, and leaves two entries in the history. A request is handed "
        "to the application as the server of the pages hands it over; of a secret vote it is the one that casts the ballot. CPU is that of "
        "the writers and of all processes of the database together.",
        f"The aim is {AIM_A_SECOND} votes a second at {AIM_CPU} ms of CPU each, on two cores. {'; '.join(reached)}.",
    ]
    return [story, _tally(place, electorate)]


def _tally(place: Place, electorate: Electorate) -> Story:
    """Count ten thousand votes in memory, and close decisions in which all organisations voted."""
    many, drawn = place.sizes.tally, random.Random(1948)
    roll = [Voter(str(number), region=f"{number % 5:03}") for number in range(many)]
    given = {one.organisation: drawn.choice(_ANSWERS) for one in roll}
    pair, pledge = sealing.new_pair(), os.urandom(32)
    sealed = [sealing.seal(secrecy.written(Said(one)), pair.public, bound_to=b"vote", pledge=pledge) for one in given.values()]

    def opened() -> None:
        said = [secrecy.read(sealing.open_sealed(one, pair, bound_to=b"vote", pledges=[pledge])) for one in sealed]
        counting.report_of_ballots(_SECRET, roll, set(given), [one.answer for one in secrecy.in_random_order(said)])

    story = Story("Counting", ["what", "seconds"])
    story.add(f"{many:,} open votes counted", _timed(place, lambda: counting.report(_OPEN, roll, given)))
    story.add(f"{many:,} sealed ballots opened, put into random order and counted", _timed(place, opened))
    for name, rule in (("open", _OPEN), ("secret", _SECRET)):
        decision = voters.put(electorate, rule)
        acted(electorate, decision, range(len(electorate.organisations)))
        Decision.objects.exclude(pk=decision.pk).filter(state="open").update(state="withdrawn")
        Decision.objects.filter(pk=decision.pk).update(closes_at=decision.opened_at)
        began = time.perf_counter()
        if closing.close_due() != 1:
            raise RuntimeError("the decision was not closed")
        story.add(f"a decision of {len(electorate.organisations):,} {name} votes closed, in the database", rounds([time.perf_counter() - began]))
    return story


def _timed(place: Place, do: Callable[[], object]) -> Rounds:
    taken = []
    for _ in range(place.sizes.rounds):
        began = time.perf_counter()
        do()
        taken.append(time.perf_counter() - began)
    return rounds(taken)
