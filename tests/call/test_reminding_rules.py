"""When those asked to re-affirm are reminded: pure, so that every instant can be tried."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from commoncall.call.rules import is_reminder_due

ENDS = datetime(2026, 12, 11, 17, tzinfo=UTC)
LONG_AGO = ENDS - timedelta(days=30)


@pytest.mark.parametrize(
    ("before", "asked", "reminded", "due"),
    [
        (timedelta(days=8), timedelta(days=30), None, False),
        (timedelta(days=7), timedelta(days=30), None, True),
        (timedelta(days=2), timedelta(days=30), None, True),
        (timedelta(days=2), timedelta(days=30), timedelta(days=6), False),
        (timedelta(days=1), timedelta(days=30), timedelta(days=6), True),
        (timedelta(hours=2), timedelta(days=30), timedelta(hours=23), False),
        # Where nothing ran for a week there is one reminder, not two.
        (timedelta(hours=2), timedelta(days=30), None, True),
        # Who was asked five days before the end is reminded on the last day alone.
        (timedelta(days=4), timedelta(days=5), None, False),
        (timedelta(hours=20), timedelta(days=5), None, True),
        (timedelta(hours=2), timedelta(hours=20), None, False),
        (timedelta(0), timedelta(days=30), None, False),
    ],
)
def test_each_instant_counts_once(before: timedelta, asked: timedelta, reminded: timedelta | None, due: bool) -> None:
    last = ENDS - reminded if reminded is not None else None
    assert is_reminder_due(ENDS, ENDS - asked, last, ENDS - before) is due
