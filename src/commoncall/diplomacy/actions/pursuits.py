"""Which treaties a coalition pursues, in which order, and which of them its public pages show."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.diplomacy import history as kinds
from commoncall.diplomacy import permissions
from commoncall.diplomacy.models import Instrument, Pursuit
from commoncall.diplomacy.queries.instruments import name_of
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind, undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import Conflict, NotVisible


@transaction.atomic
def pursue(coalition: Coalition, instrument: Instrument, *, is_public: bool = False, by: Actor, undoing: UUID | None = None) -> Pursuit:
    """Put a treaty last among those that a coalition pursues, and on its public pages where that is said.

    Who may: ``diplomacy.arrange``. Recorded for all inside. Can be undone. Refused: a treaty of another coalition, one that is pursued already.
    """
    permissions.ARRANGE.verdict(by).require()
    if coalition.pk != by.coalition_id or instrument.coalition_id not in {None, coalition.pk}:
        raise NotVisible(_("There is no such treaty here."))
    among = _locked(coalition.pk)
    if any(one.instrument_id == instrument.pk for one in among):
        raise Conflict(_("This treaty is pursued already."))
    place = max((one.position for one in among), default=-1) + 1
    pursuit = Pursuit.objects.create(coalition=coalition, instrument=instrument, position=place, is_public=is_public, begun_at=time.now())
    _record(kinds.PURSUIT_BEGUN, pursuit, by, undoing=undoing)
    return pursuit


@transaction.atomic
def stop(pursuit: Pursuit, *, by: Actor, undoing: UUID | None = None) -> None:
    """Take a treaty from those that are pursued; what is known of it stays. Who may: ``diplomacy.arrange``. Recorded. Can be undone."""
    pursuit = _allowed(pursuit, by)
    _record(kinds.PURSUIT_ENDED, pursuit, by, undoing=undoing)
    pursuit.delete()


@transaction.atomic
def show(pursuit: Pursuit, *, by: Actor, undoing: UUID | None = None) -> Pursuit:
    """Put a pursued treaty on the public pages. Who may: ``diplomacy.arrange``. Recorded. Can be undone. Refused: where it is there already."""
    return _show(pursuit, by, is_public=True, undoing=undoing)


@transaction.atomic
def hide(pursuit: Pursuit, *, by: Actor, undoing: UUID | None = None) -> Pursuit:
    """Take a pursued treaty off the public pages. Who may: ``diplomacy.arrange``. Recorded. Can be undone. Refused: where it is not there."""
    return _show(pursuit, by, is_public=False, undoing=undoing)


@transaction.atomic
def move(pursuit: Pursuit, places: int, *, by: Actor) -> Pursuit:
    """Move a treaty among those that are pursued, up with a negative number of places; it stops at the ends.

    Who may: ``diplomacy.arrange``. Recorded where it changed anything.
    """
    pursuit = _allowed(pursuit, by)
    among = sorted(_locked(pursuit.coalition_id), key=lambda one: (one.position, one.begun_at))
    old = next(place for place, one in enumerate(among) if one.pk == pursuit.pk)
    new = max(0, min(len(among) - 1, old + places))
    if new == old:
        return pursuit
    among.insert(new, among.pop(old))
    for place, one in enumerate(among):
        one.position = place
    Pursuit.objects.bulk_update(among, ["position"])
    _record(kinds.PURSUITS_ARRANGED, pursuit, by)
    return among[new]


@undoes(kinds.PURSUIT_BEGUN)
def _not_pursued(entry: Entry, by: Actor) -> None:
    stop(_of(entry, by), by=by, undoing=entry.id)


@undoes(kinds.PURSUIT_ENDED)
def _pursued_again(entry: Entry, by: Actor) -> Pursuit:
    instrument = Instrument.objects.filter(pk=entry.facts["instrument"]).first()
    if instrument is None:
        raise Conflict(_("This treaty has been removed since."))
    coalition = Coalition.objects.get(pk=by.coalition_id)
    return pursue(coalition, instrument, is_public=entry.facts["is_public"], by=by, undoing=entry.id)


@undoes(kinds.PURSUIT_SHOWN)
def _hidden_again(entry: Entry, by: Actor) -> Pursuit:
    return hide(_of(entry, by), by=by, undoing=entry.id)


@undoes(kinds.PURSUIT_HIDDEN)
def _shown_again(entry: Entry, by: Actor) -> Pursuit:
    return show(_of(entry, by), by=by, undoing=entry.id)


def _of(entry: Entry, by: Actor) -> Pursuit:
    pursuit = Pursuit.objects.filter(coalition_id=by.coalition_id, instrument_id=entry.facts["instrument"]).first()
    if pursuit is None:
        raise Conflict(_("This treaty is no longer pursued."))
    return pursuit


def _show(pursuit: Pursuit, by: Actor, *, is_public: bool, undoing: UUID | None) -> Pursuit:
    pursuit = _allowed(pursuit, by)
    if pursuit.is_public == is_public:
        raise Conflict(_("The public pages show it already.") if is_public else _("The public pages do not show it."))
    pursuit.is_public = is_public
    pursuit.save(update_fields=["is_public"])
    _record(kinds.PURSUIT_SHOWN if is_public else kinds.PURSUIT_HIDDEN, pursuit, by, undoing=undoing)
    return pursuit


def _allowed(pursuit: Pursuit, by: Actor) -> Pursuit:
    permissions.ARRANGE.verdict(by).require()
    found = Pursuit.objects.select_for_update(of=("self",)).select_related("instrument").filter(pk=pursuit.pk, coalition_id=by.coalition_id).first()
    if found is None:
        raise NotVisible(_("This treaty is not pursued here."))
    return found


def _locked(coalition: UUID) -> list[Pursuit]:
    """Return what a coalition pursues, after whoever else changes the list; two at once would give two treaties one place."""
    Coalition.objects.select_for_update(no_key=True).get(pk=coalition)
    return list(Pursuit.objects.filter(coalition_id=coalition))


def _record(kind: Kind, pursuit: Pursuit, by: Actor, *, undoing: UUID | None = None) -> None:
    facts = {"instrument": str(pursuit.instrument_id), "is_public": pursuit.is_public}
    particulars = {"treaty": name_of(pursuit.instrument)}
    book.record(kind, by=by, subject=pursuit.instrument_id, subject_kind="instrument", facts=facts, particulars=particulars, undoes=undoing)
