"""What becomes of a vote on a member where its procedure goes on otherwise: nothing is done unseen, and nothing that was not asked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connection

from commoncall.decisions.actions import opening, preparing
from commoncall.decisions.models import Decision, Rung
from commoncall.decisions.rules.rule import Answer, Channel, Failure, Rule
from commoncall.kernel import time
from commoncall.kernel.history.models import Entry
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.refusals import Conflict
from commoncall.membership.actions import proceedings
from commoncall.membership.actions.proceedings import Hearing
from commoncall.membership.models import Proceeding, Standing
from commoncall.procedures import consequences, undoing
from commoncall.procedures.standing import deciding, hearing, resting
from tests.cast import Cast
from tests.decisions.deciding import staged
from tests.procedures.test_suspending_by_the_ladder import DAY, HOUR, TWO_THIRDS, Case, again, end, meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    stage = staged(cast)
    for code in ("expulsion", "suspension"):
        stage.rung(code, TWO_THIRDS)
    opened = proceedings.begin(cast.sahel, "It spoke for all of us.", "The release.", by=stage.leila)
    proceedings.give_notice(opened, Hearing("You are heard.", time.now() + 7 * DAY), by=stage.leila)
    return Case(stage, proceedings.answer(opened, "We were asked by the ministry.", by=stage.amina))


@pytest.fixture
def suspended(case: Case) -> Case:
    decided = proceedings.Decision("Committee", time.now().date(), "Assembly", time.now().date() + DAY)
    proceedings.suspend(case.proceeding, decided, by=case.stage.leila)
    return case


def noted(decision: Decision) -> int:
    """Count how often it was noted for the coordinators that what was decided could not be done."""
    return Entry.objects.filter(kind="decisions.not_followed", subject=decision.pk).count()


def test_a_suspension_that_is_over_takes_the_vote_on_the_expulsion_with_it(suspended: Case) -> None:
    Proceeding.objects.update(until_at=time.now() + HOUR)
    decision = deciding.propose_expulsion(again(suspended.proceeding), by=suspended.stage.leila)
    assert resting.each_due(time.now() + 2 * HOUR) == 1
    decision.refresh_from_db()
    assert (decision.state, again(suspended.proceeding).state) == ("withdrawn", "lifted")


def test_a_suspension_that_is_undone_takes_the_vote_on_the_expulsion_with_it(suspended: Case) -> None:
    decision = deciding.propose_expulsion(again(suspended.proceeding), by=suspended.stage.leila)
    undoing.undo(Entry.objects.filter(kind="membership.suspended").latest("id").pk, by=suspended.stage.leila)
    decision.refresh_from_db()
    assert (decision.state, suspended.standing) == ("withdrawn", Standing.GOOD)


def test_an_expulsion_that_was_adopted_and_cannot_be_done_is_noted_for_the_coordinators(suspended: Case) -> None:
    decision = deciding.propose_expulsion(again(suspended.proceeding), by=suspended.stage.leila)
    suspended.answered(decision, Answer.AGREE, suspended.stage.cast.amal)
    proceedings.lift(again(suspended.proceeding), "It apologised.", by=suspended.stage.leila)
    end(decision)
    assert (noted(decision), again(suspended.proceeding).state) == (1, "lifted")


def test_a_vote_on_a_suspension_expels_nobody_though_it_is_suspended_meanwhile(case: Case) -> None:
    decision = case.propose()
    case.answered(decision, Answer.AGREE, case.stage.cast.amal)
    proceedings.suspend(again(case.proceeding), replace(meeting(), assembly_on=time.now().date() + DAY), by=case.stage.leila)
    end(decision)
    assert (case.standing, again(case.proceeding).state, noted(decision)) == (Standing.SUSPENDED, "in_force", 1)


def test_a_suspension_that_is_passed_on_to_the_rung_of_expulsions_suspends(case: Case) -> None:
    Rung.objects.filter(code="suspension").update(rule=replace(TWO_THIRDS, failure=Failure.ESCALATE).as_stored())
    passed_on = end(case.propose())
    assert passed_on.state == "escalated"
    above = opening.open_now(Decision.objects.get(follows=passed_on), by=case.stage.leila)
    case.answered(above, Answer.AGREE, case.stage.cast.amal)
    end(above)
    assert (above.rung_code, case.standing) == ("expulsion", Standing.SUSPENDED)


@pytest.mark.parametrize("rule", [replace(TWO_THIRDS, early_close=True), replace(TWO_THIRDS, channel=Channel.MEETING)])
def test_an_expulsion_that_could_be_decided_before_the_assembly_waits_for_it(suspended: Case, rule: Rule) -> None:
    Rung.objects.filter(code="expulsion").update(rule=rule.as_stored())
    with pytest.raises(Conflict) as refused:
        deciding.propose_expulsion(again(suspended.proceeding), by=suspended.stage.leila)
    assert refused.value.code == "too_early"
    Proceeding.objects.update(assembly_on=time.now().date())
    assert deciding.propose_expulsion(again(suspended.proceeding), by=suspended.stage.leila).concerned_id == suspended.stage.cast.sahel.pk


def test_the_assembly_is_not_moved_while_an_expulsion_is_being_decided_on(suspended: Case) -> None:
    later, by = time.now().date() + 60 * DAY, suspended.stage.leila
    decision = deciding.propose_expulsion(again(suspended.proceeding), by=by)
    with pytest.raises(Conflict):
        hearing.move_assembly(suspended.proceeding, "Assembly in Lusaka", later, "The hall.", by=by)
    preparing.withdraw(decision, "It is heard later.", by=by)
    assert hearing.move_assembly(suspended.proceeding, "Assembly in Lusaka", later, "The hall.", by=by).assembly_on == later


def test_it_is_told_that_it_was_not_expelled_once_and_that_nothing_has_changed(suspended: Case) -> None:
    decision = deciding.propose_expulsion(again(suspended.proceeding), by=suspended.stage.leila)
    suspended.answered(decision, Answer.AGAINST, suspended.stage.cast.amal)
    end(decision)
    consequences.follow_due()
    letter = Message.objects.get(kind="membership.expulsion_not_adopted", address="amina@amina.example")
    assert letter.subject.endswith(decision.title)
    assert "standing has not changed" in " ".join(letter.text.split())


@pytest.mark.django_db(transaction=True)
def test_of_two_who_propose_at_once_one_does(case: Case) -> None:
    def propose(_number: int) -> bool:
        try:
            case.propose()
        except Conflict:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(propose, range(2))) == [False, True]
    assert Decision.objects.filter(subject=case.proceeding.pk).count() == 1
