"""Several at once: nobody signs twice or after the end, no batch misses a signature that came before it, nothing is done twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection, connections, transaction

from commoncall.drafting.models import Version
from commoncall.kernel import time
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict, Refusal
from commoncall.membership.models import Membership
from commoncall.procedures import deciding, speaking
from commoncall.voice.actions import letters, pre_approving, statements
from commoncall.voice.actions.holding import held_open
from commoncall.voice.actions.statements import Publication
from commoncall.voice.models import Delivery, Letter, Signature, Statement
from tests.decisions.deciding import Stage
from tests.voice.speaking import adopted, end_now, locked, mails, opened, prepared, sign

pytestmark = pytest.mark.django_db(transaction=True)


def _apart(work: Callable[[], Any]) -> Any:
    """Do something on a connection of its own, and return what came of it, refusals included."""
    try:
        return work()
    except Refusal as refusal:
        return refusal
    finally:
        connections.close_all()


def _at_once(*works: Callable[[], Any]) -> list[Any]:
    start = threading.Barrier(len(works))

    def go(work: Callable[[], Any]) -> Any:
        start.wait()
        return _apart(work)

    with ThreadPoolExecutor(len(works)) as pool:
        return [one.result() for one in [pool.submit(go, work) for work in works]]


def _waits(pool: ThreadPoolExecutor, work: Callable[[], Any]) -> Future[Any]:
    """Begin something on another connection, and return once it waits for a lock that is held here."""
    going = pool.submit(_apart, work)
    with connection.cursor() as cursor:
        while not going.done():
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")
            if cursor.fetchone() != (0,):
                break
    return going


def test_two_delegates_who_sign_at_once_sign_once(stage: Stage) -> None:
    for number in range(3):
        letter = opened(stage, locked(stage, f"Letter {number}"))
        became = _at_once(*(partial(sign, letter, stage.cast.sahel, by) for by in (stage.amina, stage.oumar)))
        assert sorted(type(one).__name__ for one in became) == ["Conflict", "Signature"]
        assert Signature.objects.filter(letter=letter).count() == 1
        assert Entry.objects.filter(kind="voice.signed", facts__letter=str(letter.pk)).count() == 1


def test_many_sign_at_once_and_all_stand_under_it(stage: Stage) -> None:
    letter = opened(stage)
    became = _at_once(*(partial(sign, letter, one, by) for one, by in stage.everybody.items()))
    assert {type(one) for one in became} == {Signature}


def test_a_signature_that_is_being_given_is_waited_for_and_then_the_letter_closes(stage: Stage) -> None:
    letter = opened(stage)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            sign(letter, stage.cast.sahel, stage.amina)
            closing = _waits(pool, lambda: letters.close(letter, by=stage.leila))
            assert not closing.done()
        closed = closing.result()
    signature = Signature.objects.get()
    assert signature.signed_at is not None
    assert closed.closed_at > signature.signed_at


def test_who_waited_for_the_close_comes_too_late(stage: Stage) -> None:
    letter = opened(stage)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            letters.close(letter, by=stage.leila)
            signing = _waits(pool, lambda: sign(letter, stage.cast.sahel, stage.amina))
        refused = signing.result()
    assert isinstance(refused, Conflict)
    assert not Signature.objects.exists()


def test_the_clock_is_read_once_the_letter_is_held(stage: Stage) -> None:
    letter = opened(stage)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Letter.objects.select_for_update().get(pk=letter.pk)
            signing = _waits(pool, lambda: sign(letter, stage.cast.sahel, stage.amina))
            end_now(letter)
        refused = signing.result()
    assert isinstance(refused, Conflict)
    assert refused.code == "late"


def test_a_batch_waits_for_the_signature_that_came_before_it(stage: Stage) -> None:
    letter = opened(stage)
    sign(letter, stage.cast.amal, stage.nour)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            sign(letter, stage.cast.sahel, stage.amina)
            making = _waits(pool, lambda: letters.make_up(letter, by=stage.leila))
            assert not making.done()
        delivery = making.result()
    assert delivery.signatures.count() == 2


def test_two_coordinators_make_up_one_batch(stage: Stage) -> None:
    letter = opened(stage)
    sign(letter, stage.cast.sahel, stage.amina)
    became = _at_once(*[lambda: letters.make_up(letter, by=stage.leila)] * 2)
    assert sorted(type(one).__name__ for one in became) == ["Conflict", "Delivery"]
    assert Delivery.objects.count() == 1


def test_several_workers_open_close_and_make_up_each_once(stage: Stage) -> None:
    first, second = prepared(stage), opened(stage, locked(stage, "Another"))
    sign(second, stage.cast.sahel, stage.amina)
    now = time.database_now()
    Letter.objects.filter(pk=first.pk).update(opens_at=now)
    Letter.objects.filter(pk=second.pk).update(closes_at=now, first_batch_at=now)
    for deed in (letters.open_due, letters.make_up_due, letters.close_due):
        assert sum(_at_once(deed, deed, deed)) + deed() == 1
    for kind, about in (("letter_opened", first), ("batch_made_up", second), ("letter_closed", second)):
        assert Entry.objects.filter(kind=f"voice.{kind}", subject=about.pk).count() == 1
    assert Delivery.objects.get().made_up_at == now


def test_several_workers_remind_once(stage: Stage) -> None:
    letter = opened(stage)
    Letter.objects.filter(pk=letter.pk).update(opened_at=time.now() - timedelta(days=5), closes_at=time.now() + timedelta(days=1))
    assert sum(_at_once(*[speaking.remind_due] * 3)) + speaking.remind_due() == 1
    assert len(mails("reminder")) == 6


def test_a_text_is_either_unlocked_or_its_letter_opens(stage: Stage) -> None:
    for number in range(3):
        version = locked(stage, f"Letter {number}")
        letter = prepared(stage, version)
        became = _at_once(partial(letters.open_now, letter, by=stage.leila), partial(deciding.unlock, version, "A comma.", by=stage.leila))
        assert [type(one).__name__ for one in became].count("Conflict") == 1
        state = Letter.objects.get(pk=letter.pk).state, Version.objects.get(pk=version.pk).state
        assert state in {("open", "published"), ("draft", "draft")}


def test_a_suspension_that_comes_first_is_seen_by_who_signs(stage: Stage) -> None:
    letter = opened(stage)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            type(stage.cast.sahel).objects.select_for_update(no_key=True).get(pk=stage.cast.sahel.pk)
            signing = _waits(pool, lambda: sign(letter, stage.cast.sahel, stage.amina))
            Membership.objects.filter(pk=stage.cast.sahel.pk).update(standing="suspended")
        refused = signing.result()
    assert isinstance(refused, Refusal)
    assert not Signature.objects.exists()


def test_a_pre_approval_that_is_ended_at_the_opening_is_either_used_or_not(stage: Stage) -> None:
    approval = pre_approving.pre_approve(stage.cast.sahel, "peace", by=stage.amina)
    letter = prepared(stage, topics=["peace"])
    _at_once(lambda: letters.open_now(letter, by=stage.leila), lambda: pre_approving.end(approval, by=stage.amina))
    signed = Signature.objects.filter(letter=letter).count()
    assert signed == Entry.objects.filter(kind="voice.signed_by_pre_approval").count()
    assert Entry.objects.filter(kind="voice.pre_approval_ended").count() == 1


def test_two_coordinators_publish_a_statement_once(stage: Stage) -> None:
    decision = adopted(stage)
    became = _at_once(*[lambda: statements.publish(decision, Publication(), by=stage.leila)] * 2)
    assert sorted(isinstance(one, Statement) for one in became) == [False, True]
    assert all(isinstance(one, Statement | Refusal) for one in became)


def test_a_letter_is_held_as_long_as_it_is_signed(stage: Stage) -> None:
    letter = opened(stage)
    with transaction.atomic():
        found, at = held_open(letter, stage.amina.coalition_id)
        assert found == letter
        assert found.opened_at is not None
        assert at > found.opened_at


def test_what_is_taken_out_while_a_batch_is_made_up_is_not_in_it(stage: Stage) -> None:
    letter = opened(stage)
    stays, goes = (sign(letter, one, by) for one, by in ((stage.cast.sahel, stage.amina), (stage.cast.amal, stage.nour)))
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Signature.objects.filter(pk=goes.pk).update(removed_at=time.now())
            made = _waits(pool, partial(letters.make_up, letter, by=stage.leila))
        delivery = made.result()
    assert set(delivery.signatures.all()) == {stays}
    assert Entry.objects.get(kind="voice.batch_made_up").facts["count"] == 1
