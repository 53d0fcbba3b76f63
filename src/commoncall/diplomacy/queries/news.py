"""What is new about the treaties that a coalition pursues: acts of states that happened, or became known, not long ago."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from commoncall.diplomacy.models import DepositaryAct
from commoncall.diplomacy.queries.instruments import participant_name, picked_name
from commoncall.diplomacy.rules.acts import ActKind
from commoncall.kernel import statements
from commoncall.kernel.authority import Actor

#: For how long something is news.
FRESH = timedelta(days=30)

#: A depositary’s table tells of an act weeks after it; what it tells of years ago is no news, though it be known only now.
LATE = timedelta(days=183)

#: How many are told.
MOST = 8


@dataclass(frozen=True)
class News:
    """One act of a state, with the name of the treaty as the reader’s language has it."""

    id: UUID
    kind: ActKind
    on: date
    country: str
    name: str
    treaty: str
    code: str


def news(actor: Actor, now: datetime) -> list[News]:
    """Return what states did of late about the treaties that the actor's coalition pursues, the latest first: one query."""
    if actor.coalition_id is None or not actor.is_inside:
        return []
    today = now.date()
    rows = statements.ask(_recent, actor, done=today - FRESH, known=now - FRESH, oldest=today - LATE, today=today)
    return [_told(*row) for row in rows]


def _recent(actor: Actor, done: date, known: datetime, oldest: date, today: date) -> QuerySet[DepositaryAct, tuple[Any, ...]]:
    fresh = Q(done_on__gte=done) | Q(accepted_at__gte=known, done_on__gte=oldest)
    pursued = Q(instrument__pursuits__coalition=actor.coalition_id)
    rows = DepositaryAct.objects.filter(fresh, pursued, retracted_at=None, is_revoked=False, done_on__lte=today)
    told = ("pk", "kind", "done_on", "participant", "instrument__names", "instrument__titles", "instrument__code")
    return rows.order_by("-done_on", "participant", "pk").values_list(*told)[:MOST]


def _told(key: UUID, kind: str, on: date, participant: str, names: dict[str, str], titles: dict[str, str], code: str) -> News:
    return News(key, ActKind(kind), on, participant, participant_name(participant), picked_name(names, titles, code), code)
