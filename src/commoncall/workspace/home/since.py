"""What has happened since the reader was last here, as the browser's session remembers it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Q
from django.utils.translation import ngettext

from commoncall.kernel.authority import Actor
from commoncall.kernel.history import queries as history
from commoncall.web.moments import numeral

KEY = "here"

#: Coming back within this time is still the same visit.
SAME_VISIT = timedelta(minutes=40)

#: How far back to tell where the session remembers no visit.
USUAL = timedelta(days=7)

SHOWN, READ = 8, 240


def last_here(session: SessionBase, coalition_id: UUID, now: datetime) -> datetime | None:
    """Return when the visit before this one ended, and remember that somebody is here now."""
    kept: dict[str, list[str]] = session.get(KEY, {})
    before, latest = kept.get(str(coalition_id), ["", ""])
    seen = datetime.fromisoformat(latest) if latest else None
    if seen is None or now - seen > SAME_VISIT:
        before = latest
    if seen is None or now - seen > SAME_VISIT / 8:
        session[KEY] = kept | {str(coalition_id): [before, now.isoformat()]}
    return datetime.fromisoformat(before) if before else None


@dataclass(frozen=True)
class Change:
    """What happened, in a sentence; and how much more of the same kind in the same batch."""

    at: datetime
    sentence: str
    more: str


def changes(actor: Actor, since: datetime) -> list[Change]:
    """Return what others have done since an instant, newest first; what one batch did is told once. Two queries."""
    others = ~Q(account=actor.account_id) | Q(account=None) if actor.account_id else Q()
    entries = list(history.visible_to(actor).filter(others, at__gt=since)[:READ])
    batches: dict[tuple[str, UUID | None], int] = {}
    firsts = []
    for entry in entries:
        of_batch = (entry.kind, entry.batch if entry.batch else entry.id)
        batches[of_batch] = batches.get(of_batch, 0) + 1
        if batches[of_batch] == 1:
            firsts.append(entry)
    lines = history.told(firsts[:SHOWN])
    counts = [batches[(entry.kind, entry.batch if entry.batch else entry.id)] for entry in firsts[:SHOWN]]
    return [Change(line.at, line.sentence, _more(count - 1)) for line, count in zip(lines, counts, strict=True)]


def _more(number: int) -> str:
    return ngettext("And %(n)s more like it.", "And %(n)s more like it.", number) % {"n": numeral(number)} if number else ""


def shown(found: Sequence[Change]) -> bool:
    """Tell whether there may be more than was told."""
    return len(found) == SHOWN
