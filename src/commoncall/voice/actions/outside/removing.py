"""Taking signatures from outside out that are not genuine, one or thousands at once, and putting them back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal
from commoncall.voice import permissions
from commoncall.voice.history import outside as kinds
from commoncall.voice.models import Letter, Signature


@transaction.atomic
def remove(signatures: Iterable[Signature], why: str, *, by: Actor) -> int:
    """Take signatures from outside out of one letter: nothing of them counts or is shown from now on. Return how many they were.

    Who may: ``voice.enter``. Recorded for the coordinators in one entry, with why, and can be undone for a month. It takes the same
    few statements for one and for thousands. Refused: none; those of several letters; without a reason.
    """
    permissions.ENTER.verdict(by).require()
    chosen = list(signatures)
    letters = {one.letter_id for one in chosen}
    if not chosen:
        raise Refusal(_("There is nobody to take out."))
    if len(letters) > 1:
        raise Refusal(_("Take out what stands under one letter at a time."))
    if not why.strip():
        raise Refusal(_("Say why."), field="why")
    letter = _held(letters.pop(), by)
    # Those taken out together are known again by the instant, which no other deed on the letter shares.
    at = time.now()
    standing = Signature.objects.filter(letter=letter, organisation=None, removed_at=None, pk__in=[one.pk for one in chosen])
    count = standing.update(removed_at=at)
    if not count:
        raise Refusal(_("There is nobody to take out."))
    _record(kinds.REMOVED, letter, {"count": count, "at": at.isoformat()}, why.strip()[:2000], by)
    return count


def _held(letter: UUID, by: Actor) -> Letter:
    found = Letter.objects.select_for_update(no_key=True, of=("self",)).select_related("coalition").filter(pk=letter, coalition_id=by.coalition_id)
    kept = found.first()
    if kept is None:
        raise NotVisible(_("There is no such letter here."))
    return kept


def _record(kind: Any, letter: Letter, facts: dict[str, Any], why: str, by: Actor, undoing: UUID | None = None) -> None:
    book.record(
        kind,
        by=by,
        chain=letter.coalition.chain_id,
        subject=letter.pk,
        subject_kind="letter",
        facts={"number": letter.number, "letter": str(letter.pk)} | facts,
        particulars={"reason": why},
        undoes=undoing,
    )


@undoes(kinds.REMOVED)
@transaction.atomic
def _put_back(entry: Entry, by: Actor) -> int:
    """Put back what was taken out together, but for those who have signed anew meanwhile. Refused: once they are forgotten."""
    permissions.ENTER.verdict(by).require()
    if "at" not in entry.facts or "letter" not in entry.facts:
        raise Conflict(_("This cannot be put back."))
    letter = _held(UUID(entry.facts["letter"]), by)
    same = {name: OuterRef(name) for name in ("letter", "address", "kind", "searchable")}
    anew = Signature.objects.filter(removed_at=None, organisation=None, **same).exclude(address="")
    removed = Signature.objects.filter(letter=letter, organisation=None, removed_at=datetime.fromisoformat(entry.facts["at"]))
    count = removed.exclude(Exists(anew)).update(removed_at=None)
    if not count:
        raise Conflict(_("They have been forgotten since, or have signed anew."))
    _record(kinds.RESTORED, letter, {"count": count}, entry.particulars.data.get("reason", ""), by, entry.id)
    return count
