"""Entering somebody from outside who endorsed on paper, by phone or by mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from commoncall.call import history as kinds
from commoncall.call import permissions
from commoncall.call.actions.endorsers.recording import checked, fields_of, record
from commoncall.call.actions.endorsing.entering import BY_HAND
from commoncall.call.actions.endorsing.recording import held_in_force
from commoncall.call.models import Endorsement, Endorser, Version
from commoncall.call.rules import Entry
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history.kinds import undoes
from commoncall.kernel.history.models import Entry as Line
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal


@dataclass(frozen=True)
class Came:
    """How an endorsement came, in a word and in words, and on which day."""

    way: str
    how: str
    on: date


@transaction.atomic
def enter(coalition: Coalition, version: Version, entry: Entry, came: Came, *, by: Actor) -> Endorser:
    """Enter that somebody from outside endorsed the version in force, as it came; it counts at once.

    Who may: ``call.keep_endorsers``. Recorded for the coordinators; can be undone. Whoever has an address is told by the
    procedure that calls this. News are never agreed to in this way. Refused: without how and when it came; a day to come;
    who is noted already with that address.
    """
    permissions.KEEP_ENDORSERS.verdict(by).require()
    if coalition.pk != by.coalition_id or version.coalition_id != coalition.pk:
        raise NotVisible(_("There is no such text here."))
    kept = checked(entry, needs_address=False)
    _refuse_unsaid(came)
    held = held_in_force(version)
    now = time.now()
    fields = fields_of(kept) | {"wants_news": False}
    try:
        with transaction.atomic():
            endorser = Endorser.objects.create(coalition=coalition, made_at=now, confirmed_at=now, entered_by_id=by.person_id, **fields)
    except IntegrityError:
        raise Conflict(_("With this address, %(name)s is noted already.") % {"name": kept.name}, field="name") from None
    Endorsement.objects.create(
        coalition=coalition,
        version=held,
        endorser=endorser,
        reservations=kept.reservations,
        came=came.way,
        came_how=came.how.strip()[:300],
        came_on=came.on,
        entered_by_id=by.person_id,
        endorsed_at=now,
    )
    facts = {"came": came.way, "naming": endorser.naming}
    record(kinds.ENDORSER_ENTERED, endorser, by, held, facts=facts, particulars={"came_how": came.how.strip()[:300]})
    return endorser


def _refuse_unsaid(came: Came) -> None:
    if came.way not in {one.value for one in BY_HAND}:
        raise Refusal(_("Say how it came."), field="came")
    if not came.how.strip():
        raise Refusal(_("Say how it came: who took it, or where the paper is."), field="came_how")
    if came.on > time.now().date():
        raise Refusal(_("This day is yet to come."), field="came_on")


@undoes(kinds.ENDORSER_ENTERED)
@transaction.atomic
def _take_out(entry: Line, by: Actor) -> None:
    permissions.KEEP_ENDORSERS.verdict(by).require()
    endorser = Endorser.objects.select_related("coalition").filter(pk=entry.subject, coalition_id=by.coalition_id, removed_at=None).first()
    if endorser is None:
        raise Conflict(_("This has been taken out already."))
    at = time.now()
    Endorser.objects.filter(pk=endorser.pk).update(removed_at=at)
    facts = {"count": 1, "at": at.isoformat()}
    record(kinds.ENDORSERS_REMOVED, endorser, by, facts=facts, particulars={"what": endorser.name}, undoes=entry.id)
