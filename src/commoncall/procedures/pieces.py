"""Doing what is due a piece at a time, so that a worker can be stopped in between; and past what cannot be done."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from uuid import UUID

log = logging.getLogger(__name__)


def piece(due: Iterable[UUID | None], deed: Callable[[UUID], int], most: int) -> int:
    """Do a deed to what is due until it was done to ``most``, and return the sum of what the deed gave. For the clock.

    Whatever fails is left behind for the next time, and takes nobody's place. Once all had their turn the first failure is raised, so
    that the clock notes it; while there may be more to do, it is only logged.
    """
    given, done, failed = 0, 0, None
    for one in filter(None, due):
        try:
            came = deed(one)
        except Exception as error:
            log.warning("What is due of %s could not be done; the clock will try again.", one, exc_info=True)
            failed = failed or error
            continue
        given += came
        done += bool(came)
        if done >= most:
            return given
    if failed is not None:
        raise failed
    return given
