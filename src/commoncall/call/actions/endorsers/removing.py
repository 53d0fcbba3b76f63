"""Taking out what is not genuine, one or ten thousand at once, and putting it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from commoncall.call import history as kinds
from commoncall.call import permissions
from commoncall.call.models import Endorser
from commoncall.call.queries import endorsers
from commoncall.call.queries.endorsers import Question
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import Conflict, Refusal


@transaction.atomic
def remove_all(coalition: Coalition, ids: QuerySet[Endorser] | list[UUID], what: str, *, seen: int | None = None, by: Actor) -> int:
    """Take endorsers out as not genuine: nothing of them counts or is shown from now on. Return how many they were.

    Who may: ``call.keep_endorsers``. ``what`` says in words which they are. Recorded for the coordinators in one entry, and can
    be undone for a month. It takes the same few statements for one and for ten thousand. Refused: none; other ones than were
    ``seen`` (their number) when somebody decided it.
    """
    permissions.KEEP_ENDORSERS.verdict(by).require()
    chosen = ids.values("pk") if isinstance(ids, QuerySet) else list(ids)
    # Those taken out together are known again by the instant, which no other deed of the coalition shares.
    at = _instant(coalition)
    count = Endorser.objects.filter(coalition=coalition, removed_at=None, pk__in=chosen).update(removed_at=at)
    if not count:
        raise Refusal(_("There is nobody to take out."))
    if seen is not None and count != seen:
        raise Conflict(_("The list has changed meanwhile: it is %(now)s now, and was %(then)s. Look at it again.") % {"now": count, "then": seen})
    _record(kinds.ENDORSERS_REMOVED, coalition, {"count": count, "at": at.isoformat()}, what, by)
    return count


def remove_found(coalition: Coalition, question: Question, what: str, *, seen: int, by: Actor) -> int:
    """Take out all that a question finds; see ``remove_all``. Refused too: a question that asks for nothing in particular."""
    if not (question.q or question.state == endorsers.State.UNCONFIRMED):
        raise Refusal(_("Say first which: by words, a part of the address, or all that are unconfirmed."))
    return remove_all(coalition, endorsers.chosen(by, question).order_by(), what, seen=seen, by=by)


def _instant(coalition: Coalition) -> datetime:
    Coalition.objects.select_for_update(no_key=True).get(pk=coalition.pk)
    return time.now()


def _record(kind: Any, coalition: Coalition, facts: dict[str, Any], what: str, by: Actor, undoing: UUID | None = None) -> None:
    book.record(
        kind,
        by=by,
        chain=coalition.chain_id,
        subject=coalition.pk,
        subject_kind="endorsers",
        facts=facts,
        particulars={"what": what},
        undoes=undoing,
    )


@undoes(kinds.ENDORSERS_REMOVED)
@transaction.atomic
def _put_back(entry: Entry, by: Actor) -> int:
    """Put back who was taken out together, but for those who have endorsed anew meanwhile. Refused: once they are forgotten."""
    permissions.KEEP_ENDORSERS.verdict(by).require()
    coalition = Coalition.objects.select_for_update(no_key=True).get(pk=by.coalition_id)
    if "at" not in entry.facts:
        raise Conflict(_("This cannot be put back."))
    same = {name: OuterRef(name) for name in ("coalition", "address", "kind", "searchable")}
    anew = Endorser.objects.filter(removed_at=None, **same).exclude(address="")
    removed = Endorser.objects.filter(coalition=coalition, removed_at=datetime.fromisoformat(entry.facts["at"]))
    count = removed.exclude(Exists(anew)).update(removed_at=None)
    if not count:
        raise Conflict(_("They have been forgotten since, or have endorsed anew."))
    _record(kinds.ENDORSERS_RESTORED, coalition, {"count": count}, entry.particulars.data.get("what", ""), by, entry.id)
    return count
