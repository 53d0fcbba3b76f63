"""What about treaties waits for those who look after them: status tables that were brought, and reports of errors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from commoncall.diplomacy import permissions
from commoncall.diplomacy.queries import proposals
from commoncall.diplomacy.queries.instruments import name_of
from commoncall.kernel.authority import Actor

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
    """Return what waits for the actor, the latest first; nothing for others than coordinators."""
    if not permissions.PROPOSE.verdict(actor).allowed:
        return []
    found = [
        Waiting(
            _("A status table waits to be looked through: %(treaty)s") % {"treaty": name_of(one.instrument)},
            one.file_name,
            reverse("proposal", args=[slug, one.pk]),
            one.made_at,
        )
        for one in proposals.visible_to(actor).filter(state="open").select_related("instrument")[:MOST]
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)
