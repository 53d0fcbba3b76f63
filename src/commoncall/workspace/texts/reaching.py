"""What the address of a page about texts names; what one may not know of is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest

from commoncall.call.queries import endorsements, texts
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties import queries as parties
from commoncall.workspace.members.standing import actor_of, coalition_of, there

if TYPE_CHECKING:
    from commoncall.call.models import Endorsement, Version
    from commoncall.kernel.parties.models import Organisation

KINDS = ("call", "charter")


def kind_of(kind: str) -> str:
    """Return the kind of text that an address names, if there is such."""
    if kind not in KINDS:
        raise Http404
    return kind


def version_of(request: HttpRequest, version: UUID) -> Version:
    """Return the version at this address, which the reader may read."""
    return texts.found(actor_of(request), version)


def numbered(request: HttpRequest, kind: str, number: int) -> Version:
    """Return the version with this number."""
    return there(texts.numbered(coalition_of(request), kind_of(kind), number))


def draft_of(request: HttpRequest, kind: str) -> Version:
    """Return the draft of a text, if there is one that the reader may read."""
    draft = there(texts.draft(coalition_of(request), kind_of(kind)))
    return texts.found(actor_of(request), draft.pk)


def endorsement_of(request: HttpRequest, endorsement: UUID) -> Endorsement:
    """Return the endorsement at this address, of which the reader may know."""
    return endorsements.found(actor_of(request), endorsement)


def own_organisation(actor: Actor) -> Organisation | None:
    """Return the organisation for which the reader acts, if any."""
    if actor.organisation_id is None:
        return None
    return parties.organisations_visible_to(actor).filter(pk=actor.organisation_id).first()
