"""Entering, correcting and taking out single acts of states by hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.diplomacy import history as kinds
from commoncall.diplomacy import permissions
from commoncall.diplomacy.actions import ledger
from commoncall.diplomacy.actions.ledger import Source
from commoncall.diplomacy.models import DepositaryAct, Instrument
from commoncall.diplomacy.queries.beginnings import beginnings
from commoncall.diplomacy.queries.instruments import name_of, terms_of
from commoncall.diplomacy.queries.proposals import sentence
from commoncall.diplomacy.queries.status import as_act
from commoncall.diplomacy.rules.acts import Act
from commoncall.diplomacy.rules.participants import is_participant
from commoncall.diplomacy.rules.plausible import IMPOSSIBLE, findings
from commoncall.kernel import events, time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind, undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal

__all__ = ["Source", "correct", "enter", "retract"]


@transaction.atomic
def enter(instrument: Instrument, act: Act, source: Source, *, by: Actor) -> DepositaryAct:
    """Enter what a state did. Who may: ``permissions.may_keep``. Recorded, and can be undone.

    Refused: without a source; what is known already; what cannot be true (in the future, before the treaty was opened).
    """
    permissions.may_keep(by, instrument).require()
    instrument, now = ledger.locked(instrument), time.now()
    row = _checked(instrument, act, source, now, by)
    DepositaryAct.objects.bulk_create([row])
    _record(kinds.ACT_ADDED, row, by, particulars={"source": row.source})
    return row


@transaction.atomic
def correct(row: DepositaryAct, act: Act, why: str, source: Source | None = None, *, by: Actor) -> DepositaryAct:
    """Replace an act by the right one; the old row stays as retracted, and everybody can read the correction and why.

    Without another source it keeps the one that it had. Who may: ``permissions.may_keep``. Recorded, and can be undone.
    Refused: as ``enter``; without a reason; an act of another state; an act that was replaced meanwhile.
    """
    permissions.may_keep(by, row.instrument).require()
    why = _reason(why)
    old, now = _standing(row), time.now()
    if act.participant != old.participant:
        raise Refusal(_("Take the act out, and enter it for the other state."), field="participant")
    new = _checked(old.instrument, act, source or Source(old.source, old.source_url, old.as_of), now, by, instead_of=old)
    ledger.replace([old], [new], now)
    ledger.correction(old, new, why, now).save()
    _record(kinds.ACT_CORRECTED, new, by, facts={"instead_of": str(old.pk)}, particulars={"reason": why})
    return new


@transaction.atomic
def retract(row: DepositaryAct, why: str, *, by: Actor) -> DepositaryAct:
    """Take an act out that never was; the row stays as retracted, and everybody can read the correction and why.

    Who may: ``permissions.may_keep``. Recorded, and can be undone. Refused: without a reason; an act that was taken out already.
    """
    permissions.may_keep(by, row.instrument).require()
    why = _reason(why)
    old, now = _standing(row), time.now()
    ledger.replace([old], [], now)
    ledger.correction(old, None, why, now).save()
    _record(kinds.ACT_RETRACTED, old, by, particulars={"reason": why})
    return old


@undoes(kinds.ACT_ADDED, kinds.ACT_CORRECTED, kinds.ACT_RETRACTED)
@transaction.atomic
def restore(entry: Entry, by: Actor) -> None:
    """Put an act back as it had been before it was entered, corrected or taken out by hand.

    Who may: ``permissions.may_keep``. Recorded, with a correction for everybody. Refused: where the act was changed once more since.
    """
    row = DepositaryAct.objects.select_related("instrument").filter(pk=entry.subject).first()
    if row is None:
        raise NotVisible(_("There is nothing here that can be undone."))
    permissions.may_keep(by, row.instrument).require()
    row.instrument, now = ledger.locked(row.instrument), time.now()
    taken = None if entry.kind == kinds.ACT_RETRACTED.name else _standing(row)
    earlier = entry.facts.get("instead_of") if entry.kind == kinds.ACT_CORRECTED.name else None
    back = row if taken is None else DepositaryAct.objects.filter(pk=earlier).first()
    if back is not None:
        _refuse_known(row.instrument, as_act(back), taken)
    ledger.put_back([taken] if taken else [], [back] if back else [], now)
    ledger.correction(taken, back, "", now).save()
    _record(kinds.ACT_RESTORED, back or row, by, undoing=entry.id)


def _standing(row: DepositaryAct) -> DepositaryAct:
    """Return an act for changing it, if it still stands."""
    instrument = ledger.locked(row.instrument)
    row = DepositaryAct.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.retracted_at is not None:
        raise Conflict(_("This act has been corrected or taken out meanwhile."))
    row.instrument = instrument
    return row


def _checked(instrument: Instrument, act: Act, source: Source, now: datetime, by: Actor, *, instead_of: DepositaryAct | None = None) -> DepositaryAct:
    """Return the row of an act that may be true and is not known yet."""
    if not is_participant(act.participant):
        raise Refusal(_("%(code)s is not the code of a state that may join treaties.") % {"code": act.participant[:20]}, field="participant")
    if not source.name.strip():
        raise Refusal(_("Name the source, so that everybody can look it up."), field="source")
    if source.as_of and source.as_of > now.date():
        raise Refusal(_("The day of the source lies in the future."), field="as_of")
    if act.effective_on and act.effective_on < act.on:
        raise Refusal(_("It cannot take effect before it was done."), field="effective_on")
    _refuse_known(instrument, act, instead_of)
    for finding in findings(terms_of(instrument), [act], now.date(), beginnings()):
        if finding.oddity in IMPOSSIBLE:
            said = {"code": finding.oddity.value, "params": {"on": act.on.isoformat(), "since": finding.since.isoformat() if finding.since else ""}}
            raise Refusal(sentence(said), field="done_on", code=finding.oddity.value)
    dated = Source(source.name.strip(), source.url.strip(), source.as_of or now.date())
    return ledger.row(instrument, act, dated, now, by)


def _refuse_known(instrument: Instrument, act: Act, instead_of: DepositaryAct | None) -> None:
    same = DepositaryAct.objects.filter(
        instrument=instrument, participant=act.participant, kind=act.kind.value, done_on=act.on, retracted_at=None
    ).exclude(pk=instead_of.pk if instead_of else None)
    if same.exists():
        raise Conflict(_("This act is known already."))


def _reason(why: str) -> str:
    why = " ".join(why.split())
    if not why:
        raise Refusal(_("Say why, for everybody who has seen it otherwise."), field="why")
    return why[:500]


def _record(
    kind: Kind,
    row: DepositaryAct,
    by: Actor,
    *,
    facts: dict[str, Any] | None = None,
    particulars: dict[str, Any] | None = None,
    undoing: UUID | None = None,
) -> None:
    told = {"instrument": str(row.instrument_id), "participant": row.participant, "act": row.kind, "done_on": row.done_on.isoformat()}
    book.record(
        kind,
        by=by,
        subject=row.pk,
        subject_kind="act",
        facts=told | (facts or {}),
        particulars={"treaty": name_of(row.instrument)} | (particulars or {}),
        undoes=undoing,
    )
    events.announce(ledger.StatusChanged(row.instrument_id))
