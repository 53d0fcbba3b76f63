"""Whoever was suspended before a vote closed is not counted in it, whatever the clock comes to first and whoever was killed on the way."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction

from commoncall.decisions.actions import answering, closing, opening
from commoncall.decisions.actions.preparing import About
from commoncall.decisions.models import Decision
from commoncall.decisions.queries.decisions import PROCEEDING
from commoncall.decisions.rules.rule import Answer, Base, Failure, Report, Rule, Time, Way
from commoncall.kernel import time
from commoncall.kernel.refusals import Conflict
from commoncall.membership.actions import proceedings
from commoncall.membership.actions.proceedings import Hearing
from commoncall.membership.models import Proceeding
from commoncall.procedures import consequences
from tests.cast import Cast
from tests.decisions.deciding import MEETING, Stage, at_its_end, staged

pytestmark = pytest.mark.django_db

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TWO_THIRDS = Rule(window=Time(hours=72), failure=Failure.LAPSE)
EARLY = replace(TWO_THIRDS, early_close=True, base=Base.ALL)
SILENCE = Rule(way=Way.SILENCE, window=Time(hours=72))


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return staged(cast)


def _proposed(stage: Stage, rule: Rule = TWO_THIRDS) -> Decision:
    """Put the suspension of Sahel to the vote, with a clear majority for it."""
    cast = stage.cast
    begun = proceedings.begin(cast.sahel, "It spoke for all of us.", "The release.", by=stage.leila)
    proceedings.give_notice(begun, Hearing("You are heard.", time.now() + 7 * DAY), by=stage.leila)
    proceedings.answer(begun, "We were asked by the ministry.", by=stage.amina)
    proceedings.set_assembly(begun, "Assembly in Nairobi", time.now().date() + 30 * DAY, by=stage.leila)
    decision = stage.opened(rule, title="Suspension", about=About(begun.pk, PROCEEDING, cast.sahel))
    _answer(stage, decision, "amal", "campos")
    return decision


def _answer(stage: Stage, decision: Decision, *names: str, answer: Answer = Answer.AGREE) -> None:
    people = {"sahel": stage.amina, "amal": stage.nour, "campos": stage.bruno, "lantern": stage.mina}
    for name in names:
        answering.answer(decision, getattr(stage.cast, name), answer, "So we see it.", by=people[name])


def _agreeing(decision: Decision) -> tuple[str, int]:
    decision.refresh_from_db()
    return decision.state, Report.of(decision.outcome).agree if decision.outcome else 0


def _later(stage: Stage, decision: Decision, rule: Rule = TWO_THIRDS, length: timedelta = HOUR) -> Decision:
    """Open another vote that ends after a first one, and let Sahel alone answer it."""
    assert decision.closes_at is not None
    later = stage.opened(rule, closes_at=decision.closes_at + length)
    _answer(stage, later, "sahel")
    return later


def test_whom_a_vote_has_suspended_is_not_counted_though_nothing_has_followed_yet(stage: Stage) -> None:
    decision = _proposed(stage)
    later = _later(stage, decision)
    # Whoever closed the first was killed before anything followed.
    at_its_end(decision)
    at_its_end(later)
    assert _agreeing(later) == ("lapsed", 0)
    assert Report.of(later.outcome or {}).not_counted == (str(stage.cast.sahel.pk),)


def test_what_closes_at_the_very_instant_of_the_suspension_still_counts_it(stage: Stage) -> None:
    decision = _proposed(stage)
    same = _later(stage, decision, length=timedelta())
    at_its_end(decision)
    assert _agreeing(same) == ("adopted", 1)


def test_whoever_is_suspended_but_not_yet_so_named_stands_on_no_new_roll(stage: Stage) -> None:
    decision = _proposed(stage)
    at_its_end(decision)
    assert stage.cast.sahel.pk not in set(stage.opened().roll.values_list("organisation_id", flat=True))


def test_a_procedure_that_ended_otherwise_takes_nothing_from_anybody(stage: Stage) -> None:
    decision = _proposed(stage)
    later = _later(stage, decision)
    at_its_end(decision)
    Proceeding.objects.filter(pk=decision.subject).update(state=Proceeding.State.DROPPED)
    at_its_end(later)
    assert _agreeing(later) == ("adopted", 1)


def test_what_cannot_follow_holds_up_no_later_vote(stage: Stage) -> None:
    decision = _proposed(stage)
    later = _later(stage, decision)
    at_its_end(decision)
    # The assembly that would hear it has met meanwhile.
    Proceeding.objects.update(assembly_on=time.now().date())
    with time.as_of(time.now() + 5 * DAY):
        assert consequences.follow_due() == 1
    at_its_end(later)
    assert _agreeing(later) == ("adopted", 1)


def test_an_objection_of_whom_a_vote_has_suspended_breaks_no_silence(stage: Stage) -> None:
    decision = _proposed(stage)
    assert decision.closes_at is not None
    silence = stage.opened(SILENCE, closes_at=decision.closes_at + HOUR)
    with time.as_of(decision.closes_at + timedelta(seconds=1)):
        # The clock has not come by since the first ended.
        _answer(stage, silence, "sahel", answer=Answer.OBJECT)
        assert silence.__class__.objects.get(pk=silence.pk).state == "open"
    at_its_end(silence)
    assert _agreeing(silence)[0] == "adopted"


def test_what_closes_early_closes_first_what_was_to_close_before(stage: Stage) -> None:
    decision = _proposed(stage)
    early = stage.opened(EARLY, closes_at=(decision.closes_at or time.now()) + HOUR)
    _answer(stage, early, "sahel", "amal")
    with time.as_of((decision.closes_at or time.now()) + timedelta(seconds=1)):
        # Three of four would have settled it, were one of them not suspended by now.
        _answer(stage, early, "campos")
    assert _agreeing(decision)[0] == "adopted"
    assert _agreeing(early)[0] == "open"


def test_what_cannot_be_closed_keeps_no_other_vote_waiting(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    decision = _proposed(stage)
    later = _later(stage, decision)
    # A rule that nothing here can read.
    Decision.objects.filter(pk=decision.pk).update(rule={"way": "by lot"})
    assert later.closes_at is not None
    with time.as_of(later.closes_at), pytest.raises(ValueError, match="by lot"):
        closing.close_due()
    assert _agreeing(later) == ("adopted", 1)
    assert _agreeing(decision)[0] == "open"


def _meanwhile(work: Callable[[], object]) -> object:
    def apart() -> object:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(apart).result()


def _over(*decisions: Decision) -> None:
    """Let decisions be over one after another, by the database's clock."""
    for one in decisions:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE decisions_decision SET closes_at = clock_timestamp() WHERE id = %s", [one.pk])


@pytest.mark.django_db(transaction=True)
def test_a_vote_waits_while_an_earlier_one_is_being_closed(stage: Stage) -> None:
    decision = _proposed(stage)
    later = _later(stage, decision)
    elsewhere = Decision.objects.create(
        coalition=stage.cast.open_water, title="Elsewhere", language="en", rule=TWO_THIRDS.as_stored(), state="open", begun_at=time.now(), number=900
    )
    _over(decision, later, elsewhere)
    with transaction.atomic():
        Decision.objects.select_for_update().get(pk=decision.pk)
        # Another coalition does not wait for it.
        assert _meanwhile(closing.close_due) == 1
        assert (_agreeing(later)[0], _agreeing(elsewhere)[0]) == ("open", "lapsed")
    assert closing.close_due() == 2
    assert _agreeing(later) == ("lapsed", 0)


@pytest.mark.django_db(transaction=True)
def test_a_meeting_is_told_that_an_earlier_vote_is_being_closed(stage: Stage) -> None:
    decision = _proposed(stage)
    meeting = opening.open_now(stage.prepared(MEETING), by=stage.leila)
    _answer(stage, meeting, "sahel")
    _over(decision)

    def close() -> object:
        try:
            return closing.close_meeting(meeting, by=stage.leila)
        except Conflict as refused:
            return refused.code

    with transaction.atomic():
        Decision.objects.select_for_update().get(pk=decision.pk)
        assert _meanwhile(close) == "moment"
    close()
    assert _agreeing(meeting)[1] == 0
