"""Nobody is suspended without a reason, facts, a notice, a hearing, a meeting that decided it, and an assembly that will hear it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commoncall.kernel import time
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import kinds
from commoncall.kernel.history import queries as book
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.membership.actions import proceedings
from commoncall.membership.actions.proceedings import Decision, Hearing
from commoncall.membership.models import Membership, Proceeding, Standing
from commoncall.membership.queries import proceedings as reading
from commoncall.membership.queries import records
from commoncall.membership.queries.roll import public_roll
from commoncall.membership.rules.proceedings import Case, missing
from commoncall.membership.rules.roles import has_vote
from tests.cast import Cast

DAY = timedelta(days=1)


@pytest.fixture
def leila(cast: Cast) -> Actor:
    return cast.actor(cast.leila)


@pytest.fixture
def opened(cast: Cast, leila: Actor) -> Proceeding:
    return proceedings.begin(cast.sahel, "It spoke for all of us.", by=leila)


def hearing(**instead: object) -> Hearing:
    return Hearing(**{"text": "You are heard.", "answer_by": time.now() + 7 * DAY} | instead)  # type: ignore[arg-type]


def decision(**instead: object) -> Decision:
    told = {
        "meeting": "Committee, 14 May",
        "decided_on": time.now().date(),
        "assembly": "The assembly in Nairobi",
        "assembly_on": time.now().date() + 30 * DAY,
    }
    return Decision(**told | instead)  # type: ignore[arg-type]


@pytest.fixture
def ready(cast: Cast, leila: Actor, opened: Proceeding) -> Proceeding:
    """Return a procedure in which all is there but the decision."""
    proceedings.gather(opened, "The release, and two calls with its office.", by=leila)
    proceedings.give_notice(opened, hearing(), by=leila)
    return proceedings.answer(opened, "We were asked by the ministry.", by=cast.actor(cast.amina))


@pytest.fixture
def suspended(leila: Actor, ready: Proceeding) -> Proceeding:
    return proceedings.suspend(ready, decision(), by=leila)


def standing(cast: Cast) -> str:
    return Membership.objects.get(pk=cast.sahel.pk).standing


def undo(cast: Cast, kind: str, by: Actor) -> None:
    entry = Entry.objects.filter(chain=cast.quiet_fields.chain, kind=kind).order_by("id").last()
    assert entry is not None
    kinds.undo_of(kind)(entry, by)  # type: ignore[misc]


def test_each_piece_that_is_missing_is_named(leila: Actor, opened: Proceeding) -> None:
    with pytest.raises(Refusal) as refusal:
        proceedings.suspend(opened, Decision("", None, "", None), by=leila)
    assert refusal.value.facts["missing"] == ["facts_gathered", "notice", "hearing", "meeting", "decided_on", "assembly", "assembly_on"]
    for words in ("the facts that were gathered", "the written notice", "the meeting that decided it", "the day of that assembly"):
        assert words in str(refusal.value)


@pytest.mark.parametrize("piece", ["meeting", "decided_on", "assembly", "assembly_on"])
def test_one_piece_less_is_enough_to_refuse(cast: Cast, leila: Actor, ready: Proceeding, piece: str) -> None:
    with pytest.raises(Refusal) as refusal:
        proceedings.suspend(ready, decision(**{piece: None if piece.endswith("_on") else "  "}), by=leila)
    assert (refusal.value.field, refusal.value.facts["missing"]) == (piece, [piece])
    assert standing(cast) == Standing.GOOD


def test_a_hearing_that_was_set_has_to_be_held_or_to_be_over() -> None:
    now = time.now()
    case = Case("r", "f", now - 9 * DAY, now - 2 * DAY, now + DAY, now - 3 * DAY, None, "m", now.date(), "a", now.date())
    assert missing(case, now) == ["hearing"]
    assert missing(case, now + 2 * DAY) == []
    in_writing = Case("r", "f", now - 9 * DAY, now + 2 * DAY, None, now - 3 * DAY, None, "m", now.date(), "a", now.date())
    assert missing(in_writing, now) == []


def test_an_assembly_is_still_to_come_and_a_decision_is_not(leila: Actor, ready: Proceeding) -> None:
    today = time.now().date()
    for instead, field in (({"assembly_on": today}, "assembly_on"), ({"decided_on": today + DAY}, "decided_on")):
        with pytest.raises(Refusal) as refusal:
            proceedings.suspend(ready, decision(**instead), by=leila)
        assert refusal.value.field == field


def test_a_suspended_member_has_no_vote_and_is_not_counted_but_its_people_stay(cast: Cast, suspended: Proceeding) -> None:
    assert standing(cast) == Standing.SUSPENDED
    membership = Membership.objects.get(pk=cast.sahel.pk)
    assert not has_vote(membership.category, membership.standing)
    assert "Forum Humanité Sahel" not in {one.name for one in public_roll(cast.quiet_fields).members}
    amina = cast.actor(cast.amina)
    assert amina.roles
    assert reading.proceeding(amina, suspended.pk) == suspended
    proceedings.answer(suspended, "We have more to say.", by=amina)


def test_notice_asks_the_organisation_and_its_answer_answers_that(cast: Cast, leila: Actor, opened: Proceeding) -> None:
    proceedings.give_notice(opened, hearing(), by=leila)
    asked = Ask.objects.get(kind="membership.hearing", subject=opened.pk)
    assert (asked.organisation, asked.answered_at) == (cast.sahel, None)
    proceedings.give_notice(opened, hearing(answer_by=time.now() + 9 * DAY), by=leila)
    asked.refresh_from_db()
    assert asked.withdrawn_at is not None
    proceedings.answer(opened, "Here is what happened.", by=cast.actor(cast.oumar))
    assert Ask.objects.get(kind="membership.hearing", withdrawn_at=None).answered_at is not None


@pytest.mark.parametrize(
    ("instead", "field"),
    [
        ({"text": " "}, "text"),
        ({"answer_by": time.now() - DAY}, "answer_by"),
        ({"hearing_at": time.now() - DAY, "hearing_where": "Room 2"}, "hearing_at"),
        ({"hearing_at": time.now() + DAY}, "hearing_where"),
        ({"hearing_where": "Room 2"}, "hearing_at"),
    ],
)
def test_a_notice_says_what_when_and_where(leila: Actor, opened: Proceeding, instead: dict[str, object], field: str) -> None:
    with pytest.raises(Refusal) as refusal:
        proceedings.give_notice(opened, hearing(**instead), by=leila)
    assert refusal.value.field == field


def test_who_may_do_what(cast: Cast, leila: Actor, opened: Proceeding) -> None:
    for account in (cast.amina, cast.deniz, cast.eva):
        with pytest.raises(NotAllowed):
            proceedings.begin(cast.amal, "So", by=cast.actor(account))
        with pytest.raises(NotAllowed):
            proceedings.drop(opened, "So", by=cast.actor(account))
    proceedings.give_notice(opened, hearing(), by=leila)
    for actor in (leila, cast.actor(cast.deniz)):
        with pytest.raises(NotAllowed):
            proceedings.answer(opened, "For them", by=actor)
    with pytest.raises(NotVisible):
        proceedings.drop(opened, "So", by=cast.actor(cast.viktor, cast.open_water))


def test_others_learn_only_that_it_is_suspended_and_nothing_before(cast: Cast, leila: Actor, ready: Proceeding) -> None:
    mina, deniz, amina = cast.actor(cast.mina), cast.actor(cast.deniz), cast.actor(cast.amina)
    about = Entry.objects.filter(subject=ready.pk).values_list("pk", flat=True)
    assert reading.suspended_since(mina, cast.sahel.pk) is None
    proceedings.suspend(ready, decision(), by=leila)
    assert reading.suspended_since(mina, cast.sahel.pk) is not None
    assert reading.suspended_since(deniz, cast.sahel.pk) is None
    for other in (mina, deniz):
        assert not reading.visible_to(other)
        assert not book.visible_to(other).filter(pk__in=about)
        seen = records.record(other, cast.sahel.pk)
        assert seen is not None
        assert seen.belonging.standing == "good"
    assert set(book.visible_to(amina).filter(pk__in=about).values_list("pk", flat=True)) == set(about)


def test_one_procedure_at_a_time_and_none_without_a_reason(cast: Cast, leila: Actor, opened: Proceeding) -> None:
    with pytest.raises(Conflict):
        proceedings.begin(cast.sahel, "Again", by=leila)
    with pytest.raises(Refusal) as refusal:
        proceedings.begin(cast.amal, "  ", by=leila)
    assert refusal.value.field == "reason"


def test_lifting_gives_the_vote_back_and_is_undone(cast: Cast, leila: Actor, suspended: Proceeding) -> None:
    with pytest.raises(Refusal):
        proceedings.lift(suspended, " ", by=leila)
    proceedings.lift(suspended, "The committee was satisfied.", by=leila)
    assert standing(cast) == Standing.GOOD
    undo(cast, "membership.suspension_lifted", leila)
    assert standing(cast) == Standing.SUSPENDED
    undo(cast, "membership.suspended", leila)
    assert (standing(cast), Proceeding.objects.get().state) == (Standing.GOOD, "noticed")


def test_only_after_the_assembly_is_it_confirmed_or_the_member_expelled(cast: Cast, leila: Actor, suspended: Proceeding) -> None:
    for deed in (
        lambda: proceedings.confirm(suspended, "Confirmed", time.now() + 90 * DAY, by=leila),
        lambda: proceedings.expel(suspended, "Expelled", by=leila),
    ):
        with pytest.raises(Refusal) as refusal:
            deed()
        assert refusal.value.field == "outcome"
    proceedings.move_assembly(suspended, "An assembly by call", time.now().date(), "It was brought forward.", by=leila)
    with pytest.raises(Refusal):
        proceedings.confirm(suspended, "Confirmed", time.now() - DAY, by=leila)
    kept = proceedings.confirm(suspended, "Confirmed by 40 of 52", time.now() + 90 * DAY, by=leila)
    assert (kept.state, standing(cast)) == ("in_force", Standing.SUSPENDED)
    assert proceedings.expel(suspended, "Expelled by 40 of 52", by=leila).state == "expelled"


def test_what_is_confirmed_until_a_day_is_lifted_at_that_instant(cast: Cast, leila: Actor, suspended: Proceeding) -> None:
    proceedings.move_assembly(suspended, "An assembly by call", time.now().date(), "It was brought forward.", by=leila)
    until = time.now() + 90 * DAY
    proceedings.confirm(suspended, "Confirmed", until, by=leila)
    assert proceedings.lift_due(until - timedelta(microseconds=1)) == []
    assert [one.pk for one in proceedings.lift_due(until)] == [suspended.pk]
    assert standing(cast) == Standing.GOOD
    assert proceedings.lift_due(until + DAY) == []


def test_dropping_ends_what_is_asked_and_is_undone(cast: Cast, leila: Actor, opened: Proceeding) -> None:
    proceedings.give_notice(opened, hearing(), by=leila)
    proceedings.drop(opened, "It was a misunderstanding.", by=leila)
    assert Ask.objects.get(kind="membership.hearing").withdrawn_at is not None
    with pytest.raises(Conflict):
        proceedings.answer(opened, "Late", by=cast.actor(cast.amina))
    undo(cast, "membership.proceeding_dropped", leila)
    assert Proceeding.objects.get().state == "noticed"


def test_nothing_that_anybody_wrote_stands_in_facts(cast: Cast, suspended: Proceeding) -> None:
    for entry in Entry.objects.filter(subject=suspended.pk):
        assert not {"spoke", "ministry", "office", "Nairobi"} & set(str(entry.facts).split())
        assert "(removed)" not in book.told([entry])[0].sentence


def test_a_hearing_is_noted_after_the_notice_and_not_ahead(leila: Actor, opened: Proceeding) -> None:
    with pytest.raises(Conflict):
        proceedings.note_hearing(opened, "They said", time.now(), by=leila)
    proceedings.give_notice(opened, hearing(), by=leila)
    for heard, at, field in (("", time.now(), "heard"), ("So", time.now() + DAY, "heard_at"), ("So", time.now() - DAY, "heard_at")):
        with pytest.raises(Refusal) as refusal:
            proceedings.note_hearing(opened, heard, at, by=leila)
        assert refusal.value.field == field
    assert proceedings.note_hearing(opened, "They were sorry.", time.now(), by=leila).heard
