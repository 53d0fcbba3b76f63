"""What is taken back leaves what was done in between as it is."""

from __future__ import annotations

import pytest

from commoncall.decisions.actions import preparing
from commoncall.decisions.actions.preparing import Preparation
from commoncall.decisions.models import Rung
from commoncall.decisions.rules import ready_made
from commoncall.drafting.actions import stages, texts
from commoncall.drafting.models import Version
from commoncall.drafting.queries import texts as read
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict, NotVisible
from commoncall.procedures import undoing
from tests.drafting.conftest import Drafting

pytestmark = pytest.mark.django_db


def test_a_version_that_was_published_meanwhile_stays_published(drafting: Drafting) -> None:
    leila = drafting.cast.actor(drafting.cast.leila)
    stages.lock(drafting.version, by=leila)
    texts.next_version(drafting.version, by=leila)
    stages.publish(drafting.version, by=leila)
    undoing.undo(Entry.objects.get(kind="drafting.version_begun").pk, by=leila)
    assert (Version.objects.count(), drafting.fresh().state) == (1, "published")


def test_a_version_on_which_a_decision_was_prepared_is_not_taken_back(drafting: Drafting) -> None:
    leila = drafting.cast.actor(drafting.cast.leila)
    second = texts.next_version(drafting.version, by=leila)
    stages.lock(second, by=leila)
    one = ready_made.LADDER[0]
    rung = Rung.objects.create(coalition=drafting.cast.quiet_fields, code="statement", rule=one.rule.as_stored(), position=0)
    decision = preparing.prepare(drafting.cast.quiet_fields, Preparation("Send it", "Do we?", rung=rung, version=second), by=leila)
    preparing.withdraw(decision, "Too early.", by=leila)
    stages.unlock(second, "A word is missing.", by=leila)
    with pytest.raises(Conflict):
        undoing.undo(Entry.objects.get(kind="drafting.version_begun").pk, by=leila)
    assert Version.objects.count() == 2


def test_what_was_locked_stays_to_be_read_when_a_later_version_is_published(drafting: Drafting) -> None:
    leila, amina = drafting.cast.actor(drafting.cast.leila), drafting.cast.actor(drafting.cast.amina)
    first = stages.lock(drafting.version, by=leila)
    second = stages.lock(texts.next_version(first, by=leila), by=leila)
    stages.publish(second, by=leila)
    assert read.version(amina, first.pk).state == Version.State.SUPERSEDED


def test_what_was_unlocked_is_its_drafters_alone_again(drafting: Drafting) -> None:
    leila, amina = drafting.cast.actor(drafting.cast.leila), drafting.cast.actor(drafting.cast.amina)
    locked = stages.lock(drafting.version, by=leila)
    assert read.version(amina, locked.pk) == locked
    stages.unlock(locked, "A word is missing.", by=leila)
    with pytest.raises(NotVisible):
        read.version(amina, locked.pk)
