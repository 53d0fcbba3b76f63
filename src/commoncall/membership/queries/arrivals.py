"""Who is new on the public roll, day by day, and never anybody who is not named there."""

from __future__ import annotations

from datetime import UTC, date

from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.history import NAMING_CHOSEN
from commoncall.kernel.parties.models import Coalition
from commoncall.membership.models import Membership, Standing
from commoncall.membership.queries.roll import MEMBERS


def arrivals(coalition: Coalition, *, since: date, until: date) -> list[tuple[date, str]]:
    """Return since which day each member is named in public, with its name, in the order of the names; two queries.

    That is the day on which it joined. Where it chose later to be named, it is the day of that choice: when it had joined
    would tell that it was one of those who were not named until then.
    """
    belonging = Membership.objects.filter(coalition=coalition, category__in=MEMBERS, standing__in=[Standing.GOOD, Standing.DORMANT])
    named = belonging.filter(organisation__naming=Naming.PUBLIC, joined_on__isnull=False, joined_precision="day", joined_on__lte=until)
    chosen = Entry.objects.filter(chain_id=coalition.chain_id, kind=NAMING_CHOSEN.name).order_by("at").values_list("subject", "at")
    since_choice = {subject: at.astimezone(UTC).date() for subject, at in chosen}
    rows = named.order_by("organisation__searchable", "organisation_id").values_list("organisation_id", "organisation__name", "joined_on")
    days = [(max(joined, since_choice.get(key, joined)), name) for key, name, joined in rows if joined is not None]
    return [(day, name) for day, name in days if since <= day <= until]
