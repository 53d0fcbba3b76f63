"""Secret votes that are open, for the tests of casting, of opening and of secrecy: organisations, their people, and the roll."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from commoncall.decisions.actions import secret
from commoncall.decisions.models import Decision, Elector
from commoncall.decisions.rules.rule import Rule
from commoncall.kernel import time
from commoncall.kernel.authority import Actor, Role
from commoncall.kernel.parties.models import Coalition, Organisation
from tests.cast import Cast, make_account, make_member, make_person

SECRET = Rule(secret=True)
WITH_RECEIPTS = Rule(secret=True, receipts=True)


@dataclass(frozen=True)
class Voter:
    """An organisation on the roll, and who votes for it."""

    organisation: Organisation
    by: Actor


def voters(cast: Cast, number: int) -> list[Voter]:
    """Return so many new members of Quiet Fields, each with one person who acts for it."""
    return [_voter(cast, place) for place in range(number)]


def _voter(cast: Cast, place: int) -> Voter:
    account = make_account(f"Voter {place}", f"voter{place}@votes.example")
    organisation = make_member(cast.quiet_fields, cast.operator, f"Members’ House {place}", "KE")
    make_person(cast.quiet_fields, cast.operator, account, organisation, Role.REPRESENTATIVE)
    return Voter(organisation, cast.actor(account))


def an_open_vote(coalition: Coalition, organisations: Sequence[Organisation], rule: Rule = SECRET, *, topic: str = "") -> Decision:
    """Return a vote that is open to these organisations, as opening leaves it."""
    now = time.database_now()
    with transaction.atomic():
        decision = Decision.objects.create(
            coalition=coalition,
            number=Decision.objects.filter(coalition=coalition).count() + 1,
            title="Who speaks for us in Geneva",
            question="Do we send Campos Livres?",
            language="en",
            rule=rule.as_stored(),
            topic=topic,
            state=Decision.State.OPEN,
            begun_at=now,
            opened_at=now,
            closes_at=now + timedelta(days=3),
        )
        Elector.objects.bulk_create(Elector(decision=decision, organisation=one) for one in organisations)
        if rule.secret:
            secret.begin(decision)
    return decision


def let_its_time_be_over(decision: Decision) -> None:
    """Let the instant at which a vote closes be a moment ago."""
    decision.closes_at = time.database_now() - timedelta(seconds=1)
    decision.save(update_fields=["closes_at"])
