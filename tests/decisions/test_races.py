"""Several at once: an answer and the close never cross, nothing is closed or opened twice, and no answer is lost or counted twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.db.models import F

from commoncall.decisions.actions import answering, closing, opening, preparing
from commoncall.decisions.actions.holding import held_open
from commoncall.decisions.models import Decision
from commoncall.decisions.queries import answers
from commoncall.decisions.rules.rule import Answer
from commoncall.kernel import time
from commoncall.kernel.history.models import Entry
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.refusals import Conflict, Refusal
from commoncall.procedures import deciding
from tests.decisions.deciding import EARLY, MAJORITY, SILENCE, Stage

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
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone() != (0,):
                break
    return going


def _over(decision: Decision) -> None:
    """Let the time of a decision be over by the database's clock, whatever the clock of the machine says."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE decisions_decision SET closes_at = clock_timestamp() WHERE id = %s", [decision.pk])


def test_two_workers_close_a_decision_once(stage: Stage) -> None:
    decisions = [stage.opened(SILENCE, title=f"Question {number}") for number in range(3)]
    for one in decisions:
        _over(one)
    closed = _at_once(closing.close_due, closing.close_due, closing.close_due)
    assert sum(closed) + closing.close_due() == 3
    for one in decisions:
        assert Entry.objects.filter(kind="decisions.closed", subject=one.pk).count() == 1
    assert set(Decision.objects.values_list("state", flat=True)) == {"adopted"}


def test_two_workers_open_a_decision_once(stage: Stage) -> None:
    announced = opening.announce(stage.prepared(MAJORITY), by=stage.leila)
    Decision.objects.update(opens_at=F("announced_at"))
    opened = _at_once(opening.open_due, opening.open_due, opening.open_due)
    assert sum(opened) + opening.open_due() == 1
    assert announced.roll.count() == 4
    assert Entry.objects.filter(kind="asks.asked").count() == 4


def test_two_workers_confirm_an_outcome_once(stage: Stage) -> None:
    decision = stage.opened(SILENCE)
    _over(decision)
    closing.close_due()
    confirmed = _at_once(deciding.confirm_due, deciding.confirm_due, deciding.confirm_due)
    assert sum(confirmed) + deciding.confirm_due() == 1
    written = Message.objects.filter(kind="decisions.confirmed")
    assert written.count() == len(set(written.values_list("address", flat=True))) == 6


def test_while_an_answer_is_being_given_the_decision_is_not_closed(stage: Stage) -> None:
    """Whoever was in time is counted, even where the close comes before the answer is written."""
    decision = stage.opened(SILENCE)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            held_open(decision, stage.amina)
            # The instant passes while the answer is on its way.
            going = pool.submit(_apart, lambda: _closing_at_its_end(decision))
            assert going.result() == 0, "it is left for the next time"
            answering.answer(decision, stage.cast.sahel, Answer.STAND_ASIDE, by=stage.amina)
        assert pool.submit(_apart, lambda: _closing_at_its_end(decision)).result() == 1
    decision.refresh_from_db()
    report = answers.report_of(decision)
    assert report is not None
    assert (decision.state, report.stand_aside) == ("adopted", 1)


def _closing_at_its_end(decision: Decision) -> int:
    with time.as_of(decision.closes_at):
        return closing.close_due()


def test_an_answer_that_waits_for_the_close_comes_too_late(stage: Stage) -> None:
    decision = stage.opened(EARLY)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Decision.objects.select_for_update().get(pk=decision.pk)
            going = _waits(pool, lambda: answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina))
            assert not going.done()
            Decision.objects.filter(pk=decision.pk).update(state="withdrawn")
        refusal = going.result()
    assert isinstance(refusal, Conflict)
    assert refusal.code == "not_open"
    assert not decision.responses.exists()


def test_an_answer_that_waits_beyond_the_instant_comes_too_late(stage: Stage) -> None:
    """The clock is read once the decision is held, not when the answer was sent; nothing else has changed meanwhile."""
    decision = stage.opened(MAJORITY)
    with connection.cursor() as cursor, ThreadPoolExecutor(1) as pool:
        cursor.execute("UPDATE decisions_decision SET closes_at = clock_timestamp() + interval '1 second' WHERE id = %s", [decision.pk])
        with transaction.atomic():
            Decision.objects.select_for_update().get(pk=decision.pk)
            going = _waits(pool, lambda: answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina))
            is_over = False
            while not is_over:
                cursor.execute("SELECT clock_timestamp() >= closes_at FROM decisions_decision WHERE id = %s", [decision.pk])
                (is_over,) = cursor.fetchone()
        refusal = going.result()
    assert isinstance(refusal, Conflict)
    assert refusal.code == "late"
    assert not decision.responses.exists()


def test_two_delegates_at_once_give_one_answer_and_the_last_one_stands(stage: Stage) -> None:
    decision = stage.opened(MAJORITY)
    sahel = stage.cast.sahel
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            answering.answer(decision, sahel, Answer.AGREE, by=stage.amina)
            going = _waits(pool, lambda: answering.answer(decision, sahel, Answer.AGAINST, by=stage.oumar))
            assert not going.done(), "the second waits for the first"
        assert not isinstance(going.result(), Refusal)
    assert decision.responses.get().answer == "against"
    said = Entry.objects.filter(concerns=sahel.pk, kind__in=["decisions.answered", "decisions.answer_changed"]).order_by("id")
    assert sorted(one.facts["answer"] for one in said) == ["against", "agree"]


def test_two_objections_at_once_break_silence_once(stage: Stage) -> None:
    decision = stage.opened(SILENCE)
    came = _at_once(
        lambda: answering.answer(decision, stage.cast.sahel, Answer.OBJECT, "No.", by=stage.amina),
        lambda: answering.answer(decision, stage.cast.amal, Answer.OBJECT, "Never.", by=stage.nour),
    )
    refused = [one for one in came if isinstance(one, Refusal)]
    assert [one.code for one in refused] == ["not_open"]
    assert Entry.objects.filter(kind="decisions.closed", subject=decision.pk).count() == 1


def test_two_coordinators_open_a_draft_once(stage: Stage) -> None:
    draft = stage.prepared()
    came = _at_once(lambda: opening.open_now(draft, by=stage.leila), lambda: opening.open_now(draft, by=stage.leila))
    assert sum(isinstance(one, Conflict) for one in came) == 1
    assert draft.roll.count() == 4


def test_a_text_is_put_to_one_decision_at_a_time(stage: Stage) -> None:
    version = stage.locked_text()
    drafts = [stage.prepared(version=version, title=f"Question {number}") for number in range(2)]
    came = _at_once(*(lambda one=one: opening.open_now(one, by=stage.leila) for one in drafts))
    assert sum(isinstance(one, Conflict) for one in came) == 1


def test_withdrawing_and_the_close_do_not_both_happen(stage: Stage) -> None:
    decision = stage.opened(SILENCE)
    _over(decision)
    _at_once(closing.close_due, lambda: preparing.withdraw(decision, "Too late.", by=stage.leila))
    closing.close_due()
    decision.refresh_from_db()
    ends = Entry.objects.filter(kind__in=["decisions.closed", "decisions.withdrawn"], subject=decision.pk)
    assert (ends.count(), decision.state in {"adopted", "withdrawn"}) == (1, True)


def test_many_answer_at_once_and_each_is_counted(stage: Stage) -> None:
    decision = stage.opened(MAJORITY)
    works = [lambda organisation=one, by=by: answering.answer(decision, organisation, Answer.AGREE, by=by) for one, by in stage.everybody.items()]
    _at_once(*works, *works)
    _over(decision)
    assert closing.close_due() == 1
    decision.refresh_from_db()
    report = answers.report_of(decision)
    assert report is not None
    assert (report.answered, report.agree) == (4, 4)
    assert decision.closed_at - decision.opened_at < timedelta(hours=72)
