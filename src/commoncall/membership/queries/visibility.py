"""Of which memberships somebody may know, and how much of each."""

from __future__ import annotations

import enum
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commoncall.kernel.authority import Actor, Role
from commoncall.kernel.labels import Label, readable_by
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.refusals import NotVisible
from commoncall.membership.models import Membership, Note


class Sight(enum.IntEnum):
    """How much of an organisation's record somebody sees: what members see of each other, of one's own, or all."""

    MEMBER = 1
    OWN = 2
    ALL = 3


def visible_to(actor: Actor) -> QuerySet[Membership]:
    """Return the memberships of which ``actor`` may know: those of the organisations of which it may know."""
    if actor.coalition_id is None or not actor.is_inside:
        return Membership.objects.none()
    return Membership.objects.filter(parties.may_be_known(actor, "organisation__"), coalition_id=actor.coalition_id)


def notes_visible_to(actor: Actor) -> QuerySet[Note]:
    """Return the notes that ``actor`` may read: on organisations of which it may know, under labels that let it."""
    return Note.objects.filter(label__in=readable_by(actor), membership__in=visible_to(actor).values("pk"))


def found(actor: Actor, organisation_id: UUID | None) -> Membership:
    """Return the membership of an organisation with its names; raise ``NotVisible`` where the actor may not know of it."""
    membership = visible_to(actor).select_related("organisation__coalition").filter(pk=organisation_id).first()
    if membership is None:
        raise NotVisible(_("There is no such organisation here."))
    return membership


def sight(actor: Actor, organisation_id: UUID) -> Sight:
    """Return how much ``actor`` sees of the record of an organisation that it may know."""
    if actor.is_coordinator:
        return Sight.ALL
    return Sight.OWN if actor.organisation_id == organisation_id else Sight.MEMBER


def label_of_list(actor: Actor) -> Label:
    """Return the label of the directory as ``actor`` sees it, which a copy of it carries along.

    Coordinators see unnamed organisations and addresses, members see those named to members, others the public ones.
    """
    if actor.is_coordinator:
        return Label.AMBER_STRICT
    return Label.AMBER if Role.REPRESENTATIVE in actor.roles else Label.GREEN
