"""Signing for one's organisation: who may (C9), by what authority (M1), by pre-approval (M2), and what withdrawing does (M3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from commoncall.kernel import time
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties.actions import mandates
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.membership.actions.leaving import How, Leaving
from commoncall.membership.models import Membership
from commoncall.procedures import undoing
from commoncall.procedures.standing import leaving
from commoncall.voice import permissions
from commoncall.voice.actions import letters, pre_approving, signing
from commoncall.voice.actions.signing import Given
from commoncall.voice.models import Delivery, Letter, PreApproval, Signature
from commoncall.voice.queries import letters as reading
from commoncall.voice.queries import pre_approvals, signatures
from tests.cast import make_member
from tests.decisions.deciding import Stage
from tests.voice.speaking import a_moment_later, entry, locked, mails, opened, prepared, sign, topics, under

pytestmark = pytest.mark.django_db


def why_not(stage: Stage, letter: Letter, **about: object) -> str:
    verdict = permissions.may_sign(stage.amina, letter, stage.cast.sahel, **about)  # type: ignore[arg-type]
    assert not verdict.allowed
    with pytest.raises((NotAllowed, Refusal)):
        sign(letter, stage.cast.sahel, stage.amina)
    assert under(letter) == set()
    return str(verdict.reason)


def test_c9_a_letter_for_others_tells_the_organisation_whom_it_asks(stage: Stage) -> None:
    letter = opened(stage, who=["parliamentarian", "local_authority"])
    assert "Parliamentarians" in why_not(stage, letter) or "belong to the coalition" in why_not(stage, letter)
    assert reading.waiting_for(stage.amina) == []
    assert not Ask.objects.filter(subject=letter.pk).exists()


def test_c9_a_letter_from_one_region_is_signed_from_there_alone(stage: Stage) -> None:
    cast = stage.cast
    asia = opened(stage, regions=["145"])  # Western Asia: Lebanon, and not Mali.
    assert "regions" in why_not(stage, asia)
    sign(asia, cast.amal, stage.nour)
    assert {one.name for one in signatures.whom_it_asks(asia)} == {cast.amal.name}
    africa = opened(stage, locked(stage, "From Africa"), regions=["002"])
    sign(africa, cast.sahel, stage.amina)
    nowhere = make_member(cast.quiet_fields, cast.operator, "Drifting Terns")
    assert not permissions.may_be_signed_by(africa, nowhere).allowed


def test_c9_a_status_is_said_with_the_signature(stage: Stage) -> None:
    letter = opened(stage, status="ECOSOC consultative status")
    assert "ECOSOC consultative status" in why_not(stage, letter, has_status=False)
    signature = sign(letter, stage.cast.sahel, stage.amina, has_status=True)
    assert signature.has_status
    with pytest.raises(Refusal) as refused:
        signing.correct(signature, Given("Amina Diallo"), by=stage.amina)
    assert refused.value.field == "has_status"


def test_c9_a_suspended_organisation_sees_the_reason_and_comes_back_with_its_signature(stage: Stage) -> None:
    cast = stage.cast
    first, second = opened(stage), opened(stage, locked(stage, "Another"))
    sign(first, cast.sahel, stage.amina)
    stage.suspend(cast.sahel)
    assert under(first) == set(), "in no list that is made from now on"
    assert "suspended" in why_not(stage, second)
    Membership.objects.filter(pk=cast.sahel.pk).update(standing="good")
    assert under(first) == {cast.sahel.name}


def test_one_that_endorses_the_call_signs_what_endorsers_are_asked(stage: Stage) -> None:
    cast = stage.cast
    eva = cast.actor(cast.eva)
    letter = opened(stage, who=["endorsers"])
    sign(letter, cast.lawyers, eva)
    assert not permissions.may_sign(stage.amina, letter, cast.sahel).allowed
    observer = cast.actor(cast.deniz)
    assert not permissions.may_sign(observer, opened(stage, locked(stage, "Another")), cast.demir).allowed


def test_nobody_signs_for_another_organisation(stage: Stage) -> None:
    cast = stage.cast
    letter = opened(stage)
    for actor, organisation in ((stage.amina, cast.amal), (stage.leila, cast.sahel), (cast.actor(cast.viktor, cast.open_water), cast.sahel)):
        with pytest.raises(NotAllowed):
            sign(letter, organisation, actor)
    with pytest.raises(NotAllowed):
        sign(letter, cast.sahel, replace(stage.amina, preview=True))
    assert not Signature.objects.exists()


def test_a_signature_is_kept_with_who_authorised_it_and_by_what_right(stage: Stage) -> None:
    letter = opened(stage)
    signature = sign(letter, stage.cast.sahel, stage.amina)
    assert (signature.authoriser, signature.capacity, signature.came) == ("Amina Diallo", "Director", "workspace")
    assert signature.mandate is not None
    assert "acts for Forum Humanité Sahel" in signature.authority
    other = sign(letter, stage.cast.amal, stage.nour, authoriser="  The   board ", capacity="Chair")
    assert (other.authoriser, other.capacity) == ("The board", "Chair")
    told = Entry.objects.filter(kind="voice.signed").order_by("at", "id").first()
    assert told is not None
    assert told.particulars.data["authoriser"] == "Amina Diallo"
    assert not any(name in str(told.facts) for name in ("Amina", "Sahel")), "facts hold no names"
    with pytest.raises(Conflict) as refused:
        sign(letter, stage.cast.sahel, stage.oumar)
    assert refused.value.code == "already"
    with pytest.raises(Refusal) as too_long:
        sign(letter, stage.cast.campos, stage.bruno, authoriser="x" * 201)
    assert too_long.value.field == "authoriser"


def test_m1_without_authority_for_the_topic_it_goes_to_who_holds_it_and_the_log_tells(stage: Stage) -> None:
    cast = stage.cast
    letter = opened(stage, topic="mines")
    topics(cast.sahel, "Oumar Traoré", "water")
    verdict = permissions.may_sign(stage.oumar, letter, cast.sahel)
    assert not verdict.allowed
    assert "water" in str(verdict.reason)
    with pytest.raises(NotAllowed):
        sign(letter, cast.sahel, stage.oumar)
    ask = signing.ask_to_sign(letter, cast.sahel, by=stage.oumar)
    assert ask.person == cast.person(cast.amina)
    a_moment_later()
    [mail] = mails("authorise")
    assert (mail.address, "Oumar Traoré asks you to sign" in mail.subject) == ("amina@amina.example", True)
    with pytest.raises(Conflict) as refused:
        signing.ask_to_sign(letter, cast.sahel, by=stage.oumar)
    assert refused.value.code == "already"
    signature = sign(letter, cast.sahel, stage.amina)
    ask.refresh_from_db()
    assert ask.answered_at is not None
    told = entry("signed_as_asked")
    assert told.at is not None
    assert told.person == stage.amina.person_id
    assert (told.particulars.data["asker"], told.particulars.data["by"]) == ("Oumar Traoré", "Amina Diallo")
    assert told.facts["mandate"] == str(signature.mandate)


def test_m1_a_letter_without_a_topic_is_signed_by_a_mandate_for_signing(stage: Stage) -> None:
    letter = opened(stage)
    topics(stage.cast.sahel, "Oumar Traoré", "water")
    assert not permissions.may_sign(stage.oumar, letter, stage.cast.sahel).allowed
    for topic in permissions.SIGNING:
        topics(stage.cast.sahel, "Oumar Traoré", topic)
        assert permissions.may_sign(stage.oumar, letter, stage.cast.sahel).allowed


def test_m1_whoever_stands_in_signs_as_a_deputy(stage: Stage) -> None:
    letter = opened(stage, topic="mines")
    topics(stage.cast.sahel, "Amina Diallo", "mines")
    topics(stage.cast.sahel, "Oumar Traoré", "water")
    amina = stage.cast.person(stage.cast.amina).mandates.get(organisation=stage.cast.sahel)
    until = time.now() + timedelta(days=5)
    mandates.appoint_deputy(amina, stage.cast.person(stage.cast.oumar), until=until, by=stage.amina)
    assert "stands in for Amina Diallo" in sign(letter, stage.cast.sahel, stage.oumar).authority


def test_m1_where_nobody_holds_authority_the_colleague_is_told(stage: Stage) -> None:
    letter = opened(stage, topic="mines")
    topics(stage.cast.sahel, "Oumar Traoré", "water")
    topics(stage.cast.sahel, "Amina Diallo", "water")
    with pytest.raises(Refusal, match="Nobody acts for"):
        signing.ask_to_sign(letter, stage.cast.sahel, by=stage.oumar)
    with pytest.raises(NotAllowed):
        signing.ask_to_sign(letter, stage.cast.amal, by=stage.oumar)


def test_m1_a_mandate_that_ended_since_leaves_the_signature_standing(stage: Stage) -> None:
    letter = opened(stage)
    signature = sign(letter, stage.cast.sahel, stage.amina)
    stage.cast.person(stage.cast.amina).mandates.update(ends_at=time.now())
    assert under(letter) == {stage.cast.sahel.name}
    with pytest.raises(NotAllowed):
        signing.withdraw(signature, by=stage.amina)


def test_m2_a_letter_on_a_pre_approved_topic_adds_the_organisation_and_mails_the_final_copy(stage: Stage) -> None:
    cast = stage.cast
    pre_approving.pre_approve(cast.sahel, "Clearance", capacity="Member of the network", by=stage.amina)
    water = opened(stage, locked(stage, "On water"), topics=["water"])
    assert under(water) == set(), "other topics need a click"
    assert Ask.objects.filter(kind="voice.sign", subject=water.pk, organisation=cast.sahel, answered_at=None).exists()
    letter = opened(stage, topics=["clearance", "peace"])
    assert under(letter) == {cast.sahel.name}
    signature = Signature.objects.get(letter=letter)
    assert (signature.came, signature.authoriser, signature.capacity) == ("pre_approved", "Amina Diallo", "Member of the network")
    assert not Ask.objects.filter(kind="voice.sign", subject=letter.pk, organisation=cast.sahel).exists()
    assert entry("signed_by_pre_approval").particulars.data["topic"] == "Clearance"
    a_moment_later()
    assert {one.address for one in mails("signed_for_you")} == {"amina@amina.example", "oumar@oumar.example"}
    text = mails("signed_for_you")[0].text
    assert "Leave the fields quiet." in text
    assert "Clear them for good." in text
    assert letter.digest in text


def test_m2_what_is_pre_approved_can_be_ended_and_has_a_last_day(stage: Stage) -> None:
    cast = stage.cast
    today = time.now().date()
    approval = pre_approving.pre_approve(cast.sahel, "peace", today + timedelta(days=3), by=stage.amina)
    with pytest.raises(Conflict) as refused:
        pre_approving.pre_approve(cast.sahel, "Peace", by=stage.oumar)
    assert refused.value.code == "already"
    later = prepared(stage, topics=["peace"], closes_at=time.now() + timedelta(days=30))
    with time.as_of(time.now() + timedelta(days=4)):
        assert pre_approvals.of_organisation(cast.sahel) == []
        letters.open_now(later, by=stage.leila)
        assert under(later) == set(), "its last day is past"
        pre_approving.pre_approve(cast.sahel, "peace", by=stage.amina)
    assert PreApproval.objects.get(pk=approval.pk).ended_at is not None
    pre_approving.end(PreApproval.objects.get(ended_at=None), by=stage.oumar)
    assert under(opened(stage, locked(stage, "Again"), topics=["peace"])) == set()
    for topic, until, field in ((" ", None, "topic"), ("peace", today - timedelta(days=1), "until")):
        with pytest.raises(Refusal) as wrong:
            pre_approving.pre_approve(cast.sahel, topic, until, by=stage.amina)
        assert wrong.value.field == field


def test_m2_who_may_pre_approve_is_who_may_sign(stage: Stage) -> None:
    cast = stage.cast
    topics(cast.sahel, "Oumar Traoré", "water")
    pre_approving.pre_approve(cast.sahel, "water", by=stage.oumar)
    for actor, organisation in ((stage.oumar, cast.sahel), (stage.leila, cast.sahel), (stage.amina, cast.amal), (cast.actor(cast.deniz), cast.demir)):
        with pytest.raises(NotAllowed):
            pre_approving.pre_approve(organisation, "peace", by=actor)
    assert list(pre_approvals.visible_to(stage.nour)) == []
    assert pre_approvals.visible_to(stage.amina).count() == pre_approvals.visible_to(stage.leila).count() == 1


@pytest.mark.parametrize("terms", [{"status": "ECOSOC"}, {"regions": ["145"]}, {"who": ["individual"]}])
def test_m2_a_letter_that_the_organisation_may_not_sign_is_not_signed_for_it(stage: Stage, terms: dict[str, Any]) -> None:
    pre_approving.pre_approve(stage.cast.sahel, "peace", by=stage.amina)
    assert under(opened(stage, topics=["peace"], **terms)) == set()


def test_m2_the_suspended_are_not_signed_for(stage: Stage) -> None:
    pre_approving.pre_approve(stage.cast.sahel, "peace", by=stage.amina)
    stage.suspend(stage.cast.sahel)
    opened(stage, topics=["peace"])
    assert not Signature.objects.exists()


def test_m3_what_is_withdrawn_before_delivery_stands_in_no_list(stage: Stage) -> None:
    letter = opened(stage)
    signature = sign(letter, stage.cast.sahel, stage.amina)
    delivery = letters.make_up(letter, by=stage.leila)
    signing.withdraw(signature, "The board disagrees.", by=stage.oumar)
    assert under(letter) == set()
    assert signatures.lines(stage.leila, letter, delivery) == []
    assert signatures.withdrawals(stage.leila, letter) == []
    assert entry("signature_withdrawn").facts["batch"] == 1
    with pytest.raises(Conflict):
        signing.withdraw(signature, by=stage.amina)
    sign(letter, stage.cast.sahel, stage.amina)
    assert under(letter) == {stage.cast.sahel.name}


def test_m3_after_delivery_a_withdrawal_is_recorded_and_seen_by_the_coordinators(stage: Stage) -> None:
    letter = opened(stage)
    signature = sign(letter, stage.cast.sahel, stage.amina)
    delivery = letters.make_up(letter, by=stage.leila)
    letters.deliver(delivery, time.now().date(), "By hand", by=stage.leila)
    letters.close(letter, by=stage.leila)
    signing.withdraw(signature, "The board disagrees.", by=stage.amina)
    assert under(letter) == set(), "the next file goes without it"
    [gone] = signatures.withdrawals(stage.leila, letter)
    assert (gone.name, gone.delivery_number, gone.withdrawn_why) == (stage.cast.sahel.name, 1, "The board disagrees.")
    assert signatures.withdrawals(stage.nour, letter) == []
    assert entry("signature_withdrawn_after_delivery").facts["batch"] == 1


def test_a_signature_just_given_and_one_just_withdrawn_are_undone(stage: Stage) -> None:
    letter = opened(stage)
    signature = sign(letter, stage.cast.sahel, stage.amina)
    signing.withdraw(signature, by=stage.amina)
    undoing.undo(entry("signature_withdrawn").pk, by=stage.amina)
    assert under(letter) == {stage.cast.sahel.name}
    undoing.undo(entry("signed").pk, by=stage.amina)
    assert not Signature.objects.exists()
    assert Ask.objects.filter(kind="voice.sign", subject=letter.pk, organisation=stage.cast.sahel, answered_at=None, withdrawn_at=None).count() == 1


def test_what_an_organisation_withdrew_itself_no_coordinator_takes_back(stage: Stage) -> None:
    letter = opened(stage)
    signature = signing.enter(letter, stage.cast.sahel, Given("Amina Diallo"), "paper", "Post", None, by=stage.leila)
    signing.withdraw(signature, "Not in our name.", by=stage.amina)
    with pytest.raises(NotAllowed, match="Only its own people"):
        undoing.undo(entry("signature_withdrawn").pk, by=stage.leila)
    assert under(letter) == set()
    undoing.undo(entry("signature_withdrawn").pk, by=stage.oumar)
    signing.withdraw(signature, "Entered twice.", by=stage.leila)
    undoing.undo(Entry.objects.filter(kind="voice.signature_withdrawn").latest("at").pk, by=stage.leila)
    assert under(letter) == {stage.cast.sahel.name}, "who withdrew it may take that back"


def test_a_signature_is_read_by_whoever_reads_its_letter(stage: Stage) -> None:
    cast = stage.cast
    letter = opened(stage, locked(stage, label="amber+strict"), is_public=False, who=["endorsers"])
    signature = signing.enter(letter, cast.lawyers, Given(), "paper", "Post", None, by=stage.leila)
    assert signatures.found(stage.leila, signature.pk) == signature
    assert not reading.visible_to(stage.amina).filter(pk=letter.pk).exists()
    with pytest.raises(NotVisible):
        signatures.found(stage.amina, signature.pk)


def test_what_is_in_a_batch_is_withdrawn_and_not_undone(stage: Stage) -> None:
    letter = opened(stage)
    sign(letter, stage.cast.sahel, stage.amina)
    letters.make_up(letter, by=stage.leila)
    with pytest.raises(Conflict):
        undoing.undo(entry("signed").pk, by=stage.amina)
    assert Delivery.objects.get().signatures.count() == 1


def test_what_came_on_paper_is_entered_and_its_organisation_looks_at_it(stage: Stage) -> None:
    cast = stage.cast
    letter = opened(stage)
    today = time.now().date()
    signature = signing.enter(letter, cast.sahel, Given("Amina Diallo", "Director"), "paper", "Post", today, by=stage.leila)
    assert (signature.came, signature.entered_by_id) == ("paper", stage.leila.person_id)
    a_moment_later()
    assert {one.address for one in mails("entered")} == {"amina@amina.example", "oumar@oumar.example"}
    [ask] = Ask.objects.filter(kind="voice.confirm_entered", answered_at=None, withdrawn_at=None)
    assert ask.organisation == cast.sahel
    signing.confirm_entered(signature, by=stage.amina)
    with pytest.raises(Conflict):
        signing.confirm_entered(signature, by=stage.amina)
    for came, how, on, field in (
        ("workspace", "Post", today, "came"),
        ("paper", " ", today, "came_how"),
        ("paper", "Post", today + timedelta(days=3), "came_on"),
    ):
        with pytest.raises(Refusal) as refused:
            signing.enter(letter, cast.amal, Given(), came, how, on, by=stage.leila)
        assert refused.value.field == field
    with pytest.raises(NotAllowed):
        signing.enter(letter, cast.amal, Given(), "paper", "Post", today, by=stage.amina)


def test_what_came_in_time_is_entered_after_the_close_and_what_came_later_is_not(stage: Stage) -> None:
    letter = letters.close(opened(stage), by=stage.leila)
    today = time.now().date()
    signing.enter(letter, stage.cast.sahel, Given(), "phone", "Told at noon", today, by=stage.leila)
    assert under(letter) == {stage.cast.sahel.name}
    Letter.objects.update(closed_at=time.now() - timedelta(days=2), closes_at=time.now() - timedelta(days=2))
    with pytest.raises(Conflict) as refused:
        signing.enter(letter, stage.cast.amal, Given(), "phone", "Told at noon", today, by=stage.leila)
    assert refused.value.code == "late"


def test_a_signature_is_corrected_by_its_own_people(stage: Stage) -> None:
    signature = sign(opened(stage), stage.cast.sahel, stage.amina)
    signing.correct(signature, Given("The board", "Presidium"), by=stage.oumar)
    assert Signature.objects.get().authoriser == "The board"
    assert entry("signature_corrected").particulars.data["before"]["authoriser"] == "Amina Diallo"
    with pytest.raises(NotAllowed):
        signing.correct(signature, Given("Somebody"), by=stage.leila)
    with pytest.raises(NotVisible):
        signing.correct(signature, Given("Somebody"), by=stage.cast.actor(stage.cast.viktor, stage.cast.open_water))


def test_leaving_withdraws_what_was_not_delivered_and_ends_what_was_pre_approved(stage: Stage) -> None:
    cast = stage.cast
    delivered, still_open = opened(stage), opened(stage, locked(stage, "Another"))
    for letter in (delivered, still_open):
        sign(letter, cast.sahel, stage.amina)
    batch = letters.make_up(delivered, by=stage.leila)
    letters.deliver(batch, time.now().date(), "By hand", by=stage.leila)
    pre_approving.pre_approve(cast.sahel, "peace", by=stage.amina)
    leaving.leave(cast.sahel, Leaving(How.WITHDRAWN, keeps_endorsements=False), by=stage.amina)
    assert under(delivered) == {cast.sahel.name}, "it went out with its name"
    assert under(still_open) == set()
    assert Signature.objects.get(letter=still_open).withdrawn_why
    assert PreApproval.objects.get().ended_at is not None


def test_leaving_and_standing_behind_what_was_signed_keeps_the_signature(stage: Stage) -> None:
    letter = opened(stage)
    sign(letter, stage.cast.sahel, stage.amina)
    leaving.leave(stage.cast.sahel, Leaving(How.WITHDRAWN, keeps_endorsements=True), by=stage.amina)
    assert under(letter) == {stage.cast.sahel.name}
