"""Whoever is killed amid closing or merging leaves it whole or not at all, and the next one does it once, as of its instant."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from commoncall.drafting.actions import merging, stages
from commoncall.drafting.models import Amendment, Version
from commoncall.kernel import time
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict
from tests.drafting.conftest import Drafting

pytestmark = pytest.mark.django_db(transaction=True)

#: More statements than any of these deeds takes.
ENOUGH = 200


def killed_at(statement: int, deed: Callable[[], object], *, amid_commit: bool = False) -> bool:
    """Do a deed in a process that dies by SIGKILL right before its nth statement, or its COMMIT; tell whether it died."""
    # A connection must not be shared with the process that dies.
    connection.close()
    child = os.fork()
    if child == 0:
        _die_at(statement, deed, amid_commit)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def _die_at(statement: int, deed: Callable[[], object], amid_commit: bool) -> None:
    made = 0

    def count(execute: Callable[..., Any], *args: Any) -> Any:
        nonlocal made
        made += 1
        if made == statement:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*args)

    status = 1
    try:
        if amid_commit:
            connection.ensure_connection()
            connection._commit = lambda: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[method-assign]
        with connection.execute_wrapper(count) if statement else nullcontext():
            deed()
        status = 0
    finally:
        os._exit(status)


def each_death(deed: Callable[[], object]) -> Iterator[int]:
    """Kill a deed before its first statement, its second and so on, until it comes through; and once at its COMMIT before that."""
    assert killed_at(0, deed, amid_commit=True)
    yield 0
    for statement in range(1, ENOUGH):
        if not killed_at(statement, deed):
            return
        yield statement
    raise AssertionError("it never came through")


def test_closing_is_whole_or_not_begun_and_done_once_as_of_its_instant(drafting: Drafting) -> None:
    until = drafting.open().amendments_until
    assert until is not None
    late = until + timedelta(days=1)
    deaths = 0
    for _statement in each_death(lambda: stages.close_due(late)):
        deaths += 1
        state = Version.objects.values_list("state", flat=True).get()
        assert (state == "closed") == Entry.objects.filter(kind="drafting.closed").exists()
    assert deaths > 3
    assert stages.close_due(late) == 0
    assert (drafting.fresh().state, drafting.fresh().closed_at) == ("closed", until)
    assert Entry.objects.filter(kind="drafting.closed").count() == 1


def test_merging_is_whole_or_not_begun_and_done_once(drafting: Drafting) -> None:
    drafting.open()
    drafting.treat(drafting.propose(drafting.cast.amina, drafting.delete("care")), "accept")
    drafting.close()
    leila = drafting.cast.actor(drafting.cast.leila)
    seen = merging.prepare(drafting.version, by=leila).reviewed
    deaths = 0
    for _statement in each_death(lambda: merging.merge(drafting.version, {}, of_amendments=seen, by=leila)):
        deaths += 1
        assert (Version.objects.count(), Entry.objects.filter(kind="drafting.merged").count()) == (1, 0)
        assert Amendment.objects.get().merged_into is None
    assert deaths > 10
    assert (Version.objects.count(), Entry.objects.filter(kind="drafting.merged").count()) == (2, 1)
    assert drafting.fresh().state == "superseded"
    with pytest.raises(Conflict):
        merging.merge(drafting.version, {}, of_amendments=seen, by=leila)


def test_nothing_that_came_before_a_killed_closing_is_lost(drafting: Drafting) -> None:
    drafting.open()
    drafting.propose(drafting.cast.amina, drafting.delete("care"))
    Version.objects.update(amendments_until=time.database_now() - timedelta(seconds=1))
    assert killed_at(3, stages.close_due)
    assert stages.close_due() == 1
    assert Amendment.objects.filter(version=drafting.version, withdrawn_at=None).count() == 1
