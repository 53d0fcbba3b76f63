"""Applicants are admitted and declined by a decision on the ladder: by its rule and roll, exactly once, and known to nobody besides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from commoncall.decisions.actions import answering, closing, opening, preparing, publishing, register
from commoncall.decisions.models import Decision, Rung
from commoncall.decisions.queries import decisions
from commoncall.decisions.rules.rule import Answer, Base, Channel, Failure, Rule, Time, Way
from commoncall.kernel import time
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Label, Naming
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.models import Person
from commoncall.kernel.refusals import Conflict, Refusal
from commoncall.leadership.models import Body
from commoncall.membership.actions.applying import arranging, filling
from commoncall.membership.models import Application, Category, Membership
from commoncall.membership.queries import applicants
from commoncall.membership.queries.applications import Sight
from commoncall.membership.rules.admitting import Way as Stages
from commoncall.procedures import admission, consequences, undoing
from tests.applicants import applied, committee_of
from tests.cast import Cast
from tests.decisions.deciding import Stage, at_its_end, staged

pytestmark = pytest.mark.django_db

State = Application.State
MAJORITY = Rule(base=Base.ALL, window=Time(hours=72), early_close=True)
SILENCE = Rule(way=Way.SILENCE, window=Time(hours=72))


@dataclass(frozen=True)
class Admitting:
    """Those who decide in Quiet Fields, and the committee of two in which Sahel and Al-Amal sit."""

    stage: Stage
    body: Body

    @property
    def cast(self) -> Cast:
        return self.stage.cast

    def put(self, rule: Rule = MAJORITY, *, body: Body | None = None, name: str = "Association Tiléwa", **more: object) -> Application:
        """Put an application to those whom the rung names, without consulting anybody before."""
        decided_by = "committee" if body else "members"
        arranging.set_path(self.cast.quiet_fields, Category.ORDINARY, Stages(consults="nobody", decided_by=decided_by), by=self.stage.leila)
        Rung.objects.filter(coalition=self.cast.quiet_fields).delete()
        self.stage.rung("admission", rule, body=body)
        return admission.advance(applied(self.cast.quiet_fields, name, **more), by=self.stage.leila)  # type: ignore[arg-type]


@pytest.fixture
def admitting(cast: Cast) -> Admitting:
    stage = staged(cast)
    held = {cast.sahel: cast.person(cast.amina), cast.amal: stage_person(stage.nour)}
    return Admitting(stage, committee_of(cast.quiet_fields, held, by=stage.leila))


def stage_person(actor: Actor) -> Person:
    return Person.objects.get(pk=actor.person_id)


def decision_on(application: Application) -> Decision:
    found = admission.decision_on(application)
    assert found is not None
    return found


def follow(decision: Decision) -> int:
    """Let the clock come by right after a decision was closed."""
    assert decision.closes_at is not None
    with time.as_of(decision.closes_at):
        return consequences.follow_due()


def again(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


def test_the_committee_admits_by_the_rule_of_the_rung(admitting: Admitting) -> None:
    application = admitting.put(body=admitting.body)
    decision, stage = decision_on(application), admitting.stage
    assert (application.state, decision.state, decision.rung_code) == (State.DECIDING, "open", "admission")
    assert set(decision.roll.values_list("organisation_id", flat=True)) == {stage.cast.sahel.pk, stage.cast.amal.pk}
    assert application.decision_due_at == decision.closes_at
    answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    assert consequences.follow_due() == 0
    answering.answer(decision, stage.cast.amal, Answer.AGREE, by=stage.nour)
    decision.refresh_from_db()
    assert decision.state == "adopted"
    assert consequences.follow_due() == 1
    admitted = again(application)
    assert (admitted.state, admitted.decided_at, admitted.decided_by_id) == (State.ADMITTED, decision.closed_at, None)
    assert admitted.decided_where == f"Decision {decision.number} of the register"
    assert Membership.objects.get(pk=admitted.organisation_id).standing == "good"
    assert Message.objects.filter(kind="membership.admitted", address="fanta@tilewa.example").count() == 1


def test_what_follows_is_done_once_whoever_comes_by(admitting: Admitting) -> None:
    application = admitting.put(SILENCE)
    decision = at_its_end(decision_on(application))
    assert decision.state == "adopted"
    assert [follow(decision), follow(decision)] == [1, 0]
    consequences.follow(closing.DecisionClosed(decision.pk, decision.state))
    assert Message.objects.filter(kind="membership.admitted").count() == 1
    assert Membership.objects.filter(organisation__name="Association Tiléwa").count() == 1


def test_what_was_not_done_when_it_died_is_done_later_as_of_the_closing_instant(admitting: Admitting, monkeypatch: pytest.MonkeyPatch) -> None:
    application = admitting.put(SILENCE)
    decision = at_its_end(decision_on(application))

    def dies(_decision: Decision) -> None:
        raise RuntimeError("killed")

    monkeypatch.setitem(consequences.FOLLOWS, decisions.APPLICATION, dies)
    with pytest.raises(RuntimeError):
        consequences.follow_due()
    assert again(application).state == State.DECIDING
    monkeypatch.undo()
    assert follow(decision) == 1
    assert (again(application).state, again(application).decided_at) == (State.ADMITTED, decision.closes_at)


def test_whom_they_do_not_admit_is_told_why_in_its_language_and_not_who_said_what(admitting: Admitting) -> None:
    application, stage = admitting.put(body=admitting.body), admitting.stage
    decision = decision_on(application)
    answering.answer(decision, stage.cast.sahel, Answer.AGAINST, "They take money from the dam.", by=stage.amina)
    decision = at_its_end(decision)
    assert decision.state == "not_adopted"
    follow(decision)
    declined = again(application)
    assert (declined.state, declined.decided_at) == (State.DECLINED, decision.closed_at)
    assert declined.reasons.strip()
    letter = Message.objects.get(kind="membership.declined").text
    assert declined.reasons.split(".")[0] in letter
    assert not [word for word in ("dam", "Sahel", "Amina") if word in letter + declined.reasons]


def test_one_objection_in_silence_passes_it_on_and_the_coordinators_are_asked(admitting: Admitting) -> None:
    stage = admitting.stage
    application = admitting.put(replace(SILENCE, failure=Failure.ESCALATE))
    above = Rung.objects.create(coalition=stage.cast.quiet_fields, code="policy", rule=MAJORITY.as_stored(), position=0)
    Rung.objects.filter(code="admission").update(position=1)
    decision = decision_on(application)
    answering.answer(decision, stage.cast.campos, Answer.OBJECT, "We know them otherwise.", by=stage.bruno)
    consequences.follow_due()
    assert again(application).state == State.DECIDING
    followed = decision_on(application)
    assert (followed.follows_id, followed.rung_id, followed.subject, followed.state) == (decision.pk, above.pk, application.pk, "draft")
    assert Ask.objects.filter(kind="membership.decide", subject=application.pk, answered_at=None, withdrawn_at=None).count() == 1


def test_nobody_else_learns_of_it(admitting: Admitting) -> None:
    stage = admitting.stage
    application = admitting.put(body=admitting.body)
    decision = decision_on(application)
    for actor in (stage.amina, stage.oumar, stage.nour, stage.leila):
        assert decisions.visible_to(actor).filter(pk=decision.pk).exists()
        assert application in admission.visible(actor)
    assert admission.put_to(stage.amina) == {application.pk: Sight.SEATED}
    for actor in (stage.bruno, stage.mina, stage.cast.actor(stage.cast.deniz), stage.cast.actor(stage.cast.viktor, stage.cast.open_water)):
        assert not decisions.visible_to(actor).filter(pk=decision.pk).exists()
        assert application not in admission.visible(actor)
    follow(at_its_end(decision))
    assert application not in admission.visible(stage.amina)


def test_where_all_decide_they_see_what_the_applicant_says_of_itself(admitting: Admitting) -> None:
    application = admitting.put(SILENCE)
    assert admission.put_to(admitting.stage.bruno) == {application.pk: Sight.CONSULTED}


def test_a_notice_is_known_to_those_who_will_decide_alone(admitting: Admitting) -> None:
    stage = admitting.stage
    application = admitting.put(replace(SILENCE, notice=Time(hours=24)))
    decision = decision_on(application)
    assert decision.state == "notice"
    assert decisions.visible_to(stage.bruno).filter(pk=decision.pk).exists()
    assert not decisions.visible_to(stage.cast.actor(stage.cast.deniz)).filter(pk=decision.pk).exists()


def test_of_an_applicant_that_is_not_named_nobody_is_asked_and_the_register_does_not_name_it(admitting: Admitting) -> None:
    stage = admitting.stage
    application = admitting.put(body=admitting.body, naming=Naming.COORDINATORS)
    assert admission.decision_on(application) is None
    admission.decide(application, "admitted", where="At the meeting of 3 May", by=stage.leila)
    entry = decision_on(application)
    assert "Tiléwa" not in entry.title + entry.question + entry.source + entry.decided_how
    assert not decisions.visible_to(stage.amina).filter(pk=entry.pk).exists()


def test_nothing_is_noted_by_hand_while_it_is_decided_on(admitting: Admitting) -> None:
    application = admitting.put(body=admitting.body)
    with pytest.raises(Conflict):
        admission.decide(application, "admitted", by=admitting.stage.leila)
    assert again(application).state == State.DECIDING


def test_what_was_withdrawn_can_be_noted_by_hand_and_is_marked_as_entered_later(admitting: Admitting) -> None:
    stage = admitting.stage
    application = admitting.put(body=admitting.body)
    preparing.withdraw(decision_on(application), "The committee met instead.", by=stage.leila)
    consequences.follow_due()
    assert Ask.objects.filter(kind="membership.decide", subject=application.pk, answered_at=None, withdrawn_at=None).exists()
    with pytest.raises(Refusal):
        admission.decide(application, "declined", "Not now.", by=stage.leila)
    admission.decide(application, "declined", "Not now.", "Committee meeting of 3 May", by=stage.leila)
    entry = decision_on(application)
    assert (entry.state, entry.rung_code, entry.entered_by_id) == ("not_adopted", "admission", stage.leila.person_id)
    assert entry.entered_at is not None
    assert "Committee meeting of 3 May" in entry.source
    assert consequences.follow_due() == 0


def test_what_a_meeting_decides_is_prepared_and_gives_way_to_what_is_noted(admitting: Admitting) -> None:
    stage = admitting.stage
    application = admitting.put(replace(MAJORITY, channel=Channel.MEETING, early_close=False))
    prepared = decision_on(application)
    assert prepared.state == "draft"
    assert Ask.objects.filter(kind="membership.decide", subject=application.pk, withdrawn_at=None).exists()
    admission.decide(application, "admitted", where="Assembly in Lusaka", by=stage.leila)
    prepared.refresh_from_db()
    assert (prepared.state, again(application).state) == ("withdrawn", State.ADMITTED)
    assert decision_on(application).entered_at is not None


def test_whoever_takes_an_application_back_ends_the_decision_on_it(admitting: Admitting) -> None:
    application = admitting.put(body=admitting.body)
    filling.withdraw(application, by=applicants.actor_of(application))
    admission.let_go(filling.Withdrawn(application.pk))
    assert admission.decision_on(application) is None
    consequences.follow_due()
    assert again(application).state == State.WITHDRAWN


def test_coordinators_decide_alone_where_that_is_arranged_and_where_the_rung_only_consults(admitting: Admitting) -> None:
    stage = admitting.stage
    application = admitting.put(Rule(way=Way.CONSULTATION, window=Time(hours=24)), body=admitting.body)
    assert not Decision.objects.filter(subject=application.pk).exists()
    admission_path = Stages(consults="nobody", decided_by="coordinators")
    arranging.set_path(stage.cast.quiet_fields, Category.ORDINARY, admission_path, by=stage.leila)
    Rung.objects.filter(code="admission").update(rule=MAJORITY.as_stored())
    other = admission.advance(applied(stage.cast.quiet_fields, "Cercle du Fleuve", contact_address="c@c.example"), by=stage.leila)
    assert not Decision.objects.filter(subject=other.pk).exists()
    admission.decide(other, "admitted", by=stage.leila)
    assert decision_on(other).source


def test_a_member_that_asks_for_another_category_does_not_decide_on_itself(admitting: Admitting) -> None:
    stage = admitting.stage
    application = admitting.put(SILENCE, organisation=stage.cast.sahel)
    decision = decision_on(application)
    assert stage.cast.sahel.pk not in set(decision.roll.values_list("organisation_id", flat=True))
    assert not decisions.visible_to(stage.amina).filter(pk=decision.pk).exists()


def test_neither_rung_nor_audience_of_such_a_decision_is_changed_and_it_is_never_public(admitting: Admitting) -> None:
    stage = admitting.stage
    application = admitting.put(replace(MAJORITY, channel=Channel.MEETING, early_close=False))
    decision = decision_on(application)
    wider = preparing.Preparation(decision.title, decision.question, rung=decision.rung, channel=Channel.MEETING, label=Label.CLEAR)
    with pytest.raises(Refusal):
        preparing.change(decision, wider, by=stage.leila)
    preparing.change(decision, replace(wider, label=Label(decision.label), question="Do we take them in?"), by=stage.leila)
    admission.decide(application, "admitted", where="Assembly", by=stage.leila)
    entry = decision_on(application)
    with pytest.raises(Refusal):
        publishing.show(entry, by=stage.leila)
    past = register.Past("Another title", time.now().date() - timedelta(days=1), "So", "Minutes", label=Label.CLEAR, is_public=True)
    corrected = register.correct(entry, past, by=stage.leila)
    assert (corrected.label, corrected.is_public, corrected.subject) == (Label.AMBER_STRICT, False, application.pk)


def test_an_applicant_is_not_joined_with_a_member_while_that_one_decides_on_it(admitting: Admitting) -> None:
    stage, application = admitting.stage, admitting.put(body=admitting.body)
    with pytest.raises(Conflict):
        admission.attach(application, stage.cast.lawyers, by=stage.leila)
    assert again(application).organisation_id is None
    assert admission.attach(application, None, by=stage.leila).organisation_id is None


def test_whom_it_concerns_is_changed_while_it_is_only_prepared_and_changed_back_with_what_is_undone(admitting: Admitting) -> None:
    stage = admitting.stage
    application = admitting.put(replace(MAJORITY, channel=Channel.MEETING, early_close=False))
    admission.attach(application, stage.cast.lawyers, by=stage.leila)
    assert decision_on(application).concerned_id == stage.cast.lawyers.pk
    entry = Entry.objects.filter(kind="membership.application_attached").latest("id")
    decision = opening.open_now(decision_on(application), by=stage.leila)
    with pytest.raises(Conflict):
        undoing.undo(entry.pk, by=stage.leila)
    preparing.withdraw(decision, "Put again.", by=stage.leila)
    undoing.undo(entry.pk, by=stage.leila)
    assert again(application).organisation_id is None


def test_what_was_taken_back_is_decided_on_no_longer_though_nobody_said_so(admitting: Admitting) -> None:
    application = admitting.put(body=admitting.body)
    decision = decision_on(application)
    filling.withdraw(application, by=applicants.actor_of(application))
    admission.advance_due()
    decision.refresh_from_db()
    assert decision.state == "withdrawn"


def test_what_is_noted_against_what_was_decided_here_is_entered_besides(admitting: Admitting) -> None:
    stage, application = admitting.stage, admitting.put(SILENCE)
    decision = at_its_end(decision_on(application))
    assert decision.state == "adopted"
    admission.decide(application, "declined", "It was dissolved.", "Assembly in Lusaka", by=stage.leila)
    entry = decision_on(application)
    assert (entry.state, entry.entered_by_id) == ("not_adopted", stage.leila.person_id)


def test_it_is_about_no_text_besides_and_goes_on_taking_up_what_it_took_up(admitting: Admitting) -> None:
    stage = admitting.stage
    decision = decision_on(admitting.put(replace(MAJORITY, channel=Channel.MEETING, early_close=False)))
    wanted = preparing.Preparation("Do we?", "Do we?", rung=decision.rung, channel=Channel.MEETING, label=Label(decision.label))
    with pytest.raises(Refusal):
        preparing.change(decision, replace(wanted, version=stage.locked_text()), by=stage.leila)
    former = stage.opened()
    assert preparing.change(decision, replace(wanted, follows=former), by=stage.leila).follows is None


def test_however_many_fail_the_others_have_their_turn(admitting: Admitting, monkeypatch: pytest.MonkeyPatch) -> None:
    application = admitting.put(SILENCE)
    decision = at_its_end(decision_on(application))
    failing = [register_of(decision, number) for number in range(25)]
    settle = consequences.FOLLOWS[decisions.APPLICATION]

    def fails(one: Decision) -> None:
        if one.pk in failing:
            raise RuntimeError("broken")
        settle(one)

    monkeypatch.setitem(consequences.FOLLOWS, decisions.APPLICATION, fails)
    with pytest.raises(RuntimeError):
        follow(decision)
    assert again(application).state == State.ADMITTED


def register_of(decision: Decision, number: int) -> UUID:
    """Keep another decision that was closed before."""
    other = Decision.objects.get(pk=decision.pk)
    other.pk, other.number, other.subject = uuid4(), 1000 + number, uuid4()
    other.closed_at = time.now() - timedelta(days=1)
    other.save(force_insert=True)
    return other.pk
