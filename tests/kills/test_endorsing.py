"""Whoever is killed amid an endorsement leaves it whole or not at all, and the link still works for whoever was not confirmed."""

from __future__ import annotations

import contextlib
import http.client
import random
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest

from commoncall.installation import folder as folders
from commoncall.installation.postgres.server import Server
from tests.console.clone import Clone, Home, Running
from tests.console.test_running import answers, free_port, ready
from tests.installation.conftest import until
from tests.kills import endorsements, lists
from tests.kills.test_kills import SEED
from tests.kills.victims import kill, victims

pytestmark = pytest.mark.slow

#: What must be there once a deed was done: rows of each kind, as ``endorsements.left`` counts them.
WHOLE = {"ask": (1, 1), "confirm": (1, 1, 1), "endorse": (1, 1, 1), "enter": (1, 1, 1, 1)}

#: About whom each deed is: a person whom nobody has seen, and organisations of the demonstration that have not re-affirmed yet.
AMID = {"ask": "Kill Amid", "confirm": "Kill Amid", "endorse": "Verein Offenes Feld", "enter": "Turning Plough"}
AROUND = {"ask": "Kill Around", "confirm": "Kill Around", "endorse": "Minga Internacional", "enter": "Silent Orchard"}

#: Does deeds one by one, as they are asked for on standard input: each in a process of its own, which dies by SIGKILL at the
#: instant that is named: right before its nth statement, before its COMMIT, or right after it.
DO = """
import os, signal, sys, django
django.setup()
from datetime import date
from django.db import connection, connections, transaction
from commoncall.call.actions import endorsers as outside, endorsing
from commoncall.call.models import Endorsement
from commoncall.call.queries import endorsers, texts
from commoncall.call.rules import Entry
from commoncall.kernel.authority import Actor, Capacity, Proof, Role, operator
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Mandate, Organisation
from commoncall.procedures import outside_endorsements, reaffirming

def speaker(coalition, **about):
    mandate = Mandate.objects.filter(coalition=coalition, **about).select_related("person", "organisation").order_by("starts_at").first()
    return Actor(
        capacity=Capacity.PERSON, proof=Proof.SIGNED_IN, coalition_id=coalition.pk, chain_id=coalition.chain_id,
        person_id=mandate.person_id, person_name=mandate.person.name, organisation_id=mandate.organisation_id,
        organisation_name=mandate.organisation.name if mandate.organisation else "", roles=frozenset({Role(mandate.role)}), mandate_id=mandate.pk,
    )

def prepared(deed, name):
    coalition = parties.coalition("quiet-fields")
    version = texts.in_force(coalition, "call")
    address = name.lower().replace(" ", ".") + "@kills.example"
    organisation = Organisation.objects.filter(coalition=coalition, name=name).first()
    if deed == "ask":
        return lambda: outside_endorsements.ask(coalition, Entry("individual", name, "", "KE", address=address, language="en"))
    if deed == "confirm":
        link = next(word for word in Message.objects.get(address=address).text.split() if "/endorse/" in word).rstrip("/").rpartition("/")[2]
        held = endorsers.held_by(link, coalition)
        return lambda: outside.confirm(held.endorser, version, by=Actor(Capacity.VISITOR, Proof.LINK))
    if deed == "endorse":
        by = speaker(coalition, organisation=organisation)
        return lambda: endorsing.endorse(version, organisation, endorsing.Signature(reservations="None of us objects."), by=by)
    signature = endorsing.Signature(signatory="Ada Stern", authority="As its council decided.")
    by = speaker(coalition, role="coordinator")
    return lambda: reaffirming.enter(version, organisation, signature, Endorsement.Came.PAPER, "By letter", date(2026, 11, 1), by=by)

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def dying_before(number):
    seen = 0
    def pass_on(execute, *question):
        nonlocal seen
        seen += 1
        if seen == number:
            die()
        return execute(*question)
    return pass_on

def do(deed, name, instant):
    act = prepared(deed, name)
    if instant.isdigit():
        with connection.execute_wrapper(dying_before(int(instant))):
            act()
    elif instant != "never":
        with transaction.atomic():
            if instant == "committed":
                transaction.on_commit(die)
            act()
            if instant == "commit":
                die()
    else:
        act()

print("begun", flush=True)
for line in sys.stdin:
    deed, instant, name = line.rstrip("\\n").split(" ", 2)
    child = os.fork()
    if not child:
        try:
            do(deed, name, instant)
        except BaseException as error:
            print("failed", repr(error), flush=True)
            os._exit(1)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    print("killed" if os.WIFSIGNALED(status) else "done" if not status else "ended", flush=True)
"""


@pytest.fixture(scope="module")
def home(clone: Clone) -> Iterator[Home]:
    place = Path(tempfile.mkdtemp(prefix="cc-"))
    place.chmod(0o777)
    made = Home(clone, place / "data")
    assert made.do("demo").code == 0
    yield made
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture(scope="module")
def running(home: Home) -> Iterator[Running]:
    with home.running("run", "--port", free_port()) as started:
        ready(started)
        yield started


def _address(home: Home) -> str:
    return Server(folders.Folder(home.data)).url


@dataclass
class _Doing:
    """A process that does deeds as it is told to."""

    process: subprocess.Popen[str]

    def do(self, deed: str, name: str, instant: str = "never") -> str:
        """Let it do one, and return what became of it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{deed} {instant} {name}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()


@pytest.fixture(scope="module")
def doing(home: Home, running: Running) -> Iterator[_Doing]:
    environment = home.clone.environment(
        DATABASE_URL=_address(home), COMMONCALL_DATA=str(home.data), DJANGO_SETTINGS_MODULE="commoncall.config.settings"
    )
    command = [home.clone.python, "-c", DO]
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd="/"
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        yield _Doing(process)
        assert process.stdin is not None
        process.stdin.close()


def test_a_process_that_is_killed_at_any_statement_of_an_endorsement_leaves_nothing_of_it(home: Home, doing: _Doing) -> None:
    address = _address(home)
    assert endorsements.halves(address) == {}
    for deed, name in AMID.items():
        whole, instants = WHOLE[deed], 0
        while True:
            instants += 1
            became = doing.do(deed, name, str(instants))
            if became == "done":
                break
            assert became == "killed", became
            assert endorsements.left(address, deed, name) == (0,) * len(whole), (deed, instants)
            assert endorsements.halves(address) == {}, (deed, instants)
        assert instants > 2, f"{deed} was killed amid its statements"
        assert endorsements.left(address, deed, name) == whole, deed
        assert endorsements.halves(address) == {}, deed
    lists.proved(home)


def test_a_process_that_is_killed_around_the_commit_has_done_all_or_nothing(home: Home, doing: _Doing) -> None:
    address = _address(home)
    for deed, name in AROUND.items():
        whole = WHOLE[deed]
        assert doing.do(deed, name, "commit") == "killed"
        assert endorsements.left(address, deed, name) == (0,) * len(whole), deed
        assert doing.do(deed, name, "committed") == "killed"
        assert endorsements.left(address, deed, name) == whole, deed
        # Whoever did not hear of it tries again: that does nothing twice, and says so.
        told = doing.do(deed, name)
        if told != "done":
            assert "already" in told or "stands behind it" in told, told
            assert _next(doing) == "ended"
        assert endorsements.left(address, deed, name) == whole, deed
        assert endorsements.halves(address) == {}, deed
    lists.proved(home)


def _next(doing: _Doing) -> str:
    assert doing.process.stdout is not None
    return doing.process.stdout.readline().strip()


#: In each round so many press the button in their mail, each of them twice: people click again when nothing seems to happen.
MANY, AT_ONCE = 24, 8


def test_many_who_confirm_while_pages_and_database_are_killed_all_count_once(home: Home, running: Running, doing: _Doing) -> None:
    print(f"KILLS_SEED={SEED}")
    drawn, address, port = random.Random(SEED), _address(home), _port(running)
    targets = victims(home, running)
    pressed: dict[str, list[int]] = {}
    for turn, victim in enumerate(("one that serves pages", "a connection of the database", "one that serves pages", "the keeper of the pages")):
        names = [f"Kill {turn} {number}" for number in range(MANY)]
        assert {doing.do("ask", name) for name in names} == {"done"}
        written = endorsements.links(address)
        waiting = [endorsements.address_of(name) for name in names] * 2
        drawn.shuffle(waiting)
        with ThreadPoolExecutor(AT_ONCE) as people:
            going = [(one, people.submit(_press, port, written[one])) for one in waiting]
            list(islice(as_completed(told for _one, told in going), 3))
            time.sleep(drawn.uniform(0, 0.08))
            assert kill(targets[victim](), drawn)
            for one, told in going:
                pressed.setdefault(one, []).append(told.result())
        until(lambda: _recovered(home, port))
        assert endorsements.halves(address) == {}, (SEED, turn, victim)
        counted = endorsements.confirmed(address)
        heard = [one for one, codes in pressed.items() if 302 in codes]
        assert heard
        assert {counted[one] for one in heard} == {1}, "who was told that it is confirmed counts"
        assert not [one for one, codes in pressed.items() if codes.count(302) > 1], "nobody was told twice"
    _the_others_follow_their_links(address, port)
    lists.proved(home)


def _the_others_follow_their_links(address: str, port: int) -> None:
    written, counted = endorsements.links(address), endorsements.confirmed(address)
    left = [one for one, times in counted.items() if not times]
    assert left, "somebody was cut off by the kills"
    for one in left:
        assert _asked(port, "GET", written[one]) == 200
        assert _press(port, written[one]) == 302
        assert _press(port, written[one]) == 409
    assert set(endorsements.confirmed(address).values()) == {1}
    assert endorsements.halves(address) == {}


def _press(port: int, link: str) -> int:
    """Open the page, as people do, and press its button, which says what the page showed."""
    shown = re.search(r'name="seen" value="([^"]*)"', _answered(port, "GET", link)[1])
    return _asked(port, "POST", link, urlencode({"deed": "confirm", "version": "3", "seen": shown[1] if shown else ""}))


def _asked(port: int, method: str, link: str, body: str = "") -> int:
    """Return the status that a page answers with, or 0 where nobody answers."""
    return _answered(port, method, link, body)[0]


def _answered(port: int, method: str, link: str, body: str = "") -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
        connection.request(method, link, body, {"Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    return 0, ""


def _recovered(home: Home, port: int) -> bool:
    with contextlib.suppress(psycopg.OperationalError), psycopg.connect(_address(home)) as connection:
        connection.execute("SELECT 1")
        return answers(port)
    return False


def _port(running: Running) -> int:
    return int(running.said.partition("Commoncall is ready: ")[2].split()[0].rstrip("/").rpartition(":")[2])
