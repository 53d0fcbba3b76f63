"""Statements in the coalition's name: what was adopted, by whom it is listed, and that a dissociation leaves the list (M5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from commoncall.clock.tasks import TASKS
from commoncall.decisions.actions import answering, dissociating
from commoncall.decisions.models import Decision
from commoncall.decisions.rules.rule import Answer, Dissociation, Time
from commoncall.drafting.actions import stages, texts, wordings
from commoncall.drafting.models import Text, Version
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.kernel import time
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.membership.models import Departure, Membership, Proceeding
from commoncall.procedures import speaking, undoing
from commoncall.voice import permissions
from commoncall.voice.actions import letters, statements
from commoncall.voice.actions.statements import Publication
from commoncall.voice.models import Statement
from commoncall.voice.queries import statements as reading
from tests.cast import make_member
from tests.decisions.deciding import MAJORITY, SILENCE, Stage, at_its_end
from tests.voice.speaking import adopted, entry, locked, opened, prepared, sign, under

pytestmark = pytest.mark.django_db

LISTED = Publication(lists_members=True)


def names(statement: Statement, actor: object = None) -> list[str]:
    return [one.name for one in reading.listing(statement, actor).named]  # type: ignore[arg-type]


def test_what_was_adopted_goes_out_once_in_the_coalition_s_name(stage: Stage) -> None:
    decision = adopted(stage)
    assert reading.publishable(stage.leila) == [decision]
    assert reading.publishable(stage.amina) == []
    with pytest.raises(NotAllowed):
        statements.publish(decision, LISTED, by=stage.amina)
    statement = statements.publish(decision, LISTED, by=stage.leila)
    assert (statement.number, statement.version_id, statement.version.state) == (1, decision.version_id, "published")
    assert entry("statement_published").facts["digest"] == decision.digest
    with pytest.raises(NotAllowed, match="published already"):
        statements.publish(decision, LISTED, by=stage.leila)
    assert reading.publishable(stage.leila) == []


@pytest.mark.parametrize("kind", ["rules", "letter", "charter"])
def test_only_statements_and_policy_papers_go_out_so(stage: Stage, kind: str) -> None:
    with pytest.raises(NotAllowed, match="no statement"):
        statements.publish(adopted(stage, kind=kind), Publication(), by=stage.leila)


def test_what_was_not_adopted_or_was_changed_since_does_not_go_out(stage: Stage) -> None:
    decision = stage.opened(SILENCE, version=locked(stage, kind="statement"), question="")
    with pytest.raises(NotAllowed, match="adopted"):
        statements.publish(decision, Publication(), by=stage.leila)
    answering.answer(decision, stage.cast.sahel, Answer.OBJECT, "No.", by=stage.amina)
    with pytest.raises(NotAllowed):
        statements.publish(Decision.objects.get(), Publication(), by=stage.leila)
    other = adopted(stage)
    Decision.objects.filter(pk=other.pk).update(digest="0" * 64)
    with pytest.raises(NotAllowed, match="changed"):
        statements.publish(Decision.objects.get(pk=other.pk), Publication(), by=stage.leila)
    assert not Statement.objects.exists()


def test_a_coalition_with_no_one_voice_is_offered_no_statement(stage: Stage) -> None:
    decision, coalition = adopted(stage), stage.cast.quiet_fields
    coalition.arrangements = coalition.arrangements | {"voice": "each"}
    coalition.save()
    fresh = Decision.objects.get(pk=decision.pk)
    assert "its own voice" in str(permissions.may_state(stage.leila, coalition).reason)
    assert not permissions.may_publish(stage.leila, fresh).allowed
    assert reading.publishable(stage.leila) == []
    with pytest.raises(NotAllowed, match="its own voice"):
        statements.publish(fresh, Publication(), by=stage.leila)
    Ask.objects.filter(kind="voice.publish").delete()
    assert speaking.ask_to_publish_due() == 0
    letter = opened(stage, locked(stage, "Each for itself"))
    sign(letter, stage.cast.sahel, stage.amina)
    assert under(letter) == {stage.cast.sahel.name}, "a letter is signed by each for itself"


def test_those_listed_were_ordinary_members_in_good_standing_when_it_was_adopted(stage: Stage) -> None:
    cast = stage.cast
    decision = stage.opened(SILENCE, version=locked(stage, kind="statement"), question="")
    stage.suspend(cast.amal)
    with time.as_of(decision.closes_at or time.now()):
        at_its_end(decision)
    later = make_member(cast.quiet_fields, cast.operator, "Late Lapwings", "KE")
    Membership.objects.filter(pk=later.pk).update(joined_on=(decision.closes_at or time.now()).date() + timedelta(days=1))
    statement = statements.publish(Decision.objects.get(), LISTED, by=stage.leila)
    assert set(names(statement, stage.leila)) == {cast.campos.name, cast.sahel.name, cast.lantern.name}
    assert names(statements.arrange(statement, Publication(lists_members=False), by=stage.leila), stage.leila) == []


def test_what_became_of_a_member_after_the_closing_instant_does_not_count(stage: Stage) -> None:
    """Its name stands under what it adopted, and not under what was adopted while it was suspended or away."""
    cast = stage.cast
    decision = stage.opened(SILENCE, version=locked(stage, kind="statement"), question="")
    closing = decision.closes_at or time.now()
    before, after = closing - timedelta(days=1), closing + timedelta(days=1)
    about = {"coalition": cast.quiet_fields, "opened_at": before, "reason": "A reason."}
    for organisation, standing, proceeding in (
        (cast.sahel, "suspended", {"state": "in_force", "decided_at": after}),
        (cast.amal, "suspended", {"state": "in_force", "decided_at": before}),
        (cast.campos, "good", {"state": "lifted", "decided_at": before, "closed_at": after}),
    ):
        Membership.objects.filter(pk=organisation.pk).update(standing=standing)
        Proceeding.objects.create(membership_id=organisation.pk, **about, **proceeding)
    Departure.objects.create(coalition=cast.quiet_fields, membership_id=cast.lantern.pk, how="withdrawn", left_on=after.date(), left_at=after)
    Membership.objects.filter(pk=cast.lantern.pk).update(standing="left")
    at_its_end(decision)
    with time.as_of(after):
        statement = statements.publish(Decision.objects.get(), LISTED, by=stage.leila)
    assert set(names(statement, stage.leila)) == {cast.sahel.name, cast.lantern.name}


def test_m5_a_dissociation_leaves_the_list_at_the_next_reading_and_comes_back(stage: Stage) -> None:
    cast = stage.cast
    decision = adopted(stage, replace(SILENCE, dissociation=Dissociation.UNLISTED))
    statement = statements.publish(decision, LISTED, by=stage.leila)
    assert set(names(statement)) == {cast.sahel.name, cast.amal.name}
    said = dissociating.dissociate(decision, cast.sahel, "Not in spring.", by=stage.amina)
    assert names(statement) == [cast.amal.name]
    assert reading.under(statement).dissociated.named == ()
    assert cast.sahel.name not in names(statement, stage.leila)
    dissociating.take_back_dissociation(said, by=stage.amina)
    assert set(names(statement)) == {cast.sahel.name, cast.amal.name}


def test_m5_by_setting_a_note_names_who_dissociated(stage: Stage) -> None:
    cast = stage.cast
    decision = adopted(stage, replace(SILENCE, dissociation=Dissociation.NOTED))
    statement = statements.publish(decision, LISTED, by=stage.leila)
    dissociating.dissociate(decision, cast.sahel, "", by=stage.amina)
    dissociating.dissociate(decision, cast.lantern, "", by=stage.mina)
    shown = reading.under(statement)
    assert [one.name for one in shown.members.named] == [cast.amal.name]
    assert ([one.name for one in shown.dissociated.named], shown.dissociated.unnamed) == ([cast.sahel.name], 0)
    assert cast.lantern in reading.under(statement, stage.leila).dissociated.named


def test_m5_where_only_the_register_says_so_the_list_stays(stage: Stage) -> None:
    decision = adopted(stage, replace(SILENCE, dissociation=Dissociation.MINUTES))
    statement = statements.publish(decision, LISTED, by=stage.leila)
    dissociating.dissociate(decision, stage.cast.sahel, "", by=stage.amina)
    assert stage.cast.sahel.name in names(statement)


def test_no_list_and_no_count_tells_of_who_is_not_named(stage: Stage) -> None:
    cast = stage.cast
    statement = statements.publish(adopted(stage), LISTED, by=stage.leila)
    public = reading.listing(statement)
    assert ({one.name for one in public.named}, public.unnamed) == ({cast.sahel.name, cast.amal.name}, 0), "two are not counted"
    inside = reading.listing(statement, stage.nour)
    assert (cast.lantern in inside.named, inside.unnamed) == (False, 0)
    assert cast.lantern in reading.listing(statement, stage.mina).named, "it knows itself"
    Organisation.objects.filter(pk=cast.amal.pk).update(naming=Naming.COORDINATORS)
    assert (names(statement), reading.listing(statement).unnamed) == ([cast.sahel.name], 3)


def test_a_statement_is_retracted_with_a_reason_and_that_is_undone(stage: Stage) -> None:
    statement = statements.publish(adopted(stage), Publication(), by=stage.leila)
    with pytest.raises(Refusal):
        statements.retract(statement, " ", by=stage.leila)
    statements.retract(statement, "It was wrong.", by=stage.leila)
    assert Statement.objects.get().retracted_why == "It was wrong."
    with pytest.raises(NotAllowed):
        statements.retract(statement, "Again.", by=stage.leila)
    with pytest.raises(NotAllowed):
        statements.arrange(statement, LISTED, by=stage.leila)
    undoing.undo(entry("statement_retracted").pk, by=stage.leila)
    assert Statement.objects.get().retracted_at is None


def test_who_reads_a_statement(stage: Stage) -> None:
    cast = stage.cast
    inside = statements.publish(adopted(stage), Publication(is_public=False), by=stage.leila)
    shown = statements.publish(adopted(stage), Publication(), by=stage.leila)
    for actor, known in (
        (stage.leila, {inside, shown}),
        (stage.amina, {inside, shown}),
        (cast.actor(cast.eva), {shown}),
        (cast.actor(cast.viktor, cast.open_water), set()),
    ):
        assert set(reading.visible_to(actor)) == known
    with pytest.raises(NotVisible):
        reading.one(cast.actor(cast.eva), inside.pk)


def test_the_coordinators_are_asked_once_to_publish_what_was_adopted(stage: Stage, django_capture_on_commit_callbacks: object) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        decision = adopted(stage)
    [ask] = Ask.objects.filter(kind="voice.publish")
    assert (ask.subject, ask.organisation, ask.person) == (decision.pk, None, None)
    assert speaking.ask_to_publish_due() == 0
    statements.publish(decision, Publication(), by=stage.leila)
    ask.refresh_from_db()
    assert ask.answered_at is not None


def test_where_a_crash_came_between_the_clock_asks_to_publish(stage: Stage) -> None:
    adopted(stage)
    adopted(stage, kind="rules")
    at_its_end(stage.opened(MAJORITY))
    with time.as_of(time.now() + timedelta(days=4)):
        assert (speaking.ask_to_publish_due(), speaking.ask_to_publish_due()) == (1, 0)
    assert Ask.objects.filter(kind="voice.publish").count() == 1


def test_what_cannot_be_published_yet_holds_up_nothing_that_can(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commoncall.procedures.speaking.asking.AT_ONCE", 1)
    ready = adopted(stage)
    waiting = adopted(stage, replace(SILENCE, wording_time=Time(hours=24)))
    assert waiting.closed_at is not None
    with time.as_of(waiting.closed_at):
        assert speaking.ask_to_publish_due() == 1
    assert Ask.objects.get(kind="voice.publish").subject == ready.pk


def test_a_published_statement_becomes_a_letter(stage: Stage) -> None:
    statement = statements.publish(adopted(stage), LISTED, by=stage.leila)
    letter = letters.open_now(prepared(stage, statement.version), by=stage.leila)
    assert letter.decision == statement.decision
    sign(letter, stage.cast.sahel, stage.amina)
    assert Text.objects.get().kind == "statement"
    assert "voice.tell_of_signature" in TASKS


def test_while_the_wording_is_settled_nothing_goes_out_and_nobody_is_asked_yet(stage: Stage) -> None:
    decision = adopted(stage, replace(SILENCE, wording_time=Time(hours=24)))
    assert decision.wording_until is not None
    with time.as_of(decision.wording_until - timedelta(seconds=1)):
        assert speaking.ask_to_publish_due() == 0
        with pytest.raises(NotAllowed):
            statements.publish(decision, Publication(), by=stage.leila)
    with time.as_of(decision.wording_until):
        assert speaking.ask_to_publish_due() == 1
        assert statements.publish(decision, Publication(), by=stage.leila).version.state == "published"


def test_no_statement_supersedes_an_earlier_version_that_is_being_decided_on(stage: Stage) -> None:
    version = locked(stage, kind="statement")
    later = texts.next_version(version, by=stage.leila)
    wordings.word(later, "en", "Leave all fields quiet", [Paragraph("p1", "Leave all fields quiet.")], by=stage.leila)
    decision = at_its_end(stage.opened(SILENCE, version=stages.lock(later, by=stage.leila), question="", title="All"))
    # As where the clock could not publish it when it was adopted.
    Version.objects.filter(text=version.text).update(state="locked", published_at=None)
    stage.opened(version=Version.objects.get(pk=version.pk), question="")
    decision.refresh_from_db()
    with pytest.raises(Conflict) as refused:
        statements.publish(decision, Publication(), by=stage.leila)
    assert refused.value.code == "under_way"
