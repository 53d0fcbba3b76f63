"""A secret ballot is cast once, by those who may; all are opened together, once, when the time is over, and what sealed them goes."""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as configured
from django.db import connection, transaction
from pytest_django import Settings

from commoncall.decisions import keys
from commoncall.decisions import kinds as asked
from commoncall.decisions.actions import answering, closing, opening, preparing, secret
from commoncall.decisions.actions.preparing import Preparation
from commoncall.decisions.actions.secret import CannotOpen
from commoncall.decisions.models import Ballot, Decision, Elector, Response
from commoncall.decisions.queries import secret as queries
from commoncall.decisions.rules import sealing
from commoncall.decisions.rules.rule import Answer, Rule, Time
from commoncall.kernel.asks import actions as asking
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties.models import Mandate
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.kernel.time import now
from commoncall.membership.models import Membership, Standing
from tests.cast import Cast
from tests.decisions.secret_votes import SECRET, WITH_RECEIPTS, Voter, an_open_vote, let_its_time_be_over, voters

YES, NO, NEITHER = Answer.AGREE, Answer.AGAINST, Answer.ABSTAIN


@pytest.fixture
def keys_at(settings: Settings, tmp_path: Path) -> Path:
    settings.VOTE_KEYS = str(tmp_path / "votes")
    return tmp_path / "votes"


@pytest.fixture
def vote(cast: Cast, keys_at: Path) -> Decision:
    """A secret vote of three who are in the cast."""
    return an_open_vote(cast.quiet_fields, [cast.sahel, cast.lantern, cast.amal])


@pytest.fixture
def amina(cast: Cast) -> Actor:
    return cast.actor(cast.amina)


def cast_all(decision: Decision, people: Sequence[Voter], answers: Sequence[Answer]) -> list[str]:
    return [secret.cast(decision, one.organisation, given, by=one.by).receipt for one, given in zip(people, answers, strict=True)]


def unsealed(decision: Decision) -> list[Answer]:
    with transaction.atomic():
        return secret.unseal(decision)


def closed(decision: Decision) -> list[Answer]:
    let_its_time_be_over(decision)
    return unsealed(decision)


def test_the_roll_says_that_it_voted_through_whom_and_by_which_mandate(cast: Cast, vote: Decision, amina: Actor) -> None:
    assert secret.cast(vote, cast.sahel, YES, by=amina).receipt == ""
    line = vote.roll.get(organisation=cast.sahel)
    assert (line.has_voted, line.voted_through_id) == (True, amina.person_id)
    assert Mandate.objects.get(pk=line.voted_under).person_id == amina.person_id
    assert [one.has_voted for one in vote.roll.exclude(pk=line.pk)] == [False, False]
    assert not Response.objects.exists()


def test_the_history_says_that_it_voted_and_not_what(cast: Cast, vote: Decision, amina: Actor) -> None:
    secret.cast(vote, cast.sahel, NO, by=amina)
    entry = Entry.objects.get(kind="decisions.voted_in_secret")
    assert (entry.subject, entry.concerns, entry.person) == (vote.pk, cast.sahel.pk, amina.person_id)
    assert entry.facts == {"number": vote.number}
    assert {*entry.particulars.data} == {"by", "for", "organisation", "title"}


def test_what_was_asked_about_it_is_answered(cast: Cast, vote: Decision, amina: Actor) -> None:
    by = cast.operator
    asking.ask(asked.ANSWER, cast.quiet_fields, organisation=cast.sahel, subject=vote.pk, facts={"title": vote.title}, by=by)
    secret.cast(vote, cast.sahel, YES, by=amina)
    held = Ask.objects.get()
    assert held.answered_by_id == amina.person_id
    assert "agree" not in str(held.facts)


def test_it_cannot_be_changed_and_who_voted_is_said(cast: Cast, vote: Decision, amina: Actor) -> None:
    secret.cast(vote, cast.sahel, YES, by=amina)
    for who in (amina, cast.actor(cast.oumar)):
        with pytest.raises(Conflict, match="Forum Humanité Sahel has voted already, through Amina Diallo") as refused:
            secret.cast(vote, cast.sahel, NO, by=who)
        assert refused.value.code == "voted"
    assert closed(vote) == [YES]


@pytest.mark.django_db(transaction=True)
def test_of_two_delegates_at_once_one_votes_and_the_other_is_told_who_did(cast: Cast, vote: Decision) -> None:
    said: list[str] = []
    begun = threading.Barrier(2)

    def deed(by: Actor, given: Answer) -> None:
        try:
            begun.wait()
            secret.cast(vote, cast.sahel, given, by=by)
        except Conflict as conflict:
            said.append(f"{conflict.code}: {conflict.reason}")
        finally:
            connection.close()

    both = [threading.Thread(target=deed, args=[cast.actor(who), given]) for who, given in ((cast.amina, YES), (cast.oumar, NO))]
    for one in both:
        one.start()
    for one in both:
        one.join()
    through = vote.roll.select_related("voted_through").get(has_voted=True).voted_through
    assert through is not None
    assert said == [f"voted: Forum Humanité Sahel has voted already, through {through.name}. A secret ballot cannot be changed."]
    assert Ballot.objects.count() == Entry.objects.filter(kind="decisions.voted_in_secret").count() == 1
    assert closed(vote) == [YES if through.name == "Amina Diallo" else NO]


def test_nobody_votes_for_another_organisation(cast: Cast, vote: Decision, amina: Actor) -> None:
    for who in (amina, cast.actor(cast.leila), cast.operator, cast.actor(cast.eva)):
        with pytest.raises(NotAllowed):
            secret.cast(vote, cast.amal, YES, by=who)
    assert not Ballot.objects.exists()


def test_no_other_coalition_finds_it(cast: Cast, vote: Decision) -> None:
    with pytest.raises(NotVisible):
        secret.cast(vote, cast.sahel, YES, by=cast.actor(cast.viktor, cast.open_water))


def test_who_is_not_on_the_roll_does_not_vote(cast: Cast, keys_at: Path, amina: Actor) -> None:
    vote = an_open_vote(cast.quiet_fields, [cast.amal])
    with pytest.raises(NotAllowed, match="not on the roll"):
        secret.cast(vote, cast.sahel, YES, by=amina)


def test_a_suspended_member_does_not_vote(cast: Cast, vote: Decision, amina: Actor) -> None:
    Membership.objects.filter(pk=cast.sahel.pk).update(standing=Standing.SUSPENDED)
    with pytest.raises(NotAllowed, match="suspended"):
        secret.cast(vote, cast.sahel, YES, by=amina)
    assert not vote.roll.filter(has_voted=True).exists()


def test_a_person_whose_mandate_ended_meanwhile_does_not_vote_but_what_was_cast_stands(cast: Cast, vote: Decision, amina: Actor) -> None:
    secret.cast(vote, cast.sahel, YES, by=amina)
    Mandate.objects.filter(person_id=amina.person_id).update(ends_at=now())
    mina = cast.actor(cast.mina)
    Mandate.objects.filter(person_id=mina.person_id).update(ends_at=now())
    with pytest.raises(NotAllowed):
        secret.cast(vote, cast.lantern, NO, by=mina)
    assert closed(vote) == [YES]


def test_what_is_not_secret_is_answered_in_the_open(cast: Cast, keys_at: Path, amina: Actor) -> None:
    vote = an_open_vote(cast.quiet_fields, [cast.sahel], Rule())
    with pytest.raises(Conflict) as refused:
        secret.cast(vote, cast.sahel, YES, by=amina)
    assert refused.value.code == "not_secret"
    with transaction.atomic(), pytest.raises(ValueError, match="not secret"):
        secret.begin(vote)


def test_nothing_is_taken_once_its_time_is_over(cast: Cast, vote: Decision, amina: Actor) -> None:
    let_its_time_be_over(vote)
    with pytest.raises(Conflict):
        secret.cast(vote, cast.sahel, YES, by=amina)
    vote.state = Decision.State.ADOPTED
    vote.closes_at = None
    vote.save()
    with pytest.raises(Conflict):
        secret.cast(vote, cast.sahel, YES, by=amina)
    assert not Ballot.objects.exists()


def test_an_answer_that_the_rule_does_not_know_is_refused(cast: Cast, vote: Decision, amina: Actor) -> None:
    for given in (Answer.AGREE_WITH_COMMENTS, Answer.OBJECT):
        with pytest.raises(Refusal) as refused:
            secret.cast(vote, cast.sahel, given, by=amina)
        assert refused.value.field == "answer"


def test_nothing_is_opened_before_its_time(cast: Cast, vote: Decision, amina: Actor) -> None:
    secret.cast(vote, cast.sahel, YES, by=amina)
    with pytest.raises(Conflict) as refused:
        unsealed(vote)
    assert refused.value.code == "early"
    assert Ballot.objects.count() == 1
    assert queries.published(vote) is None


def test_all_are_opened_together_and_nothing_sealed_remains(cast: Cast, keys_at: Path, django_capture_on_commit_callbacks: object) -> None:
    people = voters(cast, 6)
    vote = an_open_vote(cast.quiet_fields, [one.organisation for one in people])
    cast_all(vote, people, [YES, YES, NO, NEITHER, YES, NO])
    assert len(list(keys_at.iterdir())) == 1
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert Counter(closed(vote)) == {YES: 3, NO: 2, NEITHER: 1}
    assert not Ballot.objects.exists()
    assert list(keys_at.iterdir()) == []
    vote.refresh_from_db()
    shown = queries.published(vote)
    assert shown is not None
    assert (shown.counts, shown.is_withheld) == ({YES: 3, NO: 2, NEITHER: 1}, False)
    assert [one.receipt for one in shown.lines] == [""] * 6


def test_a_second_time_gives_what_the_first_gave(cast: Cast, keys_at: Path) -> None:
    people = voters(cast, 8)
    vote = an_open_vote(cast.quiet_fields, [one.organisation for one in people])
    cast_all(vote, people, [YES, NO] * 4)
    first = closed(vote)
    assert [unsealed(vote) for _ in range(5)] == [first] * 5


def test_a_close_that_falls_through_leaves_all_as_it_was(cast: Cast, vote: Decision, amina: Actor) -> None:
    secret.cast(vote, cast.sahel, YES, by=amina)
    let_its_time_be_over(vote)
    with transaction.atomic():
        secret.unseal(vote)
        transaction.set_rollback(True)
    vote = Decision.objects.get(pk=vote.pk)
    assert (vote.ballots, vote.sealed.count()) == (None, 1)
    assert unsealed(vote) == [YES]


def test_a_key_that_remained_goes_with_the_next_beat(cast: Cast, vote: Decision, amina: Actor, keys_at: Path) -> None:
    secret.cast(vote, cast.sahel, YES, by=amina)
    assert secret.clear_away() == 0, "the vote is open still"
    closed(vote)
    Decision.objects.filter(pk=vote.pk).update(state=Decision.State.ADOPTED)
    # Within a test nothing is committed: as if the process had died right then.
    assert len(list(keys_at.iterdir())) == 1
    assert secret.clear_away() == 1
    assert list(keys_at.iterdir()) == []


def test_the_key_of_an_unknown_vote_stays_for_a_day(cast: Cast, keys_at: Path) -> None:
    """A database that is put back from a backup may know it a moment later."""
    keys.make(uuid4())
    (file,) = keys_at.iterdir()
    assert secret.clear_away() == 0
    then = now().timestamp() - 2 * 24 * 60 * 60
    os.utime(file, (then, then))
    assert secret.clear_away() == 1


def test_withdrawing_destroys_what_was_sealed(
    cast: Cast, vote: Decision, amina: Actor, keys_at: Path, django_capture_on_commit_callbacks: object
) -> None:
    secret.cast(vote, cast.sahel, YES, by=amina)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():  # type: ignore[operator]
        secret.destroy(vote)
    assert not Ballot.objects.exists()
    assert list(keys_at.iterdir()) == []


def test_where_the_key_was_removed_no_ballot_is_taken(cast: Cast, vote: Decision, amina: Actor, keys_at: Path) -> None:
    next(keys_at.iterdir()).unlink()
    with pytest.raises(Conflict, match="Tell a coordinator") as refused:
        secret.cast(vote, cast.sahel, YES, by=amina)
    assert refused.value.code == "key_missing"
    assert not vote.roll.filter(has_voted=True).exists(), "it may vote once the key is back"
    assert queries.without_key() == [vote.pk]


def test_where_the_key_is_missing_at_the_close_it_stays_open_and_the_coordinators_are_asked_once(
    cast: Cast, vote: Decision, amina: Actor, keys_at: Path
) -> None:
    secret.cast(vote, cast.sahel, YES, by=amina)
    file = next(keys_at.iterdir())
    aside = file.rename(keys_at.parent / "aside")
    with pytest.raises(CannotOpen, match="key of this vote is not where it should be") as refused:
        closed(vote)
    assert [secret.note_unopened(vote, refused.value) for _ in range(3)] == [True, False, False]
    held = Ask.objects.get(kind=asked.UNSEAL.name)
    assert (held.organisation, held.person, held.subject) == (None, None, vote.pk)
    assert Entry.objects.filter(kind="decisions.not_unsealed").count() == 1
    assert (Ballot.objects.count(), Decision.objects.get(pk=vote.pk).state) == (1, "open")
    aside.rename(file)
    assert unsealed(vote) == [YES], "nothing was lost"


@pytest.mark.parametrize("content", ["another", "damaged"])
def test_a_wrong_key_file_opens_nothing(cast: Cast, vote: Decision, amina: Actor, keys_at: Path, content: str) -> None:
    secret.cast(vote, cast.sahel, YES, by=amina)
    own = next(keys_at.iterdir())
    if content == "another":
        an_open_vote(cast.quiet_fields, [cast.sahel])
        own.write_bytes(next(one for one in keys_at.iterdir() if one != own).read_bytes())
    else:
        own.write_bytes(own.read_bytes()[:-1])
    with pytest.raises(CannotOpen) as refused:
        closed(vote)
    assert refused.value.code == "key_missing"
    assert Ballot.objects.count() == 1


def _forged(vote: Decision) -> bytes:
    """A ballot by somebody who can write into the database, and knows all that is in it."""
    return sealing.seal(b'{"answer":"agree"}', bytes(vote.vote_key or b""), bound_to=vote.pk.bytes + uuid4().bytes, pledge=bytes(32))


@pytest.mark.parametrize("deed", ["altered", "replaced", "added", "copied", "removed", "exchanged"])
def test_ballots_that_were_altered_in_the_database_are_told_and_nothing_is_opened(cast: Cast, vote: Decision, deed: str) -> None:
    secret.cast(vote, cast.sahel, YES, by=cast.actor(cast.amina))
    secret.cast(vote, cast.lantern, NO, by=cast.actor(cast.mina))
    one, other = Ballot.objects.all()
    if deed == "altered":
        Ballot.objects.filter(pk=one.pk).update(sealed=bytes(one.sealed)[:-1] + b"\0")
    elif deed == "replaced":
        Ballot.objects.filter(pk=one.pk).update(sealed=_forged(vote))
    elif deed == "added":
        Ballot.objects.create(decision=vote, sealed=_forged(vote))
    elif deed == "copied":
        Ballot.objects.create(decision=vote, sealed=one.sealed)
    elif deed == "removed":
        one.delete()
    else:
        Ballot.objects.filter(pk=one.pk).update(sealed=other.sealed)
    left = Ballot.objects.count()
    with pytest.raises(CannotOpen) as refused:
        closed(vote)
    assert refused.value.code == "ballots_altered"
    assert (Ballot.objects.count(), Decision.objects.get(pk=vote.pk).ballots) == (left, None)


def test_a_vote_marked_by_hand_without_a_ballot_is_told(cast: Cast, vote: Decision, amina: Actor) -> None:
    secret.cast(vote, cast.sahel, YES, by=amina)
    Elector.objects.filter(decision=vote).update(has_voted=True)
    with pytest.raises(CannotOpen):
        closed(vote)


def test_a_vote_in_which_nobody_voted_opens_to_nothing(vote: Decision) -> None:
    assert closed(vote) == []
    assert queries.published(vote) is not None


def test_of_few_ballots_only_the_outcome_is_shown(cast: Cast, keys_at: Path) -> None:
    people = voters(cast, 5)
    vote = an_open_vote(cast.quiet_fields, [one.organisation for one in people])
    cast_all(vote, people[:4], [YES, YES, YES, NO])
    closed(vote)
    shown = queries.published(vote)
    assert shown is not None
    assert (shown.is_withheld, shown.lines, dict(shown.counts)) == (True, (), {})


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("voting", [3, 5])
def test_from_the_opening_to_the_close(cast: Cast, keys_at: Path, voting: int) -> None:
    """The key is there from the opening to the close, and not a moment longer; what was too little to show stands in no entry either."""
    people, leila = voters(cast, 6), cast.actor(cast.leila)
    wanted = Preparation("Geneva", "Who speaks for us?", rule=replace(WITH_RECEIPTS, window=Time(hours=1)), deviation="It is about people.")
    vote = opening.open_now(preparing.prepare(cast.quiet_fields, wanted, by=leila), by=leila)
    assert len(list(keys_at.iterdir())) == 1
    receipts = {answering.answer(vote, one.organisation, YES, by=one.by).receipt for one in people[:voting]}  # type: ignore[union-attr]
    assert closing.close_due() == 0
    let_its_time_be_over(vote)
    assert [closing.close_due() for _ in range(2)] == [1, 0]
    vote.refresh_from_db()
    assert {one["receipt"] for one in vote.ballots or ()} == receipts
    assert list(keys_at.iterdir()) == []
    facts = Entry.objects.get(kind="decisions.closed").facts
    assert ("agree" in facts["counts"], facts["counts"]["answered"]) == (voting >= 5, voting)


@pytest.mark.django_db(transaction=True)
def test_a_vote_without_its_key_keeps_no_other_from_being_closed(cast: Cast, keys_at: Path) -> None:
    (one, other) = (an_open_vote(cast.quiet_fields, [cast.sahel]) for _ in range(2))
    for vote in (one, other):
        secret.cast(vote, cast.sahel, YES, by=cast.actor(cast.amina))
        let_its_time_be_over(vote)
    next(keys_at.glob(f"{one.pk.hex}*")).unlink()
    assert [closing.close_due() for _ in range(2)] == [1, 0]
    assert {vote.pk: vote.state for vote in Decision.objects.all()} == {one.pk: "open", other.pk: "adopted"}
    assert Ask.objects.filter(kind=asked.UNSEAL.name).count() == 1


def test_a_receipt_is_told_once_and_stands_beside_its_ballot(cast: Cast, keys_at: Path) -> None:
    people = voters(cast, 5)
    vote = an_open_vote(cast.quiet_fields, [one.organisation for one in people], WITH_RECEIPTS)
    answers = [YES, NO, YES, NEITHER, NO]
    receipts = cast_all(vote, people, answers)
    closed(vote)
    shown = queries.published(vote)
    assert shown is not None
    assert {one.receipt: one.answer for one in shown.lines} == dict(zip(receipts, answers, strict=True))


def test_no_receipt_is_given_unless_the_rule_says_so(cast: Cast, vote: Decision, amina: Actor) -> None:
    assert SECRET.receipts is False
    assert secret.cast(vote, cast.sahel, YES, by=amina).receipt == ""


def test_the_secret_of_the_installation_may_change_while_a_vote_is_open(cast: Cast, vote: Decision, settings: Settings) -> None:
    secret.cast(vote, cast.sahel, YES, by=cast.actor(cast.amina))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the one from now on", [configured.SECRET_KEY]
    secret.cast(vote, cast.lantern, NO, by=cast.actor(cast.mina))
    assert Counter(closed(vote)) == {YES: 1, NO: 1}


def test_a_topic_that_the_mandate_does_not_cover_keeps_one_from_voting(cast: Cast, keys_at: Path, amina: Actor) -> None:
    vote = an_open_vote(cast.quiet_fields, [cast.sahel], topic="mines")
    Mandate.objects.filter(person_id=amina.person_id, organisation=cast.sahel).update(topics=["finance"])
    with pytest.raises(NotAllowed, match="finance"):
        secret.cast(vote, cast.sahel, YES, by=amina)


def test_who_only_looks_as_somebody_else_does_not_vote(cast: Cast, vote: Decision, amina: Actor) -> None:
    with pytest.raises(NotAllowed):
        secret.cast(vote, cast.sahel, YES, by=replace(amina, preview=True))
