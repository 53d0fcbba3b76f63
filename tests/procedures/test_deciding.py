"""Those who decide are told of it, and of its outcome in writing: once, within a minute, with the newest seal."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from commoncall.clock.beats import BEATS
from commoncall.clock.tasks import TASKS
from commoncall.decisions.actions import answering, demanding, opening, preparing, settling
from commoncall.decisions.models import Decision
from commoncall.decisions.rules.rule import Answer, Division, Rule, Time, Way
from commoncall.kernel import time
from commoncall.kernel.accounts.models import Account
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.history import queries as history
from commoncall.kernel.history.models import Chain
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.models import Mandate, Person
from commoncall.kernel.refusals import Conflict, NotAllowed, Refusal
from commoncall.procedures import deciding
from commoncall.procedures.deciding import confirming, reminding
from tests.cast import Cast
from tests.decisions.deciding import MAJORITY, SECRET, SILENCE, Stage, at_its_end, staged

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return staged(cast)


def _mail(kind: str, address: str = "amina@amina.example") -> Message:
    return Message.objects.get(kind=kind, address=address)


def test_the_outcome_is_confirmed_once_with_rule_counts_digest_and_the_newest_seal(stage: Stage) -> None:
    version = stage.locked_text()
    decision = stage.opened(SILENCE, version=version)
    answering.answer(decision, stage.cast.sahel, Answer.STAND_ASIDE, by=stage.amina)
    closed = at_its_end(decision)
    assert (deciding.confirm_due(), deciding.confirm_due()) == (1, 0)
    mail = _mail("decisions.confirmed")
    assert mail.subject == "Adopted: Speak up in Geneva"
    for part in (f"decision {closed.number} of Quiet Fields Coalition", decision.digest, "On the roll: 4", "Stand aside: 1", "The rule:", "UTC"):
        assert part in mail.text, part
    written = Message.objects.filter(kind="decisions.confirmed").values_list("address", flat=True)
    assert sorted(written) == sorted(
        ["amina@amina.example", "oumar@oumar.example", "nour@nour.example", "bruno@bruno.example", "mina@mina.example", "leila@leila.example"]
    )
    closed.refresh_from_db()
    assert closed.confirmed_at is not None


def test_the_seal_in_the_confirmation_proves_the_outcome(stage: Stage) -> None:
    decision = at_its_end(stage.opened(SILENCE))
    deciding.confirm_due()
    seal = re.findall(r"\b[0-9a-f]{64}\b", _mail("decisions.confirmed").text)[-1]
    found = history.verify(Chain.objects.get(pk=stage.cast.quiet_fields.chain_id), seal=seal)
    assert (found.holds, found.seal_found) == (True, True)
    sealed = history.visible_to(stage.leila).get(kind="decisions.closed", subject=decision.pk)
    assert sealed.sequence is not None, "the outcome lies before the seal"


def test_a_minute_is_enough_whatever_the_clock_does_first() -> None:
    pace = {beat.name: beat.every for beat in BEATS}
    assert pace["close decisions at their instant"] + pace["confirm outcomes in writing"] + pace["deliver mail"] < 30
    assert {name for name in vars(settling) if name.startswith("TELL_")} == {
        f"TELL_OF_{one.rpartition('_')[2].upper()}" for one in TASKS if "decisions." in one
    }


def test_what_failed_is_told_with_the_condition_that_was_missing(stage: Stage) -> None:
    version = stage.locked_text()
    decision = stage.opened(replace(MAJORITY, quorum=3), version=version)
    answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    at_its_end(decision)
    deciding.confirm_due()
    mail = _mail("decisions.confirmed")
    assert mail.subject.startswith("Returned for another draft:")
    assert "Too few took part: 1, where 3 were needed." in mail.text
    assert "can be drafted on again" in mail.text


def test_no_mail_tells_where_somebody_is_who_is_not_named(stage: Stage) -> None:
    """Hidden Lantern is the only one in its country on the roll: that this country is missing would tell of it."""
    decision = stage.opened(replace(MAJORITY, quorum_division=Division.COUNTRY))
    for organisation in (stage.cast.sahel, stage.cast.amal, stage.cast.campos):
        answering.answer(decision, organisation, Answer.AGREE, by=stage.everybody[organisation])
    assert at_its_end(decision).state == "not_adopted"
    deciding.confirm_due()
    written = Message.objects.filter(kind="decisions.confirmed")
    assert written.count() == 6
    assert not [one for one in written if "Myanmar" in one.text or "MM" in one.text.split()]
    assert "Too few took part from some of the" in written[0].text


def test_a_mail_is_in_its_readers_language_and_zone(stage: Stage) -> None:
    Person.objects.filter(pk=stage.amina.person_id).update(language="fr")
    Account.objects.filter(pk=stage.cast.amina.pk).update(time_zone="Africa/Nairobi")
    decision = stage.opened(SILENCE)
    deciding.tell_of_opening(str(decision.pk))
    mail = _mail("decisions.opened")
    assert mail.language == "fr"
    assert decision.closes_at is not None
    assert f"{decision.closes_at:%H:%M}" in mail.text
    assert f"{decision.closes_at + timedelta(hours=3):%H:%M}" in mail.text
    assert "Africa/Nairobi" in mail.text
    assert "silence is agreement" in _mail("decisions.opened", "nour@nour.example").text


def test_main_contacts_are_written_to_where_there_are_some(stage: Stage) -> None:
    Mandate.objects.filter(person=stage.oumar.person_id).update(is_main_contact=True)
    decision = stage.opened(SILENCE)
    deciding.tell_of_opening(str(decision.pk))
    assert set(Message.objects.values_list("address", flat=True)) == {
        "oumar@oumar.example",
        "nour@nour.example",
        "bruno@bruno.example",
        "mina@mina.example",
    }


def test_a_notice_is_given_and_again_where_a_discussion_moves_it(stage: Stage) -> None:
    rule = replace(MAJORITY, discussion_window=Time(hours=48), discussion=Time(hours=96))
    announced = opening.announce(stage.prepared(rule), by=stage.leila)
    assert deciding.tell_of_notice(str(announced.pk)) == 5
    assert "may demand that it is discussed first" in _mail("decisions.notice").text
    demanding.demand_discussion(announced, stage.cast.sahel, by=stage.amina)
    assert deciding.tell_of_notice(str(announced.pk)) == 5
    last = Message.objects.filter(kind="decisions.notice", address="nour@nour.example").order_by("-id").first()
    assert last is not None
    assert "A discussion was demanded" in last.text


def test_who_had_been_asked_is_told_of_the_withdrawal_and_its_reason(stage: Stage) -> None:
    decision = stage.opened(SILENCE)
    preparing.withdraw(decision, "Events have overtaken it.", by=stage.leila)
    assert deciding.tell_of_withdrawal(str(decision.pk)) == 5
    assert "Events have overtaken it." in _mail("decisions.withdrawn").text
    assert deciding.confirm_due() == 0, "nothing was decided"


def test_the_coordinators_are_told_what_could_not_be_opened(stage: Stage) -> None:
    announced = opening.announce(stage.prepared(replace(MAJORITY, notice=Time(hours=1))), by=stage.leila)
    for organisation in stage.everybody:
        stage.suspend(organisation)
    with time.as_of(announced.opens_at):
        opening.open_due()
    assert deciding.tell_of_trouble(str(announced.pk), "Nobody is left.") == 1
    assert "Nobody is left." in _mail("decisions.trouble", "leila@leila.example").text


def test_a_poll_is_confirmed_to_those_who_answered(stage: Stage) -> None:
    decision = stage.opened(Rule(way=Way.POLL))
    answering.answer(decision, stage.cast.amal, Answer.AGREE, by=stage.nour)
    at_its_end(decision)
    deciding.confirm_due()
    assert set(Message.objects.filter(kind="decisions.confirmed").values_list("address", flat=True)) == {"nour@nour.example", "leila@leila.example"}


def test_few_secret_ballots_are_not_told_in_the_confirmation(stage: Stage) -> None:
    decision = stage.opened(Rule(secret=True, may_change=False, reasons_asked=False, window=Time(hours=72)))
    for organisation, by in stage.everybody.items():
        answering.answer(decision, organisation, Answer.AGAINST, by=by)
    at_its_end(decision)
    deciding.confirm_due()
    text = _mail("decisions.confirmed").text
    assert "Not adopted" in text
    assert "Against" not in text
    assert "Too few agreed" not in text
    assert Decision.objects.get(pk=decision.pk).confirmed_at is not None


def test_outcomes_that_cannot_be_confirmed_keep_no_other_waiting(stage: Stage) -> None:
    broken = [at_its_end(stage.opened(SILENCE, title=f"Broken {number}")) for number in range(confirming.AT_ONCE + 1)]
    whole = [at_its_end(stage.opened(SILENCE, title=f"Whole {number}")) for number in range(confirming.AT_ONCE + 1)]
    Decision.objects.filter(pk__in=[one.pk for one in broken]).update(rule={"way": "by lot"})
    assert deciding.confirm_due() == confirming.AT_ONCE
    # Once nothing else is left, the clock is told of what failed.
    with pytest.raises(ValueError, match="by lot"):
        deciding.confirm_due()
    assert set(Decision.objects.exclude(confirmed_at=None)) == set(whole)


def test_decisions_of_which_nobody_can_be_reminded_keep_no_other_waiting(stage: Stage) -> None:
    opened = [stage.opened(title=f"Question {number}") for number in range(reminding.AT_ONCE * 2)]
    # Those that come first, in whatever order the database gives them.
    now = (opened[0].closes_at or time.now()) - timedelta(days=1)
    waiting = asks.to_be_reminded(now).order_by().values_list("subject", flat=True).distinct()
    broken = list(waiting)[: reminding.AT_ONCE]
    Decision.objects.filter(pk__in=broken).update(rule={"way": "by lot"})
    with time.as_of(now):
        assert deciding.remind_due() > 0
        with pytest.raises(ValueError, match="by lot"):
            deciding.remind_due()
    reminded = set(Ask.objects.exclude(reminded_at=None).values_list("subject", flat=True))
    assert reminded == {one.pk for one in opened} - set(broken)


def test_who_has_not_answered_is_reminded_once_by_the_clock(stage: Stage) -> None:
    decision = stage.opened(SILENCE)
    answering.answer(decision, stage.cast.amal, Answer.AGREE, by=stage.nour)
    assert decision.closes_at is not None
    with time.as_of(decision.closes_at - timedelta(hours=49)):
        assert deciding.remind_due() == 0
    with time.as_of(decision.closes_at - timedelta(hours=47)):
        assert (deciding.remind_due(), deciding.remind_due()) == (3, 0)
    written = set(Message.objects.filter(kind="decisions.reminder").values_list("address", flat=True))
    assert written == {"amina@amina.example", "oumar@oumar.example", "bruno@bruno.example", "mina@mina.example"}


def test_the_clock_reminds_nobody_whose_answer_would_not_count(stage: Stage) -> None:
    decision = stage.opened(SILENCE)
    stage.suspend(stage.cast.sahel)
    assert decision.closes_at is not None
    with time.as_of(decision.closes_at - timedelta(hours=47)):
        assert (deciding.remind_due() > 0, deciding.remind_due()) == (True, 0)
    written = set(Message.objects.filter(kind="decisions.reminder").values_list("address", flat=True))
    assert written == {"nour@nour.example", "bruno@bruno.example", "mina@mina.example"}


def test_a_second_reminder_within_a_day_is_refused_unless_it_is_urgent(stage: Stage) -> None:
    """C11: one reminder a person; a second one within 24 hours is refused unless marked urgent."""
    decision = stage.opened(SILENCE)
    answering.answer(decision, stage.cast.amal, Answer.AGREE, by=stage.nour)
    assert len(deciding.remind(decision, by=stage.leila).readers) == 4
    with pytest.raises(Refusal, match="less than a day ago"):
        deciding.remind(decision, by=stage.leila)
    assert len(deciding.remind(decision, urgent=True, by=stage.leila).readers) == 4
    other = stage.opened(SILENCE, title="Another question")
    assert len(deciding.remind(other, by=stage.leila).readers) == 5, "what was written about something else does not count"
    with pytest.raises(NotAllowed):
        deciding.remind(decision, urgent=True, by=stage.amina)
    entry = history.visible_to(stage.leila).filter(kind="decisions.reminded", subject=decision.pk).first()
    assert entry is not None
    assert entry.facts["count"] == 4


def test_in_a_secret_vote_those_are_reminded_who_have_not_voted(stage: Stage) -> None:
    decision = stage.opened(SECRET)
    answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    reached = {one.address for one in deciding.reminder(decision).readers}
    assert reached == {"nour@nour.example", "bruno@bruno.example", "mina@mina.example"}
    at_its_end(decision)
    with pytest.raises(Conflict):
        deciding.remind(decision, urgent=True, by=stage.leila)
