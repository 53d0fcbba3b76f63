"""What time takes away: sign-in requests, sessions and secrets that have run out; and work that a killed worker left undone."""

from __future__ import annotations

import logging
from importlib import import_module

from asgiref.sync import async_to_sync
from django.conf import settings
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from commoncall.kernel import time
from commoncall.kernel.accounts.actions import limits, tokens
from commoncall.kernel.outbox import actions as outbox

#: A job that ends its worker so often is not begun again.
MOST_ATTEMPTS = 5

log = logging.getLogger(__name__)


def each_minute() -> None:
    """Do all that is due each minute."""
    outbox.let_expire()
    tokens.forget_old()
    limits.forget_old()
    clear_sessions()
    take_up_stalled_jobs()


def clear_sessions() -> None:
    """Remove the sessions that have run out."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def take_up_stalled_jobs() -> int:
    """Have the jobs done again whose worker was killed, and return how many."""
    taken: int = async_to_sync(_take_up)()
    if taken:
        log.warning("%s jobs of a worker that ended are done again.", taken)
    return taken


async def _take_up() -> int:
    taken = 0
    for job in await app.job_manager.get_stalled_jobs():
        if job.attempts < MOST_ATTEMPTS:
            await app.job_manager.retry_job(job=job, retry_at=time.now())
            taken += 1
        elif job.id is not None:
            await app.job_manager.finish_job_by_id_async(job_id=job.id, status=Status.FAILED, delete_job=False)
    return taken
