"""Writing and retracting the rows of acts, and noting for everybody what was corrected. The actions that call this judge who may."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from commoncall.diplomacy.models import Correction, DepositaryAct, Instrument, Proposal
from commoncall.diplomacy.queries.status import as_act
from commoncall.diplomacy.rules.acts import EUROPEAN_UNION, Act
from commoncall.diplomacy.rules.differences import written_act
from commoncall.kernel import events
from commoncall.kernel.authority import Actor


@dataclass(frozen=True)
class StatusChanged(events.Event):
    """What is known of who joined a treaty is another than before."""

    instrument_id: UUID


@dataclass(frozen=True)
class Source:
    """Where an act was found: in words, at what address, and of what day."""

    name: str
    url: str = ""
    as_of: date | None = None


def locked(instrument: Instrument) -> Instrument:
    """Return a treaty for changing its acts: whoever else wants to waits, so that nobody changes what somebody else did not see."""
    return Instrument.objects.select_for_update(of=("self",), no_key=True).get(pk=instrument.pk)


def row(instrument: Instrument, act: Act, source: Source, now: datetime, by: Actor, proposal: Proposal | None = None) -> DepositaryAct:
    """Return the row of an act, not yet written."""
    return DepositaryAct(
        instrument=instrument,
        participant=act.participant,
        country_id=None if act.participant == EUROPEAN_UNION else act.participant,
        kind=act.kind.value,
        done_on=act.on,
        effective_on=act.effective_on,
        is_revoked=act.revoked,
        source=source.name[:300],
        source_url=source.url[:300],
        as_of=source.as_of,
        accepted_at=now,
        accepted_by_id=by.person_id,
        proposal=proposal,
    )


def replace(old: Iterable[DepositaryAct], new: Sequence[DepositaryAct], now: datetime) -> None:
    """Retract rows, then write others."""
    DepositaryAct.objects.filter(pk__in=[one.pk for one in old]).update(retracted_at=now)
    DepositaryAct.objects.bulk_create(new)


def put_back(gone: Iterable[DepositaryAct], restored: Iterable[DepositaryAct], now: datetime) -> None:
    """Retract rows, then let others stand again as they stood."""
    DepositaryAct.objects.filter(pk__in=[one.pk for one in gone]).update(retracted_at=now)
    DepositaryAct.objects.filter(pk__in=[one.pk for one in restored]).update(retracted_at=None)


def correction(old: DepositaryAct | None, new: DepositaryAct | None, why: str, now: datetime) -> Correction:
    """Return what everybody is told of a correction, not yet written."""
    one = new or old
    if one is None:
        raise ValueError("a correction is about an act")
    return Correction(
        instrument_id=one.instrument_id,
        participant=one.participant,
        old=written_act(as_act(old)) if old else None,
        new=written_act(as_act(new)) if new else None,
        why=why[:500],
        made_at=now,
    )
