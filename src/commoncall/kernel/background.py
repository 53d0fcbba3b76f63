"""Putting off what takes long: noted in the deed's own transaction, done by a worker afterwards."""

from procrastinate.contrib.django import app


def later(task: str, *, lock: str | None = None, **facts: str | int | bool) -> None:
    """Have a worker do ``task`` soon, with ``facts`` that fit into JSON.

    The note is a row in the same database: it is there if the transaction is committed, and only then. Tasks with the same
    ``lock`` are done one after the other. Tasks are registered by the clock under their names, and can be done twice without
    harm, since a worker may be killed in the midst of one.
    """
    app.configure_task(task, lock=lock).defer(**facts)
