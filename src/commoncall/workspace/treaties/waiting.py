"""What about treaties waits for those who look after them: status tables that were brought. Reports of errors are asked of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from commoncall.diplomacy import permissions
from commoncall.diplomacy.queries import proposals
from commoncall.diplomacy.queries.instruments import name_of
from commoncall.kernel.authority import Actor

if TYPE_CHECKING:
    from commoncall.diplomacy.models import Proposal

#: How many are told one by one.
MOST = 8


@dataclass(frozen=True)
class Waiting:
    """One thing that waits, as a row."""

    title: str
    note: str
    address: str
    at: datetime


def waiting(actor: Actor, slug: str) -> list[Waiting]:
    """Return the status tables that wait for the actor to accept them, the latest first: at most three queries.

    What waits for those who look after the installation does not wait for a coordinator who may only propose it.
    """
    if not permissions.PROPOSE.verdict(actor).allowed:
        return []
    found = list(proposals.visible_to(actor).filter(state="open").defer("content", "differences")[:MOST])
    shared = next((one.instrument for one in found if one.instrument.coalition_id is None), None)
    keeps_shared = shared is not None and permissions.may_keep(actor, shared).allowed
    return [_waiting(one, slug) for one in found if one.instrument.coalition_id is not None or keeps_shared]


def _waiting(one: Proposal, slug: str) -> Waiting:
    title = _("A status table waits to be looked through: %(treaty)s") % {"treaty": name_of(one.instrument)}
    return Waiting(title, one.file_name, reverse("proposal", args=[slug, one.pk]), one.made_at)
