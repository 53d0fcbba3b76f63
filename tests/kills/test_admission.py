"""A process that is killed while it admits applicants leaves each of them admitted whole, or waiting as before."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from commoncall.installation import folder as folders
from commoncall.installation.postgres.server import Server
from tests.console.clone import Clone, Home, Running
from tests.console.test_running import free_port, ready
from tests.kills import lists
from tests.kills.test_kills import SEED

pytestmark = pytest.mark.slow

APPLICANTS = 40

#: Lets applicants apply, then admits one after the other; says so after each, once it is committed.
ADMIT = """
import sys, django
django.setup()
from datetime import timedelta
from commoncall.kernel import time
from commoncall.kernel.authority import operator
from commoncall.kernel.parties import queries as parties
from commoncall.membership.models import Application
from commoncall.procedures import admission
coalition = parties.coalition("open-water")
by = operator("tests").within(coalition.id, coalition.chain_id)
now, state = time.now(), Application.State.DECIDING
if not Application.objects.filter(name__startswith="Kill").exists():
    for number in range(int(sys.argv[1])):
        Application.objects.create(
            coalition=coalition, name=f"Kill {number}", searchable=f"kill {number}", state=state, contact_name=f"Contact {number}",
            contact_address=f"contact{number}@kills.example", started_at=now, saved_at=now, submitted_at=now, decision_due_at=now + timedelta(days=1),
        )
print("begun", flush=True)
for application in Application.objects.filter(name__startswith="Kill", state=state).order_by("name"):
    admission.decide(application, "admitted", where="In writing", by=by)
    print("admitted", application.name, flush=True)
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


def _admitting(home: Home) -> subprocess.Popen[str]:
    address = Server(folders.Folder(home.data)).url
    environment = home.clone.environment(DATABASE_URL=address, COMMONCALL_DATA=str(home.data), DJANGO_SETTINGS_MODULE="commoncall.config.settings")
    command = [home.clone.python, "-c", ADMIT, str(APPLICANTS)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd="/")


def _admitted(home: Home) -> int:
    with psycopg.connect(Server(folders.Folder(home.data)).url) as connection:
        row = connection.execute("SELECT count(*) FROM membership_application WHERE name LIKE 'Kill%' AND state = 'admitted'").fetchone()
    return int(row[0]) if row else 0


def test_a_process_that_is_killed_while_it_admits_leaves_nothing_by_half(home: Home, running: Running) -> None:
    print(f"KILLS_SEED={SEED}")
    drawn, address = random.Random(SEED), Server(folders.Folder(home.data)).url
    for _turn in range(4):
        under_way = _admitting(home)
        assert under_way.stdout is not None
        said = [under_way.stdout.readline()]
        assert said == ["begun\n"], said
        # Killed right after one was told, at whatever point the next one is then.
        for _more in range(drawn.randint(1, 5)):
            said.append(under_way.stdout.readline())
        under_way.kill()
        under_way.wait()
        told = sum(line.startswith("admitted") for line in said)
        assert told, said
        assert lists.halves(address) == {}
        assert _admitted(home) >= told
    finishing = _admitting(home)
    assert finishing.wait(300) == 0, finishing.stdout and finishing.stdout.read()
    assert _admitted(home) == APPLICANTS
    assert lists.halves(address) == {}
    lists.proved(home)
