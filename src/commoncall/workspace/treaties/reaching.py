"""What an address names: a treaty, what is pursued, a state; what one may not know of is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest

from commoncall.diplomacy.queries import following, instruments, pursuits
from commoncall.kernel.countries import queries as countries
from commoncall.workspace.members.standing import actor_of, there

if TYPE_CHECKING:
    from commoncall.diplomacy.models import Following, Instrument, Pursuit


def treaty_of(request: HttpRequest, code: str) -> Instrument:
    """Return the treaty that a code means in this coalition."""
    return there(instruments.one(actor_of(request), code))


def pursuit_of(request: HttpRequest, code: str) -> Pursuit:
    """Return what the coalition pursues under that code."""
    return there(pursuits.one(actor_of(request), code))


def state_of(country: str) -> str:
    """Return the alpha-2 code of a state, as it is written everywhere but in addresses."""
    code = country.upper()
    if code not in countries.states():
        raise Http404
    return code


def following_of(request: HttpRequest, following_id: UUID) -> Following:
    """Return that somebody follows a state, as far as the reader may know of it."""
    return there(following.one(actor_of(request), following_id))
