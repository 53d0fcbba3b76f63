"""What a worker does of what was put off. Each task calls one deed, which can be done again where a worker was killed."""

from typing import Any

from procrastinate.contrib.django import app

#: A job whose worker has given no sign for so long is taken up again by another.
_SILENT_SECONDS = 30


@app.periodic(cron="* * * * *")
@app.task(name="clock.take_up_again", queueing_lock="clock.take_up_again", pass_context=True)
async def take_up_again(context: Any, timestamp: int) -> None:
    """Put the jobs of workers that were killed back into the queue."""
    for job in await context.app.job_manager.get_stalled_jobs(seconds_since_heartbeat=_SILENT_SECONDS):
        await context.app.job_manager.retry_job(job)
