"""Single acts, for those inside who look at where one comes from or correct it."""

from __future__ import annotations

from uuid import UUID

from commoncall.diplomacy.models import DepositaryAct
from commoncall.diplomacy.queries import instruments
from commoncall.kernel.authority import Actor


def act(actor: Actor, identifier: UUID) -> DepositaryAct | None:
    """Return an act that stands, with its treaty, where the actor may know of that treaty."""
    rows = DepositaryAct.objects.filter(retracted_at=None, instrument__in=instruments.visible_to(actor).values("pk"))
    return rows.select_related("instrument").filter(pk=identifier).first()
