"""How often something may be tried, counted for all processes of the installation together."""

from datetime import timedelta
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


def forgive(key: str) -> None:
    """Forget what was counted at ``key``, once the right answer was given."""
    Limit.objects.filter(pk=limit_key(key)).delete()


def forget_old() -> int:
    """Remove the counts that no longer mean anything; the clock calls this."""
    return Limit.objects.filter(free_at__lt=time.now()).delete()[0]
