"""Who may sign a letter, and why not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

#: Kinds of signers from outside that are bodies; the others are people.
BODIES = frozenset({"organisation", "local_authority"})

#: All kinds in which somebody from outside can sign.
OUTSIDE = ("organisation", "parliamentarian", "local_authority", "expert", "individual")


class Why(StrEnum):
    """Why somebody may not sign; a face gives it words."""

    NOT_ASKED = "not_asked"  # The letter is not for signers of this kind.
    NOT_A_MEMBER = "not_a_member"
    SUSPENDED = "suspended"
    REGION = "region"  # Its country lies in none of the letter's regions, or it has none.
    STATUS = "status"  # It does not say that it has the status that the letter asks for.


@dataclass(frozen=True)
class Asked:
    """Whom a letter asks: ``who`` as ``models.Who``, ``regions`` as M49 codes (empty for all), ``status`` in words (empty for none)."""

    who: Collection[str]
    regions: Collection[str] = ()
    status: str = ""


@dataclass(frozen=True)
class Signer:
    """Who wants to sign. ``kind`` is one of ``OUTSIDE``, or empty for an organisation of the coalition."""

    kind: str = ""
    is_member: bool = False
    is_suspended: bool = False
    endorses: bool = False
    region: str = ""
    has_status: bool = False


def why_not(asked: Asked, signer: Signer) -> Why | None:
    """Return why somebody may not sign a letter, or nothing where they may.

    An organisation of the coalition signs where its members are asked, or where any organisation is; an endorser of the call
    where endorsers are asked or the kind to which it belongs. A status is asked of organisations alone.
    """
    if signer.is_suspended:
        return Why.SUSPENDED
    if not _is_asked(asked, signer):
        return Why.NOT_A_MEMBER if not signer.kind and not signer.is_member else Why.NOT_ASKED
    if asked.regions and signer.region not in asked.regions:
        return Why.REGION
    is_body = not signer.kind or signer.kind in BODIES
    return Why.STATUS if asked.status and is_body and not signer.has_status else None


def _is_asked(asked: Asked, signer: Signer) -> bool:
    if not signer.kind:
        return (signer.is_member and "members" in asked.who) or "organisation" in asked.who
    return signer.kind in asked.who or (signer.endorses and "endorsers" in asked.who)


def kinds_outside(asked: Asked) -> tuple[str, ...]:
    """Return the kinds of signers from outside that the public form offers: all of them where endorsers of the call are asked."""
    return OUTSIDE if "endorsers" in asked.who else tuple(kind for kind in OUTSIDE if kind in asked.who)
