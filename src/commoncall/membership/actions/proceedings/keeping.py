"""What the steps of a procedure share: the row, locked and still where the step needs it, and what is written of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.asks import actions as asks
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import Conflict, NotVisible
from commoncall.membership.kinds import HEARING
from commoncall.membership.models import Membership, Proceeding, Standing

State = Proceeding.State
OPEN = (State.OPENED, State.NOTICED, State.IN_FORCE)


def member(organisation: Organisation, by: Actor) -> Membership:
    """Return the membership of an organisation of the actor's coalition, locked."""
    kept = Membership.objects.select_for_update(of=("self",)).select_related("organisation__coalition").get(pk=organisation.pk)
    if kept.coalition_id != by.coalition_id:
        raise NotVisible(_("There is no such organisation here."))
    return kept


def stand(membership: Membership, standing: Standing) -> str:
    """Set the standing on the row, locked, and return what it was."""
    kept = Membership.objects.select_for_update().only("standing").get(pk=membership.pk)
    before, kept.standing = kept.standing, standing
    kept.save(update_fields=["standing"])
    return before


def close(kept: Proceeding, state: State, outcome: str, at: datetime | None = None) -> None:
    """End a proceeding, at an instant or now."""
    kept.state, kept.outcome, kept.closed_at = state, outcome.strip(), at or time.now()
    kept.save(update_fields=["state", "outcome", "closed_at"])


def locked(identifier: UUID | None, by: Actor) -> Proceeding:
    """Return a proceeding of the actor's coalition, locked until the deed is done."""
    kept = Proceeding.objects.select_for_update(of=("self",)).select_related("membership__organisation__coalition").filter(pk=identifier).first()
    if kept is None or kept.coalition_id != by.coalition_id:
        raise NotVisible(_("There is no such procedure here."))
    return kept


def still(proceeding: Proceeding, by: Actor, *states: State) -> Proceeding:
    """Return a proceeding, locked, that is still in one of these states; refuse where it has gone on."""
    kept = locked(proceeding.pk, by)
    if kept.state not in states:
        raise Conflict(_("This procedure has gone on meanwhile: %(state)s.") % {"state": kept.get_state_display()})
    return kept


def asked_of(kept: Proceeding) -> list[Ask]:
    """Return what is still asked of the organisation because of this proceeding, locked."""
    return list(Ask.objects.filter(kind=HEARING.name, subject=kept.pk, answered_at=None, withdrawn_at=None).select_for_update())


def no_longer_asked(kept: Proceeding, by: Actor) -> None:
    """Take back what is still asked of the organisation because of this proceeding."""
    for asked in asked_of(kept):
        asks.withdraw(asked, by=by)


def days(kept: Proceeding) -> dict[str, str]:
    """Return the days of the decision and of the assembly, as facts of an entry."""
    return {name: value.isoformat() for name in ("decided_on", "assembly_on") if (value := getattr(kept, name))}


def record(
    kind: Kind,
    kept: Proceeding,
    by: Actor,
    *,
    facts: Mapping[str, Any] | None = None,
    particulars: Mapping[str, Any] | None = None,
    undoing: UUID | None = None,
) -> Entry:
    """Write one entry about a proceeding, for the organisation and the coordinators."""
    return book.record(
        kind,
        by=by,
        subject=kept.pk,
        subject_kind="proceeding",
        concerns=kept.membership_id,
        facts=facts,
        particulars={"organisation": kept.membership.organisation.name} | dict(particulars or {}),
        undoes=undoing,
    )
