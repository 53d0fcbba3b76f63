"""Web, worker and database are killed at random while lists are taken in: no deed is left by half, and the history holds.

The order and the moments of the kills follow from a seed, which is printed; another one is taken with KILLS_SEED.
"""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from commoncall.installation import folder as folders
from commoncall.installation.postgres.server import Server
from tests.console.clone import Clone, Home, Running
from tests.console.test_running import answers, free_port, ready
from tests.installation.conftest import until
from tests.kills import lists
from tests.kills.victims import kill, victims

pytestmark = pytest.mark.slow

SEED = int(os.environ.get("KILLS_SEED", "20261122"))
ROWS = 150
#: After so many seconds no further round of kills is begun.
ENOUGH = 120

#: Leaves a list to the worker, as the page for imports does, and says so once that is certain.
HAND_OVER = """
import sys, pathlib, django
django.setup()
from commoncall.kernel.authority import operator
from commoncall.kernel.parties import queries as parties
from commoncall.membership.actions import importing
from commoncall.membership.actions.importing import handing
from commoncall.membership.queries import batches
from commoncall.membership.rules.importing.shapes import Mode
coalition = parties.coalition("open-water")
by = operator("tests").within(coalition.id, coalition.chain_id)
path = pathlib.Path(sys.argv[1])
batch = importing.begin(coalition, path.read_bytes(), path.name, mode=Mode.FILL, by=by)
batch = importing.choose_columns(batch, batches.mapping(batch), mode=Mode.FILL, by=by)
handing.apply_later(batch, by=by)
print("handed over")
"""


@pytest.fixture
def home(clone: Clone, place: Path) -> Home:
    made = Home(clone, place / "data")
    assert made.do("demo").code == 0
    return made


@pytest.fixture
def running(home: Home) -> Iterator[Running]:
    with home.running("run", "--port", free_port()) as started:
        ready(started)
        yield started


def _address(home: Home) -> str:
    return Server(folders.Folder(home.data)).url


def _recovered(home: Home, port: int) -> bool:
    with contextlib.suppress(psycopg.OperationalError), psycopg.connect(_address(home)) as connection:
        connection.execute("SELECT 1")
        return answers(port)
    return False


def _port(running: Running) -> int:
    return int(running.said.partition("Commoncall is ready: ")[2].split()[0].rstrip("/").rpartition(":")[2])


class _Importing:
    """A list on its way in: by the command line, or left to the worker."""

    def __init__(self, home: Home, path: Path, by_worker: bool) -> None:
        environment = home.clone.environment(
            DATABASE_URL=_address(home), COMMONCALL_DATA=str(home.data), DJANGO_SETTINGS_MODULE="commoncall.config.settings"
        )
        command = [home.clone.python, "-c", HAND_OVER, str(path)]
        if not by_worker:
            environment = home.clone.environment()
            command = home.clone.command("--data", home.data, "--coalition", "open-water", "import", "members", path, "--json")
        self.path = path
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd="/")
        self.said = ""
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        self.said = self.process.stdout.read()

    def wait(self) -> bool:
        """Wait for its end, and tell whether it went through."""
        code = self.process.wait(180)
        self._listener.join(30)
        return code == 0


def test_kills_at_random_while_lists_are_taken_in_leave_no_deed_by_half(home: Home, running: Running, place: Path) -> None:
    print(f"KILLS_SEED={SEED}")
    drawn, port = random.Random(SEED), _port(running)
    targets = victims(home, running)
    killed: list[str] = []
    brought: dict[int, Path] = {}
    seal = lists.proved(home)["open-water"]
    began = time.monotonic()
    for turn in range(3):
        if turn == 2 and time.monotonic() - began > ENOUGH:
            break
        for name in drawn.sample([*targets, "the import itself"], len(targets) + 1):
            number = len(brought)
            brought[number] = lists.write(place, number, ROWS)
            under_way = _Importing(home, brought[number], by_worker=bool((turn + number) % 2))
            with contextlib.suppress(subprocess.TimeoutExpired):
                # On a machine with nothing else to do, a list of this length is in after some two seconds.
                under_way.process.wait(drawn.uniform(0.2, 1.2 if name == "the import itself" else 3.0))
            found = [under_way.process.pid] if name == "the import itself" else targets[name]()
            killed += [name] if kill(found, drawn) else []
            under_way.wait()
            until(lambda: _recovered(home, port))
            assert lists.halves(_address(home)) == {}, (SEED, killed)
        if turn == 1:
            _backed_up_amid(home, place, drawn, targets["the worker"](), brought)
    print("killed:", ", ".join(killed))
    assert len(set(killed)) == len(targets) + 1, "everything was killed at least once"
    _everything_can_be_finished(home, brought)
    assert home.do("verify-history", "--seal", seal, "--json").answer["seal_found"] is True
    assert running.process.poll() is None, running.said
    assert running.stop() == 0
    assert home.processes() == []
    _the_backup_holds(home, place)


def _backed_up_amid(home: Home, place: Path, drawn: random.Random, workers: list[int], brought: dict[int, Path]) -> None:
    """Take a backup while a list is taken in and the worker is killed."""
    number = len(brought)
    brought[number] = lists.write(place, number, ROWS)
    under_way = _Importing(home, brought[number], by_worker=True)
    kill(workers, drawn)
    told = home.do("backup", place / "amid.tar", "--json")
    assert told.code == 0, told.err
    under_way.wait()


def _everything_can_be_finished(home: Home, brought: dict[int, Path]) -> None:
    """What was left to the worker is finished by it; what a killed command had begun is brought once more."""
    until(lambda: "applying" not in lists.states(_address(home)).values())
    for number, path in brought.items():
        if not lists.names(ROWS, number) <= lists.there(_address(home)):
            told = home.do("--coalition", "open-water", "import", "members", path, "--json")
            assert told.code == 0, told.out + told.err
            assert told.answer["new"] + told.answer["same"] == ROWS
        assert lists.names(ROWS, number) <= lists.there(_address(home)), path
    assert lists.halves(_address(home)) == {}


def _the_backup_holds(home: Home, place: Path) -> None:
    other = Home(home.clone, place / "other")
    told = other.do("restore", place / "amid.tar")
    assert told.code == 0, told.err
    lists.proved(other)
    with other.running("serve", "--port", free_port()) as pages:
        pages.until("Serving on")
        assert lists.halves(_address(other)) == {}
        assert pages.stop() == 0


def test_a_commit_that_was_told_survives_the_database_that_is_killed_right_after_it(home: Home, running: Running, place: Path) -> None:
    drawn, port = random.Random(SEED), _port(running)
    for number in range(3):
        path = lists.write(place, number, 40)
        assert home.do("--coalition", "open-water", "import", "members", path).code == 0
        assert kill(victims(home, running)["the first process of the database"](), drawn)
        until(lambda: _recovered(home, port))
        assert lists.names(40, number) <= lists.there(_address(home))
    lists.proved(home)


def test_a_deed_that_was_there_by_half_would_be_found(home: Home) -> None:
    with home.running("serve", "--port", free_port()) as pages:
        pages.until("Serving on")
        assert lists.halves(_address(home)) == {}
        with psycopg.connect(_address(home)) as connection:
            connection.execute("DELETE FROM membership_membership WHERE organisation_id = (SELECT max(id::text)::uuid FROM parties_organisation)")
            connection.execute(
                "INSERT INTO parties_person (id, coalition_id, name, other_name, language, phone, searchable, created_at)"
                " SELECT gen_random_uuid(), coalition_id, 'Nobody', '', '', '', '', now() FROM parties_person LIMIT 1"
            )
        assert set(lists.halves(_address(home))) == {"an organisation without its membership", "a person without the entry of their coming"}
