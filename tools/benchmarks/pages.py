"""What a page costs: time on the processor, of the server of pages and of the database, for each request."""

from __future__ import annotations

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Rounds, Story, rounds, times
from benchmarks.place import Place
from benchmarks.processes import clocks, memory, tree, used
from benchmarks.world import World
from commoncall.console import programs
from commoncall.installation import options

AIM = 15.0
_HERE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Cost:
    """What one page costs, in milliseconds for each request."""

    web: Rounds
    database: Rounds
    answer: Rounds
    size: int

    @property
    def both(self) -> Rounds:
        """Server of pages and database together."""
        return rounds([web + database for web, database in zip(self.web.values, self.database.values, strict=True)])


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextlib.contextmanager
def serving(place: Place, application: str = "") -> Iterator[tuple[int, int]]:
    """Serve pages as ``commoncall serve`` does, or another application on the same server; give its process and its port."""
    port = free_port()
    program = programs.web(options.read(place.data.path), "127.0.0.1", port, f"http://localhost:{port}")
    command = [*program.command[:-1], application] if application else program.command
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(_HERE), *sys.path]), "COMMONCALL_ADDRESS": f"http://localhost:{port}"}
    served = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _until_it_answers(port)
        yield served.pid, port
    finally:
        served.terminate()
        served.wait(60)


def _until_it_answers(port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError("the server of pages does not answer")


def cost(place: Place, pid: int, port: int, path: str, cookie: str = "", expected: str = "") -> Cost:
    """Ask for a page again and again, over connections that are kept, and see what the processes have used."""
    sizes = place.sizes
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": cookie, "Accept-Language": "en", "Host": f"localhost:{port}"}
    # Both processes that serve are to have every template at hand, whichever answers.
    for _ in range(8):
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as other:
            _get(other, path, headers, expected)
    for _ in range(10):
        size = _get(connection, path, headers, expected)
    web, database, answer = [], [], []
    for _ in range(sizes.rounds):
        before, rows_before, began = clocks(pid), clocks(*servers(place)), time.perf_counter()
        for _ in range(sizes.requests):
            _get(connection, path, headers, expected)
        answer.append((time.perf_counter() - began) / sizes.requests * 1000)
        web.append(used(before, clocks(pid)) / sizes.requests * 1000)
        database.append(used(rows_before, clocks(*servers(place))) / sizes.requests * 1000)
    connection.close()
    return Cost(rounds(web), rounds(database), rounds(answer), size)


def servers(place: Place) -> list[int]:
    """Return the first process of the database, which started all others of it."""
    return [int((place.server.cluster / "postmaster.pid").read_text().split()[0])]


def _get(connection: http.client.HTTPConnection, path: str, headers: dict[str, str], expected: str) -> int:
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    content = response.read()
    if response.status != 200 or expected.encode() not in content:
        raise RuntimeError(f"{path} answered {response.status}, without “{expected}” in {len(content)} bytes")
    return len(content)


def measure(place: Place, world: World) -> list[Story]:
    """Measure the floor, then the pages; tell their cost, and the memory that serving them took."""
    story = Story(
        "Pages",
        ["page", "CPU, in times the one-query floor", "CPU of the server of pages, ms", "CPU of the database, ms", "answered in, ms", "HTML, kB"],
    )
    organisations, people = len(world.organisations), len(world.people)
    with serving(place, "benchmarks.floor:application") as (pid, port):
        trivial = cost(place, pid, port, "/", expected="line")
        floor = cost(place, pid, port, "/query", expected="<li>")
        floor_memory = memory(tree(pid))
    tell(story, "floor: a fixed page", trivial, floor)
    tell(story, "floor: a page of one query", floor, floor)
    slug = world.coalition.slug
    asked = [
        ("home, coordinator", f"/{slug}/", world.coordinator, "Bench"),
        ("home, member", f"/{slug}/", world.member, "Bench"),
        ("directory, coordinator", f"/{slug}/members/", world.coordinator, world.organisations[0].name[:3]),
        ("directory, member", f"/{slug}/members/", world.member, ""),
        ("directory, searched", f"/{slug}/members/?q=rivers", world.coordinator, "Rivers"),
        ("public page", f"/en/{slug}/", "", "Bench"),
    ]
    with serving(place) as (pid, port):
        idle = memory(tree(pid))
        for name, path, cookie, expected in asked:
            try:
                tell(story, name, cost(place, pid, port, path, cookie, expected), floor)
            except RuntimeError as error:
                story.words.append(f"Not measured: {name}. {error}.")
        used = memory(tree(pid))
        database = memory(tree(*servers(place)))
    story.words.append(
        f"With {organisations:,} organisations and {people:,} people. The aim is at most {AIM:.0f} ms of CPU a page. "
        f"Figures are the least, **the middle** and the most of {place.sizes.rounds} rounds of {place.sizes.requests} requests, one after "
        "the other; CPU is what the kernel counted for all processes of the server of pages, and for all of PostgreSQL."
    )
    return [story, _memory(floor_memory, idle, used, database, _worker(place))]


def tell(story: Story, name: str, found: Cost, floor: Cost) -> None:
    """Add to a story what a page costs."""
    story.add(name, times(found.both, floor.both), found.web, found.database, found.answer, f"{found.size / 1000:.1f}")


def _worker(place: Place) -> float:
    """Return the memory of a worker that has settled down."""
    worker = subprocess.Popen(
        [sys.executable, "-c", "import django; django.setup(); from commoncall.clock import worker; worker.work()"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        time.sleep(8)
        return memory(tree(worker.pid))
    finally:
        worker.terminate()
        worker.wait(60)


def _memory(floor: float, idle: float, used: float, database: float, worker: float) -> Story:
    story = Story("Memory", ["what", "MB (PSS)", "in times the floor"])
    story.add("floor: the same server of pages with the trivial application", f"{floor:.0f}", "1 ×")
    story.add("server of pages, just started", f"{idle:.0f}", f"{idle / floor:.1f} ×")
    story.add("server of pages, after all requests above", f"{used:.0f}", f"{used / floor:.1f} ×")
    story.add("worker, at rest", f"{worker:.0f}", "")
    story.add("database, with all connections of the above", f"{database:.0f}", "")
    story.add("**everything together**", f"**{used + worker + database:.0f}**", "")
    story.words.append("Two processes with four threads each serve pages. PSS counts what processes share in equal parts, so that the sum is true.")
    return story
