"""Whoever has the database, its log and its backups joins no organisation to its ballot; where ballots leak, the same attempts succeed."""

from __future__ import annotations

import json
import logging
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connection, transaction
from pytest_django import Settings

from commoncall.decisions import keys
from commoncall.decisions import kinds as asked
from commoncall.decisions.actions import secret
from commoncall.decisions.actions.holding import deed
from commoncall.decisions.actions.settling import settle_ask
from commoncall.decisions.history import deciding as kinds
from commoncall.decisions.models import Ballot, Decision
from commoncall.decisions.rules import sealing, secrecy
from commoncall.decisions.rules.rule import Answer
from commoncall.decisions.rules.sealing import Broken, KeyPair
from commoncall.decisions.rules.secrecy import Said
from commoncall.installation import folder as folders
from commoncall.installation.backup import making
from commoncall.installation.folder import Folder
from commoncall.kernel.asks import actions as asking
from commoncall.kernel.history import actions as book
from commoncall.kernel.identifiers import uuid7
from tests.cast import Cast
from tests.decisions import analyst
from tests.decisions.analyst import Needles
from tests.decisions.secret_votes import WITH_RECEIPTS, Voter, an_open_vote, let_its_time_be_over, voters

pytestmark = pytest.mark.django_db(transaction=True)

MEMBERS = 14
OPENINGS = 60
#: Of fourteen, chance joins one on average; the better of two readings, some one and a half. That the mean of sixty openings comes to
#: this much by chance alone does not happen in a lifetime of runs.
CHANCE = 3.0
#: And that chance joins so many in a single reading happens once in ten million times.
MOST_BY_CHANCE = 10

CastOne = Callable[[Decision, Voter, Answer], str]


@dataclass
class Vote:
    """A secret vote that is under way: what the analyst may have, and the truth."""

    decision: Decision
    people: Sequence[Voter]
    truth: dict[UUID, str]
    needles: Needles
    log: bytes
    since: str
    sequences_moved: list[str]
    data: Folder


def sealed(decision: Decision, one: Voter, given: Answer) -> str:
    """Cast a ballot as it is cast."""
    return secret.cast(decision, one.organisation, given, by=one.by).receipt


@transaction.atomic
def leaky(decision: Decision, one: Voter, given: Answer) -> str:
    """Cast a ballot as one might who takes no care: in the clear, under an identifier that tells the time."""
    said = Said(given, secrecy.new_receipt())
    decision.roll.filter(organisation=one.organisation).update(has_voted=True, voted_through=one.by.person_id)
    Ballot.objects.create(id=uuid7(), decision=decision, sealed=secrecy.written(said))
    settle_ask(decision, one.organisation, one.by, deed(kinds.VOTED_IN_SECRET, decision, organisation=one.organisation))
    return said.receipt


def unsealed(decision: Decision) -> list[str]:
    """Open a vote and return the receipts in the published order."""
    secret.unseal(decision)
    return [one["receipt"] for one in decision.ballots or ()]


def leaked(decision: Decision) -> list[str]:
    """Open a vote as one might who takes no care: in the order of the identifiers."""
    ballots = [json.loads(bytes(one.sealed)) for one in Ballot.objects.filter(decision=decision).order_by("id")]
    decision.ballots = ballots
    decision.save(update_fields=["ballots"])
    return [one["receipt"] for one in ballots]


@pytest.fixture
def server(transactional_db: None) -> Iterator[psycopg.Connection[Any] | None]:
    own = analyst.as_superuser(_url())
    yield own
    if own is not None:
        own.close()


def _url() -> str:
    settings = connection.settings_dict
    known = {
        "host": settings["HOST"],
        "port": settings["PORT"],
        "dbname": settings["NAME"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
    }
    return psycopg.conninfo.make_conninfo(**{name: str(value) for name, value in known.items() if value})


@pytest.fixture
def held(
    cast: Cast, tmp_path: Path, settings: Settings, caplog: pytest.LogCaptureFixture, server: psycopg.Connection[Any] | None
) -> Callable[[CastOne], Vote]:
    """Hold a vote: fourteen organisations, in random order, with all that is said in the log, down to each statement."""
    data = folders.prepare(tmp_path / "data")
    settings.VOTE_KEYS = str(data.votes)

    def hold(cast_one: CastOne) -> Vote:
        people = voters(cast, MEMBERS)
        decision = an_open_vote(cast.quiet_fields, [one.organisation for one in people], WITH_RECEIPTS)
        for one in people:
            asking.ask(asked.ANSWER, cast.quiet_fields, organisation=one.organisation, subject=decision.pk, facts={"title": "x"}, by=cast.operator)
        private = keys.pair_of(decision.pk, bytes(decision.vote_key or b"")).private
        (wrapped,) = (one.read_bytes() for one in data.votes.iterdir())
        before, since = analyst.sequences(), analyst.position(server) if server else ""
        truth: dict[UUID, str] = {}
        connection.force_debug_cursor = True
        for logger in ("", "django", "django.db.backends", "commoncall", "psycopg"):
            caplog.set_level(logging.DEBUG, logger or None)
        for one in random.sample(people, MEMBERS):
            truth[one.organisation.pk] = cast_one(decision, one, random.choice([Answer.AGREE, Answer.AGAINST]))
        connection.force_debug_cursor = False
        book.seal_all()
        receipts = {f"receipt {place}": one.encode() for place, one in enumerate(truth.values())}
        needles = Needles.of(**receipts, **{"private key": private, "wrapped key": wrapped})
        log = "\n".join(f"{one.getMessage()} {one.__dict__}" for one in caplog.records).encode()
        moved = [name for name, value in analyst.sequences().items() if before.get(name) != value]
        return Vote(decision, people, truth, needles, log, since, moved, data)

    return hold


def joined(vote: Vote, open_it: Callable[[Decision], list[str]], openings: int) -> dict[str, float]:
    """Return how many organisations each attempt joins to their ballots, on average over openings that are each taken back."""
    found = analyst.orders(vote.decision, analyst.ORDERS | analyst.ORDERS_BY_BALLOT)
    assert all(sorted(one) == sorted(vote.truth) for one in found.values()), "each attempt knows who voted"
    counted = dict.fromkeys(found, 0)
    for _ in range(openings):
        with transaction.atomic():
            published = open_it(Decision.objects.get(pk=vote.decision.pk))
            transaction.set_rollback(True)
        assert sorted(published) == sorted(vote.truth.values())
        for name, order in found.items():
            counted[name] += analyst.hits(order, published, vote.truth)
    return {name: count / openings for name, count in counted.items()}


def backed_up(vote: Vote, tmp_path: Path) -> bytes:
    """Return all that a backup holds that is taken now."""
    target = tmp_path / "backup.tar"
    making.make(vote.data, _url(), target, version="0", now=datetime.now(UTC), verify=False)
    return analyst.in_backup(target)


def test_no_order_of_the_roll_joins_it_to_the_published_ballots(held: Callable[[CastOne], Vote]) -> None:
    vote = held(sealed)
    let_its_time_be_over(vote.decision)
    found = joined(vote, unsealed, OPENINGS)
    assert {name: mean for name, mean in found.items() if mean > CHANCE} == {}


def test_the_receipts_tell_no_order_either(held: Callable[[CastOne], Vote]) -> None:
    vote = held(sealed)
    found = analyst.orders(vote.decision, analyst.ORDERS | analyst.ORDERS_BY_BALLOT)
    by_receipt = sorted(vote.truth.values())
    assert max(analyst.hits(one, by_receipt, vote.truth) for one in found.values()) < MOST_BY_CHANCE


def test_the_same_attempts_join_ballots_that_leak(held: Callable[[CastOne], Vote]) -> None:
    found = joined(held(leaky), leaked, 1)
    told = {name for name, mean in found.items() if mean == MEMBERS}
    assert told >= {
        "the roll by transaction",
        "the roll by place on the disk",
        "the history by time",
        "the history by identifier",
        "the history by its chain",
        "the history by transaction",
        "the history by place on the disk",
        "the particulars by place on the disk",
        "what was asked, by time",
        "what was asked, by transaction",
        "the sealed ballots by identifier",
        "the sealed ballots by place on the disk",
    }


def test_while_it_is_open_no_table_log_backup_or_write_ahead_log_holds_an_answer_or_the_key(held: Callable[[CastOne], Vote], tmp_path: Path) -> None:
    vote = held(sealed)
    assert analyst.tables_with(vote.needles) == {}
    assert b"INSERT INTO" in vote.log, "every statement stands in the log"
    assert vote.needles.within(vote.log) == []
    backup = backed_up(vote, tmp_path)
    assert vote.needles.within(backup) == []
    assert b"votes/" not in backup
    assert bytes(vote.decision.vote_key or b"").hex().encode() in backup, "the search reads what the database holds"
    assert vote.sequences_moved == []


def test_the_same_search_finds_ballots_that_leak(held: Callable[[CastOne], Vote], tmp_path: Path) -> None:
    vote = held(leaky)
    receipts = {f"receipt {place}" for place in range(MEMBERS)}
    assert set(analyst.tables_with(vote.needles)) == {"decisions_ballot"}
    for hay in (vote.log, backed_up(vote, tmp_path)):
        assert {name.partition(" as ")[0] for name in vote.needles.within(hay)} >= receipts


def test_the_write_ahead_log_and_the_disk_hold_neither_answer_nor_key(
    held: Callable[[CastOne], Vote], server: psycopg.Connection[Any] | None
) -> None:
    if server is None:
        pytest.skip("this server lets its write-ahead log be read by nobody here: it was NOT searched")
    vote = held(sealed)
    written = _written_since(server, vote)
    assert vote.needles.within(written) == []
    some = Ballot.objects.filter(decision=vote.decision)[:1].get()
    assert bytes(some.sealed) in written, "the search reads what was written"
    let_its_time_be_over(vote.decision)
    with transaction.atomic():
        unsealed(vote.decision)
    left = analyst.on_disk(server, ["decisions_ballot", "decisions_elector", "history_entry", "history_particulars", "asks_ask"])
    assert vote.needles.within(left) == []


def test_the_same_search_of_the_disk_finds_ballots_that_leak(held: Callable[[CastOne], Vote], server: psycopg.Connection[Any] | None) -> None:
    if server is None:
        pytest.skip("this server lets its write-ahead log be read by nobody here: it was NOT searched")
    vote = held(leaky)
    receipts = {f"receipt {place}" for place in range(MEMBERS)}
    assert set(vote.needles.within(_written_since(server, vote))) >= receipts
    # Removed rows may lie there for a while or be gone at once; those that are not removed lie there.
    assert set(vote.needles.within(analyst.on_disk(server, ["decisions_ballot"]))) >= receipts


def _written_since(server: psycopg.Connection[Any], vote: Vote) -> bytes:
    try:
        return analyst.write_ahead_log(server, vote.since)
    except LookupError:
        pytest.skip("the server has let go of its write-ahead log meanwhile: it was NOT searched")


def test_what_was_opened_stands_in_the_published_list_alone(held: Callable[[CastOne], Vote]) -> None:
    vote = held(sealed)
    let_its_time_be_over(vote.decision)
    with transaction.atomic():
        unsealed(vote.decision)
    assert set(analyst.tables_with(vote.needles)) == {"decisions_decision"}
    assert list(vote.data.votes.iterdir()) == []


def test_neither_roll_nor_ballots_have_a_column_of_time_or_a_number_that_counts(db: None) -> None:
    for table in ("decisions_elector", "decisions_ballot"):
        assert analyst.columns_of_time(table) == []
    assert Ballot().pk.version == 4


def test_during_the_vote_a_join_gives_ciphertext_that_nothing_in_the_database_opens(held: Callable[[CastOne], Vote]) -> None:
    """The transaction that writes both joins organisation and sealed ballot: what that is worth depends on the key alone."""
    vote = held(sealed)
    (ballot, content) = Ballot.objects.filter(decision=vote.decision).values_list("pk", "sealed").first() or (None, None)
    assert ballot is not None
    bound = vote.decision.pk.bytes + ballot.bytes
    public = bytes(vote.decision.vote_key or b"")
    for guess in (public, *keys.pledges(), bytes(32), vote.decision.pk.bytes * 2):
        with pytest.raises(Broken):
            sealing.open_sealed(bytes(content), KeyPair(public, guess), bound_to=bound, pledges=keys.pledges())
    opened = sealing.open_sealed(bytes(content), keys.pair_of(vote.decision.pk, public), bound_to=bound, pledges=keys.pledges())
    assert secrecy.read(opened).receipt in vote.truth.values(), "the host alone can, until the close"
