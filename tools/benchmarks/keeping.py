"""What the call costs on the day of a press release: made anew for each reader, and kept, beside a fixed page of the same server."""

from __future__ import annotations

import contextlib
import os
import re
import selectors
import socket
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime

from benchmarks.figures import Rounds, Story, rounds, short
from benchmarks.pages import serving
from benchmarks.place import Place
from benchmarks.processes import clocks, used
from benchmarks.world import World
from commoncall.call.actions import texts
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.models import Coalition

READERS = 16
AIM = 0.8
DEMANDS = ("Open the wells to all.", "Clear the fields by 2031.", "Pay those who carried the water.", "Keep the treaty whole.", "Say so in public.")


def measure(place: Place, world: World) -> list[Story]:
    """Measure the floor with pages of two sizes, then the call, cold and kept."""
    adopt(world.coalition, world.by)
    path = f"/en/{world.coalition.slug}/"
    seconds = 1.0 if place.sizes.rounds <= 2 else 3.0
    found: dict[str, tuple[Rounds, Rounds]] = {}
    with kept_for("0"), serving(place) as (pid, port):
        found["the call, made for each reader"] = rate(place, pid, port, path, seconds)
        size = len(answer(port, path))
    with kept_for("15"), serving(place) as (pid, port):
        found["**the call, kept**"] = rate(place, pid, port, path, seconds)
    with serving(place, "benchmarks.floor:application") as (pid, port):
        found["floor: a fixed page of 0.7 kB"] = rate(place, pid, port, "/", seconds)
        found["floor: a fixed page as long as the call"] = rate(place, pid, port, f"/long/{size}", seconds)
    return [told(found, len(world.organisations), size, place.sizes.rounds)]


def told(found: dict[str, tuple[Rounds, Rounds]], organisations: int, size: int, times: int) -> Story:
    """Write the table, and how far the aim was reached."""
    floors = [name for name in found if name.startswith("floor")]
    story = Story(
        "The call, cold and kept",
        ["page", *(f"share of {name.removeprefix('floor: ')}" for name in floors), "requests a second", "CPU a request, ms"],
    )
    for name in [*floors, *(other for other in found if other not in floors)]:
        shares = [f"{found[name][0].middle / found[floor][0].middle:.0%}" for floor in floors]
        story.add(name, *shares, found[name][0], found[name][1])
    share = found["**the call, kept**"][0].middle / found[floors[1]][0].middle
    story.words.append(
        f"{organisations:,} organisations stand behind the call; it is {size / 1000:.1f} kB as sent, compressed. {READERS} readers, each over a "
        f"connection of its own, ask again as soon as they are answered; {times} rounds. The aim is that a kept page is answered at least "
        f"{AIM:.0%} as often as a fixed page of the same length: it is {share:.0%}. The readers use the same processors as the server, for all "
        f"alike; by the server's own CPU a request it is {short(found['**the call, kept**'][1].middle / found[floors[1]][1].middle)} × the floor."
    )
    return story


def adopt(coalition: Coalition, by: Actor) -> None:
    """Let a call of five demands stand."""
    draft = texts.begin(coalition, "call", by=by)
    texts.word(draft, "en", texts.Words("Leave the fields quiet", "To every state, we say:", DEMANDS), by=by)
    until = datetime(2036, 1, 1, tzinfo=UTC)
    texts.adopt(draft, texts.Adoption(date(2026, 3, 14), "The assembly", True, {}, until), by=by)


@contextlib.contextmanager
def kept_for(seconds: str) -> Iterator[None]:
    """Let the next server keep its public pages for so long."""
    os.environ["COMMONCALL_PUBLIC_PAGES_KEPT"] = seconds
    try:
        yield
    finally:
        del os.environ["COMMONCALL_PUBLIC_PAGES_KEPT"]


def request(port: int, path: str) -> bytes:
    """Return a request as a browser sends it."""
    return f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept-Encoding: gzip, br\r\nAccept-Language: en\r\n\r\n".encode()


def answer(port: int, path: str) -> bytes:
    """Return the body of one answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(request(port, path))
        reader = Reading()
        while not reader.is_whole:
            reader.take(line.recv(1 << 16))
        if not reader.head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"{path} answered {reader.head[:60]!r}")
        return bytes(reader.body)


class Reading:
    """An answer, as far as it has come."""

    def __init__(self) -> None:
        self.head, self.body, self.length = b"", bytearray(), -1

    @property
    def is_whole(self) -> bool:
        """Whether all of it is there."""
        return 0 <= self.length <= len(self.body)

    def take(self, data: bytes) -> None:
        """Take what came."""
        if not data:
            raise RuntimeError("the server closed the connection")
        self.body += data
        if self.length < 0 and (end := self.body.find(b"\r\n\r\n")) >= 0:
            self.head, self.body = bytes(self.body[:end]), self.body[end + 4 :]
            found = re.search(rb"(?i)content-length: (\d+)", self.head)
            if found is None:
                raise RuntimeError("an answer of unknown length")
            self.length = int(found[1])


def rate(place: Place, pid: int, port: int, path: str, seconds: float) -> tuple[Rounds, Rounds]:
    """Return how many requests a second are answered, and what each costs the server on the processor, in milliseconds."""
    answered, cost = [], []
    # Every process that serves is to have its templates at hand.
    for _ in range(READERS):
        answer(port, path)
    _ask(port, path, seconds)
    for _ in range(place.sizes.rounds):
        before = clocks(pid)
        many, took = _ask(port, path, seconds)
        answered.append(many / took)
        cost.append(used(before, clocks(pid)) / many * 1000)
    return rounds(answered), rounds(cost)


def _ask(port: int, path: str, seconds: float) -> tuple[int, float]:
    """Ask over several connections until the time is up; return how many answers came, and in which time."""
    asked, many = request(port, path), 0
    with selectors.DefaultSelector() as waiting, contextlib.ExitStack() as lines:
        for _ in range(READERS):
            line = lines.enter_context(socket.create_connection(("127.0.0.1", port), timeout=60))
            waiting.register(line, selectors.EVENT_READ, Reading())
            line.sendall(asked)
        began = time.perf_counter()
        while time.perf_counter() - began < seconds or not many:
            for key, _event in waiting.select(1):
                line, reading = key.fileobj, key.data
                assert isinstance(line, socket.socket)
                reading.take(line.recv(1 << 17))
                if reading.is_whole:
                    many += 1
                    waiting.modify(line, selectors.EVENT_READ, Reading())
                    line.sendall(asked)
        return many, time.perf_counter() - began
