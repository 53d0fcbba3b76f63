"""Which statement, letter or signature a page is about; what one may not know of is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest

from commoncall.kernel.parties import queries as parties
from commoncall.voice import permissions
from commoncall.voice.queries import letters, statements
from commoncall.workspace.members.standing import actor_of, coalition_of, there, there_only_if

if TYPE_CHECKING:
    from commoncall.kernel.authority import Actor
    from commoncall.kernel.parties.models import Coalition, Organisation
    from commoncall.voice.models import Letter, Statement


def has_one_voice(coalition: Coalition) -> bool:
    """Tell whether the coalition speaks with one voice; one that does not is offered no statements anywhere."""
    return permissions.speaks_as_one(coalition).allowed


def speaking(request: HttpRequest) -> Coalition:
    """Return the coalition, if it speaks with one voice; else there is no such page."""
    coalition = coalition_of(request)
    return there(coalition if has_one_voice(coalition) else None)


def statement_of(request: HttpRequest, statement: UUID) -> Statement:
    """Return the statement at this address, which the reader may read; also where the coalition speaks with one voice no longer.

    What it said before stands there, and can be retracted.
    """
    return statements.one(actor_of(request), statement)


def letter_of(request: HttpRequest, letter: UUID) -> Letter:
    """Return the letter at this address, which the reader may read."""
    return letters.one(actor_of(request), letter)


def led_letter(request: HttpRequest, letter: UUID, *states: str) -> Letter:
    """Return the letter at this address for those who lead it, while it is in one of these states; to others there is no such page."""
    found = letter_of(request, letter)
    there_only_if(permissions.may_prepare(actor_of(request), found.coalition))
    return there(found if not states or found.state in states else None)


def own_organisation(actor: Actor) -> Organisation | None:
    """Return the organisation for which somebody acts; ``None`` for one who acts for the coalition as such."""
    if actor.organisation_id is None:
        return None
    return parties.organisations_visible_to(actor).filter(pk=actor.organisation_id).first()
