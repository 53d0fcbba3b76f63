"""Whoever is killed amid a letter or a statement leaves it whole or not at all; what was due is done by the next one, once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from commoncall.kernel import time
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.history import actions as book
from commoncall.kernel.history import queries as history
from commoncall.kernel.history.models import Chain, Entry
from commoncall.kernel.outbox.models import Message
from commoncall.procedures import speaking
from commoncall.voice.actions import letters, pre_approving
from commoncall.voice.models import Delivery, Letter, Signature, Statement
from tests.cast import Cast
from tests.decisions.deciding import Stage, staged
from tests.voice.speaking import adopted, locked, opened, prepared, sign

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

#: Does deeds one by one, as they are asked for on standard input: each in a process of its own, which dies by SIGKILL at the
#: instant that is named: right before its nth statement, before its COMMIT, or right after it.
DO = """
import os, signal, sys, django
django.setup()
from uuid import UUID
from django.db import connection, transaction
from commoncall.decisions.models import Decision
from commoncall.kernel.authority import Actor, Capacity, Proof, Role
from commoncall.kernel.parties.models import Mandate
from commoncall.procedures import speaking
from commoncall.voice.actions import letters, signing, statements
from commoncall.voice.models import Letter

def speaker(coalition, **about):
    mandate = Mandate.objects.filter(coalition=coalition, **about).select_related("person", "organisation").order_by("id").first()
    return Actor(
        capacity=Capacity.PERSON, proof=Proof.SIGNED_IN, coalition_id=coalition.pk, chain_id=coalition.chain_id,
        person_id=mandate.person_id, person_name=mandate.person.name, organisation_id=mandate.organisation_id,
        organisation_name=mandate.organisation.name if mandate.organisation else "", roles=frozenset({Role(mandate.role)}), mandate_id=mandate.pk,
    ), mandate.organisation

CLOCK = {
    "open": letters.open_due, "close": letters.close_due, "make_up": letters.make_up_due,
    "remind": speaking.remind_due, "ask": speaking.ask_to_publish_due,
}

def prepared(deed, identifier):
    if deed in CLOCK:
        return CLOCK[deed]
    if deed == "tell":
        return lambda: speaking.tell_of_opening(identifier)
    if deed == "publish":
        decision = Decision.objects.select_related("coalition", "version__text").get(pk=UUID(identifier))
        by, _none = speaker(decision.coalition, role="coordinator")
        return lambda: statements.publish(decision, statements.Publication(lists_members=True), by=by)
    letter = Letter.objects.select_related("coalition").get(pk=UUID(identifier))
    by, organisation = speaker(letter.coalition, person__name="Amina Diallo")
    return lambda: signing.sign(letter, organisation, signing.Given(), by=by)

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

    def do(self, deed: str, about: UUID, instant: str = "never") -> str:
        """Let it do one, and return what became of it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{deed} {instant} {about}\n")
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


def _entries(about: UUID, *kinds: str) -> int:
    return Entry.objects.filter(subject=about, kind__in=[f"voice.{kind}" for kind in kinds]).count()


def _jobs(task: str, about: UUID) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s AND args::text LIKE %s", [f"voice.{task}", f"%{about}%"])
        return int(cursor.fetchone()[0])


def _asks(about: UUID) -> int:
    return Ask.objects.filter(subject=about, answered_at=None, withdrawn_at=None).count()


Left = Callable[[UUID], tuple[Any, ...]]


def _letter(about: UUID) -> tuple[Any, ...]:
    letter = Letter.objects.get(pk=about)
    told = _entries(about, "letter_opened"), _entries(about, "letter_closed"), _entries(about, "batch_made_up")
    return letter.state, Signature.objects.filter(letter=about).count(), Delivery.objects.filter(letter=about).count(), _asks(about), *told


def _opened(about: UUID) -> tuple[Any, ...]:
    return *_letter(about), _jobs("tell_of_opening", about), _jobs("tell_of_pre_approved", about)


def _signed(about: UUID) -> tuple[Any, ...]:
    signature = Signature.objects.filter(letter=about).first()
    if signature is None:
        return False, _asks(about), 0, 0
    return True, _asks(about), _entries(signature.pk, "signed"), _jobs("tell_of_signature", signature.pk)


def _reminded(about: UUID) -> tuple[Any, ...]:
    mails = Message.objects.filter(kind="voice.reminder").count()
    return mails, Letter.objects.get(pk=about).reminded_at is not None, _entries(about, "letter_reminded")


def _told(about: UUID) -> tuple[Any, ...]:
    return (Message.objects.filter(kind="voice.asked", headers__contains={"X-Commoncall-Letter": str(about)}).count(),)


def _published(about: UUID) -> tuple[Any, ...]:
    statement = Statement.objects.filter(decision=about).first()
    return (statement.listed.count(), _entries(statement.pk, "statement_published")) if statement else (0, 0)


def _killed_at_every_statement(doing: _Doing, deed: str, about: UUID, left: Left) -> None:
    """Kill a deed before each of its statements in turn: it leaves nothing each time, until it is done."""
    before, instants = left(about), 0
    while (became := doing.do(deed, about, str(instants + 1))) != "done":
        assert became == "killed", became
        instants += 1
        if left(about) != before:
            break
    assert instants > 3, f"{deed} was killed amid its statements"
    assert left(about) != before


def _killed_around_the_commit(doing: _Doing, deed: str, about: UUID, left: Left) -> None:
    before = left(about)
    assert doing.do(deed, about, "commit") == "killed"
    assert left(about) == before
    assert doing.do(deed, about, "committed") == "killed"
    assert left(about) != before


#: Each deed is killed in both ways, about a thing of its own.
KILLINGS = (("Statements", _killed_at_every_statement), ("Commit", _killed_around_the_commit))


def _is_proved(stage: Stage) -> None:
    book.seal_chain(stage.cast.quiet_fields.chain_id)
    assert history.verify(Chain.objects.get(pk=stage.cast.quiet_fields.chain_id)).holds


def test_an_opening_that_was_killed_is_taken_up_once_with_all_who_are_asked_and_signed_for(stage: Stage, doing: _Doing) -> None:
    pre_approving.pre_approve(stage.cast.sahel, "peace", by=stage.amina)
    for title, kill in KILLINGS:
        letter = prepared(stage, locked(stage, title), topics=["peace"])
        Letter.objects.filter(pk=letter.pk).update(opens_at=time.database_now())
        kill(doing, "open", letter.pk, _opened)
        assert letters.open_due() == 0
        assert _opened(letter.pk) == ("open", 1, 0, 4, 1, 0, 0, 1, 1)
    _is_proved(stage)


def test_what_ended_while_its_close_was_killed_is_closed_once_as_of_its_instant(stage: Stage, doing: _Doing) -> None:
    for title, kill in KILLINGS:
        letter = opened(stage, locked(stage, title))
        ends = time.database_now()
        Letter.objects.filter(pk=letter.pk).update(closes_at=ends)
        kill(doing, "close", letter.pk, _letter)
        assert letters.close_due() == 0
        assert Letter.objects.get(pk=letter.pk).closed_at == ends
        assert _letter(letter.pk) == ("closed", 0, 0, 0, 1, 1, 0)
    _is_proved(stage)


def test_a_batch_is_made_up_whole_and_once(stage: Stage, doing: _Doing) -> None:
    for title, kill in KILLINGS:
        letter = opened(stage, locked(stage, title))
        for organisation, by in stage.everybody.items():
            sign(letter, organisation, by)
        Letter.objects.filter(pk=letter.pk).update(first_batch_at=time.database_now())
        kill(doing, "make_up", letter.pk, _letter)
        assert letters.make_up_due() == 0
        assert Delivery.objects.get(letter=letter).signatures.count() == 4
    _is_proved(stage)


def test_a_signature_is_there_whole_or_not_at_all(stage: Stage, doing: _Doing) -> None:
    for title, kill in KILLINGS:
        letter = opened(stage, locked(stage, title))
        kill(doing, "sign", letter.pk, _signed)
        assert _signed(letter.pk) == (True, 4, 1, 1)
    _is_proved(stage)


def test_a_reminder_that_was_killed_goes_out_once(stage: Stage, doing: _Doing) -> None:
    for title, kill in KILLINGS:
        letter = opened(stage, locked(stage, title))
        Message.objects.all().delete()
        soon = {"opened_at": time.now() - timedelta(days=5), "closes_at": time.now() + timedelta(days=1)}
        Letter.objects.filter(pk=letter.pk).update(**soon)
        kill(doing, "remind", letter.pk, _reminded)
        assert speaking.remind_due() == 0
        assert _reminded(letter.pk) == (6, True, 1)


def test_who_is_asked_is_written_to_once_however_often_the_job_is_begun(stage: Stage, doing: _Doing) -> None:
    for title, kill in KILLINGS:
        letter = opened(stage, locked(stage, title))
        kill(doing, "tell", letter.pk, _told)
        assert doing.do("tell", letter.pk) == "done"
        assert _told(letter.pk) == (6,)


def test_a_statement_is_published_whole_and_the_coordinators_are_asked_once(stage: Stage, doing: _Doing) -> None:
    for _title, kill in KILLINGS:
        decision = adopted(stage)
        Ask.objects.filter(kind="voice.publish").delete()
        type(decision).objects.filter(pk=decision.pk).update(closed_at=time.now(), closes_at=time.now())
        kill(doing, "ask", decision.pk, lambda about: (_asks(about),))
        assert speaking.ask_to_publish_due() == 0
        assert _asks(decision.pk) == 1
        kill(doing, "publish", decision.pk, _published)
        assert _published(decision.pk) == (4, 1)
    _is_proved(stage)
