"""The worker: one process that does what was left for later, and what time brings about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.db import close_old_connections, connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from commoncall.clock.beats import BEATS, beating

#: How long a job that is under way may still take when the worker is told to stop; then it is done again later.
PATIENCE = 15


def work(*, until_done: bool = False) -> None:
    """Work until told to stop by SIGTERM or SIGINT; with ``until_done`` only until nothing is left for later.

    Any number of workers may run at once. A job that a killed worker left is taken up again by another within a minute or two.
    """
    # The queue is read over connections of its own; what a task itself leaves for later still goes through Django's, and so
    # into the task's transaction.
    queue = app.with_connector(cast(DjangoConnector, app.connector).get_worker_connector())
    with beating(() if until_done else BEATS):
        queue.run_worker(
            wait=not until_done,
            shutdown_graceful_timeout=PATIENCE,
            delete_jobs="successful",
            task_middleware=[_with_fresh_connections],
        )
    connections.close_all()


def _with_fresh_connections(do: Callable[[], Any], context: object, worker: object) -> Any:
    # Each job runs in some thread, whose connection to the database may have ended since it was last used.
    close_old_connections()
    try:
        return do()
    finally:
        close_old_connections()
