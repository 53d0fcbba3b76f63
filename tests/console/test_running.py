"""``run`` for real: the first start, the second, and the ends that it may come to."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from commoncall.installation import identity
from tests.console.clone import Home, Running
from tests.installation.conftest import until

pytestmark = pytest.mark.slow


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def get(address: str) -> tuple[int, str]:
    """Open an address, and say how that was answered and where it led."""
    try:
        with urllib.request.urlopen(address, timeout=60) as response:
            return response.status, response.geturl()
    except urllib.error.HTTPError as answer:
        return answer.code, address


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/sign-in/")
        return connection.getresponse().status == 200
    return False


def ready(running: Running) -> str:
    """Wait until it says where it is, and read on to its last words of welcome."""
    line = running.until("Commoncall is ready: ")
    running.until("Ctrl-C stops everything.")
    return line.removeprefix("Commoncall is ready: ").strip().rstrip("/")


def test_the_first_start_brings_the_demo_and_the_second_keeps_it(anyones: Home) -> None:
    port = free_port()
    with anyones.running("run", "--port", port) as running:
        address = ready(running)
        assert address == f"http://localhost:{port}"
        assert "Making the database" in running.said
        links = [word for line in running.said.splitlines() for word in line.split() if word.startswith(f"{address}/sign-in/link/")]
        assert len(links) == 5
        for link in links:
            assert get(link)[0] == 200, link
        assert get(f"{address}/en/quiet-fields/")[0] == 200
        assert get(f"{address}/quiet-fields/")[1].startswith(f"{address}/sign-in/"), "who is not inside is sent to sign in"
        serving = [os.stat(f"/proc/{pid}").st_uid for pid in running.processes()]
        assert set(serving) == {(anyones.user or identity.servant()).uid}
        assert running.stop() == 0
    assert anyones.processes() == []
    with anyones.running("run", "--port", port) as running:
        ready(running)
        assert "Making" not in running.said
        assert "Bringing" not in running.said
        assert get(f"{address}/en/quiet-fields/")[0] == 200
        assert get(links[0])[0] == 200, "the links of the demo go on working from the same machine"
        assert running.stop() == 0
    assert anyones.do("verify-history").code == 0


def test_an_empty_one_says_how_to_begin_and_says_it_until_somebody_has_begun(home: Home) -> None:
    port = free_port()
    with home.running("run", "--empty", "--port", port) as running:
        address = ready(running)
        assert "/sign-in/link/" not in running.said
        (link,) = [word for word in running.said.split() if word.startswith(f"{address}/first/")]
        assert get(link)[0] == 200
        assert running.stop() == 0
    with home.running("run", "--empty", "--port", port) as running:
        ready(running)
        assert f"{address}/first/" in running.said
        assert running.stop() == 0


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_stops_everything_when_it_is_told_to(demo: Home, how: signal.Signals) -> None:
    with demo.running("run", "--port", free_port()) as running:
        ready(running)
        assert len(running.processes()) >= 4
        assert running.stop(how) == 0
        assert running.processes() == []
    assert demo.processes() == []


@pytest.mark.parametrize(
    ("words", "how"),
    [("Making the database", signal.SIGINT), ("Making the tables", signal.SIGTERM), ("Bringing a fictional coalition", signal.SIGTERM)],
    ids=["database", "tables", "demo"],
)
def test_it_stops_everything_while_it_is_still_making_things_and_goes_on_from_there(home: Home, words: str, how: signal.Signals) -> None:
    port = free_port()
    with home.running("run", "--port", port) as running:
        running.until(words)
        assert running.stop(how) != 0
        assert running.processes() == []
    assert home.processes() == []
    with home.running("run", "--port", port) as running:
        ready(running)
        assert running.said.count("/sign-in/link/") == 5
        assert running.stop() == 0


def test_a_second_run_on_the_same_folder_is_told_where_the_first_one_is(demo: Home) -> None:
    port = free_port()
    with demo.running("run", "--port", port) as running:
        address = ready(running)
        told = demo.do("run", "--port", free_port())
        assert (told.code, told.out) == (1, "")
        assert address in told.err
        assert str(running.process.pid) in told.err
        assert answers(port), "the first one was not disturbed"
        assert demo.do("doctor", "--json").code == 0, "a command joins the database that runs"
        assert answers(port)
        assert running.stop() == 0


def test_a_port_that_is_taken_is_told_and_nothing_is_left_running(demo: Home) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        told = demo.do("run", "--port", port)
    assert told.code == 1
    assert str(port) in told.err
    assert "Commoncall is ready" not in told.out
    assert demo.processes() == []


def test_when_the_keeper_is_killed_nothing_outlives_it_and_the_next_start_finds_everything(demo: Home) -> None:
    port = free_port()
    with demo.running("run", "--port", port) as running:
        ready(running)
        running.stop(signal.SIGKILL)
        until(lambda: running.processes() == [])
        with demo.running("run", "--port", port) as second:
            ready(second)
            assert answers(port)
            assert second.stop() == 0
    assert demo.processes() == []


def test_pages_are_served_without_a_worker_and_a_worker_works_beside_them(demo: Home) -> None:
    port = free_port()
    with demo.running("serve", "--port", port) as pages:
        pages.until("Serving on")
        assert answers(port)
        with demo.running("worker") as worker:
            until(lambda: "1 at work" in demo.do("doctor").out)
            assert worker.stop(signal.SIGTERM) == 0, worker.said
        assert answers(port), "the database is still used"
        assert pages.stop() == 0
    assert demo.processes() == []


def test_a_backup_is_taken_while_it_runs_and_comes_back_whole_in_another_folder(anyones: Home, place: Path) -> None:
    with anyones.running("run", "--port", free_port()) as running:
        ready(running)
        # Before the backup: the clock goes on writing deeds of its own after it.
        noted = {chain["chain"]: chain["seal"] for chain in anyones.do("verify-history", "--json").answer["chains"]}
        taken = anyones.do("backup", place / "backup.tar", "--json")
        assert taken.code == 0, taken.err
        assert taken.answer["verified"] is True
        assert anyones.do("backup", place / "backup.tar").code == 1, "no file is written over"
        assert running.stop() == 0
    other = Home(anyones.clone, place / "other", anyones.user)
    brought = other.do("restore", place / "backup.tar", "--json")
    assert brought.code == 0, brought.err
    assert brought.answer["rows"] == taken.answer["rows"]
    assert brought.answer["rows"]["public.parties_organisation"] > 60
    assert other.do("verify-history", "--seal", noted["quiet-fields"], "--json").answer["seal_found"] is True
    for home in (anyones, other):
        assert home.do("--coalition", "quiet-fields", "export", place / f"{home.data.name}.csv").code == 0
    assert (place / "data.csv").read_bytes() == (place / "other.csv").read_bytes()
    assert other.do("restore", place / "backup.tar").code == 1, "what is there is not replaced unless that is said"
    assert other.do("restore", place / "backup.tar", "--force").code == 0


def test_a_backup_that_was_cut_off_or_altered_is_refused_and_nothing_is_touched(demo: Home, place: Path) -> None:
    assert demo.do("backup", place / "whole.tar", "--no-verify").code == 0
    content = (place / "whole.tar").read_bytes()
    middle = len(content) // 2
    (place / "cut.tar").write_bytes(content[:middle])
    (place / "altered.tar").write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
    other = Home(demo.clone, place / "other")
    assert other.do("demo").code == 0
    before = other.do("verify-history", "--json").answer
    for name in ("cut.tar", "altered.tar"):
        told = other.do("restore", place / name, "--force", "--json")
        assert told.code == 1, name
        assert "not a whole backup" in told.answer["reason"]
    assert other.do("verify-history", "--json").answer == before
