"""Accepting what a status table says, all of it or some, in one transaction; and taking that back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.diplomacy import history as kinds
from commoncall.diplomacy import permissions
from commoncall.diplomacy.actions import ledger
from commoncall.diplomacy.actions.ledger import Source
from commoncall.diplomacy.actions.proposals.proposing import is_undated, judged_anew, keep, known, open_one, preview, record, stated_day
from commoncall.diplomacy.models import Correction, DepositaryAct, Instrument, Proposal
from commoncall.diplomacy.rules.differences import Difference, What, corrects, written
from commoncall.diplomacy.rules.reading import Table
from commoncall.kernel import events, time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history.kinds import undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal

_ONCE_ACCEPTED = (Proposal.State.ACCEPTED, Proposal.State.UNDONE)


@transaction.atomic
def accept(proposal: Proposal, chosen: Iterable[str] | None = None, *, by: Actor) -> Proposal:
    """Take the differences of a proposal in: those whose keys are ``chosen``, or all.

    Every act keeps its source, its day and who accepted it; what is replaced stays as retracted, and what had been shown
    otherwise is noted as a correction. Who may: ``permissions.may_keep``. Recorded: how many were added, changed and gone; can be
    undone. Refused: a closed proposal; one whose differences changed meanwhile (see ``look_again``); all of a file in which lines were
    refused, for a bad file changes nothing: what is good of it can be chosen.
    """
    permissions.may_keep(by, proposal.instrument).require()
    proposal = open_one(proposal)
    instrument = proposal.instrument = ledger.locked(proposal.instrument)
    shown = {one["key"]: one for one in proposal.differences}
    judged = judged_anew(proposal, known(instrument))
    wanted = list(shown) if chosen is None else list(dict.fromkeys(chosen))
    if chosen is None and proposal.refused:
        raise _bad_file(len(proposal.refused))
    now_found = {one.key: one for one in judged.differences}
    _refuse_moved(shown, now_found, wanted, whole=chosen is None)
    _take_in(proposal, [now_found[key] for key in wanted], by)
    return proposal


def look_again(proposal: Proposal) -> Proposal:
    """Keep the differences as things stand now, after an ``accept`` that was refused because they had changed."""
    with transaction.atomic():
        proposal = open_one(proposal)
        judged_anew(proposal, known(proposal.instrument))
        proposal.save()
    return proposal


@transaction.atomic
def bring(pairs: Sequence[tuple[Instrument, Table]], *, by: Actor) -> list[Proposal]:
    """Propose and accept several tables at once, all of them or none: the way of the command line.

    A table that changes nothing leaves nothing behind, and its proposal is returned unsaved. Lines with open questions are
    left out. Who may, what is recorded and what is refused: as ``propose`` and ``accept``.
    """
    done = []
    for instrument, table in pairs:
        permissions.may_keep(by, instrument).require()
        draft = preview(ledger.locked(instrument), table)
        if draft.refused:
            raise _bad_file(len(draft.refused))
        done.append(accept(keep(draft, by), by=by) if _says_more(draft) else draft)
    return done


def _says_more(draft: Proposal) -> bool:
    """Whether a table changes anything: an act, or of what day the status is known."""
    stated = stated_day(draft.instrument)
    return bool(draft.differences) or draft.instrument.as_of is None or (not is_undated(draft) and (stated is None or draft.as_of > stated))


def _bad_file(lines: int) -> Refusal:
    words = ngettext(
        "%(lines)s row of the file cannot be taken, so nothing was changed. Mend it and bring the file again.",
        "%(lines)s rows of the file cannot be taken, so nothing was changed. Mend them and bring the file again.",
        lines,
    )
    return Refusal(words % {"lines": lines}, field="file", code="bad_rows")


def _refuse_moved(shown: Mapping[str, Any], found: Mapping[str, Difference], wanted: Iterable[str], *, whole: bool) -> None:
    """Refuse to take in anything but what was shown."""
    same = all(key in shown and key in found and shown[key] == written(found[key]) for key in wanted)
    if not same or (whole and set(shown) != set(found)):
        raise Conflict(_("What is known of this treaty has changed meanwhile, and so has what this table would change. Look through it again."))


@dataclass
class _Rows:
    """The rows that taking in writes and retracts."""

    old: list[DepositaryAct] = field(default_factory=list)
    new: list[DepositaryAct] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)


def _take_in(proposal: Proposal, chosen: Sequence[Difference], by: Actor) -> None:
    now, instrument = time.now(), proposal.instrument
    standing = {(row.participant, row.kind, row.done_on): row for row in DepositaryAct.objects.filter(instrument=instrument, retracted_at=None)}
    source, rows = Source(proposal.source, proposal.source_url, proposal.as_of), _Rows()
    for one in chosen:
        old = standing[one.old.participant, one.old.kind.value, one.old.on] if one.old else None
        new = ledger.row(instrument, one.new, source, now, by, proposal) if one.new else None
        rows.old += [old] if old else []
        rows.new += [new] if new else []
        if corrects(one):
            rows.corrections.append(ledger.correction(old, new, "", now))
    ledger.replace(rows.old, rows.new, now)
    Correction.objects.bulk_create(rows.corrections)
    proposal.before = _before(instrument, rows)
    _note_source(proposal)
    proposal.state, proposal.decided_at, proposal.decided_by_id = Proposal.State.ACCEPTED, now, by.person_id
    proposal.save()
    counts = {what.value: sum(one.what is what for one in chosen) for what in What}
    record(kinds.STATUS_ACCEPTED, proposal, by, counts=counts)
    events.announce(ledger.StatusChanged(instrument.pk))


def _before(instrument: Instrument, rows: _Rows) -> dict[str, Any]:
    return {
        "source": instrument.source,
        "source_url": instrument.source_url,
        "as_of": instrument.as_of.isoformat() if instrument.as_of else None,
        "written": [str(row.pk) for row in rows.new],
        "retracted": [str(row.pk) for row in rows.old],
    }


def _note_source(proposal: Proposal) -> None:
    """Let the treaty name its latest source; an older table leaves that as it is."""
    instrument, stated = proposal.instrument, stated_day(proposal.instrument)
    if stated is None or proposal.as_of >= stated:
        instrument.source, instrument.source_url, instrument.as_of = proposal.source, proposal.source_url, proposal.as_of
        instrument.save(update_fields=["source", "source_url", "as_of"])


@undoes(kinds.STATUS_ACCEPTED)
@transaction.atomic
def take_back(entry: Entry, by: Actor) -> Proposal:
    """Put everything back as it was before a table was accepted.

    Who may: ``permissions.may_keep``. Recorded, with a correction for every act that had been shown. Refused: where one of these acts was
    corrected or replaced since, for then there is no way back that would not undo that too.
    """
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("instrument").filter(pk=entry.subject).first()
    if proposal is None:
        raise NotVisible(_("There is nothing here that can be undone."))
    permissions.may_keep(by, proposal.instrument).require()
    if proposal.state != Proposal.State.ACCEPTED:
        raise Conflict(_("This has been undone already."))
    proposal.instrument = ledger.locked(proposal.instrument)
    now = time.now()
    taken, restored = _untouched(proposal)
    ledger.put_back(taken, restored, now)
    _note_corrections(taken, restored, now)
    _restore_source(proposal)
    proposal.state = Proposal.State.UNDONE
    proposal.save(update_fields=["state"])
    record(kinds.STATUS_TAKEN_BACK, proposal, by, undoing=entry.id)
    events.announce(ledger.StatusChanged(proposal.instrument_id))
    return proposal


def _untouched(proposal: Proposal) -> tuple[list[DepositaryAct], list[DepositaryAct]]:
    """Return the rows that were written and those that were retracted, unless somebody has touched the same acts since."""
    of_treaty = DepositaryAct.objects.filter(instrument=proposal.instrument)
    taken = list(of_treaty.filter(pk__in=proposal.before["written"], retracted_at=None))
    restored = list(of_treaty.filter(pk__in=proposal.before["retracted"]).exclude(retracted_at=None))
    others = of_treaty.filter(retracted_at=None).exclude(pk__in=proposal.before["written"])
    occupied = {(row.participant, row.kind, row.done_on) for row in others}
    whole = len(taken) == len(proposal.before["written"]) and len(restored) == len(proposal.before["retracted"])
    if not whole or any((row.participant, row.kind, row.done_on) in occupied for row in restored):
        raise Conflict(_("Some of these acts were corrected or replaced since. Undo that first, or correct what is wrong by hand."))
    return taken, restored


def _note_corrections(taken: Iterable[DepositaryAct], restored: Iterable[DepositaryAct], now: datetime) -> None:
    # A state that left and joined again has several acts of one kind.
    after: dict[tuple[str, str], list[DepositaryAct]] = {}
    for row in restored:
        after.setdefault((row.participant, row.kind), []).append(row)
    several = [ledger.correction(row, kept.pop(0) if (kept := after.get((row.participant, row.kind))) else None, "", now) for row in taken]
    several += [ledger.correction(None, row, "", now) for kept in after.values() for row in kept]
    Correction.objects.bulk_create(several)


def _restore_source(proposal: Proposal) -> None:
    """Let the treaty name its latest source as if the table had never been accepted: what is named may not be another that was taken back."""
    instrument = proposal.instrument
    several = list(Proposal.objects.filter(instrument=instrument, state__in=_ONCE_ACCEPTED).order_by("decided_at", "pk"))
    before = several[0].before
    instrument.source, instrument.source_url = before["source"], before["source_url"]
    instrument.as_of = date.fromisoformat(before["as_of"]) if before["as_of"] else None
    stated = instrument.as_of
    for one in several:
        if one.pk != proposal.pk and one.state == Proposal.State.ACCEPTED and (stated is None or one.as_of >= stated):
            instrument.source, instrument.source_url, instrument.as_of = one.source, one.source_url, one.as_of
            stated = None if is_undated(one) else one.as_of
    instrument.save(update_fields=["source", "source_url", "as_of"])
