"""Two who do something to one text at the same instant: one of them finds it done, and nothing is lost or done twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from commoncall.drafting.actions import merging, stages, texts, wordings
from commoncall.drafting.actions.amending import Proposal, Treating, propose, settle, treat, withdraw
from commoncall.drafting.models import Amendment, Version
from commoncall.drafting.queries import amendments
from commoncall.kernel import time
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict, NotAllowed
from tests.drafting.conftest import ENGLISH, TITLE, Drafting

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Do all of these at the same instant; return what each gave, or how it was refused."""
    gate, outcomes = threading.Barrier(len(deeds)), []

    def do(deed: Callable[[], object]) -> None:
        try:
            gate.wait()
            outcomes.append(deed())
        except (Conflict, NotAllowed) as refusal:
            outcomes.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == len(deeds)
    return outcomes


def refused(outcomes: list[object]) -> int:
    return sum(isinstance(one, Conflict | NotAllowed) for one in outcomes)


def test_two_coordinators_who_merge_at_once_make_one_version(drafting: Drafting) -> None:
    drafting.open()
    drafting.treat(drafting.propose(drafting.cast.amina, drafting.delete("care")), "accept")
    drafting.close()
    leila = drafting.cast.actor(drafting.cast.leila)
    seen = merging.prepare(drafting.version, by=leila).reviewed
    outcomes = at_once(*[lambda: merging.merge(drafting.version, {}, of_amendments=seen, by=leila)] * 2)
    assert (refused(outcomes), Version.objects.count(), Entry.objects.filter(kind="drafting.merged").count()) == (1, 2, 1)
    assert [one.code for one in outcomes if isinstance(one, Conflict)] == ["state"]


def test_two_who_write_at_once_lose_nothing(drafting: Drafting) -> None:
    leila = drafting.cast.actor(drafting.cast.leila)
    seen = drafting.version.wordings.get(language="en").changed_at
    words = [[replace(ENGLISH[1], text=text)] for text in ("One.", "Two.")]
    deeds = [lambda said=said: wordings.word(drafting.version, "en", TITLE, said, unchanged_since=seen, by=leila) for said in words]
    assert refused(at_once(*deeds)) == 1
    assert drafting.words() in ({"ban": "One."}, {"ban": "Two."})


def test_amendments_that_come_at_once_get_numbers_of_their_own(drafting: Drafting) -> None:
    drafting.open()
    people = [drafting.cast.amina, drafting.nadia, drafting.joao, drafting.cast.mina]
    deeds = [
        lambda who=who: propose(drafting.version, Proposal([drafting.delete("ban")], "en"), by=drafting.cast.actor(who))
        for who in people
        for _turn in "12"
    ]
    assert refused(at_once(*deeds)) == 0
    assert sorted(Amendment.objects.values_list("number", flat=True)) == list(range(1, 9))


def test_an_amendment_comes_before_the_closing_or_is_refused_and_is_never_lost_between(drafting: Drafting) -> None:
    drafting.open()
    leila, amina = drafting.cast.actor(drafting.cast.leila), drafting.cast.actor(drafting.cast.amina)
    outcomes = at_once(
        lambda: stages.close(drafting.version, by=leila),
        lambda: propose(drafting.version, Proposal([drafting.delete("ban")], "en"), by=amina),
    )
    assert Amendment.objects.count() == 1 - refused(outcomes)
    assert len(amendments.untreated(drafting.fresh()).amendments) == Amendment.objects.count()


def test_withdrawing_while_it_is_settled_leaves_one_of_the_two(drafting: Drafting) -> None:
    drafting.open()
    made = drafting.propose(drafting.cast.amina, drafting.delete("ban"))
    drafting.treat(made, "vote")
    leila, amina = drafting.cast.actor(drafting.cast.leila), drafting.cast.actor(drafting.cast.amina)
    outcomes = at_once(lambda: settle(made, True, "12 to 3", by=leila), lambda: withdraw(made, by=amina))
    made.refresh_from_db()
    assert refused(outcomes) == 1
    assert (made.settled_at is None) == (made.withdrawn_at is not None)
    assert not Ask.objects.filter(kind="drafting.reply", answered_at=None, withdrawn_at=None).exists()


def test_two_who_treat_one_amendment_at_once_ask_once(drafting: Drafting) -> None:
    drafting.open()
    made = drafting.propose(drafting.cast.amina, drafting.delete("ban"))
    leila = drafting.cast.actor(drafting.cast.leila)
    at_once(*[lambda reason=reason: treat(made, Treating("refuse", reason), by=leila) for reason in ("No.", "Not now.")])
    assert Ask.objects.filter(kind="drafting.reply", answered_at=None, withdrawn_at=None).count() == 1


def test_locking_while_somebody_says_one_more_thing_is_one_or_the_other(drafting: Drafting) -> None:
    drafting.open()
    drafting.close()
    leila = drafting.cast.actor(drafting.cast.leila)
    later = time.database_now() + timedelta(days=1)
    outcomes = at_once(lambda: stages.lock(drafting.version, by=leila), lambda: stages.reopen(drafting.version, later, by=leila))
    assert refused(outcomes) == 1
    assert drafting.fresh().state in {"locked", "open"}


def test_two_who_begin_the_next_version_at_once_begin_one(drafting: Drafting) -> None:
    leila = drafting.cast.actor(drafting.cast.leila)
    stages.lock(drafting.version, by=leila)
    outcomes = at_once(*[lambda: texts.next_version(drafting.version, by=leila)] * 2)
    assert (refused(outcomes), Version.objects.count()) == (1, 2)


def test_two_workers_close_at_the_instant_once(drafting: Drafting) -> None:
    drafting.open()
    Version.objects.update(amendments_until=time.database_now() - timedelta(seconds=1))
    assert sum(one for one in at_once(stages.close_due, stages.close_due) if isinstance(one, int)) == 1
    assert Entry.objects.filter(kind="drafting.closed").count() == 1


def test_a_merge_that_breaks_off_leaves_nothing_behind(drafting: Drafting) -> None:
    drafting.open()
    drafting.treat(drafting.propose(drafting.cast.amina, drafting.delete("care")), "accept")
    drafting.close()
    leila = drafting.cast.actor(drafting.cast.leila)
    seen = merging.prepare(drafting.version, by=leila).reviewed
    entries = Entry.objects.count()
    with pytest.raises(Exception, match="chain"):
        # The last step, writing the history, fails: there is no such chain.
        merging.merge(drafting.version, {}, of_amendments=seen, by=replace(leila, chain_id=drafting.version.pk))
    assert (Version.objects.count(), drafting.fresh().state, Entry.objects.count()) == (1, "closed", entries)
    assert Amendment.objects.get().merged_into is None
