"""Having something done a little later, by the clock: once the deed that wants it is committed, and not before."""

from typing import Any

from django.db import connection
from procrastinate.contrib.django import app


def later(task: str, *, one_at_a_time: str | None = None, **facts: Any) -> int:
    """Have a task done after the present transaction, and return the number of its job.

    ``task`` is a name in ``clock.tasks``; ``facts`` are plain values that JSON can hold, never rows. The job is written in the
    deed's own transaction: it stands or falls with the deed. Jobs with the same ``one_at_a_time`` are done one after another,
    in order. A task may be started again after a crash: it does everything in one transaction, or can be repeated.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("what is to be done later is noted in the same transaction as the deed that wants it")
    job: int = app.configure_task(name=task, lock=one_at_a_time).defer(**facts)
    return job
