"""What the holder of a link does: confirm, stand behind the text as it has become, correct, withdraw."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from commoncall.call import history as kinds
from commoncall.call import permissions
from commoncall.call.actions.endorsers.recording import checked, entry_of, fields_of, held, record
from commoncall.call.actions.endorsing.recording import held_in_force
from commoncall.call.models import Endorsement, Endorser, Version
from commoncall.call.queries import endorsers, texts
from commoncall.call.rules import Entry
from commoncall.kernel import time
from commoncall.kernel.authority import Actor, Capacity
from commoncall.kernel.history.kinds import Kind
from commoncall.kernel.labels import Naming
from commoncall.kernel.refusals import Conflict, Refusal

Came = Endorsement.Came


@transaction.atomic
def confirm(endorser: Endorser, version: Version, *, seen: str | None = None, by: Actor) -> Endorsement:
    """Confirm what was asked on the public page: from now on the endorser counts, and is named as they chose.

    ``seen`` is the instant of what stood on the page, as ``isoformat`` writes it; without it, what was read is what was seen. Who
    may: who holds the link from the mail. Recorded for the coordinators. Refused: a version that is superseded, with the present
    one; a second time; once endorsing is over; one that is gone, or was asked anew in other words meanwhile.
    """
    permissions.may_answer(by, endorser).require()
    if seen is not None and seen != endorser.made_at.isoformat():
        raise _why_not(endorser, version)
    given = Endorsement(coalition_id=version.coalition_id, version_id=version.pk, endorser_id=endorser.pk, came=Came.PUBLIC, endorsed_at=time.now())
    values: dict[str, Any] = {"id": given.pk, "version": version.pk, "endorser": endorser.pk, "came": Came.PUBLIC.value, "now": given.endorsed_at}
    values["made_at"] = endorser.made_at
    with connection.cursor() as cursor:
        cursor.execute(_CONFIRM, values)
        row = cursor.fetchone()
    if row is None:
        raise _why_not(endorser, version)
    endorser.name, endorser.naming, endorser.wants_news, given.reservations = row
    endorser.confirmed_at, endorser.reservations = given.endorsed_at, ""
    record(kinds.ENDORSER_CONFIRMED, endorser, by, version, facts={"naming": endorser.naming, "news": endorser.wants_news})
    return given


# On the day of a press release many confirm at once, so it is one statement. It holds the version, so that no other comes into
# force before this is done; takes hold of the endorser, where what was said last is what was shown: another form may have changed it
# since; and lets it stand behind the version. Where one of them is not as it has to be, nothing of it happens.
_CONFIRM = """
WITH present AS (
  SELECT version.id, version.coalition_id FROM call_version AS version JOIN call_text AS text ON text.id = version.text_id
  WHERE version.id = %(version)s AND version.state = 'adopted' AND NOT text.is_closed FOR SHARE OF version
), held AS (
  SELECT endorser.id, endorser.reservations FROM call_endorser AS endorser JOIN present ON present.coalition_id = endorser.coalition_id
  WHERE endorser.id = %(endorser)s AND endorser.removed_at IS NULL AND endorser.confirmed_at IS NULL
    AND endorser.made_at = %(made_at)s FOR NO KEY UPDATE OF endorser
), confirmed AS (
  UPDATE call_endorser AS endorser SET confirmed_at = %(now)s, reservations = '' FROM held WHERE endorser.id = held.id
  RETURNING endorser.id, endorser.coalition_id, endorser.name, endorser.naming, endorser.wants_news, held.reservations
), given AS (
  INSERT INTO call_endorsement (id, coalition_id, version_id, endorser_id, reservations, came, endorsed_at,
    signatory, signatory_function, authority, came_how, withdrawn_why)
  SELECT %(id)s, coalition_id, %(version)s, id, reservations, %(came)s, %(now)s, '', '', '', '', '' FROM confirmed
)
SELECT name, naming, wants_news, reservations FROM confirmed
"""


def _why_not(endorser: Endorser, version: Version) -> Conflict:
    """Refuse, with the reason, to confirm what could not be confirmed just now; return the reason that is left where no other holds."""
    if held_in_force(version).text.is_closed:
        return Conflict(_("Endorsing it is over."), code="closed")
    if held(endorser).confirmed_at is None:
        return Conflict(_("This changed at this very moment. Look at the page again, and press the button there."), code="changed")
    return Conflict(_("This has been confirmed already."), code="already")


@transaction.atomic
def reaffirm(endorser: Endorser, version: Version, *, by: Actor) -> Endorsement:
    """Stand behind the version in force, after an earlier one or after having withdrawn; reservations go along.

    Who may: who holds the link from the mail. Recorded for the coordinators. Refused: what was never confirmed; a version that
    is superseded; who stands behind it already; once endorsing is over, unless it re-affirms.
    """
    permissions.may_answer(by, endorser).require()
    known = held(endorser)
    if known.confirmed_at is None:
        raise Conflict(_("This has not been confirmed yet."), code="unconfirmed")
    present = held_in_force(version)
    last = endorsers.last_endorsement(known)
    is_standing = last is not None and last.withdrawn_at is None
    if is_standing and last is not None and last.version_id in {one.pk for one in texts.alike(present)}:
        raise Conflict(_("%(name)s stands behind it already.") % {"name": known.name}, code="already")
    if present.text.is_closed and not is_standing:
        raise Conflict(_("Endorsing it is over."), code="closed")
    return _stand(known, present, last.reservations if last else "", kinds.ENDORSER_REAFFIRMED, by)


def _stand(endorser: Endorser, version: Version, reservations: str, kind: Kind, by: Actor) -> Endorsement:
    endorsement = Endorsement.objects.create(
        coalition_id=version.coalition_id,
        version=version,
        endorser=endorser,
        reservations=reservations,
        came=Came.PUBLIC,
        endorsed_at=time.now(),
    )
    record(kind, endorser, by, version, facts={"naming": endorser.naming, "news": endorser.wants_news})
    return endorsement


@transaction.atomic
def correct(endorser: Endorser, entry: Entry, *, by: Actor) -> Endorser:
    """Correct what is said of an endorser, how far they are named, and whether they want news. The mail address stays.

    Who may: who holds the link; a coordinator what coordinators entered, but neither whether news are wanted, nor to name in
    public whoever is only counted and can say so by their link. Recorded for the coordinators, with what stood there before.
    Refused: a name, country or website that is none; a name under which the same address endorses already.
    """
    permissions.may_answer(by, endorser).require()
    known = held(endorser)
    if by.capacity is not Capacity.VISITOR:
        entry = replace(entry, wants_news=known.wants_news)
        _refuse_widening(known, entry)
    last = endorsers.last_endorsement(known)
    standing = last if last is not None and last.withdrawn_at is None else None
    before = entry_of(known, standing.reservations if standing else known.reservations)
    now = checked(replace(entry, kind=known.kind, address=known.address), needs_address=False)
    changed = now.changed_from(before)
    if not changed:
        return known
    try:
        with transaction.atomic():
            Endorser.objects.filter(pk=known.pk).update(**fields_of(now))
    except IntegrityError:
        raise Conflict(_("With this address, %(name)s is noted already.") % {"name": now.name}, field="name") from None
    _reserve(known, standing, now.reservations)
    if known.confirmed_at is not None:
        values = {name: {"before": pair[0], "now": pair[1]} for name, pair in changed.items()}
        record(kinds.ENDORSER_CORRECTED, known, by, facts={"fields": list(changed)}, particulars={"endorser": now.name, "changed": values})
    known.refresh_from_db()
    return known


def _refuse_widening(endorser: Endorser, entry: Entry) -> None:
    if endorser.address and entry.naming == Naming.PUBLIC != endorser.naming:
        raise Refusal(_("How they are named is their own choice: only %(name)s can widen it, by the link.") % {"name": endorser.name}, field="naming")


def _reserve(endorser: Endorser, standing: Endorsement | None, reservations: str) -> None:
    """Note reservations where they belong: with what was endorsed, or with what waits to be confirmed."""
    if standing is not None:
        Endorsement.objects.filter(pk=standing.pk).update(reservations=reservations)
    elif endorser.confirmed_at is None:
        Endorser.objects.filter(pk=endorser.pk).update(reservations=reservations)


@transaction.atomic
def withdraw(endorser: Endorser, why: str = "", *, by: Actor, undoing: UUID | None = None) -> Endorser:
    """Withdraw: the endorser stands behind no version any more, is named nowhere, and is sent no news.

    Who may: who holds the link; a coordinator what coordinators entered. Recorded for the coordinators. What was never confirmed
    is gone at once. Refused: what was withdrawn already.
    """
    permissions.may_answer(by, endorser).require()
    known = held(endorser)
    if known.confirmed_at is None:
        known.delete()
        return known
    reason = why.strip()[:2000]
    endorsements = Endorsement.objects.filter(endorser=known, withdrawn_at=None)
    if not endorsements.update(withdrawn_at=time.now(), withdrawn_why=reason):
        raise Conflict(_("This has been withdrawn already."), code="already")
    Endorser.objects.filter(pk=known.pk).update(wants_news=False)
    record(kinds.ENDORSER_WITHDRAWN, known, by, particulars={"reason": reason or "–"}, undoes=undoing)
    known.wants_news = False
    return known
