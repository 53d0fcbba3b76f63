"""Who asks, and of whom, on every page about endorsers; what one may not know of is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest

from commoncall.call import permissions
from commoncall.call.queries import endorsers
from commoncall.kernel.authority import Actor

if TYPE_CHECKING:
    from commoncall.call.models import Endorser
    from commoncall.kernel.parties.models import Coalition


def actor_of(request: HttpRequest) -> Actor:
    """Return as whom somebody reads this page."""
    return request.actor  # type: ignore[attr-defined, no-any-return]


def coalition_of(request: HttpRequest) -> Coalition:
    """Return the coalition in whose workspace the page is."""
    return request.standing.coalition  # type: ignore[attr-defined, no-any-return]


def keeper_of(request: HttpRequest) -> Actor:
    """Return whoever keeps the list; to all others the page does not exist."""
    actor = actor_of(request)
    if not permissions.KEEP_ENDORSERS.verdict(actor).allowed:
        raise Http404
    return actor


def endorser_of(request: HttpRequest, endorser: UUID) -> Endorser:
    """Return the endorser at this address, for whoever keeps the list."""
    return endorsers.found(keeper_of(request), endorser)
