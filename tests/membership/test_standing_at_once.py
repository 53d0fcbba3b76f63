"""Two who change how a member stands at the same instant: one of them finds it done, and never half of it twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from commoncall.kernel import time
from commoncall.kernel.history.models import Entry
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.refusals import Conflict, NotVisible
from commoncall.membership.actions import dormancy, proceedings
from commoncall.membership.actions.dormancy import Caution
from commoncall.membership.actions.leaving import How, Leaving
from commoncall.membership.models import Departure, Membership, Notice, Proceeding
from commoncall.procedures.standing import leaving, resting
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Do all of these at the same instant; return what each gave, or how it was refused."""
    gate, outcomes = threading.Barrier(len(deeds)), []

    def do(deed: Callable[[], object]) -> None:
        try:
            gate.wait()
            outcomes.append(deed())
        except Conflict as refusal:
            outcomes.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def refused(outcomes: list[object]) -> int:
    assert len(outcomes) == 2
    return sum(isinstance(one, Conflict) for one in outcomes)


def test_two_procedures_are_not_opened_about_one_member(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    outcomes = at_once(*[lambda: proceedings.begin(cast.sahel, "A reason", by=leila)] * 2)
    assert (refused(outcomes), Proceeding.objects.count()) == (1, 1)


def test_a_membership_ends_once(cast: Cast) -> None:
    leila, amina = cast.actor(cast.leila), cast.actor(cast.amina)
    outcomes = at_once(
        lambda: leaving.leave(cast.sahel, Leaving(How.WITHDRAWN), by=amina),
        lambda: leaving.leave(cast.sahel, Leaving(How.DISSOLVED, came="A letter"), by=leila),
    )
    assert (refused(outcomes), Departure.objects.count()) == (1, 1)
    assert Message.objects.filter(kind="membership.farewell").count() == 2


def test_two_notices_are_not_given_at_once(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    outcomes = at_once(*[lambda: resting.give_notice([cast.sahel], Caution("Silence"), by=leila)] * 2)
    assert (refused(outcomes), Notice.objects.count()) == (1, 1)
    assert Message.objects.filter(kind="membership.dormancy").count() == 2


def test_coming_in_while_the_notice_takes_effect_leaves_one_standing_and_one_truth(cast: Cast) -> None:
    leila, amina = cast.actor(cast.leila), cast.actor(cast.amina)
    notice = resting.give_notice([cast.sahel], Caution("Silence"), by=leila)[0]
    later = notice.takes_effect_at + timedelta(seconds=1)
    at_once(lambda: resting.each_due(later), lambda: resting.each_due(later), lambda: dormancy.reactivate(cast.sahel, by=amina))
    notice.refresh_from_db()
    standing = Membership.objects.get(pk=cast.sahel.pk).standing
    kinds = list(Entry.objects.filter(concerns=cast.sahel.pk, kind__startswith="membership.").order_by("id").values_list("kind", flat=True))
    lifted = ["membership.dormancy_noticed", "membership.dormancy_lifted"]
    back = ["membership.dormancy_noticed", "membership.became_dormant", "membership.reactivated"]
    assert standing == "good"
    assert kinds in (lifted, back)
    assert (notice.lifted_at is None) == (kinds == back)


def test_a_departure_that_breaks_off_leaves_nothing_behind(cast: Cast) -> None:
    """The last step of the deed is refused, when seats, asks and mandates have ended and letters are written: none of it stays."""
    leila, stranger = cast.actor(cast.leila), cast.person(cast.eva)
    merged = Leaving(How.MERGED, came="A letter", successors=[cast.amal])
    with pytest.raises(NotVisible):
        leaving.leave(cast.sahel, merged, {stranger.pk: cast.amal}, by=leila)
    assert Membership.objects.get(pk=cast.sahel.pk).standing == "good"
    assert parties.mandates_in_force(time.now()).filter(organisation=cast.sahel).count() == 2
    assert not Departure.objects.exists()
    assert not Message.objects.filter(kind="membership.farewell").exists()
    assert not Entry.objects.filter(kind="membership.left").exists()
