"""Setting up the ladder, and changing it: one member proposes, a second one supports, and from then on it holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.decisions import permissions
from commoncall.decisions.actions.climbing import put, refuse_unfit, take_effect
from commoncall.decisions.history import ladder as kinds
from commoncall.decisions.models import Rung, RungChange
from commoncall.decisions.queries import ladder as read
from commoncall.decisions.rules.ready_made import ladder_for
from commoncall.decisions.rules.rungs import Wanted, differences
from commoncall.kernel import languages, time
from commoncall.kernel.authority import Actor
from commoncall.kernel.events import Event, announce
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Coalition, Organisation
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal
from commoncall.kernel.text.latin import as_slug
from commoncall.leadership import queries as leadership

_LONGEST_CODE = 32


@dataclass(frozen=True)
class RungChanged(Event):
    """A rung of the ladder was changed: one member proposed it, and another one supported it."""

    change_id: UUID


@transaction.atomic
def set_up(coalition: Coalition, *, by: Actor) -> list[Rung]:
    """Set up the ready-made ladder that suits how the coalition works. Who may: ``decisions.set_up_ladder``. Recorded for all.

    Where nothing was decided by the ladder yet and nobody proposed to change it, it is set up afresh. Refused: later than that.
    """
    permissions.SET_UP.verdict(by).require()
    _hold(coalition, by)
    if not read.is_unused(coalition):
        raise Conflict(_("The ladder is in use already. Propose changes of its rungs."))
    Rung.objects.filter(coalition=coalition).delete()
    committee = leadership.committee(coalition)
    rungs = [
        Rung(coalition=coalition, code=step.code, body=committee if step.is_led else None, rule=step.rule.as_stored(), position=place)
        for place, step in enumerate(ladder_for(parties.arrangements(coalition)))
    ]
    Rung.objects.bulk_create(rungs)
    book.record(kinds.LADDER_SET_UP, by=by, subject=coalition.pk, subject_kind="ladder", facts={"rungs": [one.code for one in rungs]})
    return rungs


@transaction.atomic
def propose_change(rung: Rung, wanted: Wanted, reason: str, *, by: Actor) -> RungChange:
    """Propose that a rung be otherwise: who decides, by which rule, its place, or that it be taken off the ladder.

    Who may: ``decisions.propose_ladder``, for a voting member or as a coordinator. Recorded for all, with the reason. Refused: without a
    reason; what changes nothing; a rule that can never be met or contradicts itself; while another change of the rung waits.
    """
    permissions.may_propose(by, rung.coalition).require()
    _hold(rung.coalition, by)
    kept = Rung.objects.select_for_update().get(pk=rung.pk)
    if kept.closed_at is not None:
        raise Conflict(_("This rung was taken off the ladder."))
    if not differences(read.as_wanted(kept), wanted):
        raise Refusal(_("Nothing in this differs from what holds now."))
    if RungChange.objects.filter(rung=kept, supported_at=None, withdrawn_at=None).exists():
        raise Conflict(_("A change of this rung waits already. It has to be supported or withdrawn before another one is proposed."))
    kind = kinds.CLOSING_PROPOSED if wanted.closed else kinds.CHANGE_PROPOSED
    return _propose(kept, wanted, reason, kind, by)


@transaction.atomic
def add_rung(coalition: Coalition, wanted: Wanted, reason: str, *, by: Actor) -> RungChange:
    """Propose a new rung. It stands on the ladder once a second member supports it. Who may, and what is refused: as in ``propose_change``.

    Recorded for all. Refused besides: without a name.
    """
    permissions.may_propose(by, coalition).require()
    _hold(coalition, by)
    if not languages.pick(wanted.names):
        raise Refusal(_("Give it a name."), field=f"name_{coalition.language}")
    rung = Rung(coalition=coalition, code=_free_code(coalition, languages.pick(wanted.names, coalition.language)))
    put(rung, wanted)
    rung.closed_at = time.now()
    rung.save(force_insert=True)
    return _propose(rung, replace(wanted, closed=False), reason, kinds.RUNG_PROPOSED, by)


@transaction.atomic
def support_change(change: RungChange, *, by: Actor) -> RungChange:
    """Support a proposed change for one's own organisation, so that it takes effect at once.

    Who may: ``decisions.support_ladder``, for a voting member that had no part in proposing it; never a coordinator as such. Recorded for
    all, and announced. Refused: what was supported or withdrawn before; a rule that can no longer be met.
    """
    permissions.may_support(by, change).require()
    kept = _waiting(change, by)
    kept.supported_by_id, kept.supported_for_id, kept.supported_at = by.person_id, by.organisation_id, time.now()
    take_effect(kept)
    kept.save(update_fields=["supported_by", "supported_for", "supported_at", "wanted"])
    named = kept.proposed_by is not None and not _is_unnamed(kept.proposed_for_id)
    particulars = {"proposer": kept.proposed_by.name if named and kept.proposed_by else "", "reason": kept.reason}
    _record(kinds.RUNG_CHANGED, kept, by, particulars, changed=list(_changed(kept)))
    announce(RungChanged(kept.pk))
    return kept


@transaction.atomic
def withdraw_change(change: RungChange, *, by: Actor) -> RungChange:
    """Withdraw a proposed change. Who may: whoever proposed it, and others of the same organisation. Recorded. Refused: once it took effect."""
    permissions.may_withdraw_change(by, change).require()
    kept = _waiting(change, by)
    kept.withdrawn_at = time.now()
    kept.save(update_fields=["withdrawn_at"])
    _record(kinds.CHANGE_WITHDRAWN, kept, by, {})
    return kept


def _hold(coalition: Coalition, by: Actor) -> None:
    """Take turns: places on the ladder belong together, and two who change them at once would lose one of the changes."""
    if coalition.pk != by.coalition_id:
        raise NotVisible(_("There is no such ladder here."))
    Coalition.objects.select_for_update(no_key=True).get(pk=coalition.pk)


def _waiting(change: RungChange, by: Actor) -> RungChange:
    _hold(change.coalition, by)
    kept = RungChange.objects.select_for_update(of=("self",)).select_related("rung", "coalition", "proposed_by").get(pk=change.pk)
    if kept.withdrawn_at is not None:
        raise Conflict(_("This proposal was withdrawn."))
    if kept.supported_at is not None:
        raise Conflict(_("Somebody supported this already, and it holds."))
    return kept


def _propose(rung: Rung, wanted: Wanted, reason: str, kind: Kind, by: Actor) -> RungChange:
    if not reason.strip():
        raise Refusal(_("Say why: it is what the others decide on."), field="reason")
    refuse_unfit(rung.coalition, wanted)
    change = RungChange(
        rung=rung,
        coalition=rung.coalition,
        wanted=wanted.as_stored(),
        reason=reason.strip(),
        proposed_by_id=by.person_id,
        proposed_for_id=by.organisation_id,
        proposed_at=time.now(),
    )
    change.save(force_insert=True)
    _record(kind, change, by, {"reason": change.reason})
    return change


def _changed(change: RungChange) -> tuple[str, ...]:
    return differences(Wanted.of(change.wanted["before"]), Wanted.of(change.wanted))


def _record(kind: Kind, change: RungChange, by: Actor, particulars: dict[str, str], **facts: object) -> None:
    facts |= {"code": change.rung.code, "change": str(change.pk)}
    told: dict[str, object] = {**particulars, "names": change.wanted.get("names") or change.rung.names}
    # Everybody inside reads it: whoever acts for an organisation that is named to the coordinators alone is not named in it.
    if _is_unnamed(by.organisation_id):
        facts, told = {**facts, "unnamed": True}, {**told, "by": "", "for": ""}
    book.record(kind, by=by, subject=change.rung_id, subject_kind="rung", facts=facts, particulars=told)


def _is_unnamed(organisation: UUID | None) -> bool:
    return organisation is not None and Organisation.objects.filter(pk=organisation, naming=Naming.COORDINATORS).exists()


def _free_code(coalition: Coalition, name: str) -> str:
    stem = (as_slug(name, _LONGEST_CODE) or "rung").replace("-", "_")
    # Addresses of the ladder have this word in the place of a code.
    taken = {"new"} | set(Rung.objects.filter(coalition=coalition).values_list("code", flat=True))
    return next(code for number in range(1, len(taken) + 2) if (code := stem if number == 1 else f"{stem}_{number}") not in taken)
