"""What has happened since the reader was last here, as the browser's session remembers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import ngettext

from commoncall.kernel.authority import Actor
from commoncall.kernel.history import queries as history
from commoncall.web.moments import numeral

KEY = "here"

#: Coming back within this time is still the same visit.
SAME_VISIT = timedelta(minutes=40)

#: How far back to tell where the session remembers no visit.
USUAL = timedelta(days=7)

#: How many lines are told.
SHOWN = 8


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
    """Return what others have done since an instant, newest first; what one batch did is told once. Three queries."""
    alike: dict[tuple[str, UUID], list[UUID]] = {}
    for key, kind, batch in history.done_by_others(actor, since):
        alike.setdefault((kind, batch or key), []).append(key)
    more = {keys[0]: len(keys) - 1 for keys in islice(alike.values(), SHOWN)}
    lines = history.told(history.visible_to(actor).filter(pk__in=more))
    return [Change(line.at, line.sentence, _more(more[line.id])) for line in lines]


def _more(number: int) -> str:
    return ngettext("And %(n)s more like it.", "And %(n)s more like it.", number) % {"n": numeral(number)} if number else ""
