"""Which decision a page is about; what one may not know of is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest

from commoncall.decisions.queries import decisions
from commoncall.kernel.parties import queries as parties
from commoncall.workspace.members.standing import actor_of, there

if TYPE_CHECKING:
    from commoncall.decisions.models import Decision
    from commoncall.kernel.authority import Actor
    from commoncall.kernel.parties.models import Organisation


def decision_of(request: HttpRequest, identifier: UUID) -> Decision:
    """Return the decision at this address, or answer as for an address that was never there."""
    return decisions.one(actor_of(request), identifier)


def decision_in(request: HttpRequest, identifier: UUID, *states: str) -> Decision:
    """Return the decision at this address while it is in one of these states; else there is no such page."""
    found = decision_of(request, identifier)
    return there(found if found.state in states else None)


def own_organisation(actor: Actor) -> Organisation | None:
    """Return the organisation for which somebody acts; ``None`` for one who acts for the coalition as such."""
    if actor.organisation_id is None:
        return None
    return parties.organisations_visible_to(actor).filter(pk=actor.organisation_id).first()


def identifier_of(written: str) -> UUID | None:
    """Return an identifier that came with a form; nothing where it is none."""
    try:
        return UUID(written)
    except ValueError:
        return None


def organisation_of(actor: Actor, identifier: str) -> Organisation:
    """Return an organisation of which the reader may know."""
    return there(parties.organisations_visible_to(actor).filter(pk=identifier).first())
