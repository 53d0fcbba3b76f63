"""Which application a page is about, and how much of it its reader sees; what one may not know of is not there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest

from commoncall.kernel.authority import Actor
from commoncall.membership.queries import applications
from commoncall.membership.queries.applications import Sight
from commoncall.procedures import admission
from commoncall.workspace.members.standing import actor_of, there

if TYPE_CHECKING:
    from commoncall.membership.models import Application


@dataclass(frozen=True)
class Seen:
    """An application as one reader sees it."""

    application: Application
    sight: Sight
    seats: frozenset[UUID]
    actor: Actor


def seen(request: HttpRequest, identifier: UUID, at_least: Sight = Sight.CONSULTED) -> Seen:
    """Return the application at this address as its reader sees it, or answer as for an address that was never there."""
    actor = actor_of(request)
    seats, put = admission.seats_of(actor), admission.put_to(actor)
    found = there(applications.found(actor, identifier, seats, put))
    sight = applications.sight(actor, found, seats, put)
    return there(Seen(found, sight, seats, actor) if sight >= at_least else None)
