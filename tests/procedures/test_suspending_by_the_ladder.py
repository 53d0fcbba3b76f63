"""A member is suspended, and expelled, by those whom the ladder names: heard until the end, without a vote on itself, at the closing instant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from commoncall.decisions.actions import answering, closing, opening, preparing, proxies
from commoncall.decisions.models import Decision, Rung
from commoncall.decisions.permissions import may_answer
from commoncall.decisions.queries import decisions
from commoncall.decisions.rules.rule import Answer, Channel, Failure, Report, Rule, Time
from commoncall.kernel import time
from commoncall.kernel.history import kinds
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Naming
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.models import Organisation, Person
from commoncall.kernel.refusals import Conflict, NotAllowed, Refusal
from commoncall.membership.actions import proceedings
from commoncall.membership.actions.leaving import How
from commoncall.membership.actions.proceedings import Hearing
from commoncall.membership.models import Departure, Membership, Proceeding, Standing
from commoncall.procedures import about, consequences
from commoncall.procedures.deciding import subjects
from commoncall.procedures.standing import deciding, hearing, leaving
from commoncall.procedures.standing.deciding import Assembly
from tests.applicants import committee_of
from tests.cast import Cast
from tests.decisions.deciding import Stage, at_its_end, staged

pytestmark = pytest.mark.django_db

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TWO_THIRDS = Rule(window=Time(hours=72), failure=Failure.LAPSE)


@dataclass(frozen=True)
class Case:
    """A procedure about Sahel in which all is there but the decision."""

    stage: Stage
    proceeding: Proceeding

    @property
    def standing(self) -> str:
        return Membership.objects.get(pk=self.proceeding.membership_id).standing

    def propose(self, days: int = 30) -> Decision:
        return deciding.propose_suspension(self.proceeding, Assembly("Assembly in Nairobi", time.now().date() + days * DAY), by=self.stage.leila)

    def answered(self, decision: Decision, answer: Answer, *names: Organisation) -> None:
        for organisation, actor in self.stage.everybody.items():
            if organisation in names:
                answering.answer(decision, organisation, answer, "So we see it.", by=actor)


@pytest.fixture
def case(cast: Cast) -> Case:
    stage = staged(cast)
    for code in ("expulsion", "suspension"):
        stage.rung(code, TWO_THIRDS)
    opened = proceedings.begin(cast.sahel, "It spoke for all of us.", "The release.", by=stage.leila)
    proceedings.give_notice(opened, Hearing("You are heard.", time.now() + 7 * DAY), by=stage.leila)
    return Case(stage, proceedings.answer(opened, "We were asked by the ministry.", by=stage.amina))


def end(decision: Decision) -> Decision:
    """Let the clock come by at the instant at which a decision ends, and do what follows."""
    ended = at_its_end(decision)
    assert ended.closes_at is not None
    with time.as_of(ended.closes_at):
        consequences.follow_due()
    return ended


def again(proceeding: Proceeding) -> Proceeding:
    return Proceeding.objects.select_related("membership__organisation", "coalition").get(pk=proceeding.pk)


def test_it_is_suspended_from_the_instant_at_which_that_was_adopted(case: Case) -> None:
    cast = case.stage.cast
    decision = case.propose()
    assert (decision.state, decision.rung_code, case.standing) == ("open", "suspension", Standing.GOOD)
    case.answered(decision, Answer.AGREE, cast.amal, cast.campos)
    end(decision)
    kept = again(case.proceeding)
    assert (kept.state, kept.decided_at, case.standing) == ("in_force", decision.closes_at, Standing.SUSPENDED)
    assert kept.meeting == f"Decision {decision.number} of the register"
    assert Message.objects.filter(kind="membership.suspension", address="amina@amina.example").count() == 1


def test_it_does_not_decide_on_itself_and_nobody_does_it_for_it(case: Case) -> None:
    cast = case.stage.cast
    Rung.objects.filter(code="suspension").update(rule=replace(TWO_THIRDS, proxies=2).as_stored())
    decision = case.propose()
    assert set(decision.roll.values_list("organisation_id", flat=True)) == {cast.amal.pk, cast.campos.pk, cast.lantern.pk}
    assert not may_answer(case.stage.amina, decision, cast.sahel).allowed
    with pytest.raises(NotAllowed):
        answering.answer(decision, cast.sahel, Answer.AGAINST, by=case.stage.amina)
    with pytest.raises(Refusal):
        proxies.give(decision, cast.amal, cast.sahel, by=case.stage.nour)


def test_it_is_told_reads_the_decision_and_is_heard_until_the_end(case: Case) -> None:
    decision = case.propose()
    letter = Message.objects.get(kind="membership.put_to_the_vote", address="amina@amina.example")
    assert "no vote in this" in " ".join(letter.text.split())
    assert decisions.visible_to(case.stage.amina).filter(pk=decision.pk).exists()
    hearing.answer(again(case.proceeding), "We have withdrawn the release.", by=case.stage.amina)
    told = about.told(case.stage.nour, decision)
    assert told is not None
    assert dict(told.parts)["answer"] == "We have withdrawn the release."
    assert not told.may_open


def test_others_learn_nothing_of_it(case: Case) -> None:
    decision, cast = case.propose(), case.stage.cast
    for account, coalition in ((cast.deniz, None), (cast.eva, None), (cast.viktor, cast.open_water)):
        assert not decisions.visible_to(cast.actor(account, coalition)).filter(pk=decision.pk).exists()


def test_what_is_not_adopted_changes_nothing_and_ends_the_procedure(case: Case) -> None:
    decision = case.propose()
    case.answered(decision, Answer.AGAINST, case.stage.cast.amal)
    assert end(decision).state == "lapsed"
    kept = again(case.proceeding)
    assert (kept.state, case.standing) == ("dropped", Standing.GOOD)
    assert Message.objects.filter(kind="membership.procedure_ended", address="amina@amina.example").count() == 1


def test_nobody_is_put_to_the_vote_unheard(case: Case) -> None:
    cast, by = case.stage.cast, case.stage.leila
    opened = proceedings.begin(cast.amal, "A reason", by=by)
    with pytest.raises(Refusal) as refused:
        deciding.propose_suspension(opened, Assembly("Assembly", time.now().date() + 30 * DAY), by=by)
    assert refused.value.facts["missing"] == ["facts_gathered", "notice", "hearing"]
    assert not Decision.objects.filter(subject=opened.pk).exists()
    with pytest.raises(NotAllowed):
        deciding.propose_suspension(case.proceeding, Assembly("Assembly", time.now().date() + 30 * DAY), by=case.stage.nour)


def test_the_assembly_comes_after_the_decision(case: Case) -> None:
    with pytest.raises(Refusal) as refused:
        case.propose(days=2)
    assert refused.value.field == "assembly_on"


def test_while_it_is_decided_on_it_is_neither_put_again_nor_noted_by_hand(case: Case) -> None:
    case.propose()
    for deed in (
        case.propose,
        lambda: deciding.note_suspension(case.proceeding, meeting(), by=case.stage.leila),
    ):
        with pytest.raises(Conflict):
            deed()


def meeting() -> proceedings.Decision:
    today = time.now().date()
    return proceedings.Decision("Committee, 14 May", today, "Assembly", today + 30 * DAY)


def test_a_procedure_that_is_dropped_takes_the_vote_with_it(case: Case) -> None:
    decision = case.propose()
    hearing.drop(again(case.proceeding), "It apologised.", by=case.stage.leila)
    decision.refresh_from_db()
    assert decision.state == "withdrawn"
    consequences.follow_due()
    assert (again(case.proceeding).state, case.standing) == ("dropped", Standing.GOOD)


def test_whoever_leaves_is_decided_on_no_longer(case: Case) -> None:
    decision = case.propose()
    leaving.leave(case.stage.cast.sahel, leaving.Leaving(How.WITHDRAWN), by=case.stage.amina)
    decision.refresh_from_db()
    assert (decision.state, case.standing) == ("withdrawn", Standing.LEFT)


def test_what_a_meeting_decided_is_noted_and_entered_later_with_its_source(case: Case) -> None:
    deciding.note_suspension(case.proceeding, meeting(), by=case.stage.leila)
    assert case.standing == Standing.SUSPENDED
    entry = Decision.objects.get(subject=case.proceeding.pk)
    assert (entry.rung_code, entry.state, entry.entered_by_id) == ("suspension", "adopted", case.stage.leila.person_id)
    assert "Committee, 14 May" in entry.source
    assert entry.decided_on == time.now().date()
    assert not decisions.visible_to(case.stage.nour).filter(pk=entry.pk).exists()
    undone = Entry.objects.filter(kind="membership.suspended").latest("id")
    kinds.undo_of("membership.suspended")(undone, case.stage.leila)  # type: ignore[misc]
    deciding.note_suspension(again(case.proceeding), replace(meeting(), meeting="Committee, 15 May"), by=case.stage.leila)
    assert [one.decided_how for one in Decision.objects.filter(subject=case.proceeding.pk)] == ["Committee, 15 May"]


def test_what_was_voted_is_lifted_and_not_undone(case: Case) -> None:
    decision = case.propose()
    case.answered(decision, Answer.AGREE, case.stage.cast.amal)
    end(decision)
    entry = Entry.objects.filter(kind="membership.suspended").latest("id")
    with pytest.raises(Conflict):
        kinds.undo_of("membership.suspended")(entry, case.stage.leila)  # type: ignore[misc]


@pytest.fixture
def suspended(case: Case) -> Case:
    today = time.now().date()
    proceedings.suspend(case.proceeding, proceedings.Decision("Committee", today, "Assembly", today + DAY), by=case.stage.leila)
    return case


def test_it_is_expelled_at_the_closing_instant_with_all_that_hangs_on_it(suspended: Case) -> None:
    cast = suspended.stage.cast
    decision = deciding.propose_expulsion(again(suspended.proceeding), by=suspended.stage.leila)
    assert cast.sahel.pk not in set(decision.roll.values_list("organisation_id", flat=True))
    assert decisions.visible_to(suspended.stage.amina).filter(pk=decision.pk).exists()
    suspended.answered(decision, Answer.AGREE, cast.amal, cast.campos)
    end(decision)
    departure = Departure.objects.get(membership=cast.sahel.pk)
    assert (departure.how, departure.left_at, suspended.standing) == ("expelled", decision.closes_at, Standing.LEFT)
    assert again(suspended.proceeding).state == "expelled"


def test_an_expulsion_that_is_not_adopted_leaves_the_suspension_as_it_is(suspended: Case) -> None:
    decision = deciding.propose_expulsion(again(suspended.proceeding), by=suspended.stage.leila)
    suspended.answered(decision, Answer.AGAINST, suspended.stage.cast.amal)
    end(decision)
    assert (again(suspended.proceeding).state, suspended.standing) == ("in_force", Standing.SUSPENDED)


def test_it_is_not_expelled_before_the_assembly_has_heard_it(suspended: Case) -> None:
    Proceeding.objects.update(assembly_on=time.now().date() + 30 * DAY)
    with pytest.raises(Conflict):
        deciding.propose_expulsion(again(suspended.proceeding), by=suspended.stage.leila)


def test_an_expulsion_that_the_assembly_decided_is_entered_later(suspended: Case) -> None:
    Proceeding.objects.update(assembly_on=time.now().date())
    deciding.note_expulsion(again(suspended.proceeding), "Expelled by 40 of 52", by=suspended.stage.leila)
    entry = Decision.objects.get(subject=suspended.proceeding.pk)
    assert (entry.rung_code, suspended.standing) == ("expulsion", Standing.LEFT)
    assert "Expelled by 40 of 52" in entry.decided_how


def test_on_one_that_is_named_to_the_coordinators_alone_nobody_else_decides_here(case: Case) -> None:
    Organisation.objects.filter(pk=case.stage.cast.sahel.pk).update(naming=Naming.COORDINATORS)
    with pytest.raises(Refusal) as refused:
        deciding.propose_suspension(again(case.proceeding), Assembly("Assembly", time.now().date() + 30 * DAY), by=case.stage.leila)
    assert refused.value.code == "no_rung"
    deciding.note_suspension(again(case.proceeding), meeting(), by=case.stage.leila)
    assert "Sahel" not in Decision.objects.get(subject=case.proceeding.pk).title


def test_what_can_no_longer_be_done_is_noted_for_the_coordinators(case: Case) -> None:
    decision = case.propose()
    case.answered(decision, Answer.AGREE, case.stage.cast.amal)
    Proceeding.objects.update(assembly_on=time.now().date())
    end(decision)
    assert case.standing == Standing.GOOD
    assert Entry.objects.filter(kind="decisions.not_followed", subject=decision.pk).count() == 1
    assert subjects.under_way(case.proceeding.pk) is None


def test_a_vote_that_was_withdrawn_leaves_everything_as_it_was(case: Case) -> None:
    preparing.withdraw(case.propose(), "It is heard once more.", by=case.stage.leila)
    consequences.follow_due()
    assert (again(case.proceeding).state, case.standing) == ("noticed", Standing.GOOD)
    assert case.propose().state == "open"


def test_what_closes_after_the_instant_of_suspension_does_not_count_it_however_late_the_clock_comes(case: Case) -> None:
    decision, cast = case.propose(), case.stage.cast
    case.answered(decision, Answer.AGREE, cast.amal, cast.campos)
    assert decision.closes_at is not None
    later = case.stage.opened(TWO_THIRDS, closes_at=decision.closes_at + HOUR)
    case.answered(later, Answer.AGREE, cast.sahel)
    at_its_end(decision)
    assert later.closes_at is not None
    with time.as_of(later.closes_at + HOUR):
        consequences.follow_due()
        closing.close_due()
    later.refresh_from_db()
    assert (case.standing, Report.of(later.outcome or {}).agree) == (Standing.SUSPENDED, 0)


def test_what_closes_after_the_instant_at_which_it_left_does_not_count_it(case: Case) -> None:
    later = case.stage.opened(TWO_THIRDS)
    case.answered(later, Answer.AGREE, case.stage.cast.sahel)
    assert later.closes_at is not None
    with time.as_of(later.closes_at + HOUR):
        leaving.leave(case.stage.cast.sahel, leaving.Leaving(How.WITHDRAWN, left_at=later.closes_at - HOUR), by=case.stage.amina)
        closing.close_due()
    later.refresh_from_db()
    assert (later.state, Report.of(later.outcome or {}).agree) == ("lapsed", 0)


def test_it_does_not_close_the_vote_on_itself_though_it_chairs_those_who_decide(case: Case) -> None:
    cast, by = case.stage.cast, case.stage.leila
    held = {cast.sahel: cast.person(cast.amina), cast.amal: Person.objects.get(pk=case.stage.nour.person_id)}
    body = committee_of(cast.quiet_fields, held, chair=cast.sahel, by=by)
    Rung.objects.filter(code="suspension").update(rule=replace(TWO_THIRDS, channel=Channel.MEETING).as_stored(), body=body)
    decision = opening.open_now(case.propose(), by=by)
    with pytest.raises(NotAllowed):
        closing.close_meeting(decision, by=case.stage.amina)
    assert closing.close_meeting(decision, by=by).state == "lapsed"
