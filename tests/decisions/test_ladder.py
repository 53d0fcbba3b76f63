"""A rung of the ladder is changed by two members: one proposes, another supports, and everybody can read that it was so."""

from __future__ import annotations

import threading
from dataclasses import replace
from fractions import Fraction

import pytest
from django.db import connection

from commoncall.decisions.actions import ladder
from commoncall.decisions.models import Rung, RungChange
from commoncall.decisions.queries import ladder as read
from commoncall.decisions.rules.ready_made import ladder_for
from commoncall.decisions.rules.rule import Base, Channel, Rule, Time, Way
from commoncall.decisions.rules.rungs import Wanted
from commoncall.kernel import events
from commoncall.kernel.authority import Actor, Role
from commoncall.kernel.history import queries as book
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.rules import Arrangements, suggested
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.leadership.actions import bodies, seats
from commoncall.leadership.models import Body
from commoncall.membership.models import Membership, Standing
from tests.cast import Cast, gather, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def leila(cast: Cast) -> Actor:
    return cast.actor(cast.leila)


@pytest.fixture
def amina(cast: Cast) -> Actor:
    return cast.actor(cast.amina)


@pytest.fixture
def mina(cast: Cast) -> Actor:
    """Who acts for another voting member than Amina does."""
    return cast.actor(cast.mina)


@pytest.fixture
def policy(cast: Cast, leila: Actor) -> Rung:
    ladder.set_up(cast.quiet_fields, by=leila)
    return read.rung(cast.quiet_fields, "policy")


def otherwise(rung: Rung, **changes: object) -> Wanted:
    return replace(read.as_wanted(rung), **changes)  # type: ignore[arg-type]


MAJORITY = Rule(window=Time(working_days=4))


def sentences(actor: Actor) -> str:
    return " ".join(line.sentence for line in book.told(book.visible_to(actor)))


def test_the_ready_made_ladder_has_the_call_at_its_top_and_what_is_quick_below(cast: Cast, leila: Actor) -> None:
    codes = [one.code for one in ladder.set_up(cast.quiet_fields, by=leila)]
    assert codes[:3] == ["call", "charter", "governance"]
    assert codes.index("press_release") < codes.index("conference") < codes.index("other")
    assert [one.code for one in read.ladder(cast.quiet_fields)] == codes


def test_a_network_in_which_each_speaks_for_itself_has_no_rung_for_a_common_statement() -> None:
    codes = {one.code for one in ladder_for(suggested("network"))}
    assert not codes & {"statement", "press_release", "conference", "charter"}
    assert {"call", "letter", "admission"} <= codes


@pytest.mark.parametrize(
    ("admitted_by", "way", "is_led"),
    [
        ("coordinators", Way.CONSULTATION, False),
        ("committee", Way.VOTE, True),
        ("members", Way.SILENCE, False),
        ("assembly", Way.VOTE, False),
    ],
)
def test_admission_follows_who_admits(admitted_by: str, way: Way, is_led: bool) -> None:
    step = next(one for one in ladder_for(Arrangements(admitted_by=admitted_by)) if one.code == "admission")
    assert (step.rule.way, step.is_led) == (way, is_led)


def test_the_body_that_leads_takes_its_rungs_where_there_is_one(cast: Cast, leila: Actor) -> None:
    committee = bodies.form(cast.quiet_fields, bodies.Description(kind=Body.Kind.COMMITTEE), by=leila)
    ladder.set_up(cast.quiet_fields, by=leila)
    assert read.rung(cast.quiet_fields, "press_release").body == committee
    assert read.rung(cast.quiet_fields, "call").body is None


def test_the_ladder_is_set_up_afresh_until_somebody_uses_it(cast: Cast, leila: Actor, amina: Actor, policy: Rung) -> None:
    ladder.set_up(cast.quiet_fields, by=leila)
    policy = read.rung(cast.quiet_fields, "policy")
    ladder.propose_change(policy, otherwise(policy, rule=MAJORITY), "Two weeks are too long.", by=amina)
    with pytest.raises(Conflict, match="in use"):
        ladder.set_up(cast.quiet_fields, by=leila)


def test_nobody_but_a_coordinator_sets_it_up(cast: Cast, amina: Actor) -> None:
    with pytest.raises(NotAllowed):
        ladder.set_up(cast.quiet_fields, by=amina)


def test_a_proposal_changes_nothing_until_a_second_member_supports_it(cast: Cast, amina: Actor, mina: Actor, policy: Rung) -> None:
    change = ladder.propose_change(policy, otherwise(policy, rule=MAJORITY), "Two weeks are too long.", by=amina)
    assert read.rule_of(read.rung(cast.quiet_fields, "policy")) != MAJORITY
    ladder.support_change(change, by=mina)
    assert read.rule_of(read.rung(cast.quiet_fields, "policy")) == MAJORITY
    kept = RungChange.objects.get()
    assert (kept.proposed_for, kept.supported_for) == (cast.sahel, cast.lantern)


def test_a_change_is_announced_to_everybody_inside(
    cast: Cast, amina: Actor, mina: Actor, policy: Rung, django_capture_on_commit_callbacks: object
) -> None:
    heard: list[ladder.RungChanged] = []
    events.subscribe(ladder.RungChanged, heard.append)
    change = ladder.propose_change(policy, otherwise(policy, rule=MAJORITY), "Two weeks are too long.", by=amina)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        ladder.support_change(change, by=mina)
    assert change.pk in {one.change_id for one in heard}
    written = Message.objects.filter(kind="decisions.ladder")
    assert {"amina@amina.example", "mina@mina.example", "deniz@deniz.example", "leila@leila.example"} <= set(
        written.values_list("address", flat=True)
    )
    mail = written.get(address="deniz@deniz.example")
    assert "Adopted if more agree than are against it." in mail.text
    assert "Two weeks are too long." in mail.text
    assert "Mina" not in mail.text
    told = sentences(cast.actor(cast.deniz))
    assert "The ladder of decisions was changed at “Policy paper”: proposed by Amina Diallo" in told
    assert "Two weeks are too long." in told


def test_whoever_acts_for_an_organisation_that_is_not_named_to_all_is_not_named_in_the_history(
    cast: Cast, amina: Actor, mina: Actor, policy: Rung
) -> None:
    first = ladder.propose_change(policy, otherwise(policy, rule=MAJORITY), "Two weeks are too long.", by=amina)
    ladder.support_change(first, by=mina)
    policy.refresh_from_db()
    second = ladder.propose_change(policy, otherwise(policy, position=0), "Higher.", by=mina)
    ladder.support_change(second, by=amina)
    for account in (cast.deniz, cast.amina):
        told = sentences(cast.actor(account))
        assert "supported by somebody from an organisation that is not named here" in told
        assert "proposed by somebody from an organisation that is not named here" in told
        assert "Mina Sato" not in told
        assert "Hidden Lantern" not in told


def test_neither_the_proposer_nor_their_own_organisation_supports_it(cast: Cast, amina: Actor, policy: Rung) -> None:
    change = ladder.propose_change(policy, otherwise(policy, rule=MAJORITY), "Two weeks are too long.", by=amina)
    for actor in (amina, cast.actor(cast.oumar)):
        with pytest.raises(NotAllowed):
            ladder.support_change(change, by=actor)
    assert read.rule_of(read.rung(cast.quiet_fields, "policy")) != MAJORITY


def test_no_coordinator_supports_it_as_such_and_no_machine(cast: Cast, amina: Actor, leila: Actor, policy: Rung) -> None:
    change = ladder.propose_change(policy, otherwise(policy, rule=MAJORITY), "Two weeks are too long.", by=amina)
    for actor in (leila, cast.operator):
        with pytest.raises(NotAllowed, match="second organisation"):
            ladder.support_change(change, by=actor)


def test_a_coordinator_who_also_acts_for_a_member_does_not_support_their_own_proposal(cast: Cast, leila: Actor, policy: Rung) -> None:
    make_person(cast.quiet_fields, cast.operator, cast.viktor, cast.amal, Role.REPRESENTATIVE, address="viktor@amal.example")
    change = ladder.propose_change(policy, otherwise(policy, rule=MAJORITY), "Two weeks are too long.", by=leila)
    RungChange.objects.filter(pk=change.pk).update(proposed_by=cast.person(cast.viktor))
    change.refresh_from_db()
    with pytest.raises(NotAllowed, match="yourself"):
        ladder.support_change(change, by=cast.actor(cast.viktor))


def test_nobody_supports_it_from_an_organisation_for_which_the_proposer_acts_too(cast: Cast, leila: Actor, policy: Rung) -> None:
    change = ladder.propose_change(policy, otherwise(policy, rule=MAJORITY), "Two weeks are too long.", by=leila)
    RungChange.objects.filter(pk=change.pk).update(proposed_by=cast.person(cast.oumar), proposed_for=None)
    change.refresh_from_db()
    with pytest.raises(NotAllowed, match="your own organisation"):
        ladder.support_change(change, by=cast.actor(cast.amina))


def test_observers_and_the_suspended_neither_propose_nor_support(cast: Cast, amina: Actor, mina: Actor, policy: Rung) -> None:
    with pytest.raises(NotAllowed):
        ladder.propose_change(policy, otherwise(policy, rule=MAJORITY), "Why not.", by=cast.actor(cast.deniz))
    change = ladder.propose_change(policy, otherwise(policy, rule=MAJORITY), "Two weeks are too long.", by=amina)
    Membership.objects.filter(pk=cast.lantern.pk).update(standing=Standing.SUSPENDED)
    with pytest.raises(NotAllowed, match="good standing"):
        ladder.support_change(change, by=mina)


def test_another_coalition_knows_nothing_of_it(cast: Cast, amina: Actor, policy: Rung) -> None:
    change = ladder.propose_change(policy, otherwise(policy, rule=MAJORITY), "Two weeks are too long.", by=amina)
    viktor = cast.actor(cast.viktor, cast.open_water)
    with pytest.raises(NotVisible):
        read.change(viktor, change.pk)
    with pytest.raises(NotAllowed):
        ladder.support_change(change, by=cast.actor(cast.amina, cast.open_water))


def test_a_rule_that_can_never_be_met_is_refused_with_the_reason(cast: Cast, amina: Actor, policy: Rung) -> None:
    with pytest.raises(Refusal, match="asks for 99, and 4 may decide") as refused:
        ladder.propose_change(policy, otherwise(policy, rule=Rule(quorum=99)), "More of us.", by=amina)
    assert refused.value.field == "quorum"


def test_a_change_that_could_be_met_when_it_was_proposed_is_refused_once_it_cannot(cast: Cast, amina: Actor, mina: Actor, policy: Rung) -> None:
    change = ladder.propose_change(policy, otherwise(policy, rule=Rule(quorum=4)), "All of us.", by=amina)
    Membership.objects.filter(pk=cast.campos.pk).update(standing=Standing.LEFT)
    with pytest.raises(Refusal, match="asks for 4, and 3 may decide"):
        ladder.support_change(change, by=mina)
    assert read.waiting(amina).count() == 1


def test_a_reason_is_asked_for_and_something_has_to_differ(amina: Actor, policy: Rung) -> None:
    with pytest.raises(Refusal, match="Say why"):
        ladder.propose_change(policy, otherwise(policy, rule=MAJORITY), "  ", by=amina)
    with pytest.raises(Refusal, match="Nothing in this differs"):
        ladder.propose_change(policy, read.as_wanted(policy), "Why not.", by=amina)


def test_one_change_of_a_rung_waits_at_a_time_and_can_be_withdrawn(cast: Cast, amina: Actor, mina: Actor, leila: Actor, policy: Rung) -> None:
    change = ladder.propose_change(policy, otherwise(policy, rule=MAJORITY), "Two weeks are too long.", by=amina)
    with pytest.raises(Conflict, match="waits already"):
        ladder.propose_change(policy, otherwise(policy, position=0), "Higher.", by=mina)
    for actor in (mina, leila):
        with pytest.raises(NotAllowed):
            ladder.withdraw_change(change, by=actor)
    ladder.withdraw_change(change, by=cast.actor(cast.oumar))
    with pytest.raises(Conflict, match="withdrawn"):
        ladder.support_change(change, by=mina)
    ladder.propose_change(policy, otherwise(policy, position=0), "Higher.", by=mina)


def test_moving_a_rung_moves_the_others(cast: Cast, amina: Actor, mina: Actor, policy: Rung) -> None:
    before = [one.code for one in read.ladder(cast.quiet_fields)]
    ladder.support_change(ladder.propose_change(policy, otherwise(policy, position=1), "It weighs more.", by=amina), by=mina)
    found = read.ladder(cast.quiet_fields)
    assert [one.code for one in found] == ["call", "policy", *(code for code in before if code not in {"call", "policy"})]
    assert [one.position for one in found] == list(range(len(found)))


def test_a_change_is_undone_by_proposing_what_was_before(cast: Cast, amina: Actor, mina: Actor, policy: Rung) -> None:
    was = read.as_wanted(policy)
    done = ladder.support_change(ladder.propose_change(policy, otherwise(policy, rule=MAJORITY, position=0), "Try it.", by=amina), by=mina)
    assert Wanted.of(done.wanted["before"]) == was
    back = ladder.propose_change(read.rung(cast.quiet_fields, "policy"), Wanted.of(done.wanted["before"]), "It went badly.", by=mina)
    ladder.support_change(back, by=amina)
    assert read.as_wanted(read.rung(cast.quiet_fields, "policy")) == was


def test_a_new_rung_and_the_end_of_one_need_two_members_too(cast: Cast, amina: Actor, mina: Actor, policy: Rung) -> None:
    change = ladder.add_rung(cast.quiet_fields, Wanted(MAJORITY, names={"en": "Social media"}, position=4), "We post a lot.", by=amina)
    assert read.find(cast.quiet_fields, "social_media") is None
    ladder.support_change(change, by=mina)
    added = read.rung(cast.quiet_fields, "social_media")
    assert added.position == 4
    ladder.support_change(ladder.propose_change(added, otherwise(added, closed=True), "We stopped.", by=mina), by=amina)
    assert read.find(cast.quiet_fields, "social_media") is None
    assert [one.position for one in read.ladder(cast.quiet_fields)] == list(range(len(read.ladder(cast.quiet_fields))))


def test_a_rung_given_to_a_body_without_seats_is_refused_and_with_seats_it_is_theirs(
    cast: Cast, leila: Actor, amina: Actor, mina: Actor, policy: Rung
) -> None:
    group = bodies.form(cast.quiet_fields, bodies.Description(names={"en": "Policy group"}), by=leila)
    with pytest.raises(Refusal, match="Nobody would decide"):
        ladder.propose_change(policy, otherwise(policy, body=str(group.pk)), "They know.", by=amina)
    for organisation in (cast.sahel, cast.amal):
        seats.give(group, organisation, seats.Terms(), by=leila)
    ladder.support_change(ladder.propose_change(policy, otherwise(policy, body=str(group.pk)), "They know.", by=amina), by=mina)
    assert {one.organisation for one in read.who_decides(read.rung(cast.quiet_fields, "policy"))} == {str(cast.sahel.pk), str(cast.amal.pk)}


def test_at_a_meeting_silence_is_consensus_and_another_rule_may_hold(cast: Cast, policy: Rung) -> None:
    silent = read.rung(cast.quiet_fields, "statement")
    assert read.rule_of(silent).way is Way.SILENCE
    at_meeting = read.rule_of(silent, Channel.MEETING)
    assert (at_meeting.way, at_meeting.objections_end_it, at_meeting.channel) == (Way.CONSENSUS, 1, Channel.MEETING)
    own = Rule(channel=Channel.MEETING, base=Base.PRESENT, share=Fraction(3, 4))
    policy.meeting_rule = own.as_stored()
    assert read.rule_of(policy, Channel.MEETING) == own


@pytest.mark.django_db(transaction=True)
def test_of_two_who_support_at_once_one_wins() -> None:
    cast = gather()
    ladder.set_up(cast.quiet_fields, by=cast.actor(cast.leila))
    make_person(cast.quiet_fields, cast.operator, cast.viktor, cast.amal, Role.REPRESENTATIVE, address="viktor@amal.example")
    policy = read.rung(cast.quiet_fields, "policy")
    change = ladder.propose_change(policy, otherwise(policy, position=0), "It weighs more.", by=cast.actor(cast.amina))
    barrier, outcomes = threading.Barrier(2), list[str]()

    def support(actor: Actor) -> None:
        try:
            barrier.wait(10)
            ladder.support_change(change, by=actor)
            outcomes.append("done")
        except Conflict:
            outcomes.append("conflict")
        finally:
            connection.close()

    threads = [threading.Thread(target=support, args=[cast.actor(account)]) for account in (cast.mina, cast.viktor)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    assert sorted(outcomes) == ["conflict", "done"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_propose_for_one_rung_at_once_one_wins() -> None:
    cast = gather()
    ladder.set_up(cast.quiet_fields, by=cast.actor(cast.leila))
    policy = read.rung(cast.quiet_fields, "policy")
    barrier, outcomes = threading.Barrier(2), list[str]()

    def propose(actor: Actor) -> None:
        try:
            barrier.wait(10)
            ladder.propose_change(policy, otherwise(policy, position=0), "It weighs more.", by=actor)
            outcomes.append("done")
        except Conflict:
            outcomes.append("conflict")
        finally:
            connection.close()

    threads = [threading.Thread(target=propose, args=[cast.actor(account)]) for account in (cast.amina, cast.mina)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    assert sorted(outcomes) == ["conflict", "done"]
