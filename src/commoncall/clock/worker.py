"""One worker: the heart's thread, and the queue of what was put off. Any number of them may run, on any number of machines."""

from procrastinate.contrib.django import app

from commoncall.clock.heart import Heart


def main() -> None:
    """Work until told to stop (SIGINT or SIGTERM); what is under way is finished first, for at most fifteen seconds."""
    heart = Heart()
    heart.start()
    try:
        app.with_connector(app.connector.get_worker_connector()).run_worker(
            name="commoncall", delete_jobs="successful", shutdown_graceful_timeout=15, install_signal_handlers=True
        )
    finally:
        heart.stop()
