"""Whoever is killed amid a decision leaves it whole or not at all; what expired is closed by the next one, as of its instant, and once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from django.db import connection
from django.db.models import F

from commoncall.decisions.actions import closing, opening
from commoncall.decisions.models import Decision
from commoncall.drafting.models import Version
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.history import actions as book
from commoncall.kernel.history import queries as history
from commoncall.kernel.history.models import Chain, Entry
from commoncall.kernel.outbox.models import Message
from tests.cast import Cast
from tests.decisions.deciding import MAJORITY, SILENCE, Stage, staged

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

#: Does deeds one by one, as they are asked for on standard input: each in a process of its own, which dies by SIGKILL at the
#: instant that is named: right before its nth statement, before its COMMIT, or right after it.
DO = """
import os, signal, sys, django
django.setup()
from uuid import UUID
from django.db import connection, transaction
from commoncall.decisions.actions import answering, closing, entering, opening
from commoncall.decisions.models import Decision
from commoncall.decisions.rules.rule import Answer
from commoncall.kernel.authority import Actor, Capacity, Proof, Role
from commoncall.kernel.parties.models import Mandate
from commoncall.procedures import deciding

def speaker(decision, **about):
    mandate = Mandate.objects.filter(coalition=decision.coalition, **about).select_related("person", "organisation").order_by("id").first()
    return Actor(
        capacity=Capacity.PERSON, proof=Proof.SIGNED_IN, coalition_id=decision.coalition_id, chain_id=decision.coalition.chain_id,
        person_id=mandate.person_id, person_name=mandate.person.name, organisation_id=mandate.organisation_id,
        organisation_name=mandate.organisation.name if mandate.organisation else "", roles=frozenset({Role(mandate.role)}), mandate_id=mandate.pk,
    )

def prepared(deed, identifier):
    if deed in {"open", "close", "confirm"}:
        return {"open": opening.open_due, "close": closing.close_due, "confirm": deciding.confirm_due}[deed]
    decision = Decision.objects.select_related("coalition").get(pk=UUID(identifier))
    organisation = decision.roll.select_related("organisation").get(organisation__name="Forum Humanité Sahel").organisation
    if deed == "enter":
        by = speaker(decision, role="coordinator")
        return lambda: entering.enter(decision, organisation, Answer.AGREE, "", "phone", "At noon", by=by)
    by = speaker(decision, organisation=organisation)
    given = Answer.OBJECT if deed == "object" else Answer.AGREE
    return lambda: answering.answer(decision, organisation, given, "Not like this.", by=by)

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

def do(deed, identifier, instant):
    act = prepared(deed, identifier)
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
    deed, instant, identifier = line.split()
    child = os.fork()
    if not child:
        try:
            do(deed, identifier, instant)
        except BaseException as error:
            print("failed", repr(error), flush=True)
            os._exit(1)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    print("killed" if os.WIFSIGNALED(status) else "done" if not status else "ended", flush=True)
"""


@dataclass
class _Doing:
    """A process that does deeds as it is told to."""

    process: subprocess.Popen[str] = field(repr=False)

    def do(self, deed: str, decision: Decision, instant: str = "never") -> str:
        """Let it do one, and return what became of it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{deed} {instant} {decision.pk}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()


@pytest.fixture
def doing(transactional_db: None) -> Iterator[_Doing]:
    known = connection.settings_dict
    place = f"{known['HOST']}:{known['PORT']}" if not str(known["HOST"]).startswith("/") else ""
    query = f"?host={known['HOST']}&port={known['PORT']}" if not place else ""
    address = f"postgresql://{known['USER']}{':' + known['PASSWORD'] if known['PASSWORD'] else ''}@{place}/{known['NAME']}{query}"
    environment = {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "commoncall.config.settings.testing"}
    with subprocess.Popen(
        [sys.executable, "-c", DO], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        yield _Doing(process)
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return staged(cast)


def _over(decision: Decision) -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE decisions_decision SET closes_at = clock_timestamp() WHERE id = %s RETURNING closes_at", [decision.pk])
        return cursor.fetchone()[0]


def _jobs(decision: Decision, task: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s AND args->>'decision' = %s", [f"decisions.{task}", str(decision.pk)]
        )
        return cursor.fetchone()[0]


def _entries(decision: Decision, *kinds: str) -> int:
    return Entry.objects.filter(subject=decision.pk, kind__in=[f"decisions.{kind}" for kind in kinds]).count()


def _asks(decision: Decision, **about: object) -> int:
    return Ask.objects.filter(subject=decision.pk, **about).count()


def _opened(decision: Decision) -> tuple[object, ...]:
    now = Decision.objects.get(pk=decision.pk)
    return now.state, now.roll.count(), _asks(decision), _entries(decision, "opened"), _jobs(decision, "tell_of_opening")


def _closed(decision: Decision) -> tuple[object, ...]:
    now = Decision.objects.get(pk=decision.pk)
    text = Version.objects.get(pk=decision.version_id).state if decision.version_id else ""
    return now.state, now.outcome is not None, text, _asks(decision, withdrawn_at=None, answered_at=None), _entries(decision, "closed")


def _answered(decision: Decision) -> tuple[object, ...]:
    kinds = _entries(decision, "answered", "answer_entered")
    return decision.responses.count(), kinds, _asks(decision, withdrawn_at=None, answered_at=None), _jobs(decision, "tell_of_entry")


def _broken(decision: Decision) -> tuple[object, ...]:
    return *_answered(decision), *_closed(decision)


def _confirmed(decision: Decision) -> tuple[object, ...]:
    written = Message.objects.filter(kind="decisions.confirmed", subject__endswith=decision.title).count()
    return written, Decision.objects.get(pk=decision.pk).confirmed_at is not None, _entries(decision, "confirmed")


def _killed_at_every_statement(doing: _Doing, deed: str, decision: Decision, left: Callable[[Decision], tuple[object, ...]]) -> None:
    """Kill a deed before each of its statements in turn: it leaves nothing each time, until it is done.

    Whoever is killed over what others do after the deed has done it: whether it is whole then, the test says.
    """
    before, instants = left(decision), 0
    while (became := doing.do(deed, decision, str(instants + 1))) != "done":
        assert became == "killed", became
        instants += 1
        if left(decision) != before:
            break
    assert instants > 5, f"{deed} was killed amid its statements"
    assert left(decision) != before


def _killed_around_the_commit(doing: _Doing, deed: str, decision: Decision, left: Callable[[Decision], tuple[object, ...]]) -> None:
    before = left(decision)
    assert doing.do(deed, decision, "commit") == "killed"
    assert left(decision) == before
    assert doing.do(deed, decision, "committed") == "killed"
    assert left(decision) != before


def _is_proved(stage: Stage) -> None:
    book.seal_chain(stage.cast.quiet_fields.chain_id)
    assert history.verify(Chain.objects.get(pk=stage.cast.quiet_fields.chain_id)).holds


#: Each deed is killed in both ways, about a decision of its own.
KILLINGS = (("Statements", _killed_at_every_statement), ("Commit", _killed_around_the_commit))


def test_what_expired_while_its_closing_was_killed_is_closed_once_as_of_its_instant(stage: Stage, doing: _Doing) -> None:
    for title, kill in KILLINGS:
        decision = stage.opened(SILENCE, version=stage.locked_text(), title=title)
        ends = _over(decision)
        kill(doing, "close", decision, _closed)
        assert closing.close_due() == 0
        assert _closed(decision) == ("adopted", True, "published", 0, 1)
        assert Decision.objects.get(pk=decision.pk).closed_at == ends
        # The outcome is confirmed once too, whoever is killed over that.
        kill(doing, "confirm", decision, _confirmed)
        assert doing.do("confirm", decision) == "done"
        assert _confirmed(decision) == (6, True, 1)
    _is_proved(stage)


def test_an_opening_that_was_killed_is_taken_up_once(stage: Stage, doing: _Doing) -> None:
    for title, kill in KILLINGS:
        announced = opening.announce(stage.prepared(MAJORITY, title=title), by=stage.leila)
        Decision.objects.filter(pk=announced.pk).update(opens_at=F("announced_at"))
        kill(doing, "open", announced, _opened)
        assert opening.open_due() == 0
        assert _opened(announced) == ("open", 4, 4, 1, 1)
    _is_proved(stage)


def test_an_answer_is_there_whole_or_not_at_all(stage: Stage, doing: _Doing) -> None:
    for deed, left in (("answer", (1, 1, 3, 0)), ("enter", (1, 1, 3, 1))):
        for title, kill in KILLINGS:
            decision = stage.opened(MAJORITY, title=title)
            kill(doing, deed, decision, _answered)
            assert _answered(decision) == left
    decision = stage.opened(SILENCE, version=stage.locked_text())
    _killed_at_every_statement(doing, "object", decision, _broken)
    assert _broken(decision) == (1, 1, 0, 0, "returned", True, "closed", 0, 1)
    _is_proved(stage)
