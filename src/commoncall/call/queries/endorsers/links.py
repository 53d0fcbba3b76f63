"""The link by which somebody from outside confirms, corrects and withdraws: signed, and kept nowhere but in their mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from commoncall.call.models import Endorser
from commoncall.kernel import statements
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties import outsiders
from commoncall.kernel.parties.models import Coalition

_PURPOSE = "commoncall.call.endorser"


@dataclass(frozen=True)
class Held:
    """What the holder of a link holds: whose it is, for which version it was written, and whether it has become too old."""

    endorser: Endorser
    number: int
    is_too_old: bool


def link_of(endorser: Endorser, number: int) -> str:
    """Return the part of an address that lets its reader speak for an endorser; ``number`` is the version it is written about."""
    return outsiders.link_to(_PURPOSE, endorser.pk, number)


def held_by(link: str, coalition: Coalition | None = None) -> Held | None:
    """Return what a link stands for, in a coalition where one is given; nothing where it is not ours, or that is no longer noted."""
    found = outsiders.read_link(_PURPOSE, link)
    if found is None:
        return None
    endorser = next((statements.made(Endorser, row) for row in statements.ask(_noted, endorser=found.identifier)), None)
    if endorser is None or (coalition is not None and endorser.coalition_id != coalition.pk):
        return None
    endorser.coalition = coalition or endorser.coalition
    return Held(endorser, found.number, found.is_too_old)


def _noted(actor: Actor, endorser: UUID) -> QuerySet[Endorser, tuple[Any, ...]]:
    return Endorser.objects.filter(pk=endorser, removed_at=None).values_list(*statements.columns(Endorser))


def others_of(endorser: Endorser) -> QuerySet[Endorser]:
    """Return what else was endorsed with the same address: whoever reads it holds the links to all of them."""
    same = Endorser.objects.filter(coalition_id=endorser.coalition_id, address=endorser.address, removed_at=None).exclude(address="")
    return same.exclude(pk=endorser.pk).order_by("searchable", "id")
