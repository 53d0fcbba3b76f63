"""A decision ends exactly once, never early, at the instant that was said all along; and with it all that follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import transaction
from django.db.models import RestrictedError

from commoncall.decisions.actions import answering, closing, demanding, dissociating, entering, opening, preparing
from commoncall.decisions.actions.preparing import Deciders, Preparation
from commoncall.decisions.models import Decision, Elector
from commoncall.decisions.queries import answers
from commoncall.decisions.rules.rule import Answer, Division, Failure, Missing, Rule, Time, Way
from commoncall.drafting.actions import stages, texts, wordings
from commoncall.drafting.models import Version
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.kernel import time
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.history import actions as book
from commoncall.kernel.history import queries as history
from commoncall.kernel.history.models import Chain, Entry
from commoncall.kernel.parties.actions import coalitions
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import Conflict, NotAllowed, Refusal
from commoncall.leadership.actions import bodies, seats, sittings
from commoncall.leadership.models import Seat
from commoncall.membership.models import Membership
from tests.decisions.deciding import EARLY, MAJORITY, MEETING, SECRET, SILENCE, Stage, at_its_end, moments_before

pytestmark = pytest.mark.django_db


def _all_answer(stage: Stage, decision: Decision, *given: Answer) -> None:
    for answer, (organisation, by) in zip(given, stage.everybody.items(), strict=False):
        answering.answer(decision, organisation, answer, "Since it must be." if answer is Answer.OBJECT else "", by=by)


def test_silence_that_is_kept_adopts_at_the_instant_of_expiry_and_freezes_the_text(stage: Stage) -> None:
    version = stage.locked_text()
    decision = stage.opened(SILENCE, version=version)
    with time.as_of(moments_before(decision, 0.001)):
        assert closing.close_due() == 0, "never early"
    closed = at_its_end(decision)
    assert (closed.state, closed.closed_at) == ("adopted", decision.closes_at)
    version.refresh_from_db()
    assert (version.state, version.digest) == ("published", decision.digest)
    with time.as_of(decision.closes_at + timedelta(days=1)):
        assert closing.close_due() == 0, "never twice"
    assert Entry.objects.filter(kind="decisions.closed", subject=decision.pk).count() == 1


def test_it_closes_as_of_its_instant_although_nothing_was_running_then(stage: Stage) -> None:
    decision = stage.opened(SILENCE)
    with time.as_of(decision.closes_at + timedelta(days=4)):
        with pytest.raises(Conflict):
            answering.answer(decision, stage.cast.sahel, Answer.OBJECT, "It is still open, is it not.", by=stage.amina)
        assert closing.close_due() == 1
    decision.refresh_from_db()
    assert (decision.state, decision.closed_at) == ("adopted", decision.closes_at)


def test_nothing_closes_before_the_clock_of_the_database_whatever_is_asked_for(stage: Stage) -> None:
    decision = stage.opened(SILENCE)
    assert closing.close_due(decision.closes_at + timedelta(days=1)) == 0
    draft = opening.announce(stage.prepared(replace(MAJORITY, notice=Time(hours=1))), by=stage.leila)
    assert opening.open_due(draft.opens_at + timedelta(days=1)) == 0


def test_one_objection_breaks_silence_at_once_and_the_text_goes_back(stage: Stage) -> None:
    version = stage.locked_text()
    decision = stage.opened(SILENCE, version=version)
    answering.answer(decision, stage.cast.amal, Answer.STAND_ASIDE, by=stage.nour)
    answering.answer(decision, stage.cast.sahel, Answer.OBJECT, "We never agreed to paragraph 2.", by=stage.amina)
    decision.refresh_from_db()
    report = answers.report_of(decision)
    assert report is not None
    assert (decision.state, report.missing, report.objections, report.stand_aside) == ("returned", (Missing.SILENCE_BROKEN,), 1, 1)
    assert decision.closed_at < decision.closes_at
    version.refresh_from_db()
    assert version.state == "closed", "it can be drafted on again"
    assert not asks.open_for(stage.bruno).exists()
    with time.as_of(decision.closes_at):
        assert closing.close_due() == 0
    revised = texts.next_version(version, by=stage.leila)
    wordings.word(revised, "en", "Leave the fields quiet", [Paragraph("p1", "Leave the fields quiet.")], by=stage.leila)
    again = stage.opened(SILENCE, version=stages.lock(revised, by=stage.leila), follows=decision)
    assert (at_its_end(again).state, again.follows) == ("adopted", decision)


def test_a_vote_of_seventy_five_per_cent_names_the_condition_that_is_missing(stage: Stage) -> None:
    """75 %, at least 100 responses, at least one from each region: 99 responses at 100 % fail."""
    cast = stage.cast
    made = [Organisation(coalition=cast.quiet_fields, name=f"Member {number}") for number in range(96)]
    Organisation.objects.bulk_create(made)
    Membership.objects.bulk_create(
        Membership(organisation=one, coalition=cast.quiet_fields, country_id=("KE", "LB", "FR")[number % 3]) for number, one in enumerate(made)
    )
    rule = Rule(share=Fraction(3, 4), more_than=False, quorum=100, quorum_division=Division.REGION, window=Time(hours=72))
    decision = stage.opened(rule)
    for organisation in [*made, cast.sahel, cast.amal, cast.campos]:
        entering.enter(decision, organisation, Answer.AGREE, "", "paper", "Folder 3", by=stage.leila)
    closed = at_its_end(decision)
    report = answers.report_of(closed)
    assert report is not None
    assert (closed.state, report.agree, report.missing) == ("not_adopted", 99, (Missing.QUORUM,))
    again = stage.opened(rule)
    for organisation in [*made, cast.sahel, cast.amal, cast.campos, cast.lantern]:
        entering.enter(again, organisation, Answer.AGREE, "", "paper", "Folder 3", by=stage.leila)
    assert at_its_end(again).state == "adopted"


def test_it_closes_early_only_where_the_rule_lets_it_and_nothing_could_change_the_outcome(stage: Stage) -> None:
    decision = stage.opened(EARLY)
    _all_answer(stage, decision, Answer.AGREE, Answer.AGREE)
    decision.refresh_from_db()
    assert decision.state == "open", "two of four agree, and two might still be against"
    answering.answer(decision, stage.cast.campos, Answer.AGREE, by=stage.bruno)
    decision.refresh_from_db()
    assert (decision.state, decision.closed_at < decision.closes_at) == ("adopted", True)
    patient = stage.opened(MAJORITY)
    _all_answer(stage, patient, *[Answer.AGREE] * 4)
    patient.refresh_from_db()
    assert patient.state == "open"


@pytest.mark.parametrize(
    ("failure", "with_text", "state", "text"),
    [
        (Failure.RETURN, True, "returned", {"closed"}),
        (Failure.RETURN, False, "not_adopted", set()),
        (Failure.LAPSE, True, "lapsed", {"locked"}),
    ],
)
def test_what_happens_where_it_fails_says_the_rule(stage: Stage, failure: Failure, with_text: bool, state: str, text: set[str]) -> None:
    version = stage.locked_text() if with_text else None
    decision = stage.opened(replace(MAJORITY, failure=failure), version=version)
    _all_answer(stage, decision, *[Answer.AGAINST] * 4)
    assert at_its_end(decision).state == state
    if version is not None:
        version.refresh_from_db()
        assert version.state in text


def test_the_words_that_were_decided_on_stay_beside_the_decision_where_they_are_returned(stage: Stage) -> None:
    version = stage.locked_text()
    decision = stage.opened(replace(MAJORITY, failure=Failure.RETURN), version=version)
    _all_answer(stage, decision, *[Answer.AGAINST] * 4)
    at_its_end(decision)
    version.refresh_from_db()
    paragraphs = [Paragraph.of(one) for one in version.wordings.get(language=version.text.language).paragraphs]
    with pytest.raises(Conflict) as refused:
        wordings.word(version, version.text.language, "Other words", paragraphs, by=stage.leila)
    assert (refused.value.code, version.digest) == ("frozen", decision.digest)
    revised = texts.next_version(version, by=stage.leila)
    assert wordings.word(revised, version.text.language, "Other words", paragraphs, by=stage.leila).title == "Other words"


def test_what_fails_is_passed_on_to_the_rung_above(stage: Stage) -> None:
    above = stage.rung("assembly", Rule(way=Way.CONSENSUS, objections_end_it=1), position=1)
    stage.rung("top", position=0)
    rung = stage.rung("statement", replace(MAJORITY, failure=Failure.ESCALATE), position=2)
    version = stage.locked_text()
    wanted = Preparation("Speak up", "Do we?", rung=rung, version=version)
    decision = opening.open_now(preparing.prepare(stage.cast.quiet_fields, wanted, by=stage.leila), by=stage.leila)
    assert at_its_end(decision).state == "escalated"
    following = Decision.objects.get(follows=decision)
    assert (following.state, following.rung, following.version, following.digest) == ("draft", above, version, version.digest)
    assert Rule.of(following.rule).way is Way.CONSENSUS
    opening.open_now(following, by=stage.leila)
    answering.answer(following, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    assert at_its_end(Decision.objects.get(pk=following.pk)).state == "adopted"


def test_on_the_topmost_rung_there_is_nobody_above(stage: Stage) -> None:
    rung = stage.rung("assembly", replace(MAJORITY, failure=Failure.ESCALATE), position=0)
    draft = preparing.prepare(stage.cast.quiet_fields, Preparation("T", "Q", rung=rung), by=stage.leila)
    assert at_its_end(opening.open_now(draft, by=stage.leila)).state == "not_adopted"


def test_a_consultation_ends_without_deciding_anything(stage: Stage) -> None:
    decision = stage.opened(Rule(way=Way.CONSULTATION))
    answering.answer(decision, stage.cast.sahel, Answer.OBJECT, "Not like this.", by=stage.amina)
    decision.refresh_from_db()
    assert decision.state == "open"
    closed = at_its_end(decision)
    report = answers.report_of(closed)
    assert report is not None
    assert (closed.state, report.adopted, report.objections) == ("consulted", False, 1)


def test_a_meeting_is_closed_by_hand_and_by_no_clock(stage: Stage) -> None:
    decision = stage.opened(MEETING)
    entering.set_present(decision, stage.everybody, by=stage.leila)
    _all_answer(stage, decision, Answer.AGREE, Answer.AGREE, Answer.AGAINST)
    with time.as_of(time.now() + timedelta(days=365)):
        assert closing.close_due() == 0
    with pytest.raises(NotAllowed):
        closing.close_meeting(decision, by=stage.amina)
    assert closing.close_meeting(decision, by=stage.leila).state == "adopted"
    with pytest.raises(Conflict):
        closing.close_meeting(decision, by=stage.leila)
    with pytest.raises(Refusal):
        closing.close_meeting(stage.opened(), by=stage.leila)


def test_whoever_chairs_the_body_closes_its_meeting(stage: Stage) -> None:
    body = bodies.form(stage.cast.quiet_fields, bodies.Description(kind="committee"), by=stage.leila)
    seat = seats.give(body, stage.cast.sahel, seats.Terms(office=Seat.Office.CHAIR), by=stage.leila)
    sittings.seat_person(seat, stage.cast.person(stage.cast.amina), by=stage.leila)
    decision = stage.opened(MEETING, deciders=Deciders(body))
    answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    with pytest.raises(NotAllowed):
        closing.close_meeting(decision, by=stage.oumar)
    assert closing.close_meeting(decision, by=stage.amina).state == "adopted"


def test_what_was_adopted_stands_even_where_the_text_was_moved_meanwhile(stage: Stage) -> None:
    version = stage.locked_text()
    decision = stage.opened(SILENCE, version=version)
    Version.objects.filter(pk=version.pk).update(state="closed")
    closed = at_its_end(decision)
    version.refresh_from_db()
    assert (closed.state, version.state) == ("adopted", "closed")
    assert Entry.objects.filter(kind="decisions.text_not_moved", subject=decision.pk).count() == 1


def test_words_that_nobody_decided_on_are_not_published(stage: Stage) -> None:
    """Unlocked, changed and locked again by another way: these are not the words that were adopted."""
    version = stage.locked_text()
    decision = stage.opened(SILENCE, version=version)
    stages.unlock(version, "By a way that knows nothing of decisions.", by=stage.leila)
    wordings.word(version, "en", "Leave the fields loud", [Paragraph("p1", "Leave the fields loud.")], by=stage.leila)
    assert stages.lock(version, by=stage.leila).digest != decision.digest
    at_its_end(decision)
    version.refresh_from_db()
    assert version.state == "locked"
    assert Entry.objects.filter(kind="decisions.text_not_moved", subject=decision.pk).count() == 1


def test_a_secret_vote_is_opened_at_its_close_and_few_ballots_tell_nothing_but_the_outcome(stage: Stage) -> None:
    decision = stage.opened(SECRET)
    for organisation, by in stage.everybody.items():
        answering.answer(decision, organisation, Answer.AGREE, by=by)
    closed = at_its_end(decision)
    assert (closed.state, len(closed.ballots)) == ("adopted", 4)
    shown = answers.standing(stage.leila, closed)
    assert shown.too_few
    assert shown.report is not None
    assert (shown.report.adopted, shown.report.answered, shown.report.agree) == (True, 4, 0)


def test_a_secret_vote_that_is_withdrawn_is_opened_into_no_hands(stage: Stage) -> None:
    decision = stage.opened(SECRET)
    answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    gone = preparing.withdraw(decision, "The candidate withdrew.", by=stage.leila)
    assert (gone.state, gone.ballots, gone.outcome, decision.sealed.count()) == ("withdrawn", None, None, 0)


def test_a_vote_without_its_key_holds_up_no_other(stage: Stage) -> None:
    stuck = stage.opened(SECRET)
    Decision.objects.filter(pk=stuck.pk).update(vote_key=b"\0" * 32)
    other = stage.opened(SILENCE)
    with time.as_of(other.closes_at + timedelta(seconds=1)):
        assert closing.close_due() == 1
        assert closing.close_due() == 0
    stuck.refresh_from_db()
    other.refresh_from_db()
    assert (stuck.state, other.state) == ("open", "adopted")
    assert asks.open_for(stage.leila).filter(subject=stuck.pk).count() == 1


def test_a_discussion_on_demand_comes_before_the_vote(stage: Stage) -> None:
    """48 hours in which any of them may demand a discussion of seven days; then the vote, seven days at most."""
    rule = replace(EARLY, discussion_window=Time(hours=48), discussion=Time(hours=168), window=Time(hours=168))
    draft = stage.prepared(rule)
    with pytest.raises(Refusal):
        opening.open_now(draft, by=stage.leila)
    announced = opening.announce(draft, by=stage.leila)
    assert timedelta(0) <= announced.opens_at - (announced.announced_at + timedelta(hours=48)) < timedelta(seconds=1)
    demanded_at = announced.announced_at + timedelta(hours=47)
    with time.as_of(demanded_at):
        demanding.demand_discussion(announced, stage.cast.sahel, "Who speaks?", by=stage.amina)
        with pytest.raises(Conflict):
            demanding.demand_discussion(announced, stage.cast.sahel, by=stage.oumar)
    announced.refresh_from_db()
    assert timedelta(0) <= announced.opens_at - (demanded_at + timedelta(hours=168)) < timedelta(seconds=1)
    assert timedelta(0) <= announced.closes_at - (announced.opens_at + timedelta(hours=168)) < timedelta(seconds=1)
    with time.as_of(announced.announced_at + timedelta(hours=48, seconds=1)), pytest.raises(Conflict) as refused:
        demanding.demand_discussion(announced, stage.cast.amal, by=stage.nour)
    assert refused.value.code == "late"
    with time.as_of(announced.opens_at):
        assert opening.open_due() == 1


def test_a_discussion_waits_for_as_many_as_the_rule_asks_for(stage: Stage) -> None:
    rule = replace(MAJORITY, discussion_window=Time(hours=48), discussion=Time(hours=168), discussion_demanded_by=2)
    announced = opening.announce(stage.prepared(rule), by=stage.leila)
    with pytest.raises(NotAllowed):
        demanding.demand_discussion(announced, stage.cast.demir, by=stage.cast.actor(stage.cast.deniz))
    demanding.demand_discussion(announced, stage.cast.sahel, by=stage.amina)
    first = announced.opens_at
    announced.refresh_from_db()
    assert announced.opens_at == first
    demanding.demand_discussion(announced, stage.cast.amal, by=stage.nour)
    announced.refresh_from_db()
    assert announced.opens_at > first


def test_members_dissociate_from_what_was_adopted_where_the_rule_lets_them(stage: Stage) -> None:
    decision = stage.opened(SILENCE)
    with pytest.raises(NotAllowed):
        dissociating.dissociate(decision, stage.cast.sahel, by=stage.amina)
    at_its_end(decision)
    said = dissociating.dissociate(decision, stage.cast.sahel, "Our statutes forbid it.", by=stage.amina)
    with pytest.raises(Conflict):
        dissociating.dissociate(decision, stage.cast.sahel, by=stage.oumar)
    with pytest.raises(NotAllowed):
        dissociating.dissociate(decision, stage.cast.amal, by=stage.amina)
    assert [one.name for one in answers.dissociations(stage.nour, decision)] == ["Forum Humanité Sahel"]
    dissociating.take_back_dissociation(said, by=stage.oumar)
    assert answers.dissociations(stage.nour, decision) == ()
    bound = at_its_end(stage.opened(replace(SILENCE, dissociation=Rule().dissociation)))
    with pytest.raises(NotAllowed, match="does not let anybody"):
        dissociating.dissociate(bound, stage.cast.sahel, by=stage.amina)


def test_all_that_was_done_is_proved_by_the_history(stage: Stage) -> None:
    decision = stage.opened(SILENCE)
    answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    at_its_end(decision)
    book.seal_chain(stage.cast.quiet_fields.chain_id)
    assert history.verify(Chain.objects.get(pk=stage.cast.quiet_fields.chain_id)).holds
    # Entries of one millisecond are in no order, so that those of one deed may stand either way.
    kinds = list(Entry.objects.filter(subject=decision.pk).order_by("id").values_list("kind", flat=True))
    assert sorted(kinds[:3]) == ["decisions.deviated", "decisions.opened", "decisions.prepared"]
    assert kinds[3:] == ["decisions.answered", "decisions.closed"]


def test_only_what_this_coalition_decides_is_within_reach(stage: Stage) -> None:
    decision = stage.opened()
    viktor = stage.cast.actor(stage.cast.viktor, stage.cast.open_water)
    for deed in (
        lambda: preparing.withdraw(decision, "x", by=viktor),
        lambda: answering.answer(decision, stage.cast.water, Answer.AGREE, by=viktor),
        lambda: preparing.prepare(stage.cast.open_water, Preparation("T", "Q", follows=decision, rule=MAJORITY, deviation="x"), by=viktor),
    ):
        with pytest.raises(Refusal):
            deed()
    assert Elector.objects.filter(decision=decision).count() == 4


def test_a_coalition_is_removed_with_all_that_it_decided_and_no_text_before(stage: Stage) -> None:
    version = stage.locked_text()
    decided = at_its_end(stage.opened(SILENCE, version=version))
    stage.opened(MAJORITY, follows=decided)
    with pytest.raises(RestrictedError), transaction.atomic():
        version.delete()
    coalitions.remove(stage.cast.quiet_fields, name="Quiet Fields Coalition", by=stage.cast.operator)
    assert not Decision.objects.exists()
    assert not Version.objects.filter(pk=version.pk).exists()
