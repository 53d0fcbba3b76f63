"""What is done with a text by hand while a decision on it, or on an earlier version of it, is under way."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from commoncall.decisions.actions import answering, closing, preparing
from commoncall.decisions.models import Decision
from commoncall.decisions.rules.rule import Answer, Time
from commoncall.drafting.actions import stages, texts
from commoncall.drafting.models import Text, Version
from commoncall.kernel import time
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict
from commoncall.procedures import deciding
from tests.decisions.deciding import MAJORITY, MEETING, SILENCE, Stage, at_its_end
from tests.scene import signed_in


@pytest.mark.django_db
def test_no_later_version_is_published_over_the_one_that_is_voted_on(stage: Stage) -> None:
    first = stage.locked_text()
    decision = stage.opened(version=first, question="")
    later = stages.lock(texts.next_version(first, by=stage.leila), by=stage.leila)
    with pytest.raises(Conflict) as refused:
        deciding.publish(later, by=stage.leila)
    assert refused.value.code == "under_way"
    assert Version.objects.get(pk=first.pk).state == "locked"
    preparing.withdraw(Decision.objects.get(pk=decision.pk), "There is a better draft.", by=stage.leila)
    deciding.publish(later, by=stage.leila)
    assert Version.objects.get(pk=first.pk).state == "superseded"


@pytest.mark.django_db
def test_a_text_that_is_voted_on_is_not_given_up(stage: Stage) -> None:
    version = stage.locked_text()
    decision = stage.opened(version=version, question="")
    page = reverse("draft-give-up", args=["quiet-fields", version.text_id])
    browser = signed_in(stage.cast.leila)
    assert "It is being decided on" in browser.post(page, {"why": "Nobody needs it."}).content.decode()
    assert Text.objects.get(pk=version.text_id).closed_at is None
    preparing.withdraw(Decision.objects.get(pk=decision.pk), "There is a better draft.", by=stage.leila)
    assert browser.post(page, {"why": "Nobody needs it."}).status_code == 302


@pytest.mark.django_db
def test_what_waits_for_its_wording_is_neither_superseded_nor_given_up(stage: Stage) -> None:
    first = stage.locked_text()
    decision = stage.opened(replace(MAJORITY, wording_time=Time(hours=24)), version=first, question="")
    for organisation, actor in stage.everybody.items():
        answering.answer(decision, organisation, Answer.AGREE, by=actor)
    adopted = at_its_end(decision)
    assert adopted.wording_until is not None
    assert adopted.closes_at is not None
    with time.as_of(adopted.closes_at + timedelta(hours=1)):
        later = stages.lock(texts.next_version(Version.objects.get(pk=first.pk), by=stage.leila), by=stage.leila)
        for deed in (lambda: deciding.publish(later, by=stage.leila), lambda: deciding.give_up(later.text, "Nobody needs it.", by=stage.leila)):
            with pytest.raises(Conflict) as refused:
                deed()
            assert refused.value.code == "wording"
    with time.as_of(adopted.wording_until):
        assert closing.publish_due() == 1
        deciding.publish(later, by=stage.leila)
    assert Version.objects.get(pk=first.pk).state == "superseded"


@pytest.mark.django_db
def test_what_was_adopted_is_not_unlocked_before_it_is_published(stage: Stage) -> None:
    version = stage.locked_text()
    decision = stage.opened(replace(SILENCE, wording_time=Time(hours=24)), version=version, question="")
    adopted = at_its_end(decision)
    page = reverse("draft-unlock", args=["quiet-fields", version.pk])
    assert adopted.closes_at is not None
    with time.as_of(adopted.closes_at + timedelta(hours=1)):
        with pytest.raises(Conflict) as refused:
            deciding.unlock(version, "A comma.", by=stage.leila)
        assert refused.value.code == "adopted"
        answer = signed_in(stage.cast.leila).post(page, {"why": "A comma."}).content.decode()
    assert f"Decision {decision.number} adopted these words, and they are still to be published." in answer
    assert Version.objects.get(pk=version.pk).state == "locked"


@pytest.mark.django_db
def test_an_adopted_version_waits_while_an_earlier_one_is_decided_on(stage: Stage) -> None:
    first = stage.locked_text()
    later = stages.lock(texts.next_version(first, by=stage.leila), by=stage.leila)
    soon = stage.opened(SILENCE, version=later, question="")
    assert soon.closes_at is not None
    slow = stage.opened(SILENCE, version=first, question="", closes_at=soon.closes_at + timedelta(hours=9))
    assert at_its_end(soon).state == "adopted"
    with time.as_of(soon.closes_at + timedelta(hours=1)):
        assert closing.publish_due() == 0
        assert _states(first, later) == ["locked", "locked"]
        page = reverse("decision", args=["quiet-fields", soon.pk])
        assert "An earlier version of the text is still being decided on" in signed_in(stage.cast.leila).get(page).content.decode()
    # Those who decided on the earlier version decided, and it was published before it was superseded.
    assert at_its_end(slow).state == "adopted"
    assert _states(first, later) == ["published", "locked"]
    assert slow.closes_at is not None
    with time.as_of(slow.closes_at):
        assert (closing.publish_due(), closing.publish_due()) == (1, 0)
    assert _states(first, later) == ["superseded", "published"]
    assert not Entry.objects.filter(kind="decisions.text_not_moved").exists()


@pytest.mark.django_db
def test_an_adopted_version_waits_no_longer_once_the_decision_on_the_earlier_one_is_withdrawn(stage: Stage) -> None:
    first = stage.locked_text()
    later = stages.lock(texts.next_version(first, by=stage.leila), by=stage.leila)
    soon = stage.opened(SILENCE, version=later, question="")
    meeting = stage.opened(MEETING, version=first, question="")
    adopted = at_its_end(soon)
    assert adopted.closes_at is not None
    with time.as_of(adopted.closes_at + timedelta(hours=1)):
        assert closing.publish_due() == 0
        preparing.withdraw(meeting, "The later one was adopted.", by=stage.leila)
        assert closing.publish_due() == 1
    assert _states(first, later) == ["superseded", "published"]


def _states(*versions: Version) -> list[str]:
    return [Version.objects.get(pk=one.pk).state for one in versions]


def _is_waited_for() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("deed", [deciding.publish, lambda version, by: deciding.unlock(version, "A comma.", by=by)])
def test_a_text_is_held_before_its_version_so_that_nobody_waits_for_ever(stage: Stage, deed: Callable[..., object]) -> None:
    version = stage.locked_text()

    def publish() -> None:
        try:
            deed(version, by=stage.leila)
        finally:
            connection.close()

    other = threading.Thread(target=publish)
    with transaction.atomic():
        Text.objects.select_for_update(no_key=True).get(pk=version.text_id)
        other.start()
        while not _is_waited_for() and other.is_alive():
            pass
        try:
            with transaction.atomic():
                Version.objects.select_for_update(nowait=True).get(pk=version.pk)
            is_free = True
        except DatabaseError:
            is_free = False
    other.join()
    assert is_free
