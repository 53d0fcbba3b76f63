"""What is left for later is done once its deed is committed, and done again where a worker was killed."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from commoncall.clock import housekeeping
from commoncall.clock.beats import BEATS, Beat, beating, once
from commoncall.clock.tasks import TASKS
from commoncall.clock.worker import work
from commoncall.kernel import time
from commoncall.kernel.background import later
from commoncall.kernel.history import queries as book
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.models import Coalition
from tests.cast import Cast

done: list[object] = []


@app.task(name="tests.note")
def note(what: str) -> None:
    done.append(what)


@app.task(name="tests.fail", retry=RetryStrategy(max_attempts=2, wait=60))
def fail() -> None:
    raise RuntimeError("on purpose")


@app.task(name="tests.begin_another")
def begin_another() -> None:
    with transaction.atomic():
        later("tests.note", what="the other")
        transaction.set_rollback(True)
    with transaction.atomic():
        later("tests.note", what="another")


@pytest.fixture(autouse=True)
def _nothing_done() -> None:
    done.clear()


def leave(task: str, **facts: object) -> int:
    with transaction.atomic():
        return later(task, **facts)


@pytest.mark.django_db(transaction=True)
class TestLater:
    @pytest.fixture(autouse=True)
    def _nothing_left(self, transactional_db: None) -> None:
        # The queue's tables are not Django's to empty.
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs")

    def test_it_is_done_once_the_deed_is_committed(self) -> None:
        leave("tests.note", what="first")
        with transaction.atomic():
            later("tests.note", what="taken back")
            transaction.set_rollback(True)
        work(until_done=True)
        assert done == ["first"]
        assert not ProcrastinateJob.objects.exists()

    def test_a_task_can_leave_something_for_later_in_its_own_transaction(self) -> None:
        leave("tests.begin_another")
        work(until_done=True)
        assert done == ["another"]

    def test_what_fails_is_tried_again_later(self) -> None:
        leave("tests.fail")
        work(until_done=True)
        job = ProcrastinateJob.objects.get()
        assert (job.status, job.attempts) == ("todo", 1)
        assert job.scheduled_at > time.now()

    def test_what_a_killed_worker_left_is_done_again(self) -> None:
        job = leave("tests.note", what="left behind")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job])
        work(until_done=True)
        assert done == []
        assert housekeeping.take_up_stalled_jobs() == 1
        work(until_done=True)
        assert done == ["left behind"]

    def test_a_job_that_ends_its_worker_again_and_again_is_given_up(self) -> None:
        job = leave("tests.note", what="deadly")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', attempts = 5 WHERE id = %s", [job])
        assert housekeeping.take_up_stalled_jobs() == 0
        assert ProcrastinateJob.objects.get().status == "failed"


@pytest.mark.django_db
def test_what_is_left_for_later_needs_the_transaction_of_its_deed() -> None:
    connection.in_atomic_block, before = False, connection.in_atomic_block
    try:
        with pytest.raises(RuntimeError):
            later("tests.note", what="alone")
    finally:
        connection.in_atomic_block = before


def test_every_task_can_be_asked_for_by_its_name() -> None:
    assert set(TASKS) <= set(app.tasks)


class TestBeats:
    @pytest.mark.django_db(transaction=True)
    def test_each_beat_goes_well_on_an_installation_with_something_to_do(self, cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
        for beat in BEATS:
            once(beat)
        assert not caplog.records
        chain = Coalition.objects.get(slug="quiet-fields").chain
        verified = book.verify(chain)
        assert verified.holds
        assert (verified.unsealed, verified.length > 0) == (0, True)

    def test_a_beat_that_fails_is_told_and_ends_nothing(self, db: None, caplog: pytest.LogCaptureFixture) -> None:
        def break_off() -> None:
            raise ConnectionError("the database is away")

        with caplog.at_level(logging.ERROR):
            once(Beat("count the stars", 1, break_off))
        assert "could not count the stars" in caplog.text

    def test_a_beat_that_goes_on_does_not_wait_while_it_finds_something_to_do(self, db: None) -> None:
        left, all_done = [1, 2, 3, 4], threading.Event()

        def take_one() -> int:
            if not left:
                all_done.set()
                return 0
            return left.pop()

        with beating((Beat("take all", 3600, take_one, goes_on=True),)):
            assert all_done.wait(10)

    def test_beats_go_on_side_by_side_until_told_to_stop(self, db: None) -> None:
        slow_began, quick_went_on, let_go = threading.Event(), threading.Event(), threading.Event()

        def slow() -> None:
            slow_began.set()
            let_go.wait(10)

        def quick() -> None:
            if slow_began.is_set():
                quick_went_on.set()

        with beating((Beat("be slow", 0.01, slow), Beat("be quick", 0.01, quick))):
            assert quick_went_on.wait(10)
            let_go.set()
        assert not [thread for thread in threading.enumerate() if thread.name in {"be slow", "be quick"}]


@pytest.mark.django_db
def test_time_takes_secrets_away(cast: Cast) -> None:
    now = time.now()
    Message.objects.create(kind="x", address="a@a.example", subject="s", text="123456", is_secret=True, written_at=now, due_at=now, expires_at=now)
    with time_machine.travel(now + timedelta(minutes=1)):
        housekeeping.each_minute()
    assert Message.objects.get().text == ""
