"""Reading on which topics organisations sign every letter."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.models import Coalition, Organisation
from commoncall.kernel.refusals import NotVisible
from commoncall.voice.models import Letter, PreApproval


def visible_to(actor: Actor) -> QuerySet[PreApproval]:
    """Return the pre-approvals of which the actor may know: those of its own organisation, and all for a coordinator."""
    approvals = PreApproval.objects.select_related("organisation", "person", "coalition").order_by("organisation__searchable", "topic", "id")
    if actor.coalition_id is None or not actor.is_inside:
        return approvals.none()
    approvals = approvals.filter(coalition_id=actor.coalition_id)
    if actor.is_coordinator:
        return approvals
    return approvals.filter(organisation_id=actor.organisation_id) if actor.organisation_id else approvals.none()


def one(actor: Actor, identifier: UUID | None) -> PreApproval:
    """Return a pre-approval. Raises ``NotVisible`` where the actor may not know of it."""
    found = visible_to(actor).filter(pk=identifier).first()
    if found is None:
        raise NotVisible(_("There is no such pre-approval here."))
    return found


def of_organisation(organisation: Organisation) -> list[PreApproval]:
    """Return the pre-approvals of an organisation that hold now, by topic; for its own page, which judges who may read it."""
    return list(in_force().filter(organisation=organisation).select_related("person").order_by("topic", "id"))


def in_force() -> QuerySet[PreApproval]:
    """Return the pre-approvals that hold on this day, in UTC."""
    return PreApproval.objects.filter(Q(until=None) | Q(until__gte=time.now().date()), ended_at=None)


def topics(coalition: Coalition) -> list[str]:
    """Return the topics that letters of a coalition had and that were pre-approved there, to choose among; two queries, no organisation."""
    tagged = [topic for topics in Letter.objects.filter(coalition=coalition).values_list("topics", flat=True) for topic in topics]
    approved = PreApproval.objects.filter(coalition=coalition, ended_at=None).values_list("topic", flat=True)
    return sorted({*tagged, *approved}, key=str.casefold)
