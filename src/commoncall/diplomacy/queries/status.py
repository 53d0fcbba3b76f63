"""Who has joined a treaty: the acts, and the timeline that its own rules make of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from commoncall.diplomacy.models import Correction, DepositaryAct, Instrument
from commoncall.diplomacy.queries.instruments import terms_of
from commoncall.diplomacy.rules import status as rules
from commoncall.diplomacy.rules.acts import Act, ActKind
from commoncall.diplomacy.rules.status import Timeline


@dataclass(frozen=True)
class Status:
    """A treaty with its timeline.

    ``entry_on`` is the day of its entry into force that counts, ``computed_on`` the one that its own rule makes of the acts;
    where they differ, the published one counts, and ``Instrument.why_it_differs`` says why.
    """

    instrument: Instrument
    timeline: Timeline
    entry_on: date | None
    computed_on: date | None

    @property
    def differs(self) -> bool:
        """Whether the computed day is another than the published one."""
        return self.instrument.published_entry_on is not None and self.computed_on != self.instrument.published_entry_on


def status(instrument: Instrument) -> Status:
    """Return how everybody stands to a treaty. One query."""
    return _status(instrument, _rows().filter(instrument=instrument))


def statuses(instruments: Iterable[Instrument]) -> dict[UUID, Status]:
    """Return the same for several treaties, by their identifier. One query."""
    several = list(instruments)
    rows: dict[UUID, list[DepositaryAct]] = {instrument.pk: [] for instrument in several}
    for row in _rows().filter(instrument__in=several):
        rows[row.instrument_id].append(row)
    return {instrument.pk: _status(instrument, rows[instrument.pk]) for instrument in several}


def _status(instrument: Instrument, rows: Iterable[DepositaryAct]) -> Status:
    timeline = rules.timeline(terms_of(instrument), [as_act(row) for row in rows], instrument.published_entry_on)
    computed = timeline.entry.on
    return Status(instrument, timeline, instrument.published_entry_on or computed, computed)


def as_act(row: DepositaryAct) -> Act:
    """Return a row as the rules know it."""
    gone_by = row.as_of if row.is_revoked else None
    return Act(row.done_on, row.participant, ActKind(row.kind), row.is_revoked, row.effective_on, gone_by)


def acts(instrument: Instrument) -> QuerySet[DepositaryAct]:
    """Return the acts that stand, with their sources, by participant and day."""
    return _rows().filter(instrument=instrument).order_by("participant", "done_on", "kind")


def acts_of_state(instruments: Iterable[Instrument], participant: str) -> QuerySet[DepositaryAct]:
    """Return what one state, or another participant, did about these treaties, by day."""
    return _rows().filter(instrument__in=list(instruments), participant=participant).select_related("instrument").order_by("done_on", "kind")


def acts_between(instruments: Iterable[Instrument], first: date, last: date) -> QuerySet[DepositaryAct]:
    """Return what states did about these treaties from one day to another, both included, the latest first."""
    found = _rows().filter(instrument__in=list(instruments), done_on__range=(first, last))
    return found.select_related("instrument").order_by("-done_on", "participant")


def corrections(instruments: Iterable[Instrument]) -> QuerySet[Correction]:
    """Return what was corrected of these treaties' acts, the latest first."""
    return Correction.objects.filter(instrument__in=list(instruments)).select_related("instrument").order_by("-made_at")


def _rows() -> QuerySet[DepositaryAct]:
    return DepositaryAct.objects.filter(retracted_at=None)
