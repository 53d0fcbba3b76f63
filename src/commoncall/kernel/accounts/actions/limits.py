"""How often something may be tried, counted for all processes of the installation together."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.accounts.models import Limit
from commoncall.kernel.accounts.rules import Rate
from commoncall.kernel.accounts.secrets import limit_key
from commoncall.kernel.refusals import TooMany

# What was used up flows off evenly: ``free_at`` is when the last of it has gone. One statement decides and counts, so that
# two processes can never both take the last place.
_TAKE = """
INSERT INTO accounts_limit AS known (key, free_at) VALUES (%(key)s, %(now)s + %(each)s)
ON CONFLICT (key) DO UPDATE SET free_at = greatest(known.free_at, %(now)s) + %(each)s
WHERE greatest(known.free_at, %(now)s) + %(each)s <= %(now)s + %(all)s
RETURNING free_at
"""

# As above for several at once: all of them are counted, or none where one is used up. The condition on the update holds where
# another process took the last place between the two halves of the statement.
_TAKE_ALL = """
WITH asked AS (SELECT * FROM unnest(%(keys)s::text[], %(each)s::interval[], %(all)s::interval[]) AS one(key, each, total)),
full_up AS (
  SELECT 1 FROM accounts_limit AS known JOIN asked USING (key) WHERE greatest(known.free_at, %(now)s) + asked.each > %(now)s + asked.total
)
INSERT INTO accounts_limit AS known (key, free_at) SELECT key, %(now)s + each FROM asked WHERE NOT EXISTS (SELECT 1 FROM full_up) ORDER BY key
ON CONFLICT (key) DO UPDATE SET free_at = greatest(known.free_at, %(now)s) + (excluded.free_at - %(now)s)
WHERE greatest(known.free_at, %(now)s) + (excluded.free_at - %(now)s) <= %(now)s + (SELECT total FROM asked WHERE asked.key = known.key)
RETURNING key
"""


def allow(key: str, rate: Rate) -> None:
    """Count one try at ``key``. Refused, with the time at which to try again: what was tried too often.

    Called before the deed and outside its transaction, so that a try which fails is counted all the same.
    """
    now, kept = time.now(), limit_key(key)
    values: dict[str, Any] = {"key": kept, "now": now, "each": rate.each, "all": rate.each * rate.times}
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, values)
        if cursor.fetchone() is not None:
            return
    limit = Limit.objects.filter(pk=kept).first()
    again_at = limit.free_at - rate.each * (rate.times - 1) if limit else now + timedelta(seconds=1)
    raise TooMany(_("This was tried too often within a short time."), again_at=again_at)


def allow_all(rates: Mapping[str, Rate]) -> None:
    """Count one try at each of several keys, in one statement. Refused as in ``allow``; then none of them is counted.

    So a try that one network may not make uses up nothing that others share with it.
    """
    kept = {limit_key(key): rate for key, rate in rates.items()}
    values: dict[str, Any] = {
        "now": time.now(),
        "keys": list(kept),
        "each": [rate.each for rate in kept.values()],
        "all": [rate.each * rate.times for rate in kept.values()],
    }
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_ALL, values)
        if len(cursor.fetchall()) == len(kept):
            return
    waits = [again_at for key, rate in rates.items() if (again_at := used_up(key, rate))]
    raise TooMany(_("This was tried too often within a short time."), again_at=max(waits, default=time.now() + timedelta(seconds=1)))


def used_up(key: str, rate: Rate) -> datetime | None:
    """Return when something may be tried again, where it may not now. Nothing is counted."""
    now, limit = time.now(), Limit.objects.filter(pk=limit_key(key)).first()
    if limit is None or max(limit.free_at, now) + rate.each <= now + rate.each * rate.times:
        return None
    return limit.free_at - rate.each * (rate.times - 1)


def give_back(key: str, rate: Rate) -> None:
    """Take back one try that was counted at ``key``, where it turned out to be no abuse."""
    values: dict[str, Any] = {"key": limit_key(key), "each": rate.each}
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_limit SET free_at = free_at - %(each)s WHERE key = %(key)s", values)


def forgive(key: str) -> None:
    """Forget what was counted at ``key``, once the right answer was given."""
    Limit.objects.filter(pk=limit_key(key)).delete()


def forget_old() -> int:
    """Remove the counts that no longer mean anything; the clock calls this."""
    return Limit.objects.filter(free_at__lt=time.now()).delete()[0]
