"""The link by which somebody from outside confirms, corrects and withdraws: signed, and kept nowhere but in their mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import QuerySet
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from commoncall.call.models import Endorser
from commoncall.kernel import statements, time
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.models import Coalition

#: After that, a new one is sent to whoever asks for it.
GOOD_FOR = timedelta(days=400)


@dataclass(frozen=True)
class Held:
    """What the holder of a link holds: whose it is, for which version it was written, and whether it has become too old."""

    endorser: Endorser
    number: int
    is_too_old: bool


def link_of(endorser: Endorser, number: int) -> str:
    """Return the part of an address that lets its reader speak for an endorser; ``number`` is the version it is written about."""
    days = int(time.now().timestamp()) // 86400
    about = endorser.pk.bytes + number.to_bytes(2, "big") + days.to_bytes(4, "big")
    return _signer().sign(urlsafe_base64_encode(about))


def held_by(link: str, coalition: Coalition | None = None) -> Held | None:
    """Return what a link stands for, in a coalition where one is given; nothing where it is not ours, or that is no longer noted."""
    try:
        about = urlsafe_base64_decode(_signer().unsign(link))
        if len(about) != 22:
            return None
        identifier, number, days = UUID(bytes=about[:16]), int.from_bytes(about[16:18], "big"), int.from_bytes(about[18:], "big")
    except (signing.BadSignature, ValueError):
        return None
    endorser = next((statements.made(Endorser, row) for row in statements.ask(_noted, endorser=identifier)), None)
    if endorser is None or (coalition is not None and endorser.coalition_id != coalition.pk):
        return None
    endorser.coalition = coalition or endorser.coalition
    written = datetime.fromtimestamp(days * 86400, UTC)
    return Held(endorser, number, time.now() - written > GOOD_FOR)


def _noted(actor: Actor, endorser: UUID) -> QuerySet[Endorser, tuple[Any, ...]]:
    return Endorser.objects.filter(pk=endorser, removed_at=None).values_list(*statements.columns(Endorser))


def others_of(endorser: Endorser) -> QuerySet[Endorser]:
    """Return what else was endorsed with the same address: whoever reads it holds the links to all of them."""
    same = Endorser.objects.filter(coalition_id=endorser.coalition_id, address=endorser.address, removed_at=None).exclude(address="")
    return same.exclude(pk=endorser.pk).order_by("searchable", "id")


def _signer() -> signing.Signer:
    return signing.Signer(salt="commoncall.call.endorser", sep=".")
